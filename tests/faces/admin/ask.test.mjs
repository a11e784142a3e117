import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf } from "../../../static/faces/admin/ask.js";

const OURS = new Headers({ Vary: "HX-Request, Cookie" });

for (const [status, kind] of [[200, "ok"], [204, "elsewhere"], [409, "shown"], [422, "shown"], [400, "stale"], [403, "refused"], [404, "refused"], [413, "refused"], [500, "silence"], [503, "silence"]]) {
  test(`${status} of ours means ${kind}`, () => {
    assert.equal(kindOf(status, OURS, status === 204 ? "/admin/postings/abc/publish" : ""), kind);
  });
}

test("the way to the sign-in says that the session has ended", () => {
  assert.equal(kindOf(204, OURS, "/admin/login?next=/admin/"), "ended");
});

test("a stranger's page is no answer, however friendly", () => {
  assert.equal(kindOf(200, new Headers(), ""), "silence");
});
