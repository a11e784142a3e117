// @ts-check
/**
 * Lines of justified text that end early, because a number or a name goes whole onto the next, are not
 * pulled apart to the edge: such a line ends where it ends.
 */

const MOST_SLACK_EM = 1.2; // shared by some thirty characters it is not seen
const MOST_BEFORE = 3; // characters that may go to the next line together with what is whole: “（

/**
 * To be asked where the text stands as it will be shown: lines end where they ended, and no line is added.
 * @param {HTMLElement} block  Justified prose in its place.
 */
export function unstretch(block) {
  if (!block.hasAttribute("data-justified")) return;
  const wholes = Array.from(block.querySelectorAll("p .nb"));
  if (wholes.length === 0) return;
  // With lines as long as their text one sees how much is missing.
  block.removeAttribute("data-justified");
  const ends = wholes.map(shortLineBefore);
  block.setAttribute("data-justified", "");
  ends.forEach((end) => {
    if (!end) return;
    const next = end.at < (end.before.textContent || "").length ? /** @type {Text} */ (end.before).splitText(end.at) : end.before.nextSibling;
    /** @type {Node} */ (end.before.parentNode).insertBefore(document.createElement("br"), next);
  });
}

/**
 * Where the line before this one ends, if it ends well before the edge: after so many characters of a node.
 * @param {Element} whole
 * @returns {{ before: ChildNode, at: number } | null}
 */
function shortLineBefore(whole) {
  const before = whole.previousSibling;
  const [box] = whole.getClientRects();
  if (!before || !box) return null;
  const length = (before.textContent || "").length;
  // What is no text is itself whole: a day behind its month.
  const places = before.nodeType === Node.TEXT_NODE ? Math.min(MOST_BEFORE, length) : 1;
  for (let back = 0; back < places; back += 1) {
    const last = boxBefore(before, length - back);
    if (last && last.top < box.top - box.height / 2) {
      return isShort(last.right, whole) ? { before, at: length - back } : null;
    }
  }
  return null;
}

/** @param {number} endPx @param {Element} whole */
function isShort(endPx, whole) {
  const { right } = /** @type {Element} */ (whole.closest("p")).getBoundingClientRect();
  return right - endPx > MOST_SLACK_EM * parseFloat(getComputedStyle(whole).fontSize);
}

/** Of the character before a place in a text; of an element, as it ends. @param {ChildNode} node @param {number} at */
function boxBefore(node, at) {
  const range = document.createRange();
  if (node.nodeType === Node.TEXT_NODE) {
    range.setStart(node, at - 1);
    range.setEnd(node, at);
  } else {
    range.selectNode(node);
  }
  const boxes = range.getClientRects();
  return boxes[boxes.length - 1];
}
