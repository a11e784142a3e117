// @ts-check
/**
 * How this wall is: said once a minute, and soon after a page has turned. The answer may ask something of it, once: to load
 * itself anew, or to show its number.
 */
import { keepSecret } from "./keepsake.js";
import { reloadIfAnswered } from "./link.js";

const FIRST_MS = 3000; // the first page comes first
const AT_LEAST_EVERY_MS = 60000;
const TICK_MS = 1000;
const LONGEST_ERROR = 200;
const A_MEGABYTE = 1048576;
const ROOM_ASKED_EVERY_MS = 3600000;
const ERROR = "error";
/** What browsers call it when no answer came. */
const AWAY = /failed to fetch|networkerror|load failed/i;

/**
 * @typedef {{ kind: string, posting: string, revision: number, page: number, pages: number, begins: number[], next: string }} On
 * @typedef {{ number: number, what: string, seconds: number }} Ask
 */

export class Health {
  /** @param {HTMLElement} body @param {import("./link.js").Link} link @param {import("./plays.js").Plays} plays */
  constructor(body, link, plays) {
    this.link = link;
    this.plays = plays;
    this.version = body.getAttribute("data-version") || "";
    this.number = /** @type {HTMLElement} */ (document.querySelector("[data-identify]"));
    /** @type {On | null} */
    this.on = null;
    this.turnedAt = performance.now();
    /** What was on when the last report was made. @type {On | null} */
    this.toldOn = null;
    /** Numbers of what was asked: up to which it is done, the newest, the one the server was asked about, and heard about. */
    this.done = 0;
    this.asked = 0;
    this.triedFor = 0;
    this.answeredFor = 0;
    /** @type {Record<string, any>} */
    this.screen = {};
    this.numberMeant = 0;
    this.betweenMs = AT_LEAST_EVERY_MS;
    this.startedAt = performance.now();
    this.reportedAt = this.startedAt + FIRST_MS - AT_LEAST_EVERY_MS;
    this.reporting = false;
    this.timer = 0;
    this.uncovers = 0;
    /** To be done as soon as the server has heard that it is: a page that is loaded anew remembers nothing. */
    this.reloads = false;
    /** Megabytes that may still be stored; null: nobody knows. @type {number | null} */
    this.room = null;
    this.roomAskedAt = 0;
    this.error = kept();
  }

  start() {
    this.listen();
    window.setTimeout(keepSecret, FIRST_MS);
    // Captured, because the error of a picture or a sheet does not bubble.
    window.addEventListener("error", (event) => this.note(wordsOf(event)), true);
    window.addEventListener("unhandledrejection", (event) => this.note(String(event.reason)));
    document.addEventListener("visibilitychange", () => {
      this.toldOn = null;
      this.listen();
    });
  }

  /** A hidden window still says once a minute that it is one: nobody sees what is on. */
  listen() {
    window.clearInterval(this.timer);
    const isHidden = document.visibilityState !== "visible";
    this.timer = window.setInterval(() => this.tick(), isHidden ? AT_LEAST_EVERY_MS : TICK_MS);
  }

  /** What the programme says of this screen and of its reports. @param {any} programme */
  hear({ screen, reports }) {
    this.screen = screen;
    if (!reports) return; // a programme from before there were any
    this.betweenMs = reports.between * 1000;
    this.asked = reports.asked;
    this.numberMeant = reports.number;
  }

  /**
   * A page is on.
   * @param {{ posting: string, kind: string, revision?: number }} facts
   * @param {{ at: number, count: number, begins: number[], next: string }} turn
   */
  turned({ posting, kind, revision }, { at, count, begins, next }) {
    this.turnedAt = performance.now();
    this.on = { kind, posting, revision: revision || 0, page: at + 1, pages: count, begins, next };
  }

  /** A board could not be made. That the server was not there is no trouble of this wall's. @param {string} posting @param {any} error */
  noteBoard(posting, error) {
    if (error.name !== "AbortError" && !AWAY.test(error.message)) this.note(`${posting}: ${error.message || error}`);
  }

  /** Something went wrong; what it was is said until the server has heard it. @param {string} words */
  note(words) {
    this.error = { words: words.slice(0, LONGEST_ERROR), at: Math.round(this.link.now()) };
    keep(this.error);
  }

  tick() {
    const now = performance.now();
    const waited = now - this.reportedAt;
    const hasTurned = this.on !== this.toldOn && waited >= this.betweenMs;
    // An ask that came with the programme is asked for at once, and again while the server cannot be reached.
    const isAsked = this.asked > this.answeredFor && (this.asked > this.triedFor || waited >= this.betweenMs);
    if (this.reporting || now - this.startedAt < FIRST_MS) return;
    if (hasTurned || isAsked || waited >= AT_LEAST_EVERY_MS) this.report();
  }

