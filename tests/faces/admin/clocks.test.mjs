import assert from "node:assert/strict";
import { test } from "node:test";

import { areApart } from "../../../static/faces/admin/clocks.js";

test("three minutes are borne, whichever clock is ahead", () => {
  assert.equal(areApart(0, 180_000), false);
  assert.equal(areApart(180_000, 0), false);
});

test("more than three minutes are said, whichever clock is ahead", () => {
  assert.equal(areApart(0, 180_001), true);
  assert.equal(areApart(180_001, 0), true);
});
