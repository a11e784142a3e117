// @ts-check
/** Bold type in a text, for those who need not know how it is written: a button, and the key everybody knows. */

import { SWAPPED } from "./room.js";

const MARK = "**";
const WORDS = /^(\s*)(.*?)(\s*)$/;

/**
 * The text with what is chosen in bold type, or no longer, if all of it is already: line by line, since bold type ends with
 * its paragraph. Where nothing is chosen, the line is.
 * @param {string} text @param {number} from @param {number} to
 * @returns {{ from: number, to: number, words: string }} What to put where, and what is then chosen.
 */
export function bolder(text, from, to) {
  if (from === to) {
    from = text.lastIndexOf("\n", from - 1) + 1;
    const end = text.indexOf("\n", to);
    to = end < 0 ? text.length : end;
  }
  if (text.slice(0, from).endsWith(MARK) && text.slice(to).startsWith(MARK)) {
    from -= MARK.length;
    to += MARK.length;
  }
  const lines = text.slice(from, to).split("\n");
  const isBold = lines.every((line) => !line.trim() || plain(line) !== line.trim());
  const words = lines.map((line) => {
    const [, before, said, after] = /** @type {RegExpExecArray} */ (WORDS.exec(line));
    if (!said) return line;
    return `${before}${isBold ? plain(said) : MARK + plain(said) + MARK}${after}`;
  });
  return { from, to, words: words.join("\n") };
}

/** A line without the marks around it. @param {string} line */
function plain(line) {
  const said = line.trim();
  const isMarked = said.length > 2 * MARK.length && said.startsWith(MARK) && said.endsWith(MARK);
  return isMarked && said[MARK.length] !== "*" && said[said.length - 1 - MARK.length] !== "*"
    ? said.slice(MARK.length, -MARK.length)
    : said;
}

/** @param {Document} page */
export function takeEmphasis(page) {
  const act = () => {
    const text = page.getElementById("body");
    if (!(text instanceof HTMLTextAreaElement)) return;
    const { from, to, words } = bolder(text.value, text.selectionStart, text.selectionEnd);
    text.focus();
    text.setRangeText(words, from, to, "select");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // Without script there is no button that does nothing.
  const show = () => page.querySelectorAll("[data-bold]").forEach((one) => one.removeAttribute("hidden"));
  show();
  page.addEventListener(SWAPPED, show);
  page.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-bold]")) act();
  });
  page.addEventListener("keydown", (event) => {
    const isOfText = event.target instanceof HTMLTextAreaElement && event.target.id === "body";
    if (!isOfText || event.key.toLowerCase() !== "b" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    act();
  });
}
