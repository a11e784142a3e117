import assert from "node:assert/strict";
import { test } from "node:test";

import { isCount, noCount, summed } from "../../../static/core/plays.js";
import { Box, fine, HOUR_MS, pageWith, quarters, TICK_MS } from "./wall_box.mjs";

test("a quarter-hour is one bit of its hour's digit", () => {
  assert.equal(quarters("00:00"), "800000000000000000000000");
  assert.equal(quarters("08:26", "08:59", "23:45"), "000000005000000000000001");
  assert.deepEqual(summed([[2, 40, quarters("08:00")], [1, 86399, quarters("08:15")]]), [3, 86400, quarters("08:00", "08:15")]);
  assert.deepEqual([noCount(), [1, 20, "zz"], [2, 1, quarters("08:00")], null].map(isCount), [false, false, false, false]);
});

test("a posting counts once for all its pages, at the moment at which the last has been seen", () => {
  const box = new Box();
  box.show("abc", { pages: 3, seconds: 90 });

  assert.deepEqual(box.said(), [["2026-11-22", "abc", 1, 1, 270, quarters("08:30")]]);
});

test("what is left early, hidden, without a picture or joined in the middle counts for nothing", () => {
  const box = new Box();
  const turn = (at, page = fine) => ({ page, at, count: 2, dueMs: 20000, shares: [] });
  const begin = (at, page) => box.plays.begin({ posting: "abc", revision: 1 }, turn(at, page));
  begin(1);
  box.wait(20000);
  begin(0);
  box.wait(12000);
  begin(1);
  box.wait(20000);
  begin(0);
  box.wait(5000);
  box.hide(true);
  box.hide(false);
  box.wait(15000);
  begin(1);
  box.wait(20000);
  for (const page of [pageWith([], true), pageWith([{ complete: false, naturalWidth: 0 }])]) {
    begin(0, page);
    box.wait(20000);
    begin(1);
    box.wait(20000);
  }
  box.plays.begin({ posting: "overview", revision: 0 }, turn(0));
  box.wait(20000);

  assert.deepEqual(box.said(), []);
});

test("what stood under something else counts for nothing, however it began and ended", () => {
  const box = new Box();
  const turn = { page: fine, at: 0, count: 1, dueMs: 20000, shares: [] };
  const begin = () => box.plays.begin({ posting: "abc", revision: 1 }, turn);
  begin();
  box.wait(10000);
  box.plays.cover(true);
  box.wait(12000);
  begin();
  box.plays.cover(false);
  box.wait(22000);
  assert.deepEqual(box.said(), []);

  box.show("abc");

  assert.deepEqual(box.said(), [["2026-11-22", "abc", 1, 1, 20, quarters("08:26")]]);
});

test("what is counted before anybody says how late it is counts only if the time was right", () => {
  for (const [correctedMs, times] of [[0, 1], [-90_000, 1], [150_000, 0], [-2 * HOUR_MS, 0]]) {
    const box = new Box();
    box.start(false);
    box.show("abc");
    assert.deepEqual(box.said(), [], "it is not told before");
    box.hear(correctedMs);
    box.wait(TICK_MS);

    const [[day, posting, revision, ...count]] = box.said();
    assert.deepEqual([day, posting, revision], times ? ["2026-11-22", "abc", 1] : ["2026-11-22", "", 0], `${correctedMs}`);
    assert.deepEqual(count, [1, 20, quarters("08:26")]);
  }
});

test("a start that ends before the server is heard leaves only how much there was", () => {
  const box = new Box();
  box.start(false);
  box.show("abc");
  box.show("xyz");
  box.start(false);
  box.show("abc");

  assert.deepEqual(box.said(), [["2026-11-22", "", 0, 2, 40, quarters("08:26")]]);
  box.hear();
  box.wait(TICK_MS);
  assert.deepEqual(box.said().map((row) => row[1]).sort(), ["", "abc"]);
  box.tell();
  box.wait(TICK_MS);
  assert.deepEqual([...box.disk.keys()].filter((name) => name.startsWith("doubt:")), []);
});

test("in doubt nothing is counted that a slightly wrong clock would put into another quarter-hour", () => {
  const box = new Box(Date.parse("2026-11-22T08:28:30+08:00"));
  box.start(false);
  for (let round = 0; round < 12; round += 1) box.show("abc"); // to 08:32:30
  box.hear();
  box.wait(TICK_MS);

  assert.deepEqual(box.said(), [["2026-11-22", "abc", 1, 2, 40, quarters("08:30")]]);
});

test("after a sleep the time is in doubt again", () => {
  const box = new Box();
  box.show("abc");
  box.startMs += 2 * HOUR_MS; // somebody sets its clock, or it slept and one clock stood still
  box.show("abc");
  box.show("abc");
  assert.equal(box.said()[0][3], 1);
  box.hear(2 * HOUR_MS);
  box.show("abc");

  assert.deepEqual(box.said().map((row) => [row[1], row[3]]).sort(), [["", 1], ["abc", 2]]);
});

test("a page that hung is not one that was seen", () => {
  const box = new Box();
  box.plays.begin({ posting: "abc", revision: 1 }, { page: fine, at: 0, count: 1, dueMs: 20000, shares: [] });
  box.ms += 30000;
  box.plays.tick();

  assert.deepEqual(box.said(), []);
});

test("midnight begins a day of its own, and what is heard of the day before is forgotten", () => {
  const box = new Box(Date.parse("2026-11-22T23:59:30+08:00"));
  box.show("abc");
  box.show("abc");
  assert.deepEqual(box.said().map((row) => row[0]), ["2026-11-22", "2026-11-23"]);
  box.tell();

  assert.deepEqual(box.said(), []);
  assert.deepEqual([...box.disk.keys()].filter((name) => name.startsWith("plays:")).map((name) => name.slice(-10)), ["2026-11-23"]);
  box.show("abc");
  assert.deepEqual(box.said(), [["2026-11-23", "abc", 1, 2, 40, quarters("00:00")]]);
});

test("what a disk has spoilt is said once and does not stand in the way", () => {
  const box = new Box();
  box.disk.set("plays:lq7k3-old:2026-11-20", '{"abc/1":[1,');
  box.disk.set("plays:lq7k3-old:2026-11-21", '{"abc/1":[1,20,7]}');
  box.disk.set("something else", "stays");
  box.start();
  box.show("abc");

  assert.deepEqual(box.tell().map((row) => row[0].slice(0, 9)), ["lq7k3-old", "lq7k3-old", box.plays.boot.slice(0, 9)]);
  box.start();
  assert.ok(box.said().length === 1 && box.disk.has("something else"));
});

test("without a disk it counts all the same", () => {
  const box = new Box();
  box.isBlocked = true;
  box.start();
  box.show("abc");

  assert.equal(box.said().length, 1);
});
