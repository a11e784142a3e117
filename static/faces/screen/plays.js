// @ts-check
/**
 * What this wall has shown in full, for the office's evidence. It may say too little, never too much: a posting counts
 * once when all its pages were seen one after the other, each for its time, with no picture missing, by the server's clock.
 * While nobody says what time it is, it counts by the time it believes in, and tells of it only if the server then finds that
 * time right. Counts are kept, across reloads and outages, until the server has heard them.
 */
import { officeTime } from "../../core/days.js";
import { fewer, howMany, isCount, isWellWithin, noCount, oldestFirst, oneMore, summedUp } from "../../core/plays.js";
import { isAllSeen, seenAfter } from "../../core/shares.js";

const PREFIX = "plays:";
const DOUBTED = "doubt:"; // counted by a clock that nobody has confirmed
const SENT = "sent-plays"; // what has been in a report, and may have been heard though no answer came
const TRUST_MS = 2 * 60 * 1000; // a clock that was wrong by more had not run on by itself
/** Rows of one report, and counts that are kept: more than a month of forty postings with two starts a day. */
const LIMITS = { atOnce: 200, kept: 3000 };
const ALLOWANCE_MS = 500; // pages turn at the tick after their time, and the clock is set a little with each answer
const STALL_MS = 5000; // ticks come twice a second: if none came for so long, nobody knows what was seen

/** @typedef {import("../../core/plays.js").Count} Count */
/** @typedef {{ page: HTMLElement, at: number, count: number, dueMs: number, shares: import("../../core/shares.js").Share[] }} Turn */

