import assert from "node:assert/strict";
import { test } from "node:test";

import { hasLines, hasRows } from "../../../static/faces/admin/pasting.js";

test("two lines with cells are rows", () => {
  assert.equal(hasRows("情况如下。\n班组\t人数\r\n一班\t8\r\n"), true);
  assert.equal(hasRows("班组\t人数"), false);
  assert.equal(hasRows("\t一段话。\n\t又一段话。"), false);
  assert.equal(hasRows(""), false);
});

test("the points of a list are no rows", () => {
  assert.equal(hasRows("1.\t加强管理。\n2.\t认真核对。"), false);
  assert.equal(hasRows("（一）\t加强管理。\n（二）\t认真核对。\n•\t其他。"), false);
  assert.equal(hasRows("1\t空调\t2\n2\t水管\t1"), true);
});

test("more than one paragraph is a paper, a word or a line is none", () => {
  assert.equal(hasLines("通知\r\n各站：\r\n"), true);
  assert.equal(hasLines("通知\n\n  \n"), false);
  assert.equal(hasLines(""), false);
});
