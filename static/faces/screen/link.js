// @ts-check
/**
 * The wall's line to the server: the programme, the boards, the server's time, the report.
 */
import { isBoard, isProgramme } from "../../core/programme.js";
import { leap, resumed } from "../../core/wall_time.js";
import { Live } from "./live.js";
import { filesOf, shellIn } from "./shell.js";
import { DISK_PATIENCE_MS } from "./store.js";

const POLL_MS = 4000; // while no stream tells of changes
const AWAY_MS = 700; // while the server does not answer: what was withdrawn meanwhile goes as soon as it is back
const SELDOM_MS = 60000; // while a stream does; it also keeps the time
const JITTER = 0.15;
const PATIENCE_MS = 8000;
const OFFLINE_AFTER = 2; // failed polls in a row
/** With this a box opens the wall that has no clock of its own and could ask nobody (deploy/linux/kiosk-wall). */
const UNSET_CLOCK = "#clock-not-set";

export class Link {
  /**
   * @param {number} serverNowMs  The server's time when the page was made.
   * @param {{ programme: any, boards: Record<string, string> }} opening  What came with the page.
   * @param {import("./store.js").Store} store  What is kept for times without the server.
   */
  constructor(serverNowMs, opening, store) {
    this.offsetMs = serverNowMs - performance.now();
    this.opening = opening;
    this.store = store;
    /** By how much the server has put our time right, all in all. */
    this.correctedMs = 0;
    /** Whether it has answered since the page was loaded. */
    this.isHeard = false;
    /** What the page around the boards is by now, as the server says; empty: it has not said so. */
    this.shell = "";
    this.failures = 0;
    this.online = true;
    this.etag = "";
    this.said = JSON.stringify(opening.programme);
    this.heardMs = serverNowMs;
    /** What answers must be as new as, by what the stream has said; 0: nothing is known. */
    this.wanted = 0;
    this.live = new Live(
      (version) => this.lookNow(version),
      () => this.lookNow(),
    );
    this.timer = 0;
    this.isLooking = false;
    this.looksAgain = false;
    /** Ends the question that is on its way. @type {AbortController | null} */
    this.asking = null;
    /** One look; set by `watch`. */
    this.look = () => {};
    /** The server has said that this is no wall of its any more. */
    this.isTurnedAway = false;
    /** The box's clock has been lost, and the server has not answered since. */
    this.isLost = false;
    /** By how much the box may have slept since the server was heard. */
    this.leapMs = 0;
    this.boxMs = Date.now();
    this.pageMs = performance.now();
  }

  /**
   * Begin from what was kept, without the server.
   * @param {any} programme @param {import("../../core/wall_time.js").Mark | null} mark @param {number} leastMs
   * @param {number} heardMs  When the server said last that it is the newest.
   */
  resume(programme, mark, leastMs, heardMs) {
    const { nowMs, isLost } = resumed(mark, Date.now(), leastMs, window.location.hash !== UNSET_CLOCK);
    this.offsetMs = nowMs - performance.now();
    this.isLost = isLost;
    this.said = JSON.stringify(programme);
    this.heardMs = heardMs;
    this.leapMs = mark ? mark.leapMs : 0;
  }

  /** The server does not answer. */
  lose() {
    this.failures = OFFLINE_AFTER;
    this.online = false;
  }

  /** Twice a second: has the box slept? Then only the server knows what has ended meanwhile. */
  tick() {
    const [boxMs, pageMs] = [Date.now(), performance.now()];
    const leapMs = leap(boxMs - this.boxMs, pageMs - this.pageMs);
    this.leapMs += leapMs;
    if (leapMs > 0) this.lookNow(this.wanted);
    this.boxMs = boxMs;
    this.pageMs = pageMs;
  }

  /** What has to be known of the time after a power cut. @returns {import("../../core/wall_time.js").Mark} */
  mark() {
    const nowMs = this.now();
    return { aheadMs: nowMs - Date.now(), nowMs, heardMs: this.heardMs, leapMs: this.leapMs, isLost: this.isLost };
  }

  /** How much later it may be than we think: while the server is there it will say so soon. */
  doubtMs() {
    return this.online ? 0 : this.leapMs;
  }

  /** The server's time, whatever the box believes: a clock that is set meanwhile moves nothing. */
  now() {
    return performance.now() + this.offsetMs;
  }

  /**
   * Ask for the programme whenever the stream says so, and again and again; tell when it is new and whether the line is up.
   * @param {(programme: any) => void} changed  With null: nothing may be shown any more.
   * @param {(online: boolean, sinceMs: number) => void} online
   */
  watch(changed, online) {
    this.look = () => {
      this.isLooking = true;
      this.looksAgain = false;
      this.poll()
        .then((programme) => {
          if (this.failures > 0) this.live.retry();
          this.failures = 0;
          this.heardMs = this.now();
          this.online = true;
          online(true, this.heardMs);
          if (programme) changed(programme);
        })
        .catch(() => {
          // Where the page does not come, the server has gone again: nothing is shown to whoever may not see it.
          if (this.isTurnedAway) changed(null);
          this.failures += 1;
          this.online = this.failures < OFFLINE_AFTER;
          if (!this.online) online(false, this.heardMs);
        })
        .then(() => {
          this.isLooking = false;
          if (this.looksAgain) this.look();
          else this.lookIn(this.pauseMs());
        });
    };
    this.lookIn(this.pauseMs());
    this.live.start();
    // A box that knows its line is cut need not wait for the next beat, and one that has it again for its turn.
    window.addEventListener("offline", () => this.live.lose());
    window.addEventListener("online", () => {
      // What was asked while the line was cut is answered late, if at all.
      if (this.asking) this.asking.abort();
      this.lookNow();
    });
  }

