// @ts-check
/**
 * Turn one board into pages that fit: measured in the browser, never below the smallest size, then
 * split into balanced pages (DESIGN §5). Every page is a whole frame with the board inside.
 */
import { paginateWithin, tableOf } from "../../core/curtail.js";
import { bindEnd, flowOf, partsOf } from "./parts.js";
import { noteShown, sayShare } from "./shares.js";
import { fitTitle } from "./titles.js";

const STEPS = 3; // three sizes of type; the last is the smallest that may be
const MOST_TILES = 12;
const MOST_TABLE_PAGES = 12;
const MOST_CLOSER = 4; // pages; on more, one saved is none
const SLACK_PX = 4;

/**
 * The board as it stands when all of it fits on one page in the largest type, which is tried first.
 * @param {HTMLElement} board  As the server rendered it, not in the document.
 */
export function whole(board) {
  board.querySelectorAll('.prose p, [data-block="row"] p').forEach(bindEnd);
  const copy = /** @type {HTMLElement} */ (board.cloneNode(true));
  if (!flowOf(board)) return copy;
  const tiles = tilesOf(board);
  if (tiles.length === 0) return sized(copy, { step: 0, metered: false }, false);
  copy.setAttribute("data-tiles", String(Math.min(tiles.length, MOST_TILES)));
  return copy;
}

/**
 * @param {HTMLElement} board  The same board.
 * @param {HTMLElement} first  A frame in the stage with the whole board in it; its fonts are there.
 * @param {(board: HTMLElement) => HTMLElement} framed  Puts a board into a new, hidden frame in the stage.
 * @param {Record<string, any>} words
 * @returns {HTMLElement[]} Frames in order, all hidden; `first` is among them or gone.
 */
export function typeset(board, first, framed, words) {
  fitTitle(first);
  if (!flowOf(board)) return [first];
  if (tilesOf(board).length > 0) return tilePages(board, first, framed);
  if (isPlain(board) && isRoomy(flowOf(first))) return [first];
  flowOf(first).textContent = "";
  for (let step = 0; step < STEPS - 1; step += 1) {
    const look = { step, metered: false, isAlone: true };
    const pages = attempt(board, framed, words, look, step === 0 ? first : null);
    if (pages.length === 1 && isWithin(pages[0])) return pages;
    pages.forEach((page) => page.remove());
  }
  // Several pages have a meter, and it takes room; one page has none.
  const single = attempt(board, framed, words, { step: STEPS - 1, metered: false, isAlone: true }, null);
  if (single.length === 1 && isWithin(single[0])) return single;
  single.forEach((page) => page.remove());
  const pages = attempt(board, framed, words, { step: STEPS - 1, metered: true }, null);
  return isRowed(board) && pages.length <= MOST_CLOSER ? closer(board, pages, framed, words) : pages;
}

/**
 * Rows stand closer to each other where that saves a page; type stays as it is.
 * @param {HTMLElement} board @param {HTMLElement[]} pages  As they are otherwise.
 * @param {(board: HTMLElement) => HTMLElement} framed @param {Record<string, any>} words
 */
function closer(board, pages, framed, words) {
  for (const metered of pages.length === 2 ? [false, true] : [true]) {
    const tried = attempt(board, framed, words, { step: STEPS - 1, metered, isClose: true }, null);
    const isMeterRight = metered === tried.length > 1;
    if (isMeterRight && tried.length < pages.length && tried.every(isWithin)) {
      pages.forEach((page) => page.remove());
      return tried;
    }
    tried.forEach((page) => page.remove());
  }
  return pages;
}

/** @param {HTMLElement} board */
function isRowed(board) {
  return board.querySelector('[data-block="table"] table') !== null;
}

/** True for lists alone: they stand on a page just as the server wrote them. @param {HTMLElement} board */
function isPlain(board) {
  return Array.from(flowOf(board).children).every((block) => block.getAttribute("data-block") === "row");
}

/** @param {HTMLElement} flow */
function isRoomy(flow) {
  const last = flow.lastElementChild;
  const used = last ? last.getBoundingClientRect().bottom - flow.getBoundingClientRect().top : 0;
  return used <= flow.clientHeight - SLACK_PX;
}

