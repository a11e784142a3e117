// @ts-check
/**
 * From a board as the server rendered it to pages that can be shown: the one way, for walls and for the panel's preview.
 */
import { pageSeconds } from "../../core/rotation.js";
import { fontsReady } from "./fonts.js";
import { takeShares } from "./shares.js";
import { mendPicture } from "./stage.js";
import { typeset, whole } from "./typeset.js";

const PICTURE_PATIENCE_MS = 6000;

/** How long pages stay here, where the office has it otherwise than usual. @type {Record<string, number>} */
let ownSeconds = {};

/**
 * Tell the style sheets how large type is on this screen and how much of it the panel hides; note how long pages stay.
 * @param {HTMLElement} root @param {{ scale: number, overscanPercent: number, seconds?: Record<string, number> }} screen
 */
export function suit(root, screen) {
  ownSeconds = screen.seconds || {};
  root.style.setProperty("--k", String(screen.scale));
  root.style.setProperty("--fit", String(1 - screen.overscanPercent / 50));
  root.style.setProperty("--over", `${screen.overscanPercent}%`);
}

/** @param {string} html @returns {HTMLElement} The board in it. */
export function parsed(html) {
  const board = new DOMParser().parseFromString(html, "text/html").querySelector(".board");
  if (!board) throw new Error("no board");
  return /** @type {HTMLElement} */ (document.adoptNode(board));
}

/**
 * The pages of a board, ready to be seen: fonts there, pictures decoded.
 * @param {HTMLElement} board  Not in the document.
 * @param {(board: HTMLElement) => HTMLElement} framed  Puts a board into a new, hidden frame in the stage.
 * @param {Record<string, any>} words
 * @param {readonly number[]} [begins]  For each table the row it begins with this time.
 * @returns {Promise<HTMLElement[]>} Frames in order, all hidden. What could not be laid out leaves none behind.
 */
export async function pressed(board, framed, words, begins = []) {
  /** @type {HTMLElement[]} */
  const frames = [];
  const noted = (/** @type {HTMLElement} */ one) => {
    const frame = framed(one);
    frames.push(frame);
    return frame;
  };
  try {
    takeShares(board, begins, words);
    await fontsReady();
    const first = noted(whole(board));
    await fontsReady();
    const pages = typeset(board, first, noted, words);
    // Sums and page numbers came in while the pages were made.
    await Promise.all(pages.map(picturesIn).concat(fontsReady()));
    return pages;
  } catch (error) {
    frames.forEach((frame) => frame.remove());
    throw error;
  }
}

/** How long a page stays. @param {HTMLElement} page @param {number} [set]  What a playlist has set for its board; 0: nothing. */
export function secondsOf(page, set = 0) {
  const board = page.querySelector(".board");
  const flow = page.querySelector("[data-flow]");
  const characters = ((flow && flow.textContent) || "").replace(/\s/g, "").length;
  return pageSeconds((board && board.getAttribute("data-dwell")) || "prose", characters, ownSeconds, set);
}

/** Pictures decoded, or given up: a page never waits for good. @param {HTMLElement} page */
function picturesIn(page) {
  const images = Array.from(page.querySelectorAll("img"));
  const patience = new Promise((resolve) => window.setTimeout(resolve, PICTURE_PATIENCE_MS));
  const decoded = images.map((image) => image.decode().catch(() => mendPicture(image)));
  return Promise.race([Promise.all(decoded), patience]);
}
