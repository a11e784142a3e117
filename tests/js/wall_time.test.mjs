import assert from "node:assert/strict";
import { test } from "node:test";

import { isMark, leap, resumed } from "../../static/core/wall_time.js";

const HOUR = 3600 * 1000;
const at = (moment) => Date.parse(`${moment}+08:00`);
const said = (found) => ({ ...found, nowMs: new Date(found.nowMs + 8 * HOUR).toISOString().slice(0, 16) });

/** What a box whose clock is `aheadMs` behind noted at 08:26. */
const noted = (aheadMs, more = {}) => ({
  aheadMs,
  nowMs: at("2026-11-22T08:26"),
  heardMs: at("2026-11-22T08:10"),
  leapMs: 0,
  isLost: false,
  ...more,
});

test("a box that was off for five hours knows how late it is, however wrong its clock has always been", () => {
  for (const aheadMs of [0, 2 * HOUR, -2 * HOUR, 400 * 24 * HOUR]) {
    const box = at("2026-11-22T13:26") - aheadMs;

    assert.deepEqual(said(resumed(noted(aheadMs), box, 0)), { nowMs: "2026-11-22T13:26", isLost: false }, `${aheadMs}`);
  }
});

test("thirty days later it still does", () => {
  const box = at("2026-12-22T08:26") - 2 * HOUR;

  assert.deepEqual(said(resumed(noted(2 * HOUR), box, 0)), { nowMs: "2026-12-22T08:26", isLost: false });
});

test("a box whose clock went back has lost it: it is later than what was noted last, and nobody knows how much", () => {
  for (const box of [0, at("2026-11-22T06:25"), at("2026-11-22T08:20")]) {
    assert.deepEqual(said(resumed(noted(0), box, 0)), { nowMs: "2026-11-22T08:26", isLost: true });
  }
});

test("a box that is read a moment before what it noted has not lost its clock", () => {
  assert.deepEqual(said(resumed(noted(0), at("2026-11-22T08:26") - 900, 0)), { nowMs: "2026-11-22T08:26", isLost: false });
});

test("a box that nobody told the time has no clock, however well what it says fits what it noted", () => {
  const found = resumed(noted(0), at("2026-11-22T08:27"), 0, false);

  assert.deepEqual(said(found), { nowMs: "2026-11-22T08:27", isLost: true });
});

test("a clock that was lost stays so until the server is heard", () => {
  assert.deepEqual(said(resumed(noted(0, { isLost: true }), at("2026-11-22T09:00"), 0)), {
    nowMs: "2026-11-22T09:00",
    isLost: true,
  });
});

test("a box of which nothing is known is not before the page that it has", () => {
  const made = at("2026-11-22T08:00");

  assert.deepEqual(said(resumed(null, 0, made)), { nowMs: "2026-11-22T08:00", isLost: true });
  assert.deepEqual(said(resumed(null, at("2026-11-22T09:00"), made)), { nowMs: "2026-11-22T09:00", isLost: true });
});

test("a leap forward may be a sleep; small steps and steps back are nothing", () => {
  assert.equal(leap(2 * HOUR + 500, 500), 2 * HOUR);
  assert.equal(leap(4500, 500), 0);
  assert.equal(leap(-2 * HOUR, 500), 0);
  assert.equal(leap(500, 500), 0);
});

test("what a disk has spoilt is no mark", () => {
  assert.equal(isMark(noted(0)), true);
  for (const one of [undefined, null, 7, "x", {}, noted("0"), noted(NaN), noted(0, { isLost: 1 })]) {
    assert.equal(isMark(one), false);
  }
});
