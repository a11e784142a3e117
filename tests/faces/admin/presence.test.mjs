import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Presence } from "../../../static/faces/admin/presence.js";

const MINUTE_MS = 60_000;

let now = 0;
let ticks = [];
let said = 0;
const before = {};
/** What is in the form does not matter to who has it open. */
const noForm = () => undefined;

/** Time goes by, half a minute a tick, as an open page lives it. */
function wait(minutes) {
  for (let half = 0; half < 2 * minutes; half += 1) {
    now += MINUTE_MS / 2;
    for (const tick of ticks) tick();
  }
}

beforeEach(() => {
  now = 0;
  said = 0;
  ticks = [];
  for (const name of ["window", "document", "fetch"]) before[name] = globalThis[name];
  mock.method(performance, "now", () => now);
  globalThis.window = { setInterval: (work) => ticks.push(work) };
  globalThis.document = { getElementById: () => ({ dataset: { open: "/admin/postings/abc/open" } }) };
  globalThis.fetch = async () => {
    said += 1;
    throw new Error("nobody is asked here");
  };
});

afterEach(() => {
  mock.restoreAll();
  Object.assign(globalThis, before);
});

test("an editor says every half minute that it is open", () => {
  new Presence(noForm);
  assert.equal(said, 1);
  wait(10);
  assert.equal(said, 21);
});

test("an editor that was left alone for ten minutes falls silent", () => {
  new Presence(noForm);
  wait(10);
  const until = said;
  wait(60);
  assert.equal(said, until);
});

test("whoever comes back is there at once, and for ten minutes more", () => {
  const presence = new Presence(noForm);
  wait(60);
  const until = said;
  presence.touched();
  assert.equal(said, until + 1);
  wait(60);
  assert.equal(said, until + 21);
});

test("whoever goes on typing never falls silent, and says no more than every half minute", () => {
  const presence = new Presence(noForm);
  for (let minute = 0; minute < 30; minute += 1) {
    wait(1);
    presence.touched();
  }
  assert.equal(said, 61);
});
