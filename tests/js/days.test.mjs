import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { cornerAt, filled, officeTime, periodDays, periodOn, whenSaid } from "../../static/core/days.js";

/** What the phone says of the same periods: tests/faces/phone/test_period.py reads them too. */
const periods = JSON.parse(readFileSync(new URL("period_cases.json", import.meta.url), "utf-8"));

const at = (moment) => officeTime(Date.parse(moment));

test("the office is eight hours ahead of UTC", () => {
  assert.deepEqual(at("2026-11-22T00:26:00Z"), { iso: "2026-11-22", month: 11, day: 22, weekday: 0, clock: "08:26" });
});

test("the office's day begins while it is still yesterday in UTC", () => {
  assert.equal(at("2026-11-21T15:59:59Z").iso, "2026-11-21");
  assert.deepEqual(at("2026-11-21T16:00:00Z"), { iso: "2026-11-22", month: 11, day: 22, weekday: 0, clock: "00:00" });
});

test("the office's year begins while it is still the old one in UTC", () => {
  assert.deepEqual(at("2026-12-31T15:59:00Z"), { iso: "2026-12-31", month: 12, day: 31, weekday: 4, clock: "23:59" });
  assert.deepEqual(at("2026-12-31T16:00:00Z"), { iso: "2027-01-01", month: 1, day: 1, weekday: 5, clock: "00:00" });
});

test("the office's time does not depend on the box's time zone", () => {
  const kept = process.env.TZ;
  try {
    for (const zone of ["America/New_York", "Asia/Kathmandu", "UTC"]) {
      process.env.TZ = zone;
      assert.equal(at("2026-03-08T07:30:00Z").clock, "15:30", zone);
    }
  } finally {
    if (kept === undefined) delete process.env.TZ;
    else process.env.TZ = kept;
  }
});

for (const { says, first, last, working, today, stand, days, workingDays } of periods) {
  test(`a publicity period: ${says}`, () => {
    assert.deepEqual(periodOn(first, last, working, today), { stand, days, workingDays });
  });
}

test("each day of a period lies before, on or after today", () => {
  assert.deepEqual(periodDays("2026-12-30", "2027-01-02", "2026-12-31"), [
    { day: 30, lies: "past" },
    { day: 31, lies: "today" },
    { day: 1, lies: "ahead" },
    { day: 2, lies: "ahead" },
  ]);
});

test("a period of one day has one cell", () => {
  assert.deepEqual(periodDays("2026-11-24", "2026-11-24", "2026-11-22"), [{ day: 24, lies: "ahead" }]);
});

test("a leap day is a day of its period", () => {
  assert.deepEqual(periodDays("2028-02-28", "2028-03-01", "2028-02-28").map((one) => one.day), [28, 29, 1]);
});

test("a pattern is filled with what is given", () => {
  assert.equal(filled("{n} 个工作日", { n: 2 }), "2 个工作日");
  assert.equal(filled("{page}/{pages}，第{page}页", { page: 1, pages: 3 }), "1/3，第1页");
  assert.equal(filled("还剩 {n} 天", { n: 0 }), "还剩 0 天");
});

test("what is not given stays as written", () => {
  assert.equal(filled("{n} of {all}", { n: 1 }), "1 of {all}");
  assert.equal(filled("{toString} {constructor}", {}), "{toString} {constructor}");
});

test("a filled-in value is taken literally", () => {
  assert.equal(filled("{a}{b}", { a: "$& {b}", b: "x" }), "$& {b}x");
});

test("the last minute of a month, of February and of a leap February is followed by the first of the next", () => {
  for (const [last, first] of [
    ["2026-11-30", "2026-12-01"],
    ["2027-02-28", "2027-03-01"],
    ["2028-02-28", "2028-02-29"],
    ["2028-02-29", "2028-03-01"],
  ]) {
    assert.equal(at(`${last}T15:59:59.999Z`).iso, last);
    assert.equal(at(`${last}T16:00:00Z`).iso, first);
  }
});

test("of today the time is said, of another day the day too", () => {
  const moment = Date.parse("2026-11-22T08:10:00+08:00");

  assert.equal(whenSaid("{month}/{day}", moment, Date.parse("2026-11-22T23:59:00+08:00")), "08:10");
  assert.equal(whenSaid("{month}/{day}", moment, Date.parse("2026-11-23T00:00:00+08:00")), "11/22 08:10");
});

test("the clock of the night board is in another corner every ten minutes, all day long", () => {
  const clocks = Array.from({ length: 145 }, (_none, at) => `${String(Math.floor(at / 6) % 24).padStart(2, "0")}:${at % 6}7`);
  const corners = clocks.map(cornerAt);

  assert.deepEqual(corners.slice(0, 5), [0, 1, 2, 3, 0]);
  assert.ok(corners.every((corner, at) => at === 0 || corner !== corners[at - 1]));
  assert.equal(cornerAt("02:40"), cornerAt("02:49"));
});
