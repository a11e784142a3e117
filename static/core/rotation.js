// @ts-check
/**
 * Which posting comes when, and for how long. Pure: no DOM, no clock.
 * @typedef {{ from: number, until: number, boards: string[], mode?: string, slower?: number }} Window  Moments in ms since
 *   1970; `mode`: "handover", "night" or "dark", if it is not by day; `slower`: pages stay so many times as long.
 */

/** Seconds of a page by what stands on it (DESIGN §5). */
const FIXED_S = {
  table: 20,
  stars: 25,
  honors: 20,
  honor: 18,
  moment: 20,
  contacts: 15,
  overview: 20,
  empty: 30,
  handover: 20,
  night: 60,
};
const LEAST_PROSE_S = 12;
const MOST_PROSE_S = 45;
const FIRST_REST_MS = 2000;
const LONGEST_REST_MS = 60000;

/**
 * How long a page stays.
 * @param {string} dwell  Which rule: "prose" or one of the fixed ones.
 * @param {number} characters  How many characters stand on the page.
 * @param {Record<string, number>} [own]  What the office has set instead; for prose, the most.
 * @returns {number} Seconds, never zero.
 */
export function pageSeconds(dwell, characters, own = {}) {
  const fixed = /** @type {Record<string, number>} */ (FIXED_S)[dwell];
  if (fixed) return own[dwell] || fixed;
  return Math.min(Math.max(LEAST_PROSE_S, 4 + characters / 5), own.prose || MOST_PROSE_S);
}

/**
 * The window that holds at a moment. Outside the programme nothing is known to be due: null.
 * @param {readonly Window[]} windows  In order, without gaps.
 * @param {number} nowMs
 * @returns {Window | null}
 */
export function windowAt(windows, nowMs) {
  for (const one of windows) {
    if (one.from <= nowMs && nowMs < one.until) return one;
  }
  return null;
}

/**
 * How long a board rests that could not be made.
 * @param {number} times  How often it has failed in a row, at least once.
 * @returns {number} Milliseconds.
 */
export function restMs(times) {
  return Math.min(FIRST_REST_MS * 2 ** (times - 1), LONGEST_REST_MS);
}

/**
 * The board that follows. A changed order does not restart the rotation: it goes on behind the
 * board that was on; if that one is gone, behind the nearest one before it that is still there.
 * @param {readonly string[]} order  What rotates now.
 * @param {string | null} current  What was on.
 * @param {readonly string[]} before  The order in which `current` was on.
 * @returns {string | null} null when nothing rotates.
 */
export function nextBoard(order, current, before) {
  if (order.length === 0) return null;
  if (current === null) return order[0];
  for (let place = before.indexOf(current); place >= 0; place -= 1) {
    const found = order.indexOf(before[place]);
    if (found >= 0) return order[(found + 1) % order.length];
  }
  const found = order.indexOf(current);
  return order[(found + 1) % order.length];
}

/**
 * What waits to be brought forward. A matter is a posting in one revision: its board is another one every midnight, and
 * nothing new. At first nothing is new either.
 * @param {readonly string[]} due  The matters that are due now, in order.
 * @param {readonly string[] | null} before  Those that were due before; null at first.
 * @param {readonly string[]} waiting  Those that wait already.
 * @returns {string[]} In the order in which they are due.
 */
export function newcomers(due, before, waiting) {
  if (before === null) return [];
  return due.filter((one) => before.indexOf(one) < 0 || waiting.indexOf(one) >= 0);
}

/**
 * Where a rotation stands.
 * @typedef {object} Standing
 * @property {readonly string[]} order  What rotates now.
 * @property {string | null} on  The board that is on, with its `page` of `pages`.
 * @property {number} page
 * @property {number} pages
 * @property {string | null} last  The last board that had its turn: behind it the rotation goes on.
 * @property {readonly string[]} before  The order in which it had.
 * @property {readonly string[]} fresh  Boards to be brought forward.
 * @property {readonly { board: string, page: number }[]} broken  What was left for them, and with which page it goes on.
 */

/**
 * What comes when the page that is on has had its time: what is new first, then what was left for it, then the
 * rotation as if nothing had been; and no board follows itself while there is another.
 * @param {Standing} standing
 * @returns {{ board: string, page: number, isInTurn: boolean } | null} `isInTurn`: the rotation goes on behind it.
 */
export function nextTurn({ order, on, page, pages, last, before, fresh, broken }) {
  const due = nextBoard(order, last, before);
  if (due === null) return null;
  const isDue = (/** @type {string | null} */ one) => one !== null && order.indexOf(one) >= 0;
  const newest = order.filter((one) => one !== on && fresh.indexOf(one) >= 0);
  if (newest.length > 0) return { board: newest[0], page: 0, isInTurn: newest[0] === due };
  if (on !== null && isDue(on) && page + 1 < pages) return { board: on, page: page + 1, isInTurn: on === last };
  const left = broken.filter(({ board }) => board !== on && isDue(board));
  if (left.length > 0) return Object.assign({ isInTurn: false }, left[left.length - 1]);
  const next = due === on ? /** @type {string} */ (nextBoard(order, due, order)) : due;
  return { board: next, page: 0, isInTurn: true };
}

/**
 * The dashes of the lane line: at most `most`, as a window around the current one.
 * @param {number} place  0-based place of the current posting.
 * @param {number} count
 * @param {number} [most]
 * @returns {("done" | "now" | "next")[]}
 */
export function laneDashes(place, count, most = 12) {
  const shown = Math.min(count, most);
  const first = Math.min(Math.max(0, place - Math.floor(shown / 2)), count - shown);
  /** @type {("done" | "now" | "next")[]} */
  const dashes = [];
  for (let at = first; at < first + shown; at += 1) {
    dashes.push(at < place ? "done" : at === place ? "now" : "next");
  }
  return dashes;
}
