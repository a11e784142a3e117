import assert from "node:assert/strict";
import { test } from "node:test";

import { planTable, sumDecimals, widthEm, withThousands } from "../../static/core/table_plan.js";
import { seeded, whole } from "./seeded.mjs";

const GAPS = [0.6, 0.4];

const serial = { label: "序号", unit: "", type: "int", cells: ["1", "2", "13"] };
const name = { label: "姓名", unit: "", type: "text", cells: ["赵海霞", "孙玉洁", "买买提·艾合买提"] };
const amount = { label: "金额", unit: "（元）", type: "money", cells: ["1,180.65", "35.00", "512.30"] };
const day = { label: "日期", unit: "", type: "date", cells: ["11月3日", "11月12日"] };
const matter = { label: "摘要", unit: "", type: "text", cells: ["收费广场照明电费及配电室电费（第三季度）", "信封"] };

const money = (count) => Array.from({ length: count }, (_, at) => ({ ...amount, label: `第${at + 1}月` }));

/** Room a plan asks for: its columns and their paddings. */
function roomOf(plan) {
  const columns = plan.widths.length + (plan.lead >= 0 ? 1 : 0);
  return plan.widths.reduce((total, width) => total + width, plan.leadWidth) + columns * plan.gapEm;
}

/** Every column a plan shows, the leading one included. */
function shown(plan) {
  return [plan.lead, ...plan.grid.flat()].filter((at) => at >= 0).sort((a, b) => a - b);
}

test("columns that fit stand side by side, with the wide padding", () => {
  const plan = planTable([serial, name, amount], 40, GAPS);

  assert.equal(plan.lines, 1);
  assert.equal(plan.lead, -1);
  assert.deepEqual(plan.grid, [[0, 1, 2]]);
  assert.equal(plan.gapEm, 0.6);
});

test("before anything goes, columns stand closer", () => {
  const wide = roomOf(planTable([serial, name, amount], 40, GAPS));
  const plan = planTable([serial, name, amount], wide - 0.1, GAPS);

  assert.deepEqual(plan.grid, [[0, 1, 2]]);
  assert.equal(plan.gapEm, 0.4);
});

test("the running number goes first", () => {
  const narrow = roomOf(planTable([serial, name, amount], 40, GAPS)) - 0.7;
  const plan = planTable([serial, name, amount], narrow, GAPS);

  assert.equal(plan.lines, 1);
  assert.deepEqual(plan.grid, [[1, 2]]);
});

test("of two columns none goes", () => {
  const plan = planTable([serial, amount], 2, GAPS);

  assert.deepEqual(shown(plan), [0, 1]);
});

test("what does not fit side by side is stacked behind its first text", () => {
  const plan = planTable([serial, name, ...money(8)], 24, GAPS);

  assert.ok(plan.lines > 1);
  assert.equal(plan.lead, 1);
  assert.deepEqual(shown(plan), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("stacked lines have the same columns, so that figures stand under each other", () => {
  const plan = planTable([name, ...money(7)], 24, GAPS);

  for (const line of plan.grid) assert.equal(line.length, plan.widths.length);
  assert.deepEqual(plan.grid.flat().filter((at) => at >= 0), [1, 2, 3, 4, 5, 6, 7]);
});

test("a table of figures alone is led by its first", () => {
  const plan = planTable(money(9), 20, GAPS);

  assert.equal(plan.lead, 0);
  assert.deepEqual(shown(plan), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test("where measuring found one line too wide, more are taken", () => {
  assert.equal(planTable([name, amount, day], 60, GAPS).lines, 1);
  assert.equal(planTable([name, amount, day], 60, GAPS, 2).lines, 2);
});

test("a plan fits its page, unless even the most lines do not", () => {
  const random = seeded(4);
  const columns = [serial, name, amount, day, matter];
  for (let run = 0; run < 500; run += 1) {
    const some = Array.from({ length: whole(random, 1, 12) }, () => columns[whole(random, 0, 4)]);
    const available = 8 + random() * 50;
    const plan = planTable(some, available, GAPS);
    const fits = roomOf(plan) <= available;
    const told = `${some.map((one) => one.label)} in ${available}`;
    assert.ok(fits || plan.grid.length > 1 || shown(plan).length < 3, told);
    const kept = shown(plan);
    assert.equal(new Set(kept).size, kept.length, told);
    some.forEach((one, at) => assert.ok(kept.includes(at) || one === serial, `${told}: ${one.label} is missing`));
  }
});

test("figures, days and short texts stay whole, long texts may wrap", () => {
  const plan = planTable([serial, { ...name, cells: ["赵海霞"] }, amount, day, matter], 90, GAPS);

  assert.deepEqual(plan.whole, [true, true, true, true, false]);
});

test("a column of figures is never narrower than its widest figure", () => {
  for (const available of [10, 16, 24, 40]) {
    const plan = planTable([name, ...money(6)], available, GAPS);
    for (const width of plan.widths) assert.ok(width >= widthEm("1,180.65"), `${width} in ${available}`);
  }
});

test("a table without rows has a plan", () => {
  assert.deepEqual(planTable([{ ...name, cells: [] }, { ...amount, cells: [] }], 40, GAPS).grid, [[0, 1]]);
});

test("Han characters are one em wide, figures about half", () => {
  assert.equal(widthEm("收费站"), 3);
  assert.equal(widthEm("，（）"), 3);
  assert.ok(widthEm("1,180.65") > 4 && widthEm("1,180.65") < 5);
  assert.equal(widthEm(""), 0);
  assert.equal(widthEm("𬭎"), 1);
});

test("decimals are added exactly", () => {
  assert.equal(sumDecimals(["0.1", "0.2"]), "0.3");
  assert.equal(sumDecimals(["0.10", "0.2"]), "0.30");
  assert.equal(sumDecimals(["1.005", "1.005"]), "2.010");
  assert.equal(sumDecimals(["-0.05", "0.05"]), "0.00");
  assert.equal(sumDecimals(["-1.5", "1"]), "-0.5");
  assert.equal(sumDecimals(["12", "30"]), "42");
  assert.equal(sumDecimals([]), "0");
  assert.equal(sumDecimals(["99999999.99", "0.01"]), "100000000.00");
});

test("sixty-three random amounts are added to the cent", () => {
  const random = seeded(5);
  for (let run = 0; run < 200; run += 1) {
    const cents = Array.from({ length: 63 }, () => whole(random, -99999, 99999999));
    const texts = cents.map((one) => (one < 0 ? "-" : "") + decimal(Math.abs(one)));
    const total = cents.reduce((sum, one) => sum + one, 0);
    assert.equal(sumDecimals(texts), (total < 0 ? "-" : "") + decimal(Math.abs(total)));
  }
});

function decimal(cents) {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}

test("thousands are marked, and only those", () => {
  const marked = { 0: "0", 999: "999", 1000: "1,000", 1634.5: "1,634.5", 1234567: "1,234,567" };
  for (const [decimal, text] of Object.entries(marked)) assert.equal(withThousands(decimal), text);
  assert.equal(withThousands("5836.85"), "5,836.85");
  assert.equal(withThousands("0.12345"), "0.12345");
});

test("negative amounts are marked behind their sign", () => {
  assert.equal(withThousands("-1234.50"), "-1,234.50");
  assert.equal(withThousands("-123.50"), "-123.50");
  assert.equal(withThousands("-100000"), "-100,000");
});
