import assert from "node:assert/strict";
import { test } from "node:test";

import { isRange } from "../../../static/faces/admin/grid.js";

test("one cell copied from Excel is text, several are a range", () => {
  assert.equal(isRange("1,200.50\r\n"), false);
  assert.equal(isRange("甲"), false);
  assert.equal(isRange(""), false);
  assert.equal(isRange("甲\t乙"), true);
  assert.equal(isRange("甲\r\n乙\r\n"), true);
  assert.equal(isRange("\t\t\r\n"), true);
});