export class Plays {
  /** @param {import("./link.js").Link} link @param {string} mark  What this screen is called. @param {typeof LIMITS} [limits] */
  constructor(link, mark, limits = LIMITS) {
    this.link = link;
    this.limits = limits;
    /** Counts of every start are counts of their own: what a power cut took back is not counted on. */
    this.mark = mark;
    this.boot = this.newBoot();
    /** By start and day, the counts by posting and revision. @type {Map<string, Record<string, Count>>} */
    this.days = new Map();
    /** What the server has heard, by start, day, posting and revision. @type {Map<string, string>} */
    this.told = new Map();
    /** What has been in a report, by the same. It keeps its name: under a second one it would be counted twice. @type {Set<string>} */
    this.sent = new Set();
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

  /** What goes into the next report: what the server has not heard, first what it may have heard, then the oldest. @returns {any[][]} */
  untold() {
    const keys = this.keys().filter((key) => !this.isDoubted(key));
    /** @type {[string, string][]} */
    const names = [];
    keys.forEach((key) => {
      Object.keys(this.days.get(key) || {}).forEach((name) => names.push([key, name]));
    });
    const waiting = names.filter(([key, name]) => !this.isTold(key, name));
    // Again and again the same ones, until there is an answer: so there are never many of which nobody knows whether they were heard.
    const again = waiting.filter(([key, name]) => this.sent.has(key + name));
    const first = waiting.filter(([key, name]) => !this.sent.has(key + name));
    const room = Math.max(0, this.limits.atOnce - this.spoilt.length);
    const going = again.concat(first).slice(0, room);
    this.note(() => going.forEach(([key, name]) => this.sent.add(key + name)));
    return this.spoilt
      .slice(0, this.limits.atOnce)
      .map((name) => /** @type {any[]} */ ([name]))
      .concat(going.map(([key, name]) => this.row(key, name)));
  }

  /** @param {string} key @param {string} name @returns {any[]} */
  row(key, name) {
    const [posting, revision] = name.split("/");
    return /** @type {any[]} */ (key.split(":")).concat(posting, Number(revision), (this.days.get(key) || {})[name]);
  }

  /** @param {string} key @param {string} name */
  isTold(key, name) {
    return this.told.get(key + name) === String((this.days.get(key) || {})[name]);
  }

  /** The server has heard these; what cannot grow any more is forgotten. @param {any[][]} rows */
  heard(rows) {
    rows.forEach(([boot, day, posting, revision, ...count]) => {
      if (day === undefined) this.forget(boot);
      else this.told.set(`${boot}:${day}${posting}/${revision}`, String(count));
    });
    const growing = `${this.boot}:${officeTime(this.link.now()).iso}`;
    this.keys()
      .filter((key) => key !== growing)
      .forEach((key) => this.forgetTold(key));
    this.note(() => undefined);
  }

  /** @param {string} key  A start and a day of which nothing is counted any more. */
  forgetTold(key) {
    const counts = this.days.get(key) || {};
    /** @type {Record<string, Count>} */
    const left = {};
    const told = Object.keys(counts).filter((name) => this.isTold(key, name));
    if (told.length === 0) return;
    Object.keys(counts)
      .filter((name) => told.indexOf(name) < 0)
      .forEach((name) => (left[name] = counts[name]));
    told.forEach((name) => this.told.delete(key + name));
    if (Object.keys(left).length > 0) this.days.set(key, left);
    else this.days.delete(key);
    this.keep(key);
  }

  /** Write down what has been sent and is still kept, after `change`, if that is anything else. @param {() => void} change */
  note(change) {
    const before = Array.from(this.sent).join();
    change();
    const there = new Set();
    this.days.forEach((counts, key) => Object.keys(counts).forEach((name) => there.add(key + name)));
    this.sent = new Set(Array.from(this.sent).filter((one) => there.has(one)));
    const now = Array.from(this.sent);
    if (now.join() === before) return;
    if (now.length === 0) erase(SENT);
    else write(SENT, now);
  }

  /** Something unreadable has been heard of. @param {string} name */
  forget(name) {
    this.spoilt = this.spoilt.filter((one) => one !== name);
    this.keep(name);
  }

  /** Too much to keep: of the oldest only sums stay, of which none is lost. @param {string} growing */
  bound(growing) {
    if (howMany(this.days) <= this.limits.kept) return;
    const before = this.days;
    const isFree = (/** @type {string} */ key, /** @type {string} */ name) => !this.sent.has(key + name);
    const isDoubted = (/** @type {string} */ key) => this.isDoubted(key);
    this.days = fewer(before, this.limits.kept, { growing, isFree, isDoubted });
    Array.from(before.keys())
      .filter((key) => before.get(key) !== this.days.get(key))
      .forEach((key) => this.keep(key));
  }

  /** Of a start and a day only the sum stays: nobody has been told of it. @param {string} key */
  sumUp(key) {
    this.days.set(key, summedUp(this.days.get(key) || {}, () => true));
    this.keep(key);
  }

  /** Starts and days, the oldest day first. */
  keys() {
    return oldestFirst(this.days);
  }

  /** Write down what is known of a start and a day, or that it is done with. @param {string} key */
  keep(key) {
    const name = (this.isDoubted(key) ? DOUBTED : PREFIX) + key;
    if (this.days.has(key)) write(name, this.days.get(key));
    else erase(name);
  }

  /** What earlier starts have counted and nobody has heard. */
  load() {
    try {
      const drawer = window.localStorage;
      const names = Array.from({ length: drawer.length }, (_none, at) => drawer.key(at) || "");
      this.sent = sentAsKept(drawer.getItem(SENT));
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

/** @param {string} name @param {any} what */
function write(name, what) {
  try {
    window.localStorage.setItem(name, JSON.stringify(what));
  } catch (error) {
    // Blocked or full: it is kept here as long as the page is open.
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

/** @param {string | null} text @returns {Set<string>} */
function sentAsKept(text) {
  try {
    const said = JSON.parse(text || "[]");
    return new Set(Array.isArray(said) ? said.filter((one) => typeof one === "string") : []);
  } catch (error) {
    return new Set();
  }
}

/** True if no picture is missing. @param {HTMLElement} page */
function isUnbroken(page) {
  const images = Array.from(page.querySelectorAll("img"));
  return !page.hasAttribute("data-mended") && images.every((image) => image.complete && image.naturalWidth > 0);
}
