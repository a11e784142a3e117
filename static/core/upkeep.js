// @ts-check
/** When a wall's page is loaded anew. Pure: the moments are given. */
import { officeTime } from "./days.js";

const MINUTE_MS = 60000;
const MOST_IN_A_ROW = 3;
const ROW_MS = 5 * MINUTE_MS;
const OLD_MS = 20 * 60 * MINUTE_MS;
/** By the office's clock, while hardly anybody is about. */
const NIGHT = { from: "02:30", until: "04:30" };
const STUCK_MS = 3 * MINUTE_MS;
/** How often a wall looks whether it is stuck. */
export const LOOK_MS = MINUTE_MS / 2;

/**
 * Whether a page that is not the one its server speaks of may be loaded anew: servers of two versions must not keep a
 * wall busy.
 * @param {readonly number[]} beforeMs  When that was done before. @param {number} nowMs
 */
export function mayRenew(beforeMs, nowMs) {
  return beforeMs.filter((ms) => Math.abs(nowMs - ms) < ROW_MS).length < MOST_IN_A_ROW;
}

/**
 * Whether it is time for the nightly load, which gives back what a browser has piled up.
 * @param {number} nowMs @param {number} openMs  How long the page has been open.
 */
export function isNightly(nowMs, openMs) {
  const { clock } = officeTime(nowMs);
  return openMs >= OLD_MS && NIGHT.from <= clock && clock < NIGHT.until;
}

/**
 * Whether the wall is stuck: it should have turned its page long ago.
 * @param {number} sinceMs  When it turned its page last, or could rightly leave it. @param {number} dueMs  How long that page stays.
 * @param {number} nowMs
 */
export function isStuck(sinceMs, dueMs, nowMs) {
  return nowMs - sinceMs > dueMs + STUCK_MS;
}

/**
 * Whether the box has slept since it looked last: then its page could not turn, and has its time from now on.
 * @param {number} lookedMs @param {number} nowMs
 */
export function hasSlept(lookedMs, nowMs) {
  return nowMs - lookedMs > 3 * LOOK_MS;
}
