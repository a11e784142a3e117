import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { secondsSet } from "../../static/core/programme.js";
import {
  known,
  laneDashes,
  newcomers,
  nextPlace,
  nextTurn,
  pageSeconds,
  placeIn,
  restMs,
  windowAt,
} from "../../static/core/rotation.js";
import { seeded, whole } from "./seeded.mjs";

// The server says the same of these: tests/programme/test_rotation_vectors.py
const cases = JSON.parse(readFileSync(new URL("rotation_cases.json", import.meta.url), "utf-8"));

for (const { says, dwell, characters, own, set, seconds } of cases.seconds) {
  test(says, () => {
    assert.equal(pageSeconds(dwell, characters, own, set), seconds);
  });
}

for (const { says, windows, at, boards, seconds } of cases.windows) {
  test(says, () => {
    const found = windowAt(windows, at);

    assert.deepEqual(found && found.boards, boards);
    for (const board of "abcd") assert.equal(secondsSet(windows, at, board), seconds[board] || 0);
  });
}

test("other pages stay as long as their kind says, whatever stands on them", () => {
  const fixed = { table: 20, stars: 25, honors: 20, honor: 18, moment: 20, contacts: 15, overview: 20 };
  for (const [dwell, seconds] of Object.entries(fixed)) {
    assert.equal(pageSeconds(dwell, 0), seconds, dwell);
    assert.equal(pageSeconds(dwell, 9999), seconds, dwell);
  }
});

test("a board that fails rests twice as long each time, and never more than a minute", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 1000, 5000].map(restMs), [2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000, 60000]);
});

/** The next turns of a rotation in which the board `on` is on and every board has one page. */
function turns(count, order, last, on = null) {
  const shown = [];
  while (shown.length < count) {
    const next = nextTurn({ order, on, page: 0, pages: 1, last, fresh: [], broken: [] });
    shown.push(next.board);
    last = { order, place: next.place };
    on = next.board;
  }
  return shown.join("");
}

const list = (/** @type {string} */ boards) => boards.split("");
const turn = (/** @type {string} */ boards, /** @type {number} */ place) => ({ order: list(boards), place });

test("boards follow each other and begin again", () => {
  assert.equal(turns(4, list("abc"), null), "abca");
});

test("a board that has several turns is known by its place", () => {
  assert.equal(turns(4, list("abac"), turn("abac", 2), "a"), "caba");
  assert.equal(turns(4, list("abac"), turn("abac", 0), "a"), "baca");
});

test("a changed order goes on behind the turn that was last", () => {
  assert.equal(turns(3, list("axbcd"), turn("abcd", 2), "c"), "dax");
  assert.equal(turns(2, list("dcba"), turn("abcd", 2), "c"), "ba");
  assert.equal(turns(3, list("xayaz"), turn("abac", 2), "a"), "zxa", "the second of two");
  assert.equal(turns(3, list("abc"), turn("baca", 3), "a"), "bca", "the last it has now");
});

test("a vanished board is followed by what stood behind it", () => {
  assert.equal(turns(1, list("abd"), turn("abcd", 2)), "d");
  assert.equal(turns(1, list("ade"), turn("abcde", 2)), "d", "behind the nearest that is left");
  assert.equal(turns(1, list("ax"), turn("abc", 2)), "x");
});

test("where nothing from before is left, the new order begins", () => {
  assert.equal(turns(1, list("xy"), turn("ab", 1)), "x");
  assert.equal(nextPlace(list("xy"), null), 0);
});

test("nothing follows itself while there is another, and one alone comes again", () => {
  assert.equal(turns(3, list("ba"), turn("ac", 1), "b"), "aba");
  assert.equal(turns(3, list("aab"), turn("aab", 0), "a"), "bab", "what stood between has just failed");
  assert.equal(turns(2, list("a"), turn("a", 0), "a"), "aa");
});

test("a turn is found again in another order, or gone", () => {
  assert.equal(placeIn(list("bab"), turn("abab", 3)), 2);
  assert.equal(placeIn(list("ba"), turn("abab", 3)), 0);
  assert.equal(placeIn(list("ab"), turn("c", 0)), -1);
  assert.equal(placeIn([], turn("a", 0)), -1);
});

