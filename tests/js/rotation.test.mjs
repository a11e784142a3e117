import assert from "node:assert/strict";
import { test } from "node:test";

import { laneDashes, nextBoard, pageSeconds, restMs, windowAt } from "../../static/core/rotation.js";

test("prose stays as long as its characters take, within bounds", () => {
  assert.equal(pageSeconds("prose", 0), 12);
  assert.equal(pageSeconds("prose", 40), 12);
  assert.equal(pageSeconds("prose", 100), 24);
  assert.equal(pageSeconds("prose", 205), 45);
  assert.equal(pageSeconds("prose", 5000), 45);
});

test("other pages stay as long as their kind says, whatever stands on them", () => {
  const fixed = { table: 20, stars: 25, honors: 20, honor: 18, moment: 20, contacts: 15 };
  for (const [dwell, seconds] of Object.entries(fixed)) {
    assert.equal(pageSeconds(dwell, 0), seconds, dwell);
    assert.equal(pageSeconds(dwell, 9999), seconds, dwell);
  }
});

test("an office has its own seconds, and for prose its own most", () => {
  const own = { table: 30, prose: 20 };
  assert.equal(pageSeconds("table", 0, own), 30);
  assert.equal(pageSeconds("stars", 0, own), 25);
  assert.equal(pageSeconds("prose", 5000, own), 20);
  assert.equal(pageSeconds("prose", 0, own), 12);
});

test("a kind nobody thought of stays as prose does", () => {
  assert.equal(pageSeconds("unheard-of", 100), 24);
});

const WINDOWS = [
  { from: 0, until: 100, boards: ["a"] },
  { from: 100, until: 200, boards: ["a", "b"] },
];

test("a window holds from its first moment until just before its last", () => {
  assert.equal(windowAt(WINDOWS, 0), WINDOWS[0]);
  assert.equal(windowAt(WINDOWS, 99), WINDOWS[0]);
  assert.equal(windowAt(WINDOWS, 100), WINDOWS[1]);
  assert.equal(windowAt(WINDOWS, 199), WINDOWS[1]);
});

test("outside the programme nothing is known to be due", () => {
  assert.equal(windowAt(WINDOWS, -1), null);
  assert.equal(windowAt(WINDOWS, 200), null);
  assert.equal(windowAt([], 0), null);
});

test("a board that fails rests twice as long each time, and never more than a minute", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 1000, 5000].map(restMs), [2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000, 60000]);
});

test("boards follow each other and begin again", () => {
  const order = ["a", "b", "c"];
  assert.equal(nextBoard(order, null, order), "a");
  assert.equal(nextBoard(order, "a", order), "b");
  assert.equal(nextBoard(order, "c", order), "a");
});

test("a changed order goes on behind the board that is on", () => {
  assert.equal(nextBoard(["a", "x", "b", "c", "d"], "c", ["a", "b", "c", "d"]), "d");
  assert.equal(nextBoard(["d", "c", "b", "a"], "c", ["a", "b", "c", "d"]), "b");
});

test("a vanished board is followed by what stood behind it", () => {
  assert.equal(nextBoard(["a", "b", "d"], "c", ["a", "b", "c", "d"]), "d");
});

test("a vanished board whose neighbours vanished too goes on behind the nearest one before", () => {
  assert.equal(nextBoard(["a", "d", "e"], "c", ["a", "b", "c", "d", "e"]), "d");
  assert.equal(nextBoard(["a", "x"], "c", ["a", "b", "c"]), "x");
});

test("where nothing from before is left, the new order begins", () => {
  assert.equal(nextBoard(["x", "y"], "b", ["a", "b"]), "x");
  assert.equal(nextBoard(["x", "y"], "b", []), "x");
});

test("a single board follows itself, and of none nothing follows", () => {
  assert.equal(nextBoard(["a"], "a", ["a"]), "a");
  assert.equal(nextBoard([], "a", ["a"]), null);
  assert.equal(nextBoard([], null, []), null);
});

test("one cycle of any order shows each board once", () => {
  const order = Array.from({ length: 30 }, (_, at) => `board-${at}`);
  const shown = [];
  let current = null;
  for (let step = 0; step < order.length; step += 1) {
    current = nextBoard(order, current, order);
    shown.push(current);
  }
  assert.deepEqual(shown, order);
});

test("a lane has a dash a board: past, present, to come", () => {
  assert.deepEqual(laneDashes(1, 4), ["done", "now", "next", "next"]);
  assert.deepEqual(laneDashes(0, 1), ["now"]);
});

test("a lane shows at most twelve dashes, and the current one among them", () => {
  for (const count of [12, 13, 25, 60]) {
    for (let place = 0; place < count; place += 1) {
      const dashes = laneDashes(place, count);
      assert.equal(dashes.length, 12, `${place} of ${count}`);
      assert.equal(dashes.filter((dash) => dash === "now").length, 1, `${place} of ${count}`);
      const now = dashes.indexOf("now");
      assert.ok(dashes.slice(0, now).every((dash) => dash === "done"), `${place} of ${count}`);
      assert.ok(dashes.slice(now + 1).every((dash) => dash === "next"), `${place} of ${count}`);
    }
  }
});

test("a lane's window stands still at either end", () => {
  assert.equal(laneDashes(0, 20).indexOf("now"), 0);
  assert.equal(laneDashes(10, 20).indexOf("now"), 6);
  assert.equal(laneDashes(19, 20).indexOf("now"), 11);
});
