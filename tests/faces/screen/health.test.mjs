import assert from "node:assert/strict";
import { test } from "node:test";

import { Health } from "../../../static/faces/screen/health.js";

const BOARD = { posting: "lq7k3", kind: "notices", revision: 2 };
const turn = (at, count = 3) => ({ at, count, begins: [], next: "hn4xx" });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A wall and its server: what was reported, what the next answer says, and whether there is one. */
class Wall {
  constructor() {
    this.ms = 0;
    this.reports = [];
    this.answers = [];
    this.isAway = false;
    this.reloads = 0;
    this.timers = [];
    this.disk = new Map();
    this.covers = [];
    this.visible = "visible";
    const wall = this;
    const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    const listeners = (this.listeners = {});
    const addEventListener = (name, heard) => (listeners[name] = heard);
    put("performance", { now: () => wall.ms });
    put("navigator", { userAgent: "Mozilla/5.0 Chrome/83.0.4103.0 Safari/537.36" });
    put("window", {
      innerWidth: 960,
      innerHeight: 540,
      devicePixelRatio: 2,
      addEventListener,
      setInterval: (run) => (wall.tick = run),
      setTimeout: (run, ms) => wall.timers.push({ run, at: wall.ms + ms }),
      clearInterval: () => undefined,
      clearTimeout: () => undefined,
      location: { replace: () => (wall.reloads += 1) },
      localStorage: {
        getItem: (name) => wall.disk.get(name) ?? null,
        setItem: (name, text) => wall.disk.set(name, text),
        removeItem: (name) => wall.disk.delete(name),
      },
    });
    put("AbortController", class { abort() {} });
    put("fetch", async () => ({ ok: !wall.isAway, status: 200, headers: new Map(), text: async () => "{}" }));
    const parts = {};
    this.number = { hidden: true, querySelector: (name) => (parts[name] = parts[name] || { textContent: "" }) };
    this.parts = parts;
    put("document", {
      get visibilityState() {
        return wall.visible;
      },
      addEventListener,
      querySelector: () => wall.number,
    });
    this.plays = { untold: () => [], heard: () => undefined, cover: (isCovered) => this.covers.push(isCovered) };
    this.start();
  }

  start() {
    const wall = this;
    this.timers = [];
    const link = {
      now: () => 5000.7 + wall.ms,
      report: async (said) => {
        if (wall.isAway) throw new Error("away");
        wall.reports.push(said);
        return wall.answers.shift() || {};
      },
    };
    this.health = new Health({ getAttribute: () => "0.1.0-ab" }, link, this.plays);
    this.programme(0);
    this.health.start();
  }

  programme(asked, between = 15) {
    const screen = { station: "石门峡站", name: "大厅" };
    this.health.hear({ screen, reports: { between, number: 7, asked } });
  }

  async wait(seconds) {
    for (let passed = 0; passed < seconds; passed += 1) {
      this.ms += 1000;
      this.timers.filter(({ at }) => at <= this.ms).forEach(({ run }) => run());
      this.timers = this.timers.filter(({ at }) => at > this.ms);
      this.tick();
      await settled();
      await settled();
    }
  }

  /** When reports came, in seconds. */
  async times(seconds, each) {
    const found = [];
    for (let second = 1; second <= seconds; second += 1) {
      const before = this.reports.length;
      await this.wait(1);
      for (let more = before; more < this.reports.length; more += 1) found.push(second);
      if (each) each(second);
    }
    return found;
  }
}

test("a wall whose page does not turn reports once a minute", async () => {
  const wall = new Wall();
  wall.health.turned(BOARD, turn(0));

  assert.deepEqual(await wall.times(130), [3, 63, 123]);
});

test("the turn of a page is told, but never more often than the programme allows", async () => {
  const wall = new Wall();
  wall.health.turned(BOARD, turn(0));
  const each = (second) => second % 12 === 0 && wall.health.turned(BOARD, turn((second / 12) % 3));

  assert.deepEqual(await wall.times(75, each), [3, 18, 33, 48, 63]);
  assert.deepEqual(wall.reports.map(({ on }) => on.page), [1, 2, 3, 1, 3]);
});

test("a report says the very page, the way it was cut, and how the box is", async () => {
  const wall = new Wall();
  wall.health.turned(BOARD, { ...turn(1), begins: [0, 240] });
  await wall.wait(3);

  const { on, clock, plays, ...said } = wall.reports[0];
  assert.deepEqual(on, {
    kind: "notices", posting: "lq7k3", revision: 2, page: 2, pages: 3, begins: [0, 240], since: 5001, next: "hn4xx",
  });
  assert.equal(typeof clock, "number");
  assert.deepEqual(plays, []);
  assert.deepEqual(said, {
    width: 1920, height: 1080, engine: "Chrome/83.0.4103.0", version: "0.1.0-ab", begun: 5001, memory: null,
    storage: null, error: "", errorAt: 0, done: 0,
  });
});

