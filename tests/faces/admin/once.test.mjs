import assert from "node:assert/strict";
import { test } from "node:test";

import { isOnItsWay } from "../../../static/faces/admin/once.js";

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
