// @ts-check
/**
 * Loads the wall anew when its page is not the one the server speaks of any more (a new version, another language, another
 * name), once a night, and when it is stuck; only if the server gives all that is needed.
 */
import { LOOK_MS, hasSlept, isNightly, isStuck, mayRenew } from "../../core/upkeep.js";
import { reloadIfAnswered } from "./link.js";
import { whileSeen } from "./seen.js";
import { isDressed } from "./shell.js";

const RENEWALS = "renewals";

export class Upkeep {
  /** @param {import("./link.js").Link} link */
  constructor(link) {
    this.link = link;
    this.shell = document.body.getAttribute("data-shell") || "";
    this.isUnderWay = false;
    this.openedMs = performance.now();
    this.turnedMs = this.openedMs;
    this.lookedMs = this.openedMs;
    this.dueMs = 0;
    this.isTurning = true;
    // By a timer of its own: whatever stops the player does not stop this.
    whileSeen(() => this.look(), LOOK_MS);
  }

  /** A page is on from now. @param {number} dueMs  For how long. @param {boolean} isTurning  Another one is to follow. */
  turned(dueMs, isTurning) {
    this.turnedMs = performance.now();
    this.dueMs = dueMs;
    this.isTurning = isTurning;
  }

  /** Is the wall stuck? */
  look() {
    const now = performance.now();
    if (hasSlept(this.lookedMs, now)) this.turnedMs = now;
    this.lookedMs = now;
    if (this.isTurning && isStuck(this.turnedMs, this.dueMs, now)) this.renew();
  }

  /** The server has answered. */
  answered() {
    const wanted = this.link.shell;
    if (wanted !== "" && (wanted !== this.shell || !isDressed())) this.renew(wanted);
    else if (isNightly(this.link.now(), performance.now() - this.openedMs)) this.renew(wanted);
  }

  /** @param {string} [wanted]  Which page is to come. */
  renew(wanted) {
    const before = renewals();
    if (this.isUnderWay || !mayRenew(before, Date.now())) return;
    this.isUnderWay = true;
    note(before.concat(Date.now()).slice(-10));
    reloadIfAnswered(wanted).then(() => (this.isUnderWay = false));
  }
}

/** When this tab was loaded anew for its upkeep. @returns {number[]} */
function renewals() {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(RENEWALS) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch (error) {
    return [];
  }
}

/** @param {number[]} times */
function note(times) {
  try {
    window.sessionStorage.setItem(RENEWALS, JSON.stringify(times));
  } catch (error) {
    // Blocked: a wall that keeps nothing cannot know.
  }
}
