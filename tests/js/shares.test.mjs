import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST_AT_A_TIME, beginOfNext, isShared, rowsLeft, rowsOfThisTime } from "../../static/core/shares.js";

test("time after time every row of a long table is shown once, and then it begins anew", () => {
  const [there, room] = [500, 84];
  const seen = [];
  let begin = 0;
  do {
    const { from, to } = rowsOfThisTime(begin, there);
    const shown = Math.min(room, to - from);
    for (let row = from; row < from + shown; row += 1) seen.push(row);
    begin = beginOfNext({ from, shown, there, all: 2000 });
  } while (begin > 0);

  assert.deepEqual(seen, Array.from({ length: there }, (_, row) => row));
});

test("no more rows are laid out at one time than its pages could hold", () => {
  assert.deepEqual(rowsOfThisTime(0, 500), { from: 0, to: MOST_AT_A_TIME });
  assert.deepEqual(rowsOfThisTime(450, 500), { from: 450, to: 500 });
});

test("a table that has become shorter begins at its first row", () => {
  assert.deepEqual(rowsOfThisTime(84, 30), { from: 0, to: 30 });
});

test("what the wall never shows counts as left", () => {
  const last = { from: 420, shown: 80, there: 500, all: 2000 };

  assert.equal(rowsLeft(last), 1500);
  assert.equal(beginOfNext(last), 0);
  assert.ok(isShared(last));
  assert.ok(!isShared({ from: 0, shown: 12, there: 12, all: 12 }));
});
