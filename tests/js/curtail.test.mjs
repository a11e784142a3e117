import assert from "node:assert/strict";
import { test } from "node:test";

import { paginateWithin } from "../../static/core/curtail.js";

const ROOM = { first: 100, rest: 100 };
const GROUP = { head: 10, foot: () => 10 };
const table = (name, count, height = 20) => Array.from({ length: count }, () => ({ height, group: name }));
const never = () => {
  throw new Error("no paragraph is cut here");
};
const placed = (units, groups, most = 3) => paginateWithin(units, groups, ROOM, never, most);
const rowsOn = (page, units, name) => page.filter((piece) => units[piece.unit].group === name).map((piece) => piece.unit);

test("a table that takes few enough pages is left whole", () => {
  const units = table("table-0", 12);
  const { pages, left } = placed(units, { "table-0": GROUP });

  assert.deepEqual(left, {});
  assert.deepEqual(pages.map((page) => page.length), [4, 4, 4]);
});

test("rows on pages too many are left out and counted", () => {
  const units = table("table-0", 30);
  const { pages, left } = placed(units, { "table-0": GROUP });

  assert.deepEqual(left, { "table-0": 18 });
  assert.deepEqual(pages.flatMap((page) => rowsOn(page, units, "table-0")), [...Array(12).keys()]);
});

test("pages of text before a table are not counted", () => {
  const text = Array.from({ length: 4 }, () => ({ height: 90 }));
  const units = text.concat(table("table-4", 12));
  const { pages, left } = placed(units, { "table-4": GROUP });

  assert.deepEqual(left, {});
  assert.equal(pages.length, 7);
});

test("a signature stays, and stands below the rows that are left", () => {
  const units = [...table("table-0", 30), { height: 30, glued: true }];
  const { pages, left } = placed(units, { "table-0": GROUP });
  const last = pages[pages.length - 1];

  assert.equal(pages.length, 3);
  assert.equal(last[last.length - 1].unit, 30);
  assert.ok(rowsOn(last, units, "table-0").length > 0);
  assert.equal(left["table-0"], 30 - pages.flatMap((page) => rowsOn(page, units, "table-0")).length);
});

test("what follows a table that is cut short is all there", () => {
  const units = [...table("table-0", 30), { height: 50 }, ...table("table-2", 5), { height: 80 }];
  const { pages, left } = placed(units, { "table-0": GROUP, "table-2": GROUP });
  const shown = pages.flat().map((piece) => piece.unit);

  assert.deepEqual(Object.keys(left), ["table-0"]);
  assert.deepEqual(shown.filter((unit) => unit >= 30), [30, 31, 32, 33, 34, 35, 36]);
  assert.deepEqual(shown, [...shown].sort((a, b) => a - b));
});

test("each table has its own pages", () => {
  const units = [...table("table-0", 12), ...table("table-1", 12)];
  const { pages, left } = placed(units, { "table-0": GROUP, "table-1": GROUP });

  assert.deepEqual(left, {});
  assert.equal(pages.length, 6);
});

test("parts that share out a table's columns share its pages and show the same rows", () => {
  const units = [...table("table-0-0", 30, 20), ...table("table-0-1", 30, 40)];
  const groups = { "table-0-0": GROUP, "table-0-1": GROUP };
  const { pages, left } = placed(units, groups, 4);
  const rows = ["table-0-0", "table-0-1"].map((name) => pages.flatMap((page) => rowsOn(page, units, name)).map((unit) => unit % 30));

  assert.deepEqual(rows[0], rows[1]);
  assert.deepEqual(rows[0], [0, 1, 2, 3]);
  assert.deepEqual(left, { "table-0": 26 });
  assert.ok(pages.length <= 4);
});

test("rows of a list are all there, however many pages they take", () => {
  const units = table("list-1", 60);
  const { pages, left } = placed(units, { "list-1": { head: 0, foot: () => 0 } });

  assert.deepEqual(left, {});
  assert.equal(pages.flat().length, 60);
});
