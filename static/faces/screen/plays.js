// @ts-check
/**
 * What this wall has shown in full, for the office's evidence. It may say too little, never too much: a posting counts
 * once when all its pages were seen one after the other, each for its time, with no picture missing, by the server's clock.
 * While nobody says what time it is, it counts by the time it believes in, and tells of it only if the server then finds that
 * time right. Counts are kept, across reloads and outages, until the server has heard them.
 */
import { officeTime } from "../../core/days.js";
import { isCount, isWellWithin, noCount, oneMore, summed } from "../../core/plays.js";
import { isAllSeen, seenAfter } from "../../core/shares.js";

const PREFIX = "plays:";
const DOUBTED = "doubt:"; // counted by a clock that nobody has confirmed
const TRUST_MS = 2 * 60 * 1000; // a clock that was wrong by more had not run on by itself
const MOST_AT_ONCE = 200; // rows of one report
const MOST_KEPT = 3000; // counts: more than a month of forty postings with two starts a day
const ALLOWANCE_MS = 500; // pages turn at the tick after their time, and the clock is set a little with each answer
const STALL_MS = 5000; // ticks come twice a second: if none came for so long, nobody knows what was seen
const ALL = "/0"; // in place of postings: their sum

/** @typedef {import("../../core/plays.js").Count} Count */
/** @typedef {{ page: HTMLElement, at: number, count: number, dueMs: number, shares: import("../../core/shares.js").Share[] }} Turn */

export class Plays {
  /** @param {import("./link.js").Link} link @param {string} mark  What this screen is called. */
  constructor(link, mark) {
    this.link = link;
    /** Counts of every start are counts of their own: what a power cut took back is not counted on. */
    this.mark = mark;
    this.boot = this.newBoot();
    /** By start and day, the counts by posting and revision. @type {Map<string, Record<string, Count>>} */
    this.days = new Map();
    /** What the server has heard, by start, day, posting and revision. @type {Map<string, string>} */
    this.told = new Map();
    /** Starts and days whose counts cannot be read any more. @type {string[]} */
    this.spoilt = [];
    /** The posting and revision that is on; empty: what counts for nothing. */
    this.showing = "";
    /** @type {Turn | null} */
    this.turn = null;
    this.whole = false;
    this.isCovered = false;
    this.seen = false; // the page that is on, for its time
    this.lastedMs = 0;
    /** Rows seen of tables that go on from time to time, by posting and revision. @type {Map<string, number[]>} */
    this.rows = new Map();
    this.tickedAt = performance.now();
    this.begunAt = this.tickedAt;
    this.boxMs = Date.now();
    /** Under which start is counted what may have been at another time: before the server's first answer, and after a sleep. */
    this.doubted = "";
    this.heardMs = 0;
    this.correctedMs = 0;
    this.load();
    if (!link.isHeard) this.doubt();
    document.addEventListener("visibilitychange", () => this.interrupt());
  }

  /** A page is on from now. @param {{ posting: string, revision?: number }} facts @param {Turn} turn */
  begin(facts, turn) {
    const showing = facts.revision ? `${facts.posting}/${facts.revision}` : "";
    const before = this.turn;
    const goesOn = before !== null && showing === this.showing && turn.at === before.at + 1;
    this.whole = turn.at === 0 || (goesOn && this.whole && this.seen);
    if (turn.at === 0) this.lastedMs = 0;
    this.showing = showing;
    this.turn = turn;
    this.seen = false;
    this.begunAt = performance.now();
  }

  /** Twice a second. */
  tick() {
    const [now, boxMs] = [performance.now(), Date.now()];
    const passed = now - this.tickedAt;
    // A box that slept, or whose clock was set: one of its two clocks has gone on without the other.
    const hasSlept = Math.abs(boxMs - this.boxMs - passed) > STALL_MS;
    this.tickedAt = now;
    this.boxMs = boxMs;
    if (this.doubted !== "" && this.link.heardMs !== this.heardMs) this.settle();
    if (hasSlept && this.doubted === "") this.doubt();
    if (hasSlept || passed > STALL_MS || this.isCovered || document.visibilityState !== "visible") this.interrupt();
    const turn = this.turn;
    if (!turn || !this.whole || this.seen || now - this.begunAt < turn.dueMs - ALLOWANCE_MS) return;
    this.seen = isUnbroken(turn.page);
    this.lastedMs += turn.dueMs;
    if (this.seen && turn.at + 1 === turn.count) this.complete(turn);
  }

  /** Something else stands over the pages, or does no longer: nobody has seen those that were on meanwhile. @param {boolean} isCovered */
  cover(isCovered) {
    this.isCovered = isCovered;
    this.interrupt();
  }

  /** From now on nobody knows how late it is. */
  doubt() {
    this.doubted = this.newBoot();
    this.heardMs = this.link.heardMs;
    this.correctedMs = this.link.correctedMs;
  }

  /** The server has said how late it is: what was counted meanwhile was right, or of it only the sum stays. */
  settle() {
    const isRight = Math.abs(this.link.correctedMs - this.correctedMs) <= TRUST_MS;
    const keys = this.keys().filter((key) => this.isDoubted(key));
    keys.forEach((key) => erase(DOUBTED + key));
    this.doubted = "";
    keys.forEach((key) => (isRight ? this.keep(key) : this.sumUp(key)));
  }

  /** @param {string} key */
  isDoubted(key) {
    return this.doubted !== "" && key.indexOf(`${this.doubted}:`) === 0;
  }

  newBoot() {
    return `${this.mark}-${Math.random().toString(36).slice(2, 8) || "0"}`;
  }

  /** Nobody has seen all of what is on, nor of tables that are to go on. */
  interrupt() {
    this.whole = false;
    this.rows.clear();
  }

