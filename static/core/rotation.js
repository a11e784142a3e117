// @ts-check
/**
 * Which posting comes when, and for how long. Pure: no DOM, no clock.
 * A window's moments are in ms since 1970; `boards` is one round, in which a board may come several times; `seconds` says
 * how long pages of some of them stay instead of the usual time; `mode`: "handover", "night" or "dark", if it is not by
 * day; `slower`: pages stay so many times as long.
 * @typedef {{ from: number, until: number, boards: string[], mode?: string, slower?: number, seconds?: Record<string, number> }} Window
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
 * @param {number} [set]  What a playlist has set for this board instead of either; 0: nothing.
 * @returns {number} Seconds, never zero.
 */
export function pageSeconds(dwell, characters, own = {}, set = 0) {
  const fixed = /** @type {Record<string, number>} */ (FIXED_S)[dwell];
  if (fixed) return set || own[dwell] || fixed;
  return Math.min(Math.max(LEAST_PROSE_S, 4 + characters / 5), set || own.prose || MOST_PROSE_S);
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
 * A turn in a round. A board may have several in one: what has its turn is known by its place, never by its name alone.
 * @typedef {{ order: readonly string[], place: number }} Turn
 */

/**
 * Where a turn stands in another order: the same turn of the same board, or the last it has there.
 * @param {readonly string[]} order
 * @param {Turn} turn
 * @returns {number} -1: that board rotates no more.
 */
export function placeIn(order, { order: before, place }) {
  const board = before[place];
  let nth = before.slice(0, place).filter((one) => one === board).length;
  let found = -1;
  for (let at = 0; at < order.length && nth >= 0; at += 1) {
    if (order[at] !== board) continue;
    found = at;
    nth -= 1;
  }
  return found;
}

/**
 * The place that follows. A changed order does not restart the rotation: it goes on behind the turn that was last; if its
 * board is gone, behind the nearest one before it that is still there.
 * @param {readonly string[]} order  What rotates now; not empty.
 * @param {Turn | null} last  Whose turn was last.
 * @returns {number}
 */
export function nextPlace(order, last) {
  for (let place = last ? last.place : -1; last && place >= 0; place -= 1) {
    const found = placeIn(order, { order: last.order, place });
    if (found >= 0) return (found + 1) % order.length;
  }
  return 0;
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
 * What is no news when it is due again: what was due before and is still in the programme, at another hour perhaps.
 * @param {readonly string[]} due  The matters that are due now.
 * @param {readonly string[] | null} before  What was known so far.
 * @param {readonly string[]} announced  The matters of the whole programme.
 * @returns {string[]}
 */
export function known(due, before, announced) {
  const kept = (before || []).filter((one) => announced.indexOf(one) >= 0 && due.indexOf(one) < 0);
  return due.concat(kept);
}

/**
 * Where a rotation stands.
 * @typedef {object} Standing
 * @property {readonly string[]} order  What rotates now.
 * @property {string | null} on  The board that is on, with its `page` of `pages`.
 * @property {number} page
 * @property {number} pages
 * @property {Turn | null} last  The last turn of the rotation: behind it it goes on.
 * @property {readonly string[]} fresh  Boards to be brought forward.
 * @property {readonly { board: string, page: number }[]} broken  What was left for them, and with which page it goes on.
 */

/**
 * What comes when the page that is on has had its time: what is new first, then what was left for it, then the
 * rotation as if nothing had been; and no board follows itself while there is another.
 * @param {Standing} standing
 * @returns {{ board: string, page: number, place: number } | null} `place` in `order` behind which the rotation goes on;
 *   -1: it stays where it was.
 */
export function nextTurn({ order, on, page, pages, last, fresh, broken }) {
  if (order.length === 0) return null;
  let due = nextPlace(order, last);
  const isDue = (/** @type {string | null} */ one) => one !== null && order.indexOf(one) >= 0;
  const newest = order.filter((one) => one !== on && fresh.indexOf(one) >= 0);
  if (newest.length > 0) return { board: newest[0], page: 0, place: newest[0] === order[due] ? due : -1 };
  if (on !== null && isDue(on) && page + 1 < pages) return { board: on, page: page + 1, place: -1 };
  const left = broken.filter(({ board }) => board !== on && isDue(board));
  if (left.length > 0) return Object.assign({ place: -1 }, left[left.length - 1]);
  for (let step = 0; step < order.length && order[due] === on; step += 1) due = (due + 1) % order.length;
  return { board: order[due], page: 0, place: due };
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