/** False where something indivisible is higher than its page: then smaller type comes first. @param {HTMLElement} page */
function isWithin(page) {
  return flowOf(page).scrollHeight <= flowOf(page).clientHeight + 1;
}

/** @param {HTMLElement} board */
function tilesOf(board) {
  return Array.from(board.querySelectorAll('[data-block="tile"]'));
}

/**
 * Many portraits: up to twelve a page, more in equal pages.
 * @param {HTMLElement} board @param {HTMLElement} first @param {(board: HTMLElement) => HTMLElement} framed
 */
function tilePages(board, first, framed) {
  const tiles = tilesOf(board);
  const count = Math.ceil(tiles.length / MOST_TILES);
  if (count === 1) return [first];
  first.remove();
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
 * Lay the board out with type of one size. `isAlone`: one page is wanted, or none; then what is surely too much is not
 * laid out to its end.
 * @param {HTMLElement} board @param {(board: HTMLElement) => HTMLElement} framed
 * @param {Record<string, any>} words
 * @param {{ step: number, metered: boolean, isClose?: boolean, isAlone?: boolean }} look
 * @param {HTMLElement | null} begun  A frame for the first page, its flow empty; null: none has been made.
 */
function attempt(board, framed, words, look, begun) {
  const frame = (/** @type {boolean} */ later) => fitTitle(framed(sized(emptied(board), look, later)));
  const first = begun || frame(false);
  // A later page is framed when one is asked about.
  /** @type {HTMLElement | null} */
  let later = null;
  const second = () => later || (later = frame(true));
  let rest = 0;
  const room = {
    first: roomIn(first),
    get rest() {
      return rest || (rest = roomIn(second()));
    },
  };
  const highest = board.querySelector('[data-block="table"]') ? Math.max(room.first, room.rest) : room.first;
  const parts = partsOf(board, flowOf(first), words, highest);
  if (look.isAlone && heightOfTexts(parts.units) > room.first) {
    [first, later].forEach((page) => page && page.remove());
    return [];
  }
  const { pages, left } = paginateWithin(parts.units, parts.groups, room, parts.measure, MOST_TABLE_PAGES);
  const frames = pages.map((pieces, at) => {
    const page = at === 0 ? first : at === 1 ? second() : frame(true);
    parts.fill(flowOf(page), pieces);
    return page;
  });
  if (frames.length === 1 && later) /** @type {HTMLElement} */ (later).remove();
  Array.from(flowOf(board).children).forEach((block, at) => {
    if (block.getAttribute("data-block") !== "table") return;
    const table = `table-${at}`;
    const own = frames.filter((_, page) => pages[page].some((piece) => tableOf(parts.units[piece.unit]) === table));
    noteShown(/** @type {HTMLElement} */ (block), left[table] || 0);
    sayShare(/** @type {HTMLElement} */ (block), own, words);
  });
  return frames;
}

/** What cannot be left out, as rows of tables can. @param {readonly import("../../core/pack.js").Unit[]} units */
function heightOfTexts(units) {
  return units.reduce((sum, unit) => sum + (unit.group ? 0 : unit.height), 0);
}

/** A hair less than there is: heights are fractions, and borders of tables collapse. @param {HTMLElement} page */
function roomIn(page) {
  return flowOf(page).clientHeight - SLACK_PX;
}

/** @param {HTMLElement} board */
function emptied(board) {
  const copy = /** @type {HTMLElement} */ (board.cloneNode(true));
  flowOf(copy).textContent = "";
  return copy;
}

/**
 * @param {HTMLElement} board @param {{ step: number, metered: boolean, isClose?: boolean }} look
 * @param {boolean} continued
 */
function sized(board, look, continued) {
  board.setAttribute("data-step", String(look.step));
  board.toggleAttribute("data-close", look.isClose === true);
  board.querySelectorAll("[data-meter]").forEach((meter) => {
    meter.toggleAttribute("hidden", !look.metered);
  });
  if (continued) board.setAttribute("data-continued", "");
  return board;
}
