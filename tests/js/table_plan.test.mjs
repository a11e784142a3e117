import assert from "node:assert/strict";
import { test } from "node:test";

import { layouts, sharedOut, sumDecimals, widthEm, withThousands } from "../../static/core/table_plan.js";
import { seeded, whole } from "./seeded.mjs";

const GAPS = [0.6, 0.4];

const serial = { label: "序号", aside: "", type: "int", cells: ["1", "2", "13"] };
const name = { label: "姓名", aside: "", type: "text", cells: ["赵海霞", "孙玉洁", "买买提·艾合买提"] };
const amount = { label: "金额", aside: "（元）", type: "money", cells: ["1,180.65", "35.00", "512.30"] };
const day = { label: "日期", aside: "", type: "date", cells: ["11月3日", "11月12日"] };
const matter = { label: "摘要", aside: "", type: "text", cells: ["收费广场照明电费及配电室电费（第三季度）", "信封"] };

const money = (count) => Array.from({ length: count }, (_, at) => ({ ...amount, label: `第${at + 1}月` }));

/** The layout that is tried first. */
const plainest = (columns, available) => layouts(columns, available, GAPS)[0];
const sorts = (columns, available) => layouts(columns, available, GAPS).map((one) => one.sort);
const offered = (columns, available, sort) => layouts(columns, available, GAPS).find((one) => one.sort === sort);

/** Room a plan asks for: its columns and their paddings. */
function roomOf(plan) {
  const widths = plan.leadWidths.concat(plan.widths);
  return widths.reduce((total, width) => total + width, 0) + widths.length * plan.gapEm;
}

/** Every column a layout shows, the leading one of each of its tables included. */
function shown(layout) {
  const columns = layout.plans.flatMap((plan) => [...plan.leads, ...plan.grid.flat()]);
  return Array.from(new Set(columns.filter((at) => at >= 0))).sort((a, b) => a - b);
}

test("columns that fit stand side by side, with the wide padding", () => {
  const { sort, plans } = plainest([serial, name, amount], 40);

  assert.equal(sort, "plain");
  assert.equal(plans.length, 1);
  assert.equal(plans[0].lines, 1);
  assert.deepEqual(plans[0].leads, []);
  assert.deepEqual(plans[0].grid, [[0, 1, 2]]);
  assert.equal(plans[0].gapEm, 0.6);
});

test("before anything goes, columns stand closer", () => {
  const wide = roomOf(plainest([serial, name, amount], 40).plans[0]);
  const [plan] = plainest([serial, name, amount], wide - 0.1).plans;

  assert.deepEqual(plan.grid, [[0, 1, 2]]);
  assert.equal(plan.gapEm, 0.4);
});

test("the running number goes first", () => {
  const narrow = roomOf(plainest([serial, name, amount], 40).plans[0]) - 0.7;
  const [plan] = plainest([serial, name, amount], narrow).plans;

  assert.equal(plan.lines, 1);
  assert.deepEqual(plan.grid, [[1, 2]]);
});

test("the running number goes before a text takes a second line", () => {
  const goods = { label: "品名", aside: "", type: "text", cells: ["河套雪花粉五十公斤装", "土豆"] };
  const columns = [serial, goods, name, amount];
  const onOneLine = roomOf(plainest(columns, 60).plans[0]);

  const [plan] = plainest(columns, onOneLine - 1.2).plans;

  assert.deepEqual(plan.grid, [[1, 2, 3]]);
  assert.ok(plan.widths[0] >= widthEm(goods.cells[0]));
});

test("the running number stays where a text takes a second line without it too", () => {
  const columns = [serial, name, matter, amount];
  const onOneLine = roomOf(plainest(columns, 60).plans[0]);

  const [plan] = plainest(columns, onOneLine - 5).plans;

  assert.deepEqual(plan.grid, [[0, 1, 2, 3]]);
  assert.ok(plan.widths[2] < widthEm(matter.cells[0]));
});

test("of two columns none goes", () => {
  assert.deepEqual(shown(plainest([serial, amount], 2)), [0, 1]);
});

test("a long text wraps deeper before rows are stacked", () => {
  const columns = [name, matter, ...money(2)];
  const onOneLine = roomOf(plainest(columns, 60).plans[0]);
  const onTwo = roomOf(plainest(columns, onOneLine - 3).plans[0]);

  assert.ok(onTwo < onOneLine);
  assert.deepEqual(sorts(columns, onTwo - 3).slice(0, 1), ["wrapped"]);
  assert.ok(sorts(columns, onTwo - 3).includes("stacked"));
});

test("what does not fit side by side may be stacked behind its first text, in two lines", () => {
  const { plans } = offered([serial, name, ...money(6)], 24, "stacked");

  assert.equal(plans.length, 1);
  assert.equal(plans[0].lines, 2);
  assert.deepEqual(plans[0].leads, [1]);
  assert.deepEqual(shown({ plans }), [1, 2, 3, 4, 5, 6, 7]);
});

test("stacked lines have the same columns, so that figures stand under each other", () => {
  const [plan] = offered([name, ...money(5)], 24, "stacked").plans;

  for (const line of plan.grid) assert.equal(line.length, plan.widths.length);
  assert.deepEqual(plan.grid.flat().filter((at) => at >= 0), [1, 2, 3, 4, 5]);
});