test("an ask is fetched as soon as the programme tells of it, done, and said to be done", async () => {
  const wall = new Wall();
  await wall.wait(10);
  wall.answers = [{ ask: { number: 4, what: "identify", seconds: 15 } }];
  wall.programme(4);
  await wall.wait(1);

  assert.deepEqual(wall.reports.map(({ done }) => done), [0, 0, 4]);
  assert.equal(wall.number.hidden, false);
  assert.equal(wall.parts["[data-identify-number]"].textContent, "7");
  assert.equal(wall.parts["[data-identify-name]"].textContent, "石门峡站 · 大厅");
});

test("while the number is on, nothing under it counts, and the report says so; then all is as before", async () => {
  const wall = new Wall();
  wall.health.turned(BOARD, turn(0));
  wall.answers = [{ ask: { number: 1, what: "identify", seconds: 15 } }];
  await wall.wait(4);
  assert.deepEqual(wall.covers, [true]);
  assert.equal(wall.reports[1].on.kind, "identify");

  await wall.wait(16);

  assert.deepEqual(wall.covers, [true, false]);
  assert.equal(wall.number.hidden, true);
  assert.equal(wall.reports[2].on.posting, "lq7k3");
});

test("under a takeover no number is shown, nor said to have been; once it is over, one that still holds is", async () => {
  const wall = new Wall();
  const ask = { ask: { number: 1, what: "identify", seconds: 15 } };
  wall.health.turned({ posting: "", kind: "takeover" }, turn(0, 1));
  wall.answers = [ask, ask];
  await wall.wait(10);
  assert.equal(wall.number.hidden, true);
  assert.deepEqual(wall.reports.map(({ done, on }) => [done, on.kind]), [[0, "takeover"]]);

  wall.health.turned(BOARD, turn(0));
  await wall.wait(15);

  assert.equal(wall.number.hidden, false);
  assert.equal(wall.reports[2].done, 1);
});

test("a number that is lifted stays away, and what is under it is told", async () => {
  const wall = new Wall();
  wall.health.turned(BOARD, turn(0));
  wall.answers = [{ ask: { number: 1, what: "identify", seconds: 15 } }];
  await wall.wait(4);
  wall.health.uncover();
  assert.equal(wall.number.hidden, true);
  await wall.wait(16);

  assert.deepEqual(wall.covers, [true, false]);
  assert.equal(wall.reports[2].on.posting, "lq7k3");
});

test("an ask that the server repeats is done once", async () => {
  const wall = new Wall();
  const ask = { ask: { number: 1, what: "identify", seconds: 15 } };
  wall.answers = [ask, ask, ask];
  await wall.wait(70);

  assert.deepEqual(wall.covers, [true, false]);
});

test("a wall loads itself anew only when the server has heard that it does, and only if it answers", async () => {
  const wall = new Wall();
  wall.answers = [{ ask: { number: 1, what: "reload", seconds: 15 } }];
  await wall.wait(3);
  assert.deepEqual(wall.reports.map(({ done }) => done), [0, 1]);
  assert.equal(wall.reloads, 1);

  const cut = new Wall();
  cut.answers = [{ ask: { number: 1, what: "reload", seconds: 15 } }];
  const obey = cut.health.obey;
  cut.health.obey = function (ask) {
    cut.isAway = true;
    obey.call(this, ask);
  };
  await cut.wait(50);
  assert.equal(cut.reloads, 0);
  cut.isAway = false;
  cut.health.obey = obey;
  await cut.wait(60);
  assert.equal(cut.reloads, 1);
});

test("a page that was loaded anew asks once about what was asked before it, and does nothing twice", async () => {
  const wall = new Wall();
  wall.programme(9);
  wall.health.turned(BOARD, turn(0));

  assert.deepEqual(await wall.times(70), [3, 63]);
  assert.equal(wall.reloads, 0);
});

test("what the server could not be asked is asked again, not every second", async () => {
  const wall = new Wall();
  await wall.wait(5);
  wall.isAway = true;
  wall.programme(1);
  await wall.wait(20);
  wall.isAway = false;

  const times = await wall.times(20);

  assert.equal(times.length, 1);
});

test("the last trouble is told once, and is kept through a reload until it has been", async () => {
  const wall = new Wall();
  wall.isAway = true;
  wall.listeners.error({ message: "x is null", lineno: 3, colno: 9 });
  await wall.wait(5);
  wall.start();
  wall.isAway = false;
  await wall.wait(70);

  assert.deepEqual(wall.reports.map(({ error }) => error), ["x is null (3:9)", ""]);
  assert.equal(wall.disk.has("error"), false);
});

test("a board that cannot be laid out is trouble; one that no server gave is not", async () => {
  const wall = new Wall();
  const cut = Object.assign(new Error("aborted"), { name: "AbortError" });
  [cut, new TypeError("Failed to fetch")].forEach((error) => wall.health.noteBoard("lq7k3", error));
  await wall.wait(3);
  wall.health.noteBoard("lq7k3", new Error("404"));
  await wall.wait(60);

  assert.deepEqual(wall.reports.map(({ error }) => error), ["", "lq7k3: 404"]);
});

test("a window nobody sees says so", async () => {
  const wall = new Wall();
  wall.health.turned(BOARD, turn(0));
  wall.visible = "hidden";
  await wall.wait(3);

  assert.equal(wall.reports[0].on.kind, "hidden");
});