  /** Ask now, or as soon as the answer that is on its way has come. @param {number} [version]  As new as this it must be. */
  lookNow(version = 0) {
    this.wanted = version;
    this.looksAgain = this.isLooking;
    if (!this.isLooking) this.lookIn(0);
  }

  /** @param {number} ms */
  lookIn(ms) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), ms);
  }

  /** How long not to ask again. */
  pauseMs() {
    const restMs = this.live.isLive ? SELDOM_MS : POLL_MS;
    return (this.failures > 0 ? AWAY_MS : restMs) * (1 + JITTER * Math.random());
  }

  /** @param {number} [patienceMs] @returns {Promise<any>} The programme, or null if it has not changed. */
  async poll(patienceMs) {
    const asked = performance.now();
    const headers = this.wanted > 0 ? { "Kiosk-At-Least": String(this.wanted) } : undefined;
    this.asking = new AbortController();
    const answer = await patiently("/screen/programme", { cache: "no-cache", headers }, patienceMs, this.asking);
    this.isTurnedAway = answer.status === 401 && answer.text.indexOf("unpaired") >= 0;
    if (this.isTurnedAway) {
      // Revoked or forgotten: the page itself says what to do now.
      await reloadIfAnswered();
      this.forget();
      throw new Error("unpaired");
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const said = Number(answer.headers.get("Kiosk-Now"));
    if (said) this.setTime(said - (asked + answer.headMs) / 2);
    this.shell = answer.headers.get("Kiosk-Shell") || this.shell;
    const etag = answer.headers.get("ETag") || "";
    if (etag !== "" && etag === this.etag) return null;
    const programme = JSON.parse(answer.text);
    if (!isProgramme(programme)) throw new Error("no programme");
    const before = this.said;
    this.etag = etag;
    this.said = JSON.stringify(programme);
    return this.said === before ? null : programme;
  }

  /** @param {number} offsetMs */
  setTime(offsetMs) {
    this.correctedMs += offsetMs - this.offsetMs;
    this.offsetMs = offsetMs;
    this.heardMs = this.now();
    this.isHeard = true;
    this.leapMs = 0;
    this.isLost = false;
  }

  /** Take the next answer for news, whatever it says. */
  forget() {
    this.etag = "";
    this.said = "";
  }

  /** Whether a board came with the page. @param {string} digest */
  brought(digest) {
    return digest in this.opening.boards;
  }

  /** Whether a board can be had without the server. @param {string} digest */
  isAtHand(digest) {
    return this.brought(digest) || this.store.digests.has(digest);
  }

  /** A board never changes: what is kept is as good as what the server would send. @param {string} digest @returns {Promise<string>} */
  async board(digest) {
    if (this.brought(digest)) return this.opening.boards[digest];
    // Without the server a slow disk is all there is.
    const kept = await this.store.board(digest, this.online ? undefined : DISK_PATIENCE_MS);
    if (kept !== null) return kept;
    const answer = await patiently(`/screen/board/${digest}`, {});
    if (!answer.ok) throw new Error(String(answer.status));
    if (!isBoard(answer.text)) throw new Error("no board");
    this.store.keepBoard(digest, answer.text);
    return answer.text;
  }

  /**
   * Say how we are, and what was shown that the server has not heard of.
   * @param {object} said
   * @returns {Promise<{ plays?: number, ask?: import("./health.js").Ask }>} Of how many plays it has heard, and what it asks.
   */
  async report(said) {
    const headers = { "Content-Type": "application/json" };
    const answer = await patiently("/screen/report", { method: "POST", headers, body: JSON.stringify(said) });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.text === "" ? {} : JSON.parse(answer.text);
  }
}

/**
 * A fetch that gives up, the body included: an answer that stalls half-way is no answer.
 * @param {string} url @param {RequestInit} options @param {number} [patienceMs] @param {AbortController} [stop]  Gives up before.
 * @returns {Promise<{ ok: boolean, status: number, headers: Headers, headMs: number, text: string }>} `headMs`: when its head
 *   had come, in the page's own time; on a slow line the body comes much later.
 */
export function patiently(url, options, patienceMs = PATIENCE_MS, stop = new AbortController()) {
  const timer = window.setTimeout(() => stop.abort(), patienceMs);
  return fetch(url, Object.assign({ signal: stop.signal, credentials: "same-origin" }, options))
    .then((answer) => {
      const { ok, status, headers } = answer;
      const headMs = performance.now();
      return answer.text().then((text) => ({ ok, status, headers, headMs, text }));
    })
    .then(
      (answer) => {
        window.clearTimeout(timer);
        return answer;
      },
      (error) => {
        window.clearTimeout(timer);
        throw error;
      },
    );
}

/**
 * Load the wall anew, but only if the server gives all of it: a wall never ends on an error page.
 * @param {string} [wanted]  Only if the page that comes is this one.
 */
export async function reloadIfAnswered(wanted) {
  const shell = await keepShell();
  if (shell !== null && (wanted === undefined || wanted === shell)) window.location.replace("/screen");
}

/**
 * Let the browser keep the wall's page as it is now. Its files come first and the page last, so that whatever happens
 * meanwhile, what is kept is whole and of one version.
 * @returns {Promise<string | null>} Which page it is (empty: that of a browser that is no wall), or null if it is not all there.
 */
export async function keepShell() {
  try {
    const page = await patiently("/screen", { cache: "no-store" });
    const files = page.ok ? await Promise.all(filesOf(page.text).map((file) => patiently(file, {}))) : [];
    if (!page.ok || !files.every((file) => file.ok)) return null;
    const again = await patiently("/screen", { cache: "reload" });
    return again.ok && shellIn(again.text) === shellIn(page.text) ? shellIn(page.text) : null;
  } catch (error) {
    return null;
  }
}