test("one round of any order shows each board as often as it stands in it", () => {
  const order = Array.from({ length: 30 }, (_, at) => `board-${at % 3 ? at : 0}`);
  const shown = [];
  let last = null;
  for (let step = 0; step < order.length; step += 1) {
    last = { order, place: nextPlace(order, last) };
    shown.push(order[last.place]);
  }
  assert.deepEqual(shown, order);
});

test("at first nothing is new, and afterwards what was not due before, in the order of what is due", () => {
  assert.deepEqual(newcomers(["a/1", "b/1"], null, []), []);
  assert.deepEqual(newcomers(["x/1", "a/1", "y/1"], ["a/1", "b/1"], []), ["x/1", "y/1"]);
  assert.deepEqual(newcomers(["b/1", "a/1"], ["a/1", "b/1"], []), []);
});

test("a new revision of what hangs is new, and what is taken down waits no more", () => {
  assert.deepEqual(newcomers(["a/2", "b/1"], ["a/1", "b/1"], []), ["a/2"]);
  assert.deepEqual(newcomers(["a/1"], ["a/1", "x/1"], ["x/1"]), []);
});

test("what waits goes on waiting beside what is newer", () => {
  assert.deepEqual(newcomers(["y/1", "a/1", "x/1"], ["a/1", "x/1"], ["x/1"]), ["y/1", "x/1"]);
});

test("what comes back at its hour is no news, and what has left the programme is forgotten", () => {
  const before = known(["a/1", "m/1"], null, ["a/1", "m/1"]);
  const without = known(["a/1"], before, ["a/1", "m/1"]);

  assert.deepEqual(newcomers(["a/1", "m/1"], without, []), []);
  assert.deepEqual(newcomers(["a/1", "m/1"], known(["a/1"], without, ["a/1"]), []), ["m/1"]);
});

/** A wall of boards with so many pages each: what it shows, page by page, and what is published to it meanwhile. */
class Wall {
  constructor(pages) {
    this.pages = pages;
    this.order = Object.keys(pages);
    this.standing = { on: null, page: 0, last: null, fresh: [], broken: [] };
  }

  publish(name, pages, place) {
    this.pages[name] = pages;
    this.order = [...this.order.slice(0, place), name, ...this.order.slice(place)];
    this.standing.fresh.push(name);
  }

  turn() {
    const now = this.standing;
    const next = nextTurn({ ...now, order: this.order, pages: this.pages[now.on] || 0 });
    if (next.board !== now.on && now.page + 1 < this.pages[now.on]) now.broken.push({ board: now.on, page: now.page + 1 });
    now.broken = now.broken.filter((one) => one.board !== next.board);
    now.fresh = now.fresh.filter((one) => one !== next.board);
    if (next.place >= 0) now.last = { order: this.order, place: next.place };
    Object.assign(now, { on: next.board, page: next.page });
    return `${next.board}${next.page + 1}`;
  }

  turns(count) {
    return Array.from({ length: count }, () => this.turn()).join(" ");
  }
}

test("what is new comes behind the page that is on, and the rotation goes on where it was", () => {
  const wall = new Wall({ a: 1, b: 3, c: 1 });

  assert.equal(wall.turns(2), "a1 b1");
  wall.publish("x", 2, 0);

  assert.equal(wall.turns(8), "x1 x2 b2 b3 c1 x1 x2 a1");
});

test("several that are new come in their order, each once", () => {
  const wall = new Wall({ a: 1, b: 2, c: 1 });

  assert.equal(wall.turns(2), "a1 b1");
  wall.publish("x", 1, 1);
  wall.publish("y", 1, 4);

  assert.equal(wall.turns(8), "x1 y1 b2 c1 y1 a1 x1 b1");
});

test("what is new and would have come next has had its turn", () => {
  const wall = new Wall({ a: 1, b: 1 });

  assert.equal(wall.turns(1), "a1");
  wall.publish("x", 1, 1);

  assert.equal(wall.turns(4), "x1 b1 a1 x1");
});

