// @ts-check
/** The rows of long tables that a board shows this time; what is decided in ../../core/shares.js, done to the board. */
import { filled } from "../../core/days.js";
import { isShared, rowsLeft, rowsOfThisTime } from "../../core/shares.js";
import { widthEm } from "../../core/table_plan.js";

const BLOCKS = '[data-block="table"]';

/** @typedef {import("../../core/shares.js").Share} Share */

/**
 * Leave in each table only the rows to be laid out this time, and say where they begin: once, or in the captions of several.
 * @param {HTMLElement} board  Not in the document. @param {readonly number[]} begins  For each table, where it begins.
 * @param {Record<string, any>} words
 */
export function takeShares(board, begins, words) {
  blocksOf(board).forEach((block, at) => {
    const rows = Array.from(block.querySelectorAll("tbody tr"));
    const { from, to } = rowsOfThisTime(begins[at] || 0, rows.length);
    block.setAttribute("data-from", String(from));
    block.setAttribute("data-there", String(rows.length));
    noteWidest(block, rows);
    rows.forEach((row, place) => {
      if (place < from || place >= to) row.remove();
    });
    const place = block.querySelector(".tabular-caption") || board.querySelector(".board-meta");
    if (place && from > 0) {
      const note = document.createElement(place.tagName === "P" ? "span" : "small");
      note.setAttribute("data-from-row", "");
      note.textContent = filled(words.fromRow, { n: from + 1 });
      place.appendChild(note);
    }
  });
}

/**
 * Say in each head what the widest text of its column is: whatever rows are shown, the columns are planned for all of them.
 * @param {HTMLElement} block @param {Element[]} rows
 */
function noteWidest(block, rows) {
  block.querySelectorAll("thead th").forEach((head, at) => {
    const texts = rows.map((row) => ((row.children[at] && row.children[at].textContent) || "").trim());
    head.setAttribute("data-widest", texts.reduce((most, one) => (widthEm(one) > widthEm(most) ? one : most), ""));
  });
}

/**
 * Note how many rows of a table had room.
 * @param {HTMLElement} block @param {number} left  Rows of this time that had none.
 */
export function noteShown(block, left) {
  block.setAttribute("data-shown", String(block.querySelectorAll("tbody tr").length - left));
}

/** What was shown of every table. @param {HTMLElement} board @returns {Share[]} */
export function sharesOf(board) {
  return blocksOf(board).map(shareOf);
}

/** @param {Element} block @returns {Share} */
function shareOf(block) {
  const number = (/** @type {string} */ name) => Number(block.getAttribute(name) || 0);
  return { from: number("data-from"), shown: number("data-shown"), there: number("data-there"), all: allOf(block) };
}

/** How many rows a table has, those included that no wall shows. @param {Element} block */
export function allOf(block) {
  const said = block.getAttribute("data-rows");
  return said === null ? block.querySelectorAll("tbody tr").length : Number(said);
}

/**
 * Say on the pages of a table that they are not all of it, and that the code has all.
 * @param {HTMLElement} block @param {HTMLElement[]} pages  Those it stands on. @param {Record<string, any>} words
 */
export function sayShare(block, pages, words) {
  const share = shareOf(block);
  if (!isShared(share) || pages.length === 0) return;
  const left = rowsLeft(share);
  pages.forEach((page, at) => {
    const says = page.querySelector(".qr-says");
    const isLast = at === pages.length - 1 && left > 0;
    if (says) says.textContent = filled(isLast ? words.restByQr : words.allByQr, { n: isLast ? left : share.all });
  });
}

/** @param {HTMLElement} board */
function blocksOf(board) {
  return /** @type {HTMLElement[]} */ (Array.from(board.querySelectorAll(BLOCKS)));
}
