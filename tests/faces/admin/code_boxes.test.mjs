import assert from "node:assert/strict";
import { test } from "node:test";

import { boxesFor, digitsOf } from "../../../static/faces/admin/code_boxes.js";

const shown = (digits) => boxesFor(digits, 6, digits.length, digits.length).map((box) => box.shown);
const marked = (...selection) =>
  boxesFor("482913".slice(0, selection.pop()), 6, ...selection)
    .map((box, place) => (box.marked ? place : -1))
    .filter((place) => place >= 0);

test("digits are what is left of a pasted code", () => {
  assert.equal(digitsOf("482 913", 6), "482913");
  assert.equal(digitsOf("４８２-９１３", 6), "482913");
  assert.equal(digitsOf("code 482913!", 6), "482913");
  assert.equal(digitsOf("48291377", 6), "482913");
  assert.equal(digitsOf("abc", 6), "");
});

test("each box shows its digit or nothing", () => {
  assert.deepEqual(shown("482"), ["4", "8", "2", "", "", ""]);
  assert.deepEqual(shown(""), ["", "", "", "", "", ""]);
  assert.deepEqual(shown("482913"), ["4", "8", "2", "9", "1", "3"]);
});

test("the box of the caret is marked, the last one when all are full", () => {
  assert.deepEqual(marked(0, 0, 0), [0]);
  assert.deepEqual(marked(3, 3, 3), [3]);
  assert.deepEqual(marked(6, 6, 6), [5]);
});

test("every selected box is marked", () => {
  assert.deepEqual(marked(0, 6, 6), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(marked(1, 3, 6), [1, 2]);
});
