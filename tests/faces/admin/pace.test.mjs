import assert from "node:assert/strict";
import { test } from "node:test";

import { retryIn, saveIn } from "../../../static/faces/admin/pace.js";

const MOST_LOST_MS = 5000;

test("a pause of a second saves", () => {
  assert.equal(saveIn(10_000, 10_000, 10_000), 1000);
  assert.equal(saveIn(10_400, 10_000, 10_300), 900);
  assert.equal(saveIn(99_000, 10_000, 10_300), 0);
});

test("somebody who never pauses is saved all the same, well before five seconds are lost", () => {
  let waited = 0;
  for (let now = 0; saveIn(now, 0, now) > 0; now += 100) waited = now;

  assert.ok(waited < MOST_LOST_MS / 2, String(waited));
});

test("without an answer tries grow rarer, and never stop", () => {
  const waits = [1, 2, 3, 6, 7, 1000].map(retryIn);

  assert.deepEqual(waits, [1000, 2000, 4000, 30_000, 30_000, 30_000]);
});
