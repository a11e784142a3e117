import assert from "node:assert/strict";
import { test } from "node:test";

import { ALL, fewer, howMany, isCount, noCount, oneMore, summed } from "../../../static/core/plays.js";
import { seeded, whole } from "../../js/seeded.mjs";
import { Box, HOUR_MS, MORNING_MS, quarters, TICK_MS } from "./wall_box.mjs";

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

test("a box that starts again all day long is bounded: sums of one day become one, and not one showing is lost", () => {
  const box = new Box();
  for (let start = 0; start < 4000; start += 1) {
    const clock = `${String(start % 24).padStart(2, "0")}:00`;
    const day = start % 2 ? "2026-11-20" : "2026-11-21";
    box.disk.set(`plays:lq7k3-${start.toString(36)}:${day}`, JSON.stringify({ "abc/1": [2, 40, quarters(clock)] }));
  }
  box.start();
  box.show("abc");
  assert.ok(howMany(box.plays.days) <= 3000);
  const rows = [];
  for (let more = box.tell(); more.length > 0; more = box.tell()) rows.push(...more);

  assert.equal(rows.reduce((sum, row) => sum + row[4], 0), 4000 * 2 + 1);
  assert.ok(rows.filter((row) => row[2] === "").length <= 2, "one sum a day");
  assert.ok(rows.some((row) => row[2] === "abc" && row[1] === "2026-11-21"), "what there is room for keeps its name");
});

test("a sum of several days is of the oldest, and claims no quarter-hour of another", () => {
  const days = new Map(
    ["2026-11-20", "2026-11-21", "2026-11-22"].map((day, at) => [`a:${day}`, { [ALL]: [3, 60, quarters(`0${at}:00`)] }]),
  );
  const kept = fewer(days, 2, { growing: "", isFree: () => true, isDoubted: () => false });

  assert.deepEqual([...kept], [
    ["a:2026-11-20", { [ALL]: [6, 120, quarters("00:00")] }],
    ["a:2026-11-22", { [ALL]: [3, 60, quarters("02:00")] }],
  ]);
});

test("what the server may have heard keeps its name, however little room there is", () => {
  const days = new Map([["a:2026-11-20", { "abc/1": [2, 40, quarters("08:00")], "xyz/1": [1, 20, quarters("08:00")] }]]);
  days.set("b:2026-11-20", { [ALL]: [5, 100, quarters("09:00")] });
  const isFree = (key, name) => name === "xyz/1";
  const kept = fewer(days, 1, { growing: "", isFree, isDoubted: () => false });

  assert.deepEqual(kept.get("a:2026-11-20"), { "abc/1": [2, 40, quarters("08:00")], [ALL]: [1, 20, quarters("08:00")] });
  assert.deepEqual(kept.get("b:2026-11-20"), { [ALL]: [5, 100, quarters("09:00")] });
});

test("however much is kept, as few counts as wanted hold the same showings, each as a server can believe it", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seeded(seed);
    const days = new Map();
    const sent = new Set();
    for (let at = whole(random, 1, 60); at > 0; at -= 1) {
      const key = `${random() < 0.2 ? "d" : "s"}${whole(random, 1, 9)}:2026-11-${whole(random, 10, 25)}`;
      const name = random() < 0.3 ? ALL : `p${whole(random, 1, 5)}/1`;
      const times = whole(random, 1, 9000);
      const count = [times, times * whole(random, 1, 9), quarters("08:00")];
      days.set(key, { ...days.get(key), [name]: count });
      if (random() < 0.1) sent.add(key + name);
    }
    const before = structuredClone(days);
    const growing = [...days.keys()][0];
    const most = whole(random, 1, 40);
    const isDoubted = (key) => key.startsWith("d");
    const kept = fewer(days, most, { growing, isFree: (key, name) => !sent.has(key + name), isDoubted });

    const times = (some) => [...some.values()].flatMap(Object.values).reduce((sum, count) => sum + count[0], 0);
    assert.equal(times(kept), times(before), `${seed}: a showing is lost or made up`);
    // A sum of each sort, the day that is growing, and what may have been heard: less than that is not possible. Days that no
    // sum has room for are not among these.
    const least = sent.size + 2 + 1;
    assert.ok(howMany(kept) <= Math.max(most, least + fullSums(kept)), `${seed}: ${howMany(kept)} of ${most} are left`);
    assert.deepEqual(days, before, "what was there is not written into");
    for (const counts of kept.values()) {
      for (const [name, [shown, lasted, when]] of Object.entries(counts)) {
        if (name === ALL) assert.ok(isCount([shown, lasted, when]) && shown <= 86400, `${seed}: ${shown} in ${lasted}`);
      }
    }
    for (const one of sent) assert.ok([...kept].some(([key, counts]) => Object.keys(counts).some((name) => key + name === one)));
  }
});

/** Sums that have taken in so much that the next one may have had no room in them. */
function fullSums(kept) {
  return [...kept.values()].filter((counts) => counts[ALL] && counts[ALL][0] > 86400 / 2).length * 2;
}

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
function livedThrough(seed, cuts, { limits = undefined, after = () => undefined } = {}) {
  const random = seeded(seed);
  const box = new Box(MORNING_MS, limits);
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
    after(box);
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

test("through two hundred histories of a wall that may keep little, nothing is lost, made up or counted twice", () => {
  const limits = { atOnce: 6, kept: 20 };
  let summedUp = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const after = (box) => assert.ok(howMany(box.plays.days) <= limits.kept, `history ${seed}: ${howMany(box.plays.days)} kept`);
    const { truth, said } = livedThrough(seed, false, { limits, after });
    const times = (some) => [...some].reduce((sum, [, count]) => sum + count[0], 0);
    const isSum = (key) => key.endsWith(" ");

    assert.equal(times(said), times(truth), `history ${seed}`);
    for (const [key, count] of said) {
      if (isSum(key)) summedUp += count[0];
      else assert.ok(count[0] <= truth.get(key)[0] && summed([truth.get(key), count])[2] === truth.get(key)[2], `${seed}: ${key}`);
    }
  }
  assert.ok(summedUp > 0, "none of them had to sum anything up");
});
