// @ts-check
/** What can be measured of pages that are laid out. */

const MOST_TEXTS = 2000;
const SIGNATURE = '[data-block="sign"]';

/**
 * The size most of the words are set in, in pixels of the wall: that is the body, whatever the kind of board. Who signed
 * it, at its end, stands smaller and is none of it.
 * @param {HTMLElement[]} pages
 */
export function bodySize(pages) {
  /** @type {Map<number, number>} */
  const characters = new Map();
  let seen = 0;
  for (const page of pages) {
    const texts = document.createTreeWalker(page.querySelector("[data-flow]") || page, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() && seen < MOST_TEXTS) {
      const length = (texts.currentNode.textContent || "").trim().length;
      const holder = texts.currentNode.parentElement;
      if (!length || !holder || holder.closest(SIGNATURE)) continue;
      seen += 1;
      const size = parseFloat(getComputedStyle(holder).fontSize);
      characters.set(size, (characters.get(size) || 0) + length);
    }
  }
  return [...characters].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0])[0];
}

/** How many rows a text takes. @param {Element | null} element */
export function rowsOf(element) {
  if (!element) return 0;
  const height = parseFloat(getComputedStyle(element).lineHeight);
  return Math.round(element.getBoundingClientRect().height / height) || 0;
}
