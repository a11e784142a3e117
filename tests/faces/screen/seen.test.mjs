import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { whileSeen } from "../../../static/faces/screen/seen.js";

/** @type {{ state: string, changed: () => void, timers: Map<number, { run: () => void, ms: number }> }} */
let box;

beforeEach(() => {
  box = { state: "visible", changed: () => undefined, timers: new Map() };
  const put = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });
  put("document", {
    get visibilityState() {
      return box.state;
    },
    addEventListener: (_name, heard) => (box.changed = heard),
  });
  let last = 0;
  put("window", {
    setInterval: (run, ms) => {
      last += 1;
      box.timers.set(last, { run, ms });
      return last;
    },
    clearInterval: (timer) => box.timers.delete(timer),
  });
});

const become = (state) => {
  box.state = state;
  box.changed();
};

test("a hidden window has no timer, and one that is seen again goes on at once", () => {
  let times = 0;
  whileSeen(() => (times += 1), 500);
  assert.deepEqual(Array.from(box.timers.values(), ({ ms }) => ms), [500]);

  become("hidden");
  assert.deepEqual([box.timers.size, times], [0, 0]);

  become("visible");
  become("visible"); // some browsers say it twice
  assert.deepEqual([box.timers.size, times], [1, 2]);
});

test("a window that opens hidden waits", () => {
  box.state = "hidden";
  whileSeen(() => undefined, 500);
  assert.equal(box.timers.size, 0);

  become("visible");
  assert.equal(box.timers.size, 1);
});
