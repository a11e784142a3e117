import assert from "node:assert/strict";
import { test } from "node:test";

import { LocalCopies } from "../../../static/faces/admin/local_copy.js";

/** What a browser's localStorage does. */
class Drawer {
  constructor(room = Infinity) {
    this.kept = new Map();
    this.room = room;
  }
  get length() {
    return this.kept.size;
  }
  key(place) {
    return [...this.kept.keys()][place] ?? null;
  }
  getItem(key) {
    return this.kept.get(key) ?? null;
  }
  setItem(key, text) {
    if (text.length > this.room) throw new Error("QuotaExceededError");
    this.kept.set(key, text);
  }
  removeItem(key) {
    this.kept.delete(key);
  }
}

const copy = (at, words = "写") => ({ at, version: "3", typed: [["body", words]] });

test("what was kept comes back, to whoever typed it and nobody else", () => {
  const drawer = new Drawer();
  new LocalCopies(drawer, "7").write("abc", copy(1));

  assert.deepEqual(new LocalCopies(drawer, "7").read("abc"), copy(1));
  assert.equal(new LocalCopies(drawer, "8").read("abc"), null);
  assert.equal(new LocalCopies(drawer, "7").read("xyz"), null);
});

test("it goes when the server has it", () => {
  const copies = new LocalCopies(new Drawer(), "7");
  copies.write("abc", copy(1));
  copies.write("other", copy(1));

  copies.clear("abc");

  assert.equal(copies.read("abc"), null);
  assert.notEqual(copies.read("other"), null);
});

test("eight drafts are kept, whoever's; the oldest goes", () => {
  const drawer = new Drawer();
  drawer.setItem("something else", "stays");
  new LocalCopies(drawer, "8").write("theirs", copy(500));
  const copies = new LocalCopies(drawer, "7");

  for (let number = 1; number <= 8; number += 1) copies.write(`draft${number}`, copy(1000 - number));

  assert.equal(copies.keys().length, 8);
  assert.equal(new LocalCopies(drawer, "8").read("theirs"), null);
  assert.deepEqual(copies.read("draft8"), copy(992));
  assert.equal(drawer.getItem("something else"), "stays");
});

test("a book is not kept, nor anything in a browser that keeps nothing or is full", () => {
  const copies = new LocalCopies(new Drawer(), "7");
  copies.write("abc", copy(1, "长".repeat(400_000)));
  assert.equal(copies.read("abc"), null);

  const full = new LocalCopies(new Drawer(10), "7");
  full.write("abc", copy(1));
  assert.equal(full.read("abc"), null);

  const none = new LocalCopies(null, "7");
  none.write("abc", copy(1));
  none.clear("abc");
  assert.equal(none.read("abc"), null);
});

test("what cannot be read is as good as nothing", () => {
  const drawer = new Drawer();
  drawer.setItem("kiosk-draft/7/abc", "{");

  assert.equal(new LocalCopies(drawer, "7").read("abc"), null);
});
