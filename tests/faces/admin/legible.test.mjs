import assert from "node:assert/strict";
import { test } from "node:test";

import { checkBody, checkPages, checkTitle, metresFor, worstFirst } from "../../../static/faces/admin/legible.js";

const WIDE = { name: "wide", width: 1920, height: 1080, inches: 43, metres: 3, scale: 1, overscanPercent: 0 };
const OWN = { ...WIDE, name: "own", inches: 55, metres: 4 };
const TALL = { ...WIDE, name: "tall", width: 1080, height: 1920 };
const OLD = { ...WIDE, name: "old", width: 1366, height: 768, inches: 32, scale: 1.34 };
const WORDS = {
  and: ", ",
  looks: { own: "ours", wide: "lying", tall: "standing", old: "old" },
  body: "body {pixels}",
  noBody: "no body",
  readFrom: "{inches}: {metres} m",
  tooSmall: "too small at {metres} m",
  pages: "{look} {pages}",
  seconds: "{seconds} s",
  tooLong: "{look}: summary, please",
  title: "{length} characters",
  titleRows: "{rows} of {most}",
  titleMost: "at most {most}",
  noTitle: "none",
};
const shown = (more) => ({ pages: 1, at: 0, seconds: 36, body: 48, titleRows: 2, ...more });

// The floor of DOMAIN §5.4: 25 minutes of arc, for a screen of 1080 rows.
for (const [inches, metres, pixels] of [[32, 3, 64], [43, 3, 48], [43, 5, 80], [55, 4, 50], [65, 5, 53]]) {
  test(`${pixels} pixels on ${inches} inches are read from ${metres} m`, () => {
    assert.ok(Math.abs(metresFor(pixels, WIDE, inches) - metres) < 0.05);
  });
}

test("a wall that stands upright is read from as far", () => {
  assert.equal(metresFor(48, TALL, 43), metresFor(48, WIDE, 43));
});

test("where there is no body, none is too small", () => {
  assert.deepEqual(checkBody(WIDE, shown({ body: 0 }), WORDS), { name: "body", standing: "ok", says: "no body", why: "" });
});

test("the smallest body is fine where the usual wall is read from", () => {
  assert.deepEqual(checkBody(WIDE, shown(), WORDS), {
    name: "body",
    standing: "ok",
    says: "body 48",
    why: "43: 3.0 m, 55: 3.9 m",
  });
});

test("the old wall's larger type reaches as far", () => {
  assert.equal(checkBody(OLD, shown({ body: 45.74 }), WORDS).standing, "ok");
});

test("one's own wall is judged by its own size and distance alone", () => {
  const found = checkBody(OWN, shown(), WORDS);

  assert.equal(found.standing, "warn");
  assert.equal(found.why, "55: 3.9 m, too small at 4 m");
});

test("pages of every wall that was measured, seconds of the one that is seen", () => {
  const measured = [
    { look: WIDE, shown: shown() },
    { look: TALL, shown: shown({ pages: 4, seconds: 90 }) },
  ];

  assert.deepEqual(checkPages(WIDE, measured, WORDS), {
    name: "pages",
    standing: "ok",
    says: "lying 1, standing 4",
    why: "36 s",
  });
});

test("more than four pages on any wall want a summary", () => {
  const found = checkPages(WIDE, [{ look: WIDE, shown: shown() }, { look: OLD, shown: shown({ pages: 5 }) }], WORDS);

  assert.equal(found.standing, "warn");
  assert.equal(found.why, "36 s old: summary, please");
});

test("a title of forty characters is fine, of forty-one is not, and none is missed", () => {
  const standing = (length) => checkTitle({ length, most: 40 }, shown(), WORDS).standing;

  assert.deepEqual([40, 41, 0].map(standing), ["ok", "bad", "warn"]);
});

test("a board that shows no title says nothing of rows", () => {
  assert.equal(checkTitle({ length: 9, most: 40 }, shown({ titleRows: 0 }), WORDS).why, "at most 40");
});

test("of a table that takes several rounds it is said how many rows one round shows", () => {
  const words = {
    looks: { wide: "Landscape" },
    pages: "{look} {pages} p.",
    seconds: "{seconds} s",
    and: ", ",
    tooLong: "too long",
    inRounds: "{shown} of {all} a round.",
    onlyFirst: "As far as {there}.",
  };
  const look = { name: "wide" };
  const table = (all) => ({ from: 0, shown: 84, there: Math.min(all, 500), all });
  const check = (tables) => checkPages(look, [{ look, shown: { pages: 12, seconds: 240, tables } }], words);

  assert.equal(check([table(120)]).why, "240 s 84 of 120 a round.");
  assert.equal(check([table(2000)]).why, "240 s 84 of 2000 a round. As far as 500.");
  assert.equal(check([]).why, "240 s too long");
  assert.equal(check([table(120)]).standing, "warn");
});

test("what is to be mended stands first, and the rest stays in order", () => {
  const checks = ["ok", "warn", "ok", "bad", "warn"].map((standing, at) => ({ name: String(at), standing, says: "", why: "" }));
  assert.deepEqual(worstFirst(checks).map((one) => one.name), ["3", "1", "4", "0", "2"]);
});