  report() {
    const untold = this.plays.untold();
    const error = this.error;
    const asked = this.asked;
    this.reporting = true;
    this.reportedAt = performance.now();
    this.triedFor = asked;
    this.toldOn = this.on;
    this.link.report(Object.assign(this.facts(), { plays: untold })).then(
      (answer) => {
        this.reporting = false;
        this.answeredFor = Math.max(this.answeredFor, asked);
        this.plays.heard(untold.slice(0, answer.plays || 0));
        if (error !== null && error === this.error) this.error = keep(null);
        this.obey(answer.ask);
      },
      () => {
        this.reporting = false; // said again the next time
      },
    );
    this.measureRoom();
  }

  /** @returns {Record<string, any>} */
  facts() {
    const engine = /Chrom\w*\/[\d.]+|Firefox\/[\d.]+|Version\/[\d.]+/.exec(navigator.userAgent);
    const memory = /** @type {any} */ (performance).memory;
    return {
      width: Math.round(window.innerWidth * window.devicePixelRatio),
      height: Math.round(window.innerHeight * window.devicePixelRatio),
      engine: engine ? engine[0] : "",
      version: this.version,
      begun: this.sinceThen(this.startedAt),
      clock: Date.now(),
      memory: memory ? Math.round(memory.usedJSHeapSize / A_MEGABYTE) : null,
      storage: this.room,
      error: this.error ? this.error.words : "",
      errorAt: this.error ? this.error.at : 0,
      on: this.seen(),
      done: this.done,
    };
  }

  /** What somebody in front of it sees. */
  seen() {
    const instead = !this.number.hidden ? "identify" : document.visibilityState !== "visible" ? "hidden" : "";
    if (instead !== "") return { kind: instead };
    return this.on && Object.assign({ since: this.sinceThen(this.turnedAt) }, this.on);
  }

  /** The server's time at a moment of this page's own clock, as well as it is known by now. @param {number} moment */
  sinceThen(moment) {
    return Math.round(this.link.now() - (performance.now() - moment));
  }

  /** @param {Ask | undefined} ask */
  obey(ask) {
    if (this.reloads) {
      reloadIfAnswered();
      return;
    }
    if (!ask || ask.number <= this.done) return;
    // Nothing stands over a takeover: the number is not shown, and not said to have been, until it is over.
    if (ask.what === "identify" && this.on && this.on.kind === "takeover") return;
    this.done = ask.number;
    this.asked = Math.max(this.asked, ask.number);
    this.reloads = ask.what === "reload";
    if (ask.what === "identify") this.identify(ask.seconds);
    this.report();
  }

  /** The number, over all postings; what is under it, nobody sees. @param {number} seconds */
  identify(seconds) {
    write(this.number, "[data-identify-number]", String(this.numberMeant));
    write(this.number, "[data-identify-name]", `${this.screen.station} · ${this.screen.name}`);
    this.cover(true);
    window.clearTimeout(this.uncovers);
    this.uncovers = window.setTimeout(() => this.uncover(), seconds * 1000);
  }

  /** The number goes, if it is on. */
  uncover() {
    window.clearTimeout(this.uncovers);
    if (this.number.hidden) return;
    this.cover(false);
    this.toldOn = null; // what is seen is something else again
  }

  /** @param {boolean} isCovered */
  cover(isCovered) {
    this.number.hidden = !isCovered;
    this.plays.cover(isCovered);
  }

  measureRoom() {
    const drawer = navigator.storage; // none without a secure origin
    if (!drawer || !drawer.estimate || performance.now() < this.roomAskedAt) return;
    this.roomAskedAt = performance.now() + ROOM_ASKED_EVERY_MS;
    drawer.estimate().then(
      ({ quota, usage }) => {
        this.room = quota === undefined ? null : Math.round((quota - (usage || 0)) / A_MEGABYTE);
      },
      () => undefined,
    );
  }
}

/** @param {Element} within @param {string} selector @param {string} text */
function write(within, selector, text) {
  /** @type {Element} */ (within.querySelector(selector)).textContent = text;
}

/** @param {ErrorEvent} event */
function wordsOf(event) {
  if (event.message) return event.lineno ? `${event.message} (${event.lineno}:${event.colno})` : event.message;
  const target = /** @type {any} */ (event.target);
  return `not loaded: ${(target && (target.currentSrc || target.src || target.href)) || "?"}`;
}

/** What went wrong before this page was loaded, and nobody has heard. @returns {{ words: string, at: number } | null} */
function kept() {
  try {
    const error = JSON.parse(window.localStorage.getItem(ERROR) || "null");
    return error && typeof error.words === "string" ? error : null;
  } catch (error) {
    return null;
  }
}

/** @param {{ words: string, at: number } | null} error @returns {null} */
function keep(error) {
  try {
    if (error) window.localStorage.setItem(ERROR, JSON.stringify(error));
    else window.localStorage.removeItem(ERROR);
  } catch (refused) {
    // Blocked or full: it is known here as long as the page is open.
  }
  return null;
}
