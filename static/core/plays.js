// @ts-check
/**
 * Counts of what was shown in full: they only grow, so that saying one twice changes nothing. Pure.
 *
 * @typedef {[number, number, string]} Count  Times, seconds, and the quarter-hours in which a showing was completed: 24
 *   hexadecimal digits, one an hour, the first of the day first.
 */

const HOURS = 24;
const MOST_SECONDS = 86400;
const QUARTER_MS = 15 * 60 * 1000;

/** Nothing yet. @returns {Count} */
export function noCount() {
  return [0, 0, "0".repeat(HOURS)];
}

/**
 * A count after one more showing.
 * @param {Count} count @param {number} seconds  How long it lasted.
 * @param {string} clock  When it was completed, on the office's clock: "08:26".
 * @returns {Count}
 */
export function oneMore([times, lasted, quarters], seconds, clock) {
  const bit = 8 >> Math.floor(Number(clock.slice(3)) / 15);
  return [times + 1, lasted + seconds, joined(quarters, Number(clock.slice(0, 2)), bit)];
}

/**
 * Several counts of one day as one.
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
export function summed(counts) {
  return counts.reduce((sum, [times, seconds, quarters]) => {
    let all = sum[2];
    for (let hour = 0; hour < HOURS; hour += 1) all = joined(all, hour, parseInt(quarters[hour], 16));
    return [sum[0] + times, Math.min(MOST_SECONDS, sum[1] + seconds), all];
  }, noCount());
}

/**
 * True if a moment lies so far within its quarter-hour that a clock which is wrong by less than `marginMs` names the same.
 * @param {number} ms @param {number} marginMs
 */
export function isWellWithin(ms, marginMs) {
  const within = ms % QUARTER_MS;
  return within >= marginMs && within < QUARTER_MS - marginMs;
}

/** True for what is a count, whatever a disk has made of it. @param {any} one */
export function isCount(one) {
  return Array.isArray(one) && one.length === 3 && one[0] > 0 && one[1] >= one[0] && /^[0-9a-f]{24}$/.test(one[2]);
}

/** @param {string} quarters @param {number} hour @param {number} bits */
function joined(quarters, hour, bits) {
  const digit = (parseInt(quarters[hour], 16) | bits).toString(16);
  return quarters.slice(0, hour) + digit + quarters.slice(hour + 1);
}
