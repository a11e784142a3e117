import assert from "node:assert/strict";
import { test } from "node:test";

import { Upkeep } from "../../../static/faces/screen/upkeep.js";

const HOUR_MS = 3600 * 1000;
const at = (moment) => Date.parse(`${moment}+08:00`);

/** A wall's page as a server of some version sends it. */
const page = (shell) => `<html><head><link href="/static/${shell}.css"><script src="/static/${shell}.js"></script></head>
<body data-fonts="/static/${shell}-fonts.css" data-shell="${shell}" data-words="{}"></body></html>`;

/** A box with a wall on it that was opened as version "old", and a server. Everything asked of a browser comes from here. */
class Box {
  constructor(moment = "2026-11-22T08:26") {
    this.ms = 0;
    this.startMs = at(moment);
    this.version = "old"; // what the server is by now
    this.missing = []; // what it does not answer
    this.asked = [];
    this.went = 0;
    const box = this;
    const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    const kept = new Map();
    put("performance", { now: () => box.ms });
    put("document", {
      body: { getAttribute: () => "old" },
      querySelectorAll: () => [],
      visibilityState: "visible",
      addEventListener: () => undefined,
    });
    put("window", {
      setInterval: (act) => (box.look = act),
      setTimeout: () => 0,
      clearInterval: () => undefined,
      clearTimeout: () => undefined,
      sessionStorage: { getItem: (name) => kept.get(name) || null, setItem: (name, text) => kept.set(name, text) },
      location: { replace: () => (box.went += 1) },
    });
    put("fetch", async (address, { cache }) => {
      box.asked.push(cache ? `${address} ${cache}` : address);
      if (box.missing.indexOf(address) >= 0) throw new Error("away");
      const isThere = address === "/screen" || address.indexOf(`/static/${box.version}`) === 0;
      const answer = { ok: isThere, status: isThere ? 200 : 404, text: async () => page(box.version), headers: new Map() };
      if (box.onAsked) box.onAsked(address);
      return answer;
    });
    Date.now = () => box.startMs + box.ms;
    this.link = { shell: "old", now: () => box.startMs + box.ms };
    this.upkeep = new Upkeep(this.link);
  }

  /** The server answers a question for the programme, and says which version its page is. */
  async answer() {
    this.link.shell = this.version;
    this.upkeep.answered();
    await this.settled();
  }

  /** Time passes on a box that is awake: it looks every half minute. */
  passes(ms) {
    for (const until = this.ms + ms; this.ms < until; ) {
      this.ms = Math.min(until, this.ms + 30_000);
      this.look();
    }
  }

  async settled() {
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
  }
}

test("while nothing is new the page stays, and nothing is asked for", async () => {
  const box = new Box();
  await box.answer();

  assert.deepEqual([box.went, box.asked], [0, []]);
});

test("a new version comes as a whole: its files before its page, then the wall goes there", async () => {
  const box = new Box();
  box.version = "new";
  await box.answer();

  assert.equal(box.went, 1);
  assert.deepEqual(box.asked, [
    "/screen no-store",
    "/static/new.css",
    "/static/new.js",
    "/static/new-fonts.css",
    "/screen reload",
  ]);
});

test("of a version of which one file is missing nothing is taken", async () => {
  const box = new Box();
  box.version = "new";
  box.missing = ["/static/new.js"];
  await box.answer();

  assert.equal(box.went, 0);
  assert.ok(box.asked.indexOf("/screen reload") < 0, "the page that the browser keeps is still the old one");
});

test("a server that changes while its files are fetched is asked again later", async () => {
  const box = new Box();
  box.version = "new";
  box.onAsked = (address) => {
    if (address === "/static/new-fonts.css") box.version = "newer";
  };
  await box.answer();
  assert.equal(box.went, 0);

  box.onAsked = null;
  await box.answer();
  assert.equal(box.went, 1);
});

test("two servers of different versions do not keep a wall loading", async () => {
  const box = new Box();
  for (let turn = 0; turn < 50; turn += 1) {
    box.link.shell = "other";
    box.upkeep.answered();
    await box.settled();
    box.ms += 4000;
  }

  assert.equal(box.went, 0);
  assert.ok(box.asked.filter((one) => one === "/screen no-store").length <= 3);
});

test("at night a page that was open all day is loaded anew, once, and only if the server gives it", async () => {
  const box = new Box("2026-11-22T06:00");
  box.ms = 21 * HOUR_MS;
  box.missing = ["/screen"];
  await box.answer();
  assert.equal(box.went, 0);

  box.missing = [];
  await box.answer();
  assert.equal(box.went, 1);
});

test("a wall that has stopped turning its pages is loaded anew, if the server answers", async () => {
  const box = new Box();
  box.upkeep.turned(20_000, true);
  box.passes(190_000);
  await box.settled();
  assert.deepEqual([box.went, box.asked], [0, []], "not before its time");

  box.missing = ["/screen"];
  box.passes(40_000);
  await box.settled();
  assert.equal(box.went, 0);
  box.missing = [];
  box.look();
  await box.settled();
  assert.equal(box.went, 1);
});

test("a wall that never came to its first page is stuck too", async () => {
  const box = new Box();
  box.passes(240_000);
  await box.settled();

  assert.equal(box.went, 1);
});

test("a box that slept for hours is not stuck: its page has its time from now on", async () => {
  const box = new Box();
  box.upkeep.turned(20_000, true);
  box.ms += 9 * HOUR_MS;
  box.look();
  await box.settled();
  assert.equal(box.went, 0);

  box.passes(240_000);
  await box.settled();
  assert.equal(box.went, 1);
});

test("a wall that says all along that nothing is posted is not stuck", async () => {
  const box = new Box();
  box.upkeep.turned(30_000, false);
  box.passes(2 * HOUR_MS);
  await box.settled();

  assert.equal(box.went, 0);
});
