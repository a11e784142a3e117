import assert from "node:assert/strict";
import { test } from "node:test";

import { isUnmarkedHeading, paginate, usedBy } from "../../static/core/pack.js";
import { seeded, whole } from "./seeded.mjs";

const LINE = 10;
const RUNS = 300;

/** Paragraphs by the lines of their sentences, anything else by its height. */
function made(...parts) {
  const units = parts.map((part) =>
    Array.isArray(part)
      ? { height: LINE * sum(part), sentences: part.length }
      : typeof part === "number"
        ? { height: part }
        : part,
  );
  const measure = (unit, from, to) => {
    const lines = sum(parts[unit].slice(from, to));
    return { height: LINE * lines, lines };
  };
  return { units, measure };
}

function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0);
}

function rows(count, height = 10, group = "table") {
  return Array.from({ length: count }, () => ({ height, group }));
}

const TABLE = { table: { head: 10, foot: () => 10 } };
const room = (height, rest = height) => ({ first: height, rest });
const pack = ({ units, measure }, height, groups = {}) => paginate(units, groups, room(height), measure);
const counts = (pages) => pages.map((page) => page.length);

test("what fits stands on one page", () => {
  assert.deepEqual(pack(made(40, [2, 3], 10), 100), [
    [
      { unit: 0, from: 0, to: 1 },
      { unit: 1, from: 0, to: 2 },
      { unit: 2, from: 0, to: 1 },
    ],
  ]);
});

test("nothing at all is one empty page", () => {
  assert.deepEqual(pack(made(), 100), [[]]);
});

test("what does not fit goes on", () => {
  assert.deepEqual(counts(pack(made(60, 60, 60), 100)), [1, 1, 1]);
});

test("pages are balanced, not filled", () => {
  assert.deepEqual(counts(pack(made(10, 10, 10, 10, 10, 10), 50)), [3, 3]);
  assert.deepEqual(counts(pack({ units: rows(9), measure: null }, 100, TABLE)), [5, 4]);
});

test("the first page may have less room than the later ones", () => {
  const { units, measure } = made(40, 40, 40, 40);
  const pages = paginate(units, {}, room(50, 130), measure);

  assert.deepEqual(counts(pages), [1, 3]);
});

test("a paragraph is cut after a sentence", () => {
  const pages = pack(made([3, 3, 3, 3]), 70);

  assert.deepEqual(pages, [[{ unit: 0, from: 0, to: 2 }], [{ unit: 0, from: 2, to: 4 }]]);
});

/** One paragraph of these sentences, whose thought goes on after some of them. */
function thoughts(lines, clauses) {
  const { units, measure } = made(lines);
  return { units: [{ ...units[0], clauses }], measure };
}

test("a page ends with a thought, where that takes no more pages", () => {
  const cut = (clauses) => pack(thoughts([2, 2, 2, 2], clauses), 60).map((page) => page[0].to);

  assert.deepEqual(cut([]), [2, 4]);
  assert.deepEqual(cut([2]), [3, 4]);
});

test("a page ends within a thought where it would otherwise be half empty, or take a page more", () => {
  const cut = (lines, clauses, height) => pack(thoughts(lines, clauses), height).map((page) => page[0].to);

  assert.deepEqual(cut([2, 4, 4], [2], 90), [2, 3]); // two of nine lines, then eight
  assert.deepEqual(cut([4, 4, 4], [1, 2], 80), [2, 3]); // nowhere else
});

test("a cut leaves at least two lines before it", () => {
  const pages = pack(made(70, [1, 8]), 100);

  assert.deepEqual(pages, [[{ unit: 0, from: 0, to: 1 }], [{ unit: 1, from: 0, to: 2 }]]);
});

test("a cut leaves at least two lines after it", () => {
  const pages = pack(made(40, [3, 3, 1]), 100);

  assert.deepEqual(pages, [
    [
      { unit: 0, from: 0, to: 1 },
      { unit: 1, from: 0, to: 1 },
    ],
    [{ unit: 1, from: 1, to: 3 }],
  ]);
});

test("a paragraph with hundreds of places to cut is measured few times", () => {
  const { units, measure } = made(Array.from({ length: 1000 }, () => 1));
  const asked = new Set();
  const counting = (...part) => {
    asked.add(String(part));
    return measure(...part);
  };

  const pages = paginate(units, {}, room(200), counting);

  assert.equal(pages.length, 50);
  assert.ok(asked.size < 6000, `${asked.size} parts`);
});

test("no page has a lonely row", () => {
  for (let count = 2; count <= 40; count += 1) {
    const pages = pack({ units: rows(count), measure: null }, 70, TABLE);
    if (count > 1) assert.ok(Math.min(...counts(pages)) >= 2, `${count} rows: ${counts(pages)}`);
  }
});

test("a table does not begin below a text with a lonely row", () => {
  const { units, measure } = made(65, ...rows(6));
  const pages = paginate(units, TABLE, room(100), measure);

  assert.deepEqual(counts(pages), [1, 6]);
});

