// @ts-check
/**
 * A long table on the wall: every time its board comes round, it shows the rows that follow those of the time before. Pure.
 *
 * @typedef {object} Share
 * @property {number} from  The first row of this time, counted from 0.
 * @property {number} shown  How many rows had room.
 * @property {number} there  How many rows the wall has of it: 500 at most.
 * @property {number} all  How many rows there are.
 */

/** Rows that are laid out at one time: more than the pages of one time ever hold, and no second's work on a slow box. */
export const MOST_AT_A_TIME = 240;

/**
 * Which rows are laid out this time.
 * @param {number} begin  Where the time before ended. @param {number} there
 * @returns {{ from: number, to: number }} Up to before `to`.
 */
export function rowsOfThisTime(begin, there) {
  const from = begin < there ? begin : 0;
  return { from, to: Math.min(from + MOST_AT_A_TIME, there) };
}

/** Where the next time begins: 0 once all have been shown. @param {Share} share */
export function beginOfNext({ from, shown, there }) {
  return from + shown < there ? from + shown : 0;
}

/** With which row each table begins this time; nothing if all of them begin with their first. @param {readonly Share[]} shares */
export function beginsOf(shares) {
  return shares.some(({ from }) => from > 0) ? shares.map(({ from }) => from) : [];
}

/** How many rows nobody sees this time or before it, in this round. @param {Share} share */
export function rowsLeft({ from, shown, all }) {
  return all - from - shown;
}

/** True for a table that does not show all its rows at one time. @param {Share} share */
export function isShared({ shown, all }) {
  return shown < all;
}

/**
 * Which rows of each table have been seen since the first, without one left out, when this time is over.
 * @param {readonly number[]} seen  What this said of the time before; empty at first.
 * @param {readonly Share[]} shares
 * @returns {number[]}
 */
export function seenAfter(seen, shares) {
  return shares.map(({ from, shown, all }, at) => {
    const before = seen[at] || 0;
    if (before >= all) return before;
    return from === 0 || from === before ? from + shown : 0;
  });
}

/** True once every row of every table has been seen. @param {readonly number[]} seen @param {readonly Share[]} shares */
export function isAllSeen(seen, shares) {
  return shares.every(({ all }, at) => seen[at] >= all);
}
