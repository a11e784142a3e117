// What a wall keeps in a database that takes its time: nothing for now, and all of it once the database answers.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { DISK_PATIENCE_MS, MOST_CHARACTERS, Store } from "../../static/faces/screen/store.js";

const BOARD = '<article class="board">on</article>';
const OPENS_MS = 5000;
const ASKED_MS = 3000;

/** What is to be done, and when, by this test's own time. */
let waiting = [];
let nowMs = 0;

function later(deed, ms) {
  waiting.push({ at: nowMs + ms, deed });
}

/** Let time pass, and what waits for it be done. */
async function pass(ms) {
  nowMs += ms;
  for (let round = 0; round < 5; round += 1) {
    const due = waiting.filter((one) => one.at <= nowMs);
    waiting = waiting.filter((one) => one.at > nowMs);
    due.sort((one, other) => one.at - other.at).forEach((one) => one.deed());
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }
}

/** A database that opens after a while, and then answers at once. */
function slowDatabase() {
  const deed = () => ({ objectStore: () => ({ get: () => ({ result: BOARD }) }) });
  const transaction = () => {
    const begun = deed();
    later(() => begun.oncomplete(), 0);
    return begun;
  };
  return {
    open: () => {
      const asked = { result: { transaction } };
      later(() => asked.onsuccess(), OPENS_MS);
      return asked;
    },
  };
}

/** A database that keeps what is put into it. */
function emptyDatabase() {
  const drawers = { boards: new Map(), facts: new Map() };
  const objectStore = (name) => ({
    get: (key) => ({ result: drawers[name].get(key) }),
    getAllKeys: () => ({ result: [...drawers[name].keys()] }),
    put: (value, key) => ({ result: drawers[name].set(key, value) }),
    delete: (key) => ({ result: drawers[name].delete(key) }),
  });
  const transaction = () => {
    const begun = { objectStore };
    later(() => begun.oncomplete(), 0);
    return begun;
  };
  return {
    drawers,
    open: () => {
      const asked = { result: { transaction } };
      later(() => asked.onsuccess(), 0);
      return asked;
    },
  };
}

/** Wait for a deed of many questions. */
async function done(deed) {
  let isDone = false;
  deed.then(() => (isDone = true));
  while (!isDone) await pass(0);
}

beforeEach(() => {
  [waiting, nowMs] = [[], 0];
  globalThis.window = { setTimeout: later, indexedDB: slowDatabase() };
});

afterEach(() => {
  delete globalThis.window;
});

test("a question that the database has not answered in time has none, and the next one has", async () => {
  const store = new Store();
  const first = store.board("d1");
  await pass(ASKED_MS);
  assert.equal(await first, null);

  await pass(OPENS_MS - ASKED_MS);
  const second = store.board("d1");
  await pass(0);
  assert.equal(await second, BOARD);
});

test("whoever has nobody else to ask waits longer", async () => {
  const asked = new Store().board("d1", DISK_PATIENCE_MS);
  await pass(ASKED_MS);
  await pass(OPENS_MS - ASKED_MS);

  assert.equal(await asked, BOARD);
});

test("a database that could not be opened is tried anew", async () => {
  const store = new Store();
  const works = window.indexedDB;
  window.indexedDB = {
    open: () => {
      throw new Error("SecurityError");
    },
  };
  assert.equal(await store.board("d1"), null);

  window.indexedDB = works;
  const again = store.board("d1", DISK_PATIENCE_MS);
  await pass(OPENS_MS);
  assert.equal(await again, BOARD);
});

test("of boards that are too much together those due last are not kept, however they came", async () => {
  window.indexedDB = emptyDatabase();
  const { boards } = window.indexedDB.drawers;
  const store = new Store();
  const third = BOARD + " ".repeat(Math.floor(MOST_CHARACTERS / 3) - BOARD.length);
  const due = ["first", "second", "third", "fourth", "fifth"];
  for (const digest of ["fifth", "withdrawn", "third", "first", "fourth", "second"]) await done(store.keepBoard(digest, third));
  await done(store.keepOnly(due));

  assert.deepEqual([...boards.keys()].sort(), ["first", "second", "third"]);
  assert.deepEqual([...store.digests].sort(), ["first", "second", "third"]);
});

test("boards that fill the room exactly are all kept", async () => {
  window.indexedDB = emptyDatabase();
  const { boards } = window.indexedDB.drawers;
  const store = new Store();
  const half = BOARD + " ".repeat(MOST_CHARACTERS / 2 - BOARD.length);
  for (const digest of ["a", "b"]) await done(store.keepBoard(digest, half));
  await done(store.keepOnly(["b", "a"]));

  assert.deepEqual([...boards.keys()].sort(), ["a", "b"]);
});