test("a table that fits on a page stands on one, where that takes no more pages", () => {
  const { units, measure } = made(50, ...rows(6));

  assert.deepEqual(counts(paginate(units, TABLE, room(100), measure)), [1, 6]);
});

test("a page is not left nearly empty for the sake of a whole table", () => {
  const { units, measure } = made(20, ...rows(7));

  assert.deepEqual(counts(paginate(units, TABLE, room(100), measure)), [4, 4]);
});

test("a table is cut where it would take a page more to keep it whole", () => {
  const { units, measure } = made(50, ...rows(6), 40);

  assert.deepEqual(counts(paginate(units, TABLE, room(100), measure)), [4, 4]);
});

test("head and foot count on every page of a table", () => {
  const { units, measure } = made(...rows(12));
  const pages = paginate(units, TABLE, room(80), measure);

  assert.deepEqual(counts(pages), [6, 6]);
  assert.equal(usedBy(pages[0], units, TABLE, measure), 80);
});

test("a foot may be higher under a part than under the whole", () => {
  const groups = { table: { head: 10, foot: (from, to) => (to - from === 6 ? 10 : 20) } };

  assert.deepEqual(counts(paginate(rows(6), groups, room(80), null)), [6]);
  assert.deepEqual(counts(paginate(rows(7), groups, room(80), null)), [4, 3]);
});

test("rows so high that two do not fit stand alone", () => {
  assert.deepEqual(counts(paginate(rows(3, 60), TABLE, room(100), null)), [1, 1, 1]);
});

test("rows that may stand alone do", () => {
  const groups = { table: { head: 10, foot: () => 10, leastRows: 1 } };

  assert.deepEqual(counts(paginate(rows(6, 30), groups, room(70), null)), [1, 1, 1, 1, 1, 1]);
});

test("the last of rows that may stand alone does so only where two do not fit", () => {
  const groups = { table: { head: 10, foot: () => 10, leastRows: 1 } };
  const higherEnd = { table: { ...groups.table, foot: (from, to) => (to === 5 ? 25 : 10) } };

  assert.deepEqual(counts(paginate(rows(3, 20), groups, room(60), null)), [1, 2]);
  assert.deepEqual(counts(paginate(rows(5, 20), groups, room(60), null)).slice(-1), [2]);
  assert.deepEqual(counts(paginate(rows(5, 20), higherEnd, room(60), null)), [2, 2, 1]);
});

test("a table of rows that may stand alone does not begin with one at the foot of a page if two fit on the next", () => {
  const groups = { table: { head: 10, foot: () => 10, leastRows: 1 } };
  const beside = (high) => made(40, ...rows(4, high));

  assert.deepEqual(counts(pack(beside(30), 90, groups)), [1, 2, 2]);
  assert.deepEqual(counts(pack(beside(45), 105, groups)), [2, 1, 1, 1]);
});

test("two tables each have their head", () => {
  const groups = { one: { head: 10, foot: () => 0 }, two: { head: 30, foot: () => 0 } };
  const units = [...rows(3, 10, "one"), ...rows(3, 10, "two")];

  assert.deepEqual(counts(paginate(units, groups, room(100), null)), [6]);
  assert.deepEqual(counts(paginate(units, groups, room(90), null)), [3, 3]);
});

test("the signature stays with the end of the text", () => {
  const pages = pack(made([3, 3], [2, 2], { height: 20, glued: true }), 100);
  const last = pages[pages.length - 1];

  assert.ok(last.some((piece) => piece.unit === 1), JSON.stringify(pages));
  assert.ok(last.some((piece) => piece.unit === 2), JSON.stringify(pages));
});

test("the signature stays with the last rows of a table", () => {
  for (let count = 2; count <= 20; count += 1) {
    const units = [...rows(count), { height: 20, glued: true }];
    const pages = paginate(units, TABLE, room(80), null);
    const last = pages[pages.length - 1];
    assert.ok(last.length >= 3, `${count} rows: ${counts(pages)}`);
  }
});

test("the signature stays with what cannot be cut", () => {
  assert.deepEqual(counts(pack(made(30, 30, 30, { height: 20, glued: true }), 100)), [2, 2]);
});

test("a signature stands alone only where it cannot fit otherwise", () => {
  assert.deepEqual(counts(pack(made(90, { height: 20, glued: true }), 100)), [1, 1]);
});

test("what begins a page begins one", () => {
  assert.deepEqual(counts(pack(made(10, { height: 10, newPage: true }, 10), 100)), [1, 2]);
  assert.deepEqual(counts(pack(made({ height: 10, newPage: true }, 10), 100)), [2]);
});

test("what is higher than a page stands on one, and the rest goes on", () => {
  assert.deepEqual(counts(pack(made(250), 100)), [1]);
  assert.deepEqual(counts(pack(made(10, 250, 10), 100)), [1, 1, 1]);
  assert.deepEqual(counts(pack(made([30], 10), 100)), [1, 1]);
  assert.deepEqual(counts(paginate(rows(2, 250), TABLE, room(100), null)), [1, 1]);
});

test("a sentence higher than a page stands whole", () => {
  const pages = pack(made([15, 15, 2]), 100);

  assert.deepEqual(everySentence(pages, [{ sentences: 3 }]), [["0.0", "0.1", "0.2"]].flat());
});

