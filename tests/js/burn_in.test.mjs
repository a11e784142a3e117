import assert from "node:assert/strict";
import { test } from "node:test";

import { shiftAt } from "../../static/core/burn_in.js";

const MINUTE_MS = 60 * 1000;
const BEGIN = Date.parse("2026-11-22T08:24:00+08:00"); // a whole number of rounds since 1970

test("everything stands at eight places by turns, each for three minutes, six pixels from its own", () => {
  const places = Array.from({ length: 24 }, (_none, minute) => shiftAt(BEGIN + minute * MINUTE_MS));
  const said = places.map(({ x, y }) => `${x},${y}`);

  assert.equal(new Set(said).size, 8);
  assert.ok(said.every((one, minute) => one === said[minute - (minute % 3)]));
  assert.ok(places.every(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) === 6));
  assert.deepEqual(shiftAt(BEGIN + 24 * MINUTE_MS), places[0]);
});

test("from one place to the next it is never further than six pixels either way", () => {
  for (let step = 0; step < 8; step += 1) {
    const [here, there] = [step, step + 1].map((one) => shiftAt(BEGIN + one * 3 * MINUTE_MS));

    assert.ok(Math.abs(here.x - there.x) <= 6 && Math.abs(here.y - there.y) <= 6);
  }
});

test("over a round nothing stands further to one side than to the other", () => {
  const places = Array.from({ length: 8 }, (_none, step) => shiftAt(BEGIN + step * 3 * MINUTE_MS));
  const sum = (/** @type {"x" | "y"} */ side) => places.reduce((total, one) => total + one[side], 0);

  assert.deepEqual([sum("x"), sum("y")], [0, 0]);
});
