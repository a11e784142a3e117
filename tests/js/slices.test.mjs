import assert from "node:assert/strict";
import { test } from "node:test";

import { codePointsOf, hasOneOf } from "../../static/core/slices.js";

test("a slice is needed for any character in its ranges, single ones and the last included", () => {
  const range = "U+4E00-4E02, U+4e11,U+1f21a";

  for (const one of ["一", "丂", "丑", "\u{1f21a}"]) assert.equal(hasOneOf(range, codePointsOf(`a${one}`)), true, one);
  for (const one of ["", "abc", "七", "丐"]) assert.equal(hasOneOf(range, codePointsOf(one)), false, one);
});

test("what is no range needs nothing", () => {
  assert.equal(hasOneOf("", codePointsOf("一")), false);
  assert.equal(hasOneOf("U+4E??", codePointsOf("一")), false);
});
