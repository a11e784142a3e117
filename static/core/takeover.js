// @ts-check
/**
 * Which takeover (紧急插播) is on, and in what size its text stands. Pure: no DOM, no clock.
 * @typedef {{ code: string, level: number, from: number, until: number, html: string }} Takeover  Moments in ms since 1970.
 */

/**
 * How far type may step down until everything fits, the headline first and faster: [headline, all else].
 * @type {readonly (readonly [number, number])[]}
 */
export const SIZES = [
  [1, 1],
  [0.92, 1],
  [0.85, 0.94],
  [0.76, 0.9],
  [0.68, 0.85],
  [0.6, 0.79],
  [0.53, 0.73],
  [0.47, 0.67],
  [0.42, 0.61],
  [0.38, 0.55],
  [0.34, 0.5],
  [0.3, 0.45],
  [0.27, 0.41],
  [0.24, 0.37],
];

/**
 * The one that is on at a moment: of those that run the one of the highest level (1 is the highest), among these the
 * newest. One that is over is never on, wherever it was kept.
 * @param {readonly Takeover[]} takeovers @param {number} nowMs  The server's time.
 * @param {number} [doubtMs]  How much later it may be, for all a wall without its server can tell: what may be over is.
 * @returns {Takeover | null}
 */
export function foremost(takeovers, nowMs, doubtMs = 0) {
  const running = takeovers.filter((one) => one.from <= nowMs && nowMs + doubtMs < one.until);
  running.sort((one, other) => one.level - other.level || other.from - one.from || (one.code < other.code ? -1 : 1));
  return running.length > 0 ? running[0] : null;
}

/**
 * The first of SIZES in which everything fits; the smallest, which was tried last, if none does.
 * @param {(size: readonly [number, number]) => boolean} fits
 */
export function largestThatFits(fits) {
  return SIZES.find(fits) || SIZES[SIZES.length - 1];
}