test("whole units take as few pages as filling them in order would", () => {
  const random = seeded(1);
  for (let run = 0; run < RUNS; run += 1) {
    const heights = Array.from({ length: whole(random, 1, 40) }, () => whole(random, 5, 60));
    const pages = pack(made(...heights), 100);
    assert.equal(pages.length, plainlyFilled(heights, 100).length, JSON.stringify(heights));
  }
});

test("whole units are spread as evenly as that number of pages allows", () => {
  const random = seeded(2);
  for (let run = 0; run < RUNS; run += 1) {
    const heights = Array.from({ length: whole(random, 2, 30) }, () => whole(random, 5, 60));
    const pages = pack(made(...heights), 100);
    const highest = Math.max(...pages.map((page) => sum(page.map((piece) => heights[piece.unit]))));
    let least = highest;
    while (least > 1 && Math.max(...heights) < least && plainlyFilled(heights, least - 1).length <= pages.length) {
      least -= 1;
    }
    assert.ok(highest <= least + 1, `${highest} where ${least} would do: ${JSON.stringify(heights)}`);
  }
});

test("a random board has every piece once, in order, on pages that are not too full", () => {
  const random = seeded(3);
  for (let run = 0; run < RUNS; run += 1) {
    const { parts, groups } = randomBoard(random);
    const { units, measure } = made(...parts);
    const height = room(whole(random, 80, 160), whole(random, 80, 160));
    const pages = paginate(units, groups, height, measure);
    const told = `run ${run}`;

    assert.deepEqual(everySentence(pages, units), everySentence([units.map(whole_)], units), told);
    pages.forEach((page, at) => {
      assert.ok(page.length > 0, `${told}: page ${at} is empty`);
      const used = usedBy(page, units, groups, measure);
      const most = at ? height.rest : height.first;
      assert.ok(used <= most + 0.5 || indivisible(page, units), `${told}: page ${at} takes ${used} of ${most}`);
    });
    cutsIn(pages, units).forEach(({ unit, from, to }) => {
      assert.ok(measure(unit, from, to).lines >= 2, `${told}: a piece of ${unit} has one line`);
    });
    assert.deepEqual(lonelyRows(pages, units, groups), [], told);
    if (units.length > 1) assert.ok(pages[pages.length - 1].length > 1, `${told}: the signature is alone`);
  }
});

/** Text, a table or two, a signature. */
function randomBoard(random) {
  const parts = [];
  const groups = {};
  for (let count = whole(random, 0, 6); count > 0; count -= 1) {
    const sentences = Array.from({ length: whole(random, 1, 6) }, () => whole(random, 1, 4));
    parts.push(sentences);
  }
  for (let table = whole(random, 0, 2); table > 0; table -= 1) {
    const name = `table-${table}`;
    const head = whole(random, 5, 15);
    groups[name] = { head, foot: (from, to) => 5 + 5 * ((to - from) % 2) };
    parts.push(...rows(whole(random, 1, 25), whole(random, 6, 14), name));
  }
  parts.push({ height: whole(random, 5, 25), glued: parts.length > 0 });
  return { parts, groups };
}

function whole_(unit, at) {
  return { unit: at, from: 0, to: unit.sentences || 1 };
}

/** "unit.sentence" of all pages in order; what is not a paragraph has one. */
function everySentence(pages, units) {
  return pages.flat().flatMap(({ unit, from, to }) => {
    const end = units[unit].sentences ? to : 1;
    return Array.from({ length: end - from }, (_, at) => `${unit}.${from + at}`);
  });
}

function cutsIn(pages, units) {
  return pages.flat().filter(({ unit, from, to }) => from > 0 || to < (units[unit].sentences || 1));
}

/** Tables of several rows of which a page shows only one. Here two rows always fit on a page. */
function lonelyRows(pages, units, groups) {
  return Object.keys(groups).filter((name) => {
    const shown = pages.map((page) => page.filter((piece) => units[piece.unit].group === name).length);
    return sum(shown) > 1 && shown.includes(1);
  });
}

/** One thing, or one row with its head, or the least a table shows: nothing could go elsewhere. */
function indivisible(page, units) {
  const grouped = page.filter((piece) => units[piece.unit].group);
  return page.length === 1 || (grouped.length === page.length && page.length <= 2);
}

/** Next-fit: with the order fixed, no way takes fewer pages. */
function plainlyFilled(heights, most) {
  const pages = [];
  heights.forEach((height) => {
    const page = pages[pages.length - 1];
    if (page && sum(page) + height <= most) page.push(height);
    else pages.push([height]);
  });
  return pages;
}

test("a numbered line that stands alone is a heading, a numbered sentence is none", () => {
  for (const heading of ["一、拟任人选", " （二）检查情况 ", "十一、其他事项"]) assert.equal(isUnmarkedHeading(heading), true);
  for (const sentence of ["一、采购大米50袋，单价168元。", "一致同意", "1.采购情况", "（三）", "一、以下人员：", ""])
    assert.equal(isUnmarkedHeading(sentence), false, sentence);
});