test("no row has a third line: the columns are shared out instead", () => {
  const columns = [name, ...money(11)];
  const choices = layouts(columns, 24, GAPS);

  assert.ok(choices.length > 0);
  for (const { plans } of choices) {
    assert.ok(plans.length > 1);
    for (const plan of plans) assert.ok(plan.lines <= 2);
  }
});

test("in rows of two lines a rank stands before whoever has it, in every table it is repeated in", () => {
  const rank = { label: "名次", aside: "", type: "int", cells: ["1", "2", "3"] };
  const [stacked] = offered([rank, name, ...money(6)], 26, "stacked").plans;

  assert.deepEqual(stacked.leads, [0, 1]);
  assert.deepEqual(stacked.grid, [[2, 3, 4], [5, 6, 7]]);
  for (const { grid } of offered([rank, name, ...money(6)], 14, "shared").plans) assert.deepEqual(grid[0].slice(0, 2), [0, 1]);
});

test("a figure before the name that is no rank leads nothing", () => {
  const age = { label: "年龄", aside: "", type: "int", cells: ["31", "42", "53"] };

  assert.deepEqual(offered([age, name, ...money(6)], 26, "stacked").plans[0].leads, [1]);
});

test("tables that share the columns out repeat the leading one, and have each other column once, in order", () => {
  const columns = [serial, name, ...money(8)];
  const { plans } = offered(columns, 24, "shared");

  for (const plan of plans) assert.equal(plan.grid[0][0], 1);
  assert.deepEqual(plans.flatMap((plan) => plan.grid[0].slice(1)), [2, 3, 4, 5, 6, 7, 8, 9]);
});

test("the columns are shared out evenly over as few tables as possible", () => {
  const available = roomOf(plainest([name, ...money(3)], 60).plans[0]);
  const { plans } = offered([name, ...money(8)], available, "shared");

  assert.deepEqual(plans.map((plan) => plan.widths.length - 1), [3, 3, 2]);
  assert.deepEqual(offered([name, ...money(6)], available, "shared").plans.map((plan) => plan.widths.length - 1), [3, 3]);
});

test("a table of figures alone is led by its first", () => {
  const stacked = offered(money(7), 24, "stacked");

  assert.deepEqual(stacked.plans[0].leads, [0]);
  assert.deepEqual(shown(stacked), [0, 1, 2, 3, 4, 5, 6]);
});

test("everything offered fits its page, except the last resort; and nothing but the running number is left out", () => {
  const random = seeded(4);
  const columns = [serial, name, amount, day, matter];
  for (let run = 0; run < 500; run += 1) {
    const some = Array.from({ length: whole(random, 1, 12) }, () => columns[whole(random, 0, 4)]);
    const available = 8 + random() * 50;
    const choices = layouts(some, available, GAPS);
    const told = `${some.map((one) => one.label)} in ${available}`;
    const fit = choices.every(({ plans }) => plans.every((plan) => roomOf(plan) <= available));
    assert.ok(fit || choices.length === 1, told);
    choices.forEach((layout) => {
      const kept = shown(layout);
      some.forEach((one, at) => assert.ok(kept.includes(at) || one === serial, `${told}: ${one.label} is missing`));
    });
  }
});

test("a text as long as a page asks for no more than a share of it", () => {
  const story = { label: "主要内容", aside: "", type: "text", cells: ["长".repeat(300), "短"] };
  const choices = layouts([name, story, amount], 24, GAPS);

  assert.ok(choices.some(({ plans }) => plans.length === 1 && plans[0].lines === 1));
});

test("figures, days and short texts stay whole, long texts may wrap", () => {
  const [plan] = plainest([serial, { ...name, cells: ["赵海霞"] }, amount, day, matter], 90).plans;

  assert.deepEqual(plan.whole, [true, true, true, true, false]);
});

test("short heads are not broken", () => {
  const litres = { label: "加油量", aside: "（升）", type: "number", cells: ["0"] };
  const rate = { label: "百公里油耗", aside: "（升）", type: "number", cells: ["0"] };
  const [plan] = plainest([name, litres, rate], 60).plans;

  assert.ok(plan.widths[1] >= 3 * 0.8);
  assert.ok(plan.widths[2] >= 5 * 0.8, "its unit has the second line");
});

test("what columns leave goes to those that would wrap, then to all alike", () => {
  assert.deepEqual(sharedOut([10, 10, 10], [0, 18, 0], 34), [10, 14, 10]);
  assert.deepEqual(sharedOut([10, 10, 10], [14, 18, 0], 36), [12, 14, 10]);
  assert.deepEqual(sharedOut([10, 10, 10], [0, 18, 0], 44), [12, 20, 12]);
  assert.deepEqual(sharedOut([10, 20], [0, 0], 40), [15, 25]);
  assert.deepEqual(sharedOut([10, 20], [30, 0], 25), [10, 20]);
});

test("a column of figures is never narrower than its widest figure", () => {
  for (const available of [10, 16, 24, 40]) {
    for (const { plans } of layouts([name, ...money(6)], available, GAPS)) {
      const widths = plans.flatMap((plan) => (plan.leads.length === 0 ? plan.widths.slice(1) : plan.widths));
      for (const width of widths) assert.ok(width >= widthEm("1,180.65"), `${width} in ${available}`);
    }
  }
});

test("a table without rows has a plan", () => {
  assert.deepEqual(plainest([{ ...name, cells: [] }, { ...amount, cells: [] }], 40).plans[0].grid, [[0, 1]]);
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
