import assert from "node:assert/strict";
import { test } from "node:test";

import { isCount, noCount, oneMore, summed } from "../../../static/core/plays.js";
import { Plays } from "../../../static/faces/screen/plays.js";
import { seeded, whole } from "../../js/seeded.mjs";

const TICK_MS = 500;
const HOUR_MS = 3600 * 1000;
const MORNING_MS = Date.parse("2026-11-22T08:26:00+08:00");

/** A box: its clock, its disk, its window. Everything the module asks of a browser comes from here. */
class Box {
  constructor(startMs = MORNING_MS) {
    this.startMs = startMs;
    this.ms = 0;
    this.disk = new Map();
    this.isBlocked = false;
    this.visible = "visible";
    this.listeners = [];
    const disk = () => {
      if (this.isBlocked) throw new Error("SecurityError");
      return this.disk;
    };
    const localStorage = {
      get length() {
        return disk().size;
      },
      key: (place) => [...disk().keys()][place],
      getItem: (name) => disk().get(name) ?? null,
      setItem: (name, text) => disk().set(name, text),
      removeItem: (name) => disk().delete(name),
    };
    const box = this;
    const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    put("window", { localStorage });
    put("performance", { now: () => box.ms });
    put("document", {
      get visibilityState() {
        return box.visible;
      },
      addEventListener: (_name, heard) => box.listeners.push(heard),
    });
    Date.now = () => box.startMs + box.ms;
    this.start();
  }

  /** The page is loaded; the server answers at once unless it is away. */
  start(isAnswered = true) {
    const box = this;
    this.listeners = [];
    this.link = { heardMs: 0, correctedMs: 0, isHeard: false, now: () => box.startMs + box.ms };
    this.plays = new Plays(this.link, "lq7k3");
    if (isAnswered) this.hear();
  }

  /** The server answers, and puts the wall's time right by so much. */
  hear(correctedMs = 0) {
    this.link.correctedMs += correctedMs;
    this.link.heardMs = this.link.now();
  }

  hide(isHidden) {
    this.visible = isHidden ? "hidden" : "visible";
    this.listeners.forEach((heard) => heard());
  }

  wait(ms) {
    for (let passed = 0; passed < ms; passed += TICK_MS) {
      this.ms += TICK_MS;
      this.plays.tick();
    }
  }

  /** Show pages of a posting, each for its time. */
  show(posting, { pages = 1, seconds = 20, revision = 1, shares = [], page = fine } = {}) {
    for (let at = 0; at < pages; at += 1) {
      this.plays.begin({ posting, revision }, { page, at, count: pages, dueMs: seconds * 1000, shares });
      this.wait(seconds * 1000);
    }
  }

  /** What would be reported, without the start: [day, posting, revision, times, seconds, quarters]. */
  said() {
    return this.plays.untold().map((row) => row.slice(1));
  }

  tell() {
    const rows = this.plays.untold();
    this.plays.heard(rows);
    return rows;
  }
}

const pageWith = (images, mended = false) => ({ querySelectorAll: () => images, hasAttribute: () => mended });
const fine = pageWith([{ complete: true, naturalWidth: 480 }]);
const quarters = (...clocks) => clocks.reduce((count, clock) => oneMore(count, 1, clock), noCount())[2];

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
  assert.deepEqual([...box.disk.keys()].map((name) => name.slice(-10)), ["2026-11-23"]);
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

test("a year without the server is bounded: of the oldest days their sum stays", () => {
  const box = new Box();
  for (let day = 0; day < 400; day += 1) {
    const iso = new Date(MORNING_MS + day * 24 * HOUR_MS).toISOString().slice(0, 10);
    const counts = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${at}/1`, [3, 60, quarters("08:00", "09:00")]]));
    box.disk.set(`plays:lq7k3-old:${iso}`, JSON.stringify(counts));
  }
  box.startMs += 400 * 24 * HOUR_MS;
  box.start();
  box.show("abc");
  const rows = [];
  for (let more = box.tell(); more.length > 0; more = box.tell()) rows.push(...more);
  const sums = rows.filter((row) => row[2] === "");

  assert.ok(rows.length <= 3000);
  assert.deepEqual(sums[0].slice(1), ["2026-11-22", "", 0, 120, 2400, quarters("08:00", "09:00")]);
  assert.equal(rows.reduce((sum, row) => sum + row[4], 0), 400 * 120 + 1, "not one showing is lost");
});

/** The server: the greater count stays, quarter-hours join. */
class Server {
  constructor() {
    this.kept = new Map();
  }
  hear(rows) {
    for (const [boot, day, posting, revision, times, lasted, when] of rows) {
      const key = [boot, day, posting, revision].join(" ");
      const before = this.kept.get(key) || noCount();
      const joined = summed([[0, 0, before[2]], [0, 0, when]])[2];
      this.kept.set(key, [Math.max(before[0], times), Math.max(before[1], lasted), joined]);
    }
  }
  total() {
    const total = new Map();
    for (const [key, count] of this.kept) {
      const [, day, posting] = key.split(" ");
      total.set(`${day} ${posting}`, summed([total.get(`${day} ${posting}`) || noCount(), count]));
    }
    return total;
  }
}

/** Days of a wall with outages, reloads, lost answers and reports that come twice or late; `cuts`: with power cuts too. */
function livedThrough(seed, cuts) {
  const random = seeded(seed);
  const box = new Box();
  const server = new Server();
  const truth = new Map();
  const late = [];
  let isUp = true;
  let saved = new Map();
  const report = () => {
    const rows = structuredClone(box.plays.untold());
    if (random() < 0.2) late.push(rows);
    if (random() < 0.2 && late.length > 0) server.hear(late[whole(random, 0, late.length - 1)]);
    if (!isUp) return;
    server.hear(rows);
    if (random() < 0.8) box.plays.heard(rows);
  };
  const happenings = [
    () => (isUp = !isUp),
    () => box.start(),
    () => {
      if (cuts) box.disk = new Map(saved); // the disk has what it had some time ago
      box.start();
    },
    () => (saved = new Map(box.disk)),
    () => (box.ms += whole(random, 1, 6) * HOUR_MS), // frozen
    report,
    report,
  ];
  for (let turn = 0; turn < 250; turn += 1) {
    const posting = `p${whole(random, 1, 4)}`;
    if (random() < 0.3) happenings[whole(random, 0, happenings.length - 1)]();
    box.plays.tick();
    box.hear();
    const before = box.ms;
    box.show(posting, { pages: whole(random, 1, 3), seconds: 20 });
    const at = new Date(box.startMs + box.ms - TICK_MS + 8 * HOUR_MS).toISOString();
    const key = `${at.slice(0, 10)} ${posting}`;
    truth.set(key, oneMore(truth.get(key) || noCount(), (box.ms - before) / 1000, at.slice(11, 16)));
  }
  isUp = true;
  for (let tries = 0; tries < 60; tries += 1) report();
  return { truth, said: server.total() };
}

test("through forty histories of outages and power cuts nothing is said that was not", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { truth, said } = livedThrough(seed, true);
    for (const [key, count] of said) {
      const real = truth.get(key);
      assert.ok(real && count[0] <= real[0] && count[1] <= real[1], `${seed}: ${key} says ${count}, was ${real}`);
      assert.equal(summed([real, count])[2], real[2], `${seed}: ${key} has a quarter-hour that was not`);
    }
  }
});

test("through forty histories of outages nothing is lost either", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { truth, said } = livedThrough(seed, false);

    assert.deepEqual([...said].sort(), [...truth].sort(), `history ${seed}`);
  }
});
