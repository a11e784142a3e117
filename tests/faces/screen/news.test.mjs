import assert from "node:assert/strict";
import { test } from "node:test";

import { News } from "../../../static/faces/screen/news.js";

const board = (posting, revision = 1) => ({ posting, revision });
const programme = {
  boards: { a: board("a"), "a2": board("a", 2), b: board("b"), h: board("honor"), brief: board("handover", 0), n: board("night", 0) },
  windows: [
    { from: 0, until: 100, boards: ["a", "b", "h"] },
    { from: 100, until: 200, boards: ["brief", "a", "b"], mode: "handover", slower: 1.3 },
    { from: 200, until: 300, boards: ["n"], mode: "night" },
    { from: 300, until: 400, boards: ["a", "b", "h"] },
  ],
};
const at = (news, ms, due = programme.windows[Math.floor(ms / 100)].boards) => news.compare(due, programme, ms);
const waiting = (news) => Object.keys(programme.boards).filter((one) => news.has(one, programme));

test("at first nothing is new, then whatever was not due before, until it has been seen", () => {
  const news = new News();
  at(news, 0, ["a", "b"]);
  assert.deepEqual(waiting(news), []);

  assert.equal(at(news, 1, ["a2", "b"]), true);
  assert.deepEqual(waiting(news), ["a2"]);
  assert.equal(at(news, 2, ["a2", "b"]), false);

  news.forget("a2", programme);
  assert.deepEqual(waiting(news), []);
});

test("a handover begins with what has changed, whatever was waiting", () => {
  const news = new News();
  at(news, 0, ["a", "h"]);
  at(news, 1, ["a", "b", "h"]);

  assert.equal(at(news, 100), false); // one waited, one waits
  assert.deepEqual(waiting(news), ["brief"]);
});

test("what a handover or a night left out comes back and is nothing new", () => {
  const news = new News();
  at(news, 100);
  at(news, 200);
  assert.deepEqual(waiting(news), []);
  at(news, 300);

  assert.deepEqual(waiting(news), []);
});

test("a wall that starts in the middle of a handover has no page to break off", () => {
  const news = new News();

  assert.equal(at(news, 150), false);
  assert.deepEqual(waiting(news), []);
});
