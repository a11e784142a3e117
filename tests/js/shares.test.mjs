import assert from "node:assert/strict";
import { test } from "node:test";

import {
  MOST_AT_A_TIME,
  beginOfNext,
  beginsOf,
  isAllSeen,
  isShared,
  rowsLeft,
  rowsOfThisTime,
  seenAfter,
} from "../../static/core/shares.js";

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

test("a report says with which rows the tables begin, unless all of them begin with their first", () => {
  const share = (from) => ({ from, shown: 84, there: 500, all: 500 });

  assert.deepEqual(beginsOf([share(0), share(84)]), [0, 84]);
  assert.deepEqual([beginsOf([share(0), share(0)]), beginsOf([])], [[], []]);
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

test("a long table has been seen once all its rows were, one after the other, from the first", () => {
  const all = 200;
  const time = (from, shown) => [{ from, shown, there: all, all }];
  let seen = [];
  const heard = [];
  for (const shares of [time(84, 84), time(168, 32), time(0, 84), time(84, 84), time(168, 32)]) {
    seen = seenAfter(seen, shares);
    heard.push(isAllSeen(seen, shares));
  }

  assert.deepEqual(heard, [false, false, false, false, true]);
  assert.ok(!isAllSeen(seenAfter(seenAfter([], time(0, 84)), time(168, 32)), time(168, 32)), "a time was left out");
});

test("of two tables the shorter may begin anew before the longer has been seen", () => {
  const short = (from) => ({ from, shown: 50, there: 100, all: 100 });
  const long = (from) => ({ from, shown: 50, there: 150, all: 150 });
  let seen = [];
  const heard = [[0, 0], [50, 50], [0, 100]].map(([one, other]) => {
    seen = seenAfter(seen, [short(one), long(other)]);
    return isAllSeen(seen, [short(one), long(other)]);
  });

  assert.deepEqual(heard, [false, false, true]);
});

test("a table of which the wall has not all rows is never seen whole", () => {
  const share = [{ from: 420, shown: 80, there: 500, all: 2000 }];

  assert.ok(!isAllSeen(seenAfter([420], share), share));
});
