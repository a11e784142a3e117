// @ts-check
/**
 * 紧急插播 on this wall: it cuts in without a fade, is the only thing shown, and goes by its time, with or without a server.
 * It came with the programme, so that nothing has to be asked for. What was on waits underneath and is not counted as shown.
 */
import { foremost, largestThatFits } from "../../core/takeover.js";
import { allFontsKnown, fontsReady } from "./fonts.js";
import { parsed } from "./press.js";

const FONTS_PATIENCE_MS = 400; // it is to be seen within a second, in whatever type there is
const REST_MS = 3000; // one that could not be made is tried again soon, however often it has failed

/** @typedef {import("../../core/takeover.js").Takeover} Takeover */

export class Interruption {
  /**
   * @param {HTMLElement} body @param {import("./stage.js").Stage} stage
   * @param {import("./plays.js").Plays} plays @param {import("./health.js").Health} health
   * @param {() => void} ended  What was on comes back.
   */
  constructor(body, stage, plays, health, ended) {
    this.body = body;
    this.stage = stage;
    this.plays = plays;
    this.health = health;
    this.ended = ended;
    /** The page that is on. @type {HTMLElement | null} */
    this.page = null;
    /** What is on or being made: another text is another page. */
    this.html = "";
    /** What is on. */
    this.shown = "";
    /** Until when one that could not be made is left alone. @type {Map<string, number>} */
    this.rests = new Map();
    /** It is being made: until it is on nothing else comes on. */
    this.isComing = false;
    /** Of what room its type was measured. */
    this.room = "";
  }

  /**
   * Show what is due, or let go of what is over.
   * @param {readonly Takeover[] | undefined} takeovers @param {number} nowMs
   * @param {number} doubtMs  How much later it may be.
   * @returns {boolean} True while one is on, or is about to be.
   */
  holds(takeovers, nowMs, doubtMs) {
    const all = Array.isArray(takeovers) ? takeovers : [];
    // Behind one that cannot be made comes the next one, or the rotation: what says something else is better than nothing.
    const due = foremost(all.filter(({ html }) => !this.isResting(html)), nowMs, doubtMs);
    if (due === null) this.lift();
    else if (due.html !== this.html) this.make(due, nowMs);
    else if (this.page && this.room !== room()) this.fit(this.page);
    return this.hasTheWall();
  }

  /** Nothing of the rotation may be shown. */
  hasTheWall() {
    return this.page !== null || this.isComing;
  }

  /** @param {string} html */
  isResting(html) {
    return (this.rests.get(html) || 0) > performance.now();
  }

  /** @param {Takeover} due @param {number} nowMs */
  make(due, nowMs) {
    this.html = due.html;
    this.isComing = true;
    const page = document.createElement("div");
    try {
      this.frame(page, due, nowMs);
      const isLate = new Promise((resolve) => window.setTimeout(() => resolve(true), FONTS_PATIENCE_MS));
      const known = allFontsKnown().catch(() => undefined);
      const fonts = known.then(() => fontsReady()).then(() => false);
      Promise.race([fonts, isLate]).then((late) => {
        page.toggleAttribute("data-plain", Boolean(late));
        this.cutIn(page, due);
      }).catch((error) => this.failed(page, due, error));
      fonts.then(() => {
        page.removeAttribute("data-plain");
        if (page === this.page) this.fit(page);
      });
    } catch (error) {
      this.failed(page, due, error);
    }
  }

  /** It is left alone for a while, then tried again, until it is there or over. @param {HTMLElement} page @param {Takeover} due @param {unknown} error */
  failed(page, due, error) {
    this.health.note(`takeover: ${error}`);
    if (page === this.page) return; // it is on all the same
    page.remove();
    this.isComing = false;
    this.html = this.shown;
    this.rests.set(due.html, performance.now() + REST_MS);
  }

  /** Nothing but this on a page, hidden. @param {HTMLElement} page @param {Takeover} due @param {number} nowMs */
  frame(page, due, nowMs) {
    const board = parsed(due.html);
    page.className = "page takeover-page";
    page.setAttribute("data-theme", board.getAttribute("data-theme") || "");
    page.appendChild(board);
    this.stage.date(page, nowMs);
    this.stage.root.appendChild(page);
  }

  /** @param {HTMLElement} page @param {Takeover} due */
  cutIn(page, due) {
    if (due.html !== this.html) {
      page.remove(); // over already, or another one has come
      return;
    }
    this.fit(page);
    const before = this.page;
    this.isComing = false;
    this.page = page;
    this.shown = due.html;
    this.health.uncover();
    if (before) this.stage.drop(before);
    // Nothing of what was on fades out beneath it.
    if (this.stage.current) this.stage.current.removeAttribute("data-turn");
    page.setAttribute("data-cut", "");
    this.stage.show(page, { posting: due.code, kind: "takeover", page: "1/1" });
    this.stage.clear();
    this.stage.mark(page);
    this.body.setAttribute("data-state", "takeover");
    this.body.setAttribute("data-theme", page.getAttribute("data-theme") || "");
    const now = this.plays.link.now();
    this.plays.begin({ posting: "" }, { page, at: 0, count: 1, dueMs: Infinity, shares: [] });
    const turn = { at: 0, count: 1, since: now, begins: [], next: "" };
    this.health.turned({ posting: "", kind: "takeover", revision: 0 }, turn);
  }

  /** It is over: what was on fades in above it. */
  lift() {
    const page = this.page;
    this.html = "";
    this.shown = "";
    this.isComing = false;
    this.page = null;
    if (!page) return;
    page.removeAttribute("data-cut");
    this.stage.drop(page);
    this.body.setAttribute("data-state", "playing");
    this.ended();
  }

  /** @param {HTMLElement} page */
  fit(page) {
    this.room = room();
    fitted(page);
  }
}

/** Set a page in the largest type in which all of it stands on the wall. @param {HTMLElement} page */
export function fitted(page) {
  const main = /** @type {HTMLElement} */ (page.querySelector("[data-room]"));
  largestThatFits(([headline, other]) => {
    page.style.setProperty("--headline", String(headline));
    page.style.setProperty("--other", String(other));
    return main.scrollHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth;
  });
}

/** What a page is measured against. */
function room() {
  const scale = document.documentElement.style.getPropertyValue("--k");
  return `${window.innerWidth} ${window.innerHeight} ${scale}`;
}
