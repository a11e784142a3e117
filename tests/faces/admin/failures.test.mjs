import assert from "node:assert/strict";
import test from "node:test";

import { isOurs } from "../../../static/faces/admin/failures.js";

const vary = (value) => new Headers(value === null ? {} : { Vary: value });

test("an answer that depends on htmx's asking is ours, in whatever case it says so", () => {
  assert.equal(isOurs(vary("HX-Boosted, HX-Request, Cookie")), true);
  assert.equal(isOurs(vary("hx-request")), true);
});

test("the page of a proxy is not ours", () => {
  assert.equal(isOurs(vary(null)), false);
  assert.equal(isOurs(vary("Accept-Encoding")), false);
});