test("something new may break off something new, and both are shown to their end", () => {
  const wall = new Wall({ a: 2, b: 1 });

  wall.turn();
  wall.publish("x", 2, 2);
  wall.turn();
  wall.publish("y", 1, 3);

  assert.equal(wall.turns(5), "y1 x2 a2 b1 x1");
});

test("what was left for something new and is gone meanwhile is not missed", () => {
  const wall = new Wall({ a: 2, b: 1, c: 1 });

  wall.turn();
  wall.publish("x", 1, 3);
  wall.turn();
  wall.order = ["b", "c", "x"];

  assert.equal(wall.turns(3), "b1 c1 x1");
});

test("of nothing nothing comes, and a single board comes again", () => {
  const nothing = { on: null, page: 0, pages: 0, last: null, fresh: [], broken: [] };
  assert.equal(nextTurn({ ...nothing, order: [] }), null);
  assert.equal(new Wall({ a: 1 }).turns(3), "a1 a1 a1");
});

test("whatever is published when: it comes next, all pages come in order, and no posting follows itself", () => {
  const random = seeded(20261122);
  for (let trial = 0; trial < 300; trial += 1) {
    const names = Array.from({ length: whole(random, 2, 8) }, (_, at) => `board-${at}-`);
    const wall = new Wall(Object.fromEntries(names.map((name) => [name, whole(random, 1, 4)])));
    const next = Object.fromEntries(names.map((name) => [name, 1]));
    let on = "";
    for (let step = 0; step < 80; step += 1) {
      const isNew = whole(random, 1, 12) === 1;
      const name = `new-${step}-`;
      if (isNew) {
        wall.publish(name, whole(random, 1, 4), whole(random, 0, wall.order.length));
        next[name] = 1;
      }
      const [, board, page] = /^(.*-)(\d+)$/.exec(wall.turn());
      const said = `${board}${page} of ${wall.order} in trial ${trial}`;
      if (isNew) assert.equal(board, name, said);
      assert.equal(Number(page), next[board], said);
      assert.ok(page !== "1" || board !== on, said);
      next[board] = (next[board] % wall.pages[board]) + 1;
      on = board;
    }
  }
});

test("whatever is published when, everything else still comes once a round", () => {
  const random = seeded(3);
  for (let trial = 0; trial < 200; trial += 1) {
    const names = Array.from({ length: whole(random, 3, 9) }, (_, at) => `board-${at}-`);
    const wall = new Wall(Object.fromEntries(names.map((name) => [name, whole(random, 1, 3)])));
    const seen = [];
    while (seen.filter((one) => one === `${names[0]}1`).length < 4) {
      if (whole(random, 1, 15) === 1) wall.publish(`new-${seen.length}-`, 1, whole(random, 1, wall.order.length));
      seen.push(wall.turn());
    }
    const first = seen.filter((one) => names.includes(one.slice(0, -1)) && one.endsWith("-1"));
    assert.deepEqual(first, [...names, ...names, ...names, names[0]].map((name) => `${name}1`), `trial ${trial}`);
  }
});

test("a lane has a dash a board: past, present, to come", () => {
  assert.deepEqual(laneDashes(1, 4), ["done", "now", "next", "next"]);
  assert.deepEqual(laneDashes(0, 1), ["now"]);
});

test("a lane shows at most twelve dashes, and the current one among them", () => {
  for (const count of [12, 13, 25, 60]) {
    for (let place = 0; place < count; place += 1) {
      const dashes = laneDashes(place, count);
      assert.equal(dashes.length, 12, `${place} of ${count}`);
      assert.equal(dashes.filter((dash) => dash === "now").length, 1, `${place} of ${count}`);
      const now = dashes.indexOf("now");
      assert.ok(dashes.slice(0, now).every((dash) => dash === "done"), `${place} of ${count}`);
      assert.ok(dashes.slice(now + 1).every((dash) => dash === "next"), `${place} of ${count}`);
    }
  }
});

test("a lane's window stands still at either end", () => {
  assert.equal(laneDashes(0, 20).indexOf("now"), 0);
  assert.equal(laneDashes(10, 20).indexOf("now"), 6);
  assert.equal(laneDashes(19, 20).indexOf("now"), 11);
});
