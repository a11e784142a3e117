// @ts-check
/**
 * Counts of what was shown in full: they only grow, so that saying one twice changes nothing. Pure.
 *
 * @typedef {[number, number, string]} Count  Times, seconds, and the quarter-hours in which a showing was completed: 24
 *   hexadecimal digits, one an hour, the first of the day first.
 * @typedef {ReadonlyMap<string, Record<string, Count>>} Kept  By start and day ("lq7k3-ab12:2026-11-22"), the counts by posting
 *   and revision ("8f2k/1").
 */

/** In place of a posting and its revision: the sum over several. */
export const ALL = "/0";

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
 * The counts of one start and day, those that are free as their sum.
 * @param {Record<string, Count>} counts  By posting and revision.
 * @param {(name: string) => boolean} isFree  What is not stays as it is; the sum itself takes more in either way.
 * @returns {Record<string, Count>}
 */
export function summedUp(counts, isFree) {
  const names = Object.keys(counts);
  const going = names.filter((name) => name === ALL || isFree(name));
  /** @type {Record<string, Count>} */
  const left = {};
  names.filter((name) => going.indexOf(name) < 0).forEach((name) => (left[name] = counts[name]));
  if (going.length > 0) left[ALL] = summed(going.map((name) => counts[name]));
  return left;
}

/** How many counts there are. @param {Kept} days */
export function howMany(days) {
  return Array.from(days.values()).reduce((sum, counts) => sum + Object.keys(counts).length, 0);
}

/** Starts and days, the oldest day first. @param {Kept} days */
export function oldestFirst(days) {
  return Array.from(days.keys()).sort((one, other) => (dayOf(one) < dayOf(other) ? -1 : Number(dayOf(one) > dayOf(other))));
}

/**
 * The same showings in no more than `most` counts, if that can be: sums of one day become one, the oldest days are summed up,
 * the oldest sums of several days become one, and at last what is growing is summed up as well. What may have been heard
 * keeps its name, or it would be counted under two; it may take in what has not.
 * @param {Kept} days @param {number} most
 * @param {{ growing: string, isFree: (key: string, name: string) => boolean, isDoubted: (key: string) => boolean }} how
 *   `isFree`: nobody has been told of it. What is counted in doubt and what is not never become one.
 * @returns {Map<string, Record<string, Count>>}
 */
export function fewer(days, most, how) {
  const kept = new Map(days);
  const closed = oldestFirst(days).filter((key) => key !== how.growing);
  const room = { over: howMany(kept) - most };
  const sumUp = (/** @type {string} */ key) => {
    const counts = kept.get(key) || {};
    const left = summedUp(counts, (name) => how.isFree(key, name));
    kept.set(key, left);
    room.over -= Object.keys(counts).length - Object.keys(left).length;
  };
  /** One way through the sums: each is taken in by the last one that was at the same place. */
  const join = (/** @type {(key: string) => string} */ placeOf, /** @type {(key: string) => void} */ before) => {
    /** @type {Map<string, string>} */
    const takers = new Map();
    closed.forEach((key) => {
      if (room.over > 0) before(key);
      if (room.over <= 0 || !(kept.get(key) || {})[ALL]) return;
      const place = placeOf(key) + how.isDoubted(key);
      const taker = takers.get(place);
      if (taker !== undefined && how.isFree(key, ALL) && takeIn(kept, taker, key)) room.over -= 1;
      else takers.set(place, key);
    });
  };
  join(dayOf, () => undefined);
  join(dayOf, sumUp);
  join(() => "", () => undefined);
  if (room.over > 0 && kept.has(how.growing)) sumUp(how.growing);
  return kept;
}

/**
 * Let the sum of one start and day take in that of another; false if no day has room for both.
 * @param {Map<string, Record<string, Count>>} kept @param {string} taker @param {string} given
 */
function takeIn(kept, taker, given) {
  const into = kept.get(taker) || {};
  const { [ALL]: sum, ...others } = kept.get(given) || {};
  if (into[ALL][0] + sum[0] > MOST_SECONDS) return false;
  const joint = summed([into[ALL], sum]);
  // The quarter-hours of another day say nothing of this one.
  if (dayOf(taker) !== dayOf(given)) joint[2] = into[ALL][2];
  kept.set(taker, Object.assign({}, into, { [ALL]: joint }));
  if (Object.keys(others).length > 0) kept.set(given, others);
  else kept.delete(given);
  return true;
}

/** @param {string} key  A start and a day. */
function dayOf(key) {
  return key.split(":")[1];
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
