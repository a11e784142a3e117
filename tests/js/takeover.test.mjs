import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { foremost, largestThatFits, SIZES } from "../../static/core/takeover.js";

const cases = JSON.parse(readFileSync(new URL("takeover_cases.json", import.meta.url), "utf-8"));

/** One after the other, each having ended when the next is asked for. */
function order(takeovers, at) {
  const left = takeovers.slice();
  const found = [];
  for (let one = foremost(left, at); one !== null; one = foremost(left, at)) {
    found.push(one.code);
    left.splice(left.indexOf(one), 1);
  }
  return found;
}

for (const { says, at, takeovers, order: expected } of cases) {
  test(says, () => {
    const all = takeovers.map(([code, level, from, until]) => ({ code, level, from, until, html: "" }));

    assert.deepEqual(order(all, at), expected);
    assert.deepEqual(order(all.reverse(), at), expected);
  });
}

test("what the programme says is not put in another order", () => {
  const all = [
    { code: "low", level: 4, from: 0, until: 9, html: "" },
    { code: "high", level: 1, from: 0, until: 9, html: "" },
  ];
  foremost(all, 5);

  assert.deepEqual(all.map((one) => one.code), ["low", "high"]);
});

test("type is as large as the room allows", () => {
  assert.deepEqual(largestThatFits(() => true), [1, 1]);
  assert.deepEqual(largestThatFits(([headline]) => headline < 0.8), [0.76, 0.9]);
});

test("what fits in no size stands in the smallest, which was tried last", () => {
  const tried = [];
  largestThatFits((size) => {
    tried.push(size);
    return false;
  });

  assert.deepEqual(tried, SIZES);
});

test("sizes only step down", () => {
  for (let at = 1; at < SIZES.length; at += 1) {
    assert.ok(SIZES[at][0] < SIZES[at - 1][0]);
    assert.ok(SIZES[at][1] <= SIZES[at - 1][1]);
  }
});

test("of a wall that may have slept, what may be over is not on", () => {
  const all = [{ code: "a", level: 2, from: 0, until: 100, html: "" }];

  assert.equal(foremost(all, 50, 49).code, "a");
  assert.equal(foremost(all, 50, 50), null);
});
