/** Where a click lands, in percent of the picture. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { percentOf } from "../../../static/faces/admin/photos.js";

test("a click is counted from the edge in whole percent", () => {
  assert.equal(percentOf(0, 240), 0);
  assert.equal(percentOf(60.4, 240), 25);
  assert.equal(percentOf(240, 240), 100);
});

test("a click on the very edge never lands outside, and a picture not yet there has no middle", () => {
  assert.equal(percentOf(-0.6, 240), 0);
  assert.equal(percentOf(240.7, 240), 100);
  assert.equal(percentOf(0, 0), 0);
  assert.equal(percentOf(NaN, 100), 0);
});
