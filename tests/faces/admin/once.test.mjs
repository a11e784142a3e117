import assert from "node:assert/strict";
import { test } from "node:test";

import { isOfDoubleClick, isOnItsWay } from "../../../static/faces/admin/once.js";

test("a form never sent may be sent", () => {
  assert.equal(isOnItsWay(undefined, 5), false);
});

test("a form just sent is on its way", () => {
  assert.equal(isOnItsWay(100, 101), true);
  assert.equal(isOnItsWay(100, 8099), true);
});

test("without an answer for long it may be sent again", () => {
  assert.equal(isOnItsWay(100, 8100), false);
});

test("the second click of a double click is known by the browser's count, or by the pause where something new came up", () => {
  assert.equal(isOfDoubleClick(2, 2000), true);
  assert.equal(isOfDoubleClick(1, 599), true);
});

test("one click, a later click and a key are no double click", () => {
  assert.equal(isOfDoubleClick(1, Infinity), false);
  assert.equal(isOfDoubleClick(1, 600), false);
  assert.equal(isOfDoubleClick(0, 50), false);
});
