// @ts-check
/**
 * What time it is on a wall whose server does not answer. Pure: the moments are given.
 *
 * @typedef {object} Mark  What a wall notes of the time, so that it knows it after a power cut.
 * @property {number} aheadMs  How far the server's time was ahead of the box's clock.
 * @property {number} nowMs  What time it was when this was noted.
 * @property {number} heardMs  When the server was heard last.
 * @property {number} leapMs  By how much the box may have slept since, without anybody who could say.
 * @property {boolean} isLost  The box had lost its clock, and the server has not been heard since.
 */

/** A box's clock and the time a page has been open drift apart by no more than this, unless something has happened. */
const DRIFT_MS = 5000;

/**
 * The time after a start without the server: the box's, as far off as it was. A box never goes back in time: one that
 * seems to has lost its clock, and all that is known is that it is later than what was noted last.
 * @param {Mark | null} mark  null: nothing is known of this box.
 * @param {number} boxMs  What its clock says.
 * @param {number} leastMs  It cannot be earlier: when the page was made.
 * @param {boolean} [isSet]  False: the box said when it started that nobody has told it the time. Such boxes begin with about
 *   the moment at which they were switched off, which looks as right as can be.
 * @returns {{ nowMs: number, isLost: boolean }} `isLost`: nobody can tell how late it is.
 */
export function resumed(mark, boxMs, leastMs, isSet = true) {
  const saidMs = boxMs + (mark ? mark.aheadMs : 0);
  const knownMs = Math.max(leastMs, mark ? mark.nowMs : 0);
  const isBack = saidMs < knownMs - DRIFT_MS;
  return { nowMs: Math.max(saidMs, knownMs), isLost: isBack || mark === null || mark.isLost || !isSet };
}

/**
 * By how much a box's clock went on further than the page's own time between two looks at both: it slept, or its clock
 * was put forward, and nobody can tell which. Small steps and steps back are none: the page's own time goes on.
 * @param {number} boxPassedMs @param {number} pagePassedMs
 */
export function leap(boxPassedMs, pagePassedMs) {
  const stepMs = boxPassedMs - pagePassedMs;
  return stepMs > DRIFT_MS ? stepMs : 0;
}

/** True for what is a mark, whatever a disk has made of it. @param {any} one */
export function isMark(one) {
  const isTime = (/** @type {any} */ ms) => typeof ms === "number" && isFinite(ms);
  return Boolean(one) && [one.aheadMs, one.nowMs, one.heardMs, one.leapMs].every(isTime) && typeof one.isLost === "boolean";
}
