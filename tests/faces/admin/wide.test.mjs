import assert from "node:assert/strict";
import { test } from "node:test";
import { beyond } from "../../../static/faces/admin/wide.js";

test("a box that shows all of its table has nothing out of sight", () => {
  assert.deepEqual(beyond({ scrollLeft: 0, scrollWidth: 500, clientWidth: 500 }), { before: 0, after: 0 });
});

test("what is scrolled past is out of sight before, the rest after", () => {
  assert.deepEqual(beyond({ scrollLeft: 60, scrollWidth: 658, clientWidth: 536 }), { before: 60, after: 62 });
});

test("half a pixel, as zoomed browsers measure it, is not out of sight", () => {
  assert.deepEqual(beyond({ scrollLeft: 121.5, scrollWidth: 658, clientWidth: 536 }), { before: 121, after: 0 });
});
