// @ts-check
/** When the editor saves by itself. Pure: every function takes the moments it speaks of. */

/** After a pause as between sentences, and however long somebody types without one. */
const PAUSE_MS = 1000;
const CEILING_MS = 2500;
/** With no answer: soon again, then ever more seldom. */
const RETRY_MS = [1000, 2000, 4000, 8000, 15000, 30000];

/**
 * How long until what is typed is to be saved.
 * @param {number} nowMs
 * @param {number} firstMs  When the first stroke came that is not saved.
 * @param {number} lastMs  When the last one came.
 * @returns {number} Never below zero.
 */
export function saveIn(nowMs, firstMs, lastMs) {
  return Math.max(0, Math.min(lastMs + PAUSE_MS, firstMs + CEILING_MS) - nowMs);
}

/**
 * How long until the next try.
 * @param {number} failures  Tries in a row without an answer, at least one.
 */
export function retryIn(failures) {
  return RETRY_MS[Math.min(failures, RETRY_MS.length) - 1];
}
