// A box with a wall's counting in it, and no browser. A module of the tests, not a test.
import { noCount, oneMore } from "../../../static/core/plays.js";
import { Plays } from "../../../static/faces/screen/plays.js";

export const TICK_MS = 500;
export const HOUR_MS = 3600 * 1000;
export const MORNING_MS = Date.parse("2026-11-22T08:26:00+08:00");

/** A box: its clock, its disk, its window. Everything the module asks of a browser comes from here. */
export class Box {
  constructor(startMs = MORNING_MS, limits = undefined) {
    this.startMs = startMs;
    this.limits = limits;
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
    this.plays = new Plays(this.link, "lq7k3", this.limits);
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

export const pageWith = (images, mended = false) => ({ querySelectorAll: () => images, hasAttribute: () => mended });
export const fine = pageWith([{ complete: true, naturalWidth: 480 }]);
export const quarters = (...clocks) => clocks.reduce((count, clock) => oneMore(count, 1, clock), noCount())[2];
