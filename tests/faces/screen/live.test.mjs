import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Live, pauseMs } from "../../../static/faces/screen/live.js";

/** Streams as they were opened, the latest last. */
let sources = [];
/** What the wall was told: the number of a change, or "lost". */
let told = [];

class Source {
  constructor(address) {
    this.address = address;
    this.isOpen = true;
    sources.push(this);
  }

  close() {
    this.isOpen = false;
  }

  /** The server says a number. */
  say(number) {
    this.onmessage({ data: String(number) });
  }
}

function wall() {
  const live = new Live(
    (version) => told.push(version),
    () => told.push("lost"),
  );
  live.start();
  return live;
}

/** Wait, and return the stream that is open then. */
function after(ms) {
  mock.timers.tick(ms);
  return sources.filter((one) => one.isOpen)[0];
}

beforeEach(() => {
  sources = [];
  told = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.EventSource = Source;
  globalThis.window = globalThis;
});

test("a stream is opened when the first page has had its time, and one alone", () => {
  wall();

  assert.equal(after(1499), undefined);
  assert.equal(after(1001).address, "/screen/events");
  assert.equal(sources.length, 1);
});

test("every new number is a change, and one that comes again only says that somebody is there", () => {
  const live = wall();
  const source = after(2500);
  [7, 7, 8, 8, 8, 9].forEach((number) => source.say(number));

  assert.deepEqual(told, [7, 8, 9]);
  assert.equal(live.isLive, true);
});

test("a number that is lower, as after a backup was put back, is a change too", () => {
  wall();
  const source = after(2500);
  source.say(9);
  source.say(3);

  assert.deepEqual(told, [9, 3]);
});

test("as long as there are beats the stream stays", () => {
  wall();
  const source = after(2500);
  for (let minute = 0; minute < 30 * 6; minute += 1) {
    source.say(7);
    after(10_000);
  }

  assert.equal(sources.length, 1);
  assert.equal(source.isOpen, true);
});

test("two beats and a half without a word: the wall is told, and tries again soon", () => {
  const live = wall();
  const source = after(2500);
  source.say(7);
  after(24_999);
  assert.equal(source.isOpen, true);

  after(1);
  assert.equal(source.isOpen, false);
  assert.deepEqual(told, [7, "lost"]);
  assert.equal(live.isLive, false);

  after(2000).say(7);
  assert.deepEqual(told, [7, "lost", 7]);
});

test("a stream that breaks off is tried again within two seconds", () => {
  wall();
  const source = after(2500);
  source.say(7);
  source.onerror();

  assert.deepEqual(told, [7, "lost"]);
  assert.equal(source.isOpen, false);
  assert.notEqual(after(2000), undefined);
});

test("behind a proxy that keeps everything back the stream is given up, tried seldom, and nobody hears of it", () => {
  const live = wall();
  after(2500);
  after(5000);

  assert.equal(sources[0].isOpen, false);
  const tries = () => sources.length;
  const before = tries();
  for (let second = 0; second < 24 * 3600; second += 5) after(5000);
  assert.equal(live.isLive, false);
  assert.deepEqual(told, []);
  assert.ok(tries() - before < (24 * 3600) / 300 + 12, `${tries()} tries in a day`);
  assert.ok(tries() - before > (24 * 3600) / 620, `${tries()} tries in a day`);
});

test("where there is no room the pauses double up to ten minutes, never two walls alike", () => {
  assert.deepEqual([0, 1, 2, 5, 9, 40].map((failures) => pauseMs(failures, 0)), [1, 2, 4, 32, 300, 300].map((s) => s * 1000));
  assert.equal(pauseMs(9, 1), 600_000);
  assert.equal(pauseMs(0, 0.5), 1500);
});

test("when the server answers again after a time away the stream does not wait for its turn", () => {
  const live = wall();
  after(2500);
  for (let tries = 0; tries < 12; tries += 1) {
    sources.at(-1).onerror();
    after(600_000);
  }
  sources.at(-1).onerror();
  assert.equal(after(0), undefined);
  live.retry();

  assert.notEqual(after(1000), undefined);
});

test("a server that answers while the stream lives or is being opened leaves it alone", () => {
  const live = wall();
  live.retry();
  assert.equal(after(1000), undefined);
  const source = after(1500);
  live.retry();
  source.say(7);
  live.retry();
  after(5000);

  assert.deepEqual([sources.length, source.isOpen], [1, true]);
});

test("an engine that knows no streams goes on asking", () => {
  delete globalThis.EventSource;
  const live = wall();
  after(3600_000);

  assert.equal(live.isLive, false);
  assert.equal(sources.length, 0);
});