  /** The last page has been seen. @param {Turn} turn */
  complete(turn) {
    const showing = this.showing;
    const seen = seenAfter(this.rows.get(showing) || [], turn.shares);
    if (!isAllSeen(seen, turn.shares)) {
      this.rows.set(showing, seen);
      return;
    }
    this.rows.delete(showing);
    const nowMs = this.link.now();
    if (showing === "" || (this.doubted !== "" && !isWellWithin(nowMs, TRUST_MS))) return;
    const now = officeTime(nowMs);
    const key = `${this.doubted || this.boot}:${now.iso}`;
    const counts = this.days.get(key) || {};
    counts[showing] = oneMore(counts[showing] || noCount(), Math.floor(this.lastedMs / 1000), now.clock);
    this.days.set(key, counts);
    this.bound(key);
    this.keep(key);
  }

  /** What the server has not heard, the oldest first; so much as goes into one report. @returns {any[][]} */
  untold() {
    /** @type {any[][]} */
    const rows = this.spoilt.map((name) => [name]);
    const keys = this.keys().filter((key) => !this.isDoubted(key));
    keys.forEach((key) => {
      const counts = this.days.get(key) || {};
      Object.keys(counts)
        .filter((name) => this.told.get(key + name) !== String(counts[name]))
        .forEach((name) => {
          const [posting, revision] = name.split("/");
          rows.push(/** @type {any[]} */ (key.split(":")).concat(posting, Number(revision), counts[name]));
        });
    });
    return rows.slice(0, MOST_AT_ONCE);
  }

  /** The server has heard these; what cannot grow any more is forgotten. @param {any[][]} rows */
  heard(rows) {
    rows.forEach(([boot, day, posting, revision, ...count]) => {
      if (day === undefined) this.forget(boot);
      else this.told.set(`${boot}:${day}${posting}/${revision}`, String(count));
    });
    const growing = `${this.boot}:${officeTime(this.link.now()).iso}`;
    this.keys().forEach((key) => {
      const counts = this.days.get(key) || {};
      const names = Object.keys(counts);
      if (key === growing || names.some((name) => this.told.get(key + name) !== String(counts[name]))) return;
      names.forEach((name) => this.told.delete(key + name));
      this.days.delete(key);
      this.keep(key);
    });
  }

  /** Something unreadable has been heard of. @param {string} name */
  forget(name) {
    this.spoilt = this.spoilt.filter((one) => one !== name);
    this.keep(name);
  }

  /** Too much to keep: of the oldest day only the sum stays, and at last not even that. @param {string} growing */
  bound(growing) {
    const size = () => this.keys().reduce((sum, key) => sum + Object.keys(this.days.get(key) || {}).length, 0);
    this.keys()
      .filter((key) => key !== growing)
      .forEach((key) => {
        if (size() > MOST_KEPT) this.sumUp(key);
      });
    const oldest = this.keys()[0];
    if (size() <= MOST_KEPT || oldest === growing) return;
    this.days.delete(oldest);
    this.keep(oldest);
  }

  /** Of a start and a day only the sum stays. @param {string} key */
  sumUp(key) {
    const counts = this.days.get(key) || {};
    this.days.set(key, { [ALL]: summed(Object.keys(counts).map((name) => counts[name])) });
    this.keep(key);
  }

  /** Starts and days, the oldest day first. */
  keys() {
    const day = (/** @type {string} */ key) => key.split(":")[1];
    return Array.from(this.days.keys()).sort((one, other) => (day(one) < day(other) ? -1 : 1));
  }

  /** Write down what is known of a start and a day, or that it is done with. @param {string} key */
  keep(key) {
    const name = (this.isDoubted(key) ? DOUBTED : PREFIX) + key;
    if (!this.days.has(key)) erase(name);
    try {
      if (this.days.has(key)) window.localStorage.setItem(name, JSON.stringify(this.days.get(key)));
    } catch (error) {
      // Blocked or full: it is kept here as long as the page is open.
    }
  }

  /** What earlier starts have counted and nobody has heard. */
  load() {
    try {
      const drawer = window.localStorage;
      const names = Array.from({ length: drawer.length }, (_none, at) => drawer.key(at) || "");
      names
        .filter((name) => name.indexOf(PREFIX) === 0)
        .forEach((name) => this.loadOne(name.slice(PREFIX.length), drawer.getItem(name) || ""));
      // A start that ended in doubt: nobody can say any more what time it was then.
      names
        .filter((name) => name.indexOf(DOUBTED) === 0)
        .forEach((name) => this.loadDoubted(name.slice(DOUBTED.length), drawer.getItem(name) || ""));
    } catch (error) {
      // Blocked: there is nothing.
    }
  }

  /** @param {string} key @param {string} text */
  loadOne(key, text) {
    const counts = parsed(text);
    if (counts) this.days.set(key, counts);
    else this.spoilt.push(key);
  }

  /** @param {string} key @param {string} text */
  loadDoubted(key, text) {
    this.loadOne(key, text);
    erase(DOUBTED + key);
    if (this.days.has(key)) this.sumUp(key);
  }
}

/** @param {string} name */
function erase(name) {
  try {
    window.localStorage.removeItem(name);
  } catch (error) {
    // Blocked: there is nothing.
  }
}

/** @param {string} text @returns {Record<string, Count> | null} */
function parsed(text) {
  try {
    const said = JSON.parse(text);
    return Object.keys(said).every((name) => isCount(said[name])) ? said : null;
  } catch (error) {
    return null;
  }
}

/** True if no picture is missing. @param {HTMLElement} page */
function isUnbroken(page) {
  const images = Array.from(page.querySelectorAll("img"));
  return !page.hasAttribute("data-mended") && images.every((image) => image.complete && image.naturalWidth > 0);
}
