// @ts-check
/**
 * Turn one board into pages that fit: measured in the browser, never below the smallest size, then
 * split into balanced pages (DESIGN §5). Every page is a whole frame with the board inside.
 */
import { filled } from "../../core/days.js";
import { paginate } from "../../core/pack.js";
import { bindEnd, flowOf, partsOf } from "./parts.js";
import { fitTitle } from "./titles.js";

const STEPS = 3; // three sizes of type; the last is the smallest that may be
const MOST_TILES = 12;
const MOST_TABLE_PAGES = 12;
const SLACK_PX = 4;

/**
 * @param {HTMLElement} board  As the server rendered it, not in the document.
 * @param {(board: HTMLElement) => HTMLElement} framed  Puts a board into a new, hidden frame in the stage.
 * @param {Record<string, any>} words
 * @returns {HTMLElement[]} Frames in order, all hidden.
 */
export function typeset(board, framed, words) {
  board.querySelectorAll('.prose p, [data-block="row"] p').forEach(bindEnd);
  if (!board.querySelector("[data-flow]")) return [fitTitle(framed(board))];
  if (board.querySelector('[data-block="tile"]')) return tilePages(board, framed);
  for (let step = 0; step < STEPS - 1; step += 1) {
    const pages = attempt(board, framed, words, { step, metered: false });
    if (pages.length === 1 && isWithin(pages[0])) return pages;
    pages.forEach((page) => page.remove());
  }
  // Several pages have a meter, and it takes room; one page has none.
  const single = attempt(board, framed, words, { step: STEPS - 1, metered: false });
  if (single.length === 1 && isWithin(single[0])) return single;
  single.forEach((page) => page.remove());
  return attempt(board, framed, words, { step: STEPS - 1, metered: true });
}

/** False where something indivisible is higher than its page: then smaller type comes first. @param {HTMLElement} page */
function isWithin(page) {
  return flowOf(page).scrollHeight <= flowOf(page).clientHeight + 1;
}

/**
 * Many portraits: up to twelve a page, more in equal pages.
 * @param {HTMLElement} board @param {(board: HTMLElement) => HTMLElement} framed
 */
function tilePages(board, framed) {
  const tiles = Array.from(board.querySelectorAll('[data-block="tile"]'));
  const count = Math.ceil(tiles.length / MOST_TILES);
  const each = Math.ceil(tiles.length / count);
  const pages = [];
  for (let at = 0; at < count; at += 1) {
    const shown = tiles.slice(at * each, (at + 1) * each);
    const copy = emptied(board);
    copy.setAttribute("data-tiles", String(shown.length));
    flowOf(copy).append(...shown.map((tile) => tile.cloneNode(true)));
    pages.push(fitTitle(framed(copy)));
  }
  return pages;
}

/**
 * Lay the board out with type of one size.
 * @param {HTMLElement} board @param {(board: HTMLElement) => HTMLElement} framed
 * @param {Record<string, any>} words
 * @param {{ step: number, metered: boolean }} look
 */
function attempt(board, framed, words, look) {
  const measuring = framed(sized(emptied(board), look, false));
  fitTitle(measuring);
  const later = framed(sized(emptied(board), look, true));
  fitTitle(later);
  // A hair less than there is: heights are fractions, and borders of tables collapse.
  const room = {
    first: flowOf(measuring).clientHeight - SLACK_PX,
    rest: flowOf(later).clientHeight - SLACK_PX,
  };
  const parts = partsOf(board, flowOf(measuring), words, Math.max(room.first, room.rest));
  const packed = paginate(parts.units, parts.groups, room, parts.measure);
  const pages = packed.map((pieces, at) => {
    const frame = framed(sized(emptied(board), look, at > 0));
    fitTitle(frame);
    parts.fill(flowOf(frame), pieces);
    return frame;
  });
  measuring.remove();
  later.remove();
  return curtailed(pages, board, words);
}

/**
 * A table of more than twelve pages stops there on the wall; the phone has all of it.
 * @param {HTMLElement[]} pages @param {HTMLElement} board @param {Record<string, any>} words
 */
function curtailed(pages, board, words) {
  if (pages.length <= MOST_TABLE_PAGES || !board.querySelector('[data-block="table"]')) return pages;
  let left = 0;
  pages.slice(MOST_TABLE_PAGES).forEach((page) => {
    left += page.querySelectorAll(".record").length;
    page.remove();
  });
  const says = pages[MOST_TABLE_PAGES - 1].querySelector(".qr-says");
  if (says) says.textContent = filled(words.restByQr, { n: left });
  return pages.slice(0, MOST_TABLE_PAGES);
}

/** @param {HTMLElement} board */
function emptied(board) {
  const copy = /** @type {HTMLElement} */ (board.cloneNode(true));
  flowOf(copy).textContent = "";
  return copy;
}

/**
 * @param {HTMLElement} board @param {{ step: number, metered: boolean }} look
 * @param {boolean} continued
 */
function sized(board, look, continued) {
  board.setAttribute("data-step", String(look.step));
  board.querySelectorAll("[data-meter]").forEach((meter) => {
    meter.toggleAttribute("hidden", !look.metered);
  });
  if (continued) board.setAttribute("data-continued", "");
  return board;
}
