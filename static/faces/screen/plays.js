// @ts-check
/**
 * What this wall has shown in full, for the office's evidence. It may say too little, never too much: a posting counts
 * once when all its pages were seen one after the other, each for its time, with no picture missing, by the server's clock.
 * Counts are kept, across reloads and outages, until the server has heard them.
 */
import { officeTime } from "../../core/days.js";
import { isCount, noCount, oneMore, summed } from "../../core/plays.js";
import { isAllSeen, seenAfter } from "../../core/shares.js";

const PREFIX = "plays:";
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
    this.boot = `${mark}-${Math.random().toString(36).slice(2, 8) || "0"}`;
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
    /** Since the server was heard last we do not know the time: not before its first answer, nor after a sleep. */
    this.unsureSinceMs = link.heardMs;
    this.load();
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
    if (hasSlept) this.unsureSinceMs = this.link.heardMs;
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
    if (showing === "" || this.link.heardMs === this.unsureSinceMs) return;
    const now = officeTime(this.link.now());
    const key = `${this.boot}:${now.iso}`;
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
    this.keys().forEach((key) => {
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
        if (size() <= MOST_KEPT) return;
        const counts = this.days.get(key) || {};
        this.days.set(key, { [ALL]: summed(Object.keys(counts).map((name) => counts[name])) });
        this.keep(key);
      });
    const oldest = this.keys()[0];
    if (size() <= MOST_KEPT || oldest === growing) return;
    this.days.delete(oldest);
    this.keep(oldest);
  }

  /** Starts and days, the oldest day first. */
  keys() {
    const day = (/** @type {string} */ key) => key.split(":")[1];
    return Array.from(this.days.keys()).sort((one, other) => (day(one) < day(other) ? -1 : 1));
  }

  /** Write down what is known of a start and a day, or that it is done with. @param {string} key */
  keep(key) {
    try {
      if (this.days.has(key)) window.localStorage.setItem(PREFIX + key, JSON.stringify(this.days.get(key)));
      else window.localStorage.removeItem(PREFIX + key);
    } catch (error) {
      // Blocked or full: it is kept here as long as the page is open.
    }
  }

  /** What earlier starts have counted and nobody has heard. */
  load() {
    try {
      const drawer = window.localStorage;
      for (let at = 0; at < drawer.length; at += 1) {
        const name = drawer.key(at) || "";
        if (name.indexOf(PREFIX) === 0) this.loadOne(name, drawer.getItem(name) || "");
      }
    } catch (error) {
      // Blocked: there is nothing.
    }
  }

  /** @param {string} name @param {string} text */
  loadOne(name, text) {
    const counts = parsed(text);
    if (counts) this.days.set(name.slice(PREFIX.length), counts);
    else this.spoilt.push(name.slice(PREFIX.length));
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
