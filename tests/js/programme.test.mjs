import assert from "node:assert/strict";
import { test } from "node:test";

import { comingUp, dueFor, emptied, inOrderOfNeed, isBoard, isProgramme, modeAt, picturesOn } from "../../static/core/programme.js";

const WINDOWS = [
  { from: 0, until: 100, boards: ["a", "b"] },
  { from: 100, until: 200, boards: ["b", "c"] },
  { from: 200, until: 300, boards: ["d", "b"] },
];
const PROGRAMME = { screen: { mark: "m", language: "en" }, windows: WINDOWS, boards: { a: {} } };

test("of an emptied programme nothing is due, and a wall can keep it like any other", () => {
  const after = emptied({ ...PROGRAMME, takeovers: [{ code: "t" }] });
  assert.equal(isProgramme(after), true);
  assert.equal(dueFor(after.windows, 50, 0), null);
  assert.deepEqual([after.boards, after.takeovers], [{}, []]);
  assert.deepEqual(after.screen, PROGRAMME.screen);
});

test("a programme is what the server sends, and nothing else that may answer in its place", () => {
  assert.equal(isProgramme(PROGRAMME), true);
  assert.equal(isProgramme({ ...PROGRAMME, windows: [] }), true);
  for (const one of [
    null,
    undefined,
    "<html>",
    [],
    {},
    { error: "unpaired" },
    { ...PROGRAMME, windows: {} },
    { ...PROGRAMME, windows: [null] },
    { ...PROGRAMME, windows: [{ from: 0, until: "100", boards: [] }] },
    { ...PROGRAMME, windows: [{ from: 0, until: 100 }] },
    { ...PROGRAMME, windows: [{ from: 0, until: 100, boards: [7] }] },
    { ...PROGRAMME, boards: [] },
    { ...PROGRAMME, screen: {} },
  ]) {
    assert.equal(isProgramme(one), false, JSON.stringify(one));
  }
});

test("a board is one whole article", () => {
  assert.equal(isBoard('\n<article class="board board-notice" data-kind="notices">\n<p>x</p></article>\n'), true);
  for (const one of ["", null, {}, "<html><body>Sign in</body></html>", '<article class="board">cut off', "<article></article>"]) {
    assert.equal(isBoard(one), false);
  }
});

test("what is due at a moment is what the window says", () => {
  assert.deepEqual(dueFor(WINDOWS, 50, 0), ["a", "b"]);
  assert.deepEqual(dueFor(WINDOWS, 100, 0), ["b", "c"]);
  assert.equal(dueFor(WINDOWS, 300, 0), null);
});

test("when a box may have slept, only what is due either way is shown", () => {
  assert.deepEqual(dueFor(WINDOWS, 50, 20), ["a", "b"]);
  assert.deepEqual(dueFor(WINDOWS, 50, 60), ["b"]);
  assert.deepEqual(dueFor(WINDOWS, 50, 160), ["b"]);
  assert.equal(dueFor(WINDOWS, 50, 1000), null, "if it slept the programme is over");
});

test("what is due first is needed first, once each, and what has ended not at all", () => {
  assert.deepEqual(inOrderOfNeed(WINDOWS, 50), ["a", "b", "c", "d"]);
  assert.deepEqual(inOrderOfNeed(WINDOWS, 250), ["d", "b"]);
  assert.deepEqual(inOrderOfNeed(WINDOWS, 300), []);
});

test("the pictures of a board are found by their addresses", () => {
  const html = '<source media="(orientation: portrait)" srcset="/media/s1/c/x-tall"> <img src="/media/s2/c/x-wide?a=1&amp;b=2" alt="src"> <a href="/media/no">';

  assert.deepEqual(picturesOn(html), ["/media/s1/c/x-tall", "/media/s2/c/x-wide?a=1&b=2"]);
  assert.deepEqual(picturesOn("<p>none</p>"), []);
});

test("a window says what walls do in it, and how much longer pages stay", () => {
  const windows = [
    { from: 0, until: 100, boards: ["a"] },
    { from: 100, until: 200, boards: ["b"], mode: "handover", slower: 1.3 },
    { from: 200, until: 300, boards: ["n"], mode: "night" },
  ];

  assert.deepEqual(modeAt(windows, 99), { mode: "day", slower: 1 });
  assert.deepEqual(modeAt(windows, 100), { mode: "handover", slower: 1.3 });
  assert.deepEqual(modeAt(windows, 299), { mode: "night", slower: 1 });
  assert.deepEqual(modeAt(windows, 300), { mode: "day", slower: 1 });
});

test("no programme makes pages shorter than they are meant to be", () => {
  for (const slower of [0, 0.5, -1, NaN]) {
    assert.equal(modeAt([{ from: 0, until: 100, boards: [], slower }], 5).slower, 1, String(slower));
  }
});

test("what the next window begins with is known shortly before", () => {
  assert.equal(comingUp(WINDOWS, 50, 100), null);
  assert.equal(comingUp(WINDOWS, 50, 101), "b");
  assert.equal(comingUp(WINDOWS, 100, 250), "d");
  assert.equal(comingUp(WINDOWS, 250, 1000), null);
  assert.equal(comingUp([{ from: 10, until: 20, boards: [] }], 0, 100), null);
});
