import assert from "node:assert/strict";
import { test } from "node:test";

import { LOOK_MS, hasSlept, isNightly, isStuck, mayRenew } from "../../static/core/upkeep.js";

const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const at = (moment) => Date.parse(`${moment}+08:00`);

test("two servers that contradict each other do not keep a wall busy", () => {
  const now = at("2026-11-22T08:26");

  assert.equal(mayRenew([], now), true);
  assert.equal(mayRenew([now - 2 * MINUTE, now - MINUTE], now), true);
  assert.equal(mayRenew([now - 3 * MINUTE, now - 2 * MINUTE, now - MINUTE], now), false);
  assert.equal(mayRenew([now - 8 * MINUTE, now - 7 * MINUTE, now - 6 * MINUTE], now), true);
});

test("once a night, in the small hours of the office, a page that was open all day is loaded anew", () => {
  for (const [moment, open, expected] of [
    ["2026-11-22T02:29", 40 * HOUR, false],
    ["2026-11-22T02:30", 40 * HOUR, true],
    ["2026-11-22T04:29", 20 * HOUR, true],
    ["2026-11-22T04:30", 40 * HOUR, false],
    ["2026-11-22T14:30", 40 * HOUR, false],
    ["2026-11-22T03:00", 19 * HOUR, false],
  ]) {
    assert.equal(isNightly(at(moment), open), expected, moment);
  }
});

test("a wall is stuck when its page should have gone three minutes ago", () => {
  assert.equal(isStuck(0, 20_000, 199_000), false);
  assert.equal(isStuck(0, 20_000, 201_000), true);
});

test("a box that slept is not stuck: nothing looked meanwhile", () => {
  assert.equal(hasSlept(0, LOOK_MS), false);
  assert.equal(hasSlept(0, 2 * LOOK_MS), false); // a busy box is late
  assert.equal(hasSlept(0, 20 * 60_000), true);
});
