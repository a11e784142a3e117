// @ts-check
/**
 * The wall's line to the server: the programme, the boards, the server's time, the report.
 */
import { Live } from "./live.js";

const POLL_MS = 4000; // while no stream tells of changes
const AWAY_MS = 1500; // while the server does not answer
const SELDOM_MS = 60000; // while a stream does; it also keeps the time
const JITTER = 0.15;
const PATIENCE_MS = 8000;
const OFFLINE_AFTER = 2; // failed polls in a row

export class Link {
  /**
   * @param {number} serverNowMs  The server's time when the page was made.
   * @param {{ programme: any, boards: Record<string, string> }} opening  What came with the page.
   */
  constructor(serverNowMs, opening) {
    this.offsetMs = serverNowMs - performance.now();
    this.opening = opening;
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
    /** One look; set by `watch`. */
    this.look = () => {};
  }

  /** The server's time, whatever the box believes: a clock that is set meanwhile moves nothing. */
  now() {
    return performance.now() + this.offsetMs;
  }

  /**
   * Ask for the programme whenever the stream says so, and again and again; tell when it is new and whether the line is up.
   * @param {(programme: any) => void} changed
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
    window.addEventListener("online", () => this.lookNow());
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

  /** @returns {Promise<any>} The programme, or null if it has not changed. */
  async poll() {
    const asked = performance.now();
    const headers = this.wanted > 0 ? { "Kiosk-At-Least": String(this.wanted) } : undefined;
    const answer = await patiently("/screen/programme", { cache: "no-cache", headers });
    if (answer.status === 401) {
      // Revoked or forgotten: the page itself says what to do now.
      reloadIfAnswered();
      throw new Error("unpaired");
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const said = Number(answer.headers.get("Kiosk-Now"));
    if (said) this.offsetMs = said - (asked + performance.now()) / 2;
    const etag = answer.headers.get("ETag") || "";
    if (etag !== "" && etag === this.etag) return null;
    const programme = JSON.parse(answer.text);
    const before = this.said;
    this.etag = etag;
    this.said = JSON.stringify(programme);
    return this.said === before ? null : programme;
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

  /** @param {string} digest @returns {Promise<string>} */
  async board(digest) {
    if (this.brought(digest)) return this.opening.boards[digest];
    const answer = await patiently(`/screen/board/${digest}`, {});
    if (!answer.ok) throw new Error(String(answer.status));
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
 * @param {string} url @param {RequestInit} options
 * @returns {Promise<{ ok: boolean, status: number, headers: Headers, text: string }>}
 */
export function patiently(url, options) {
  const stop = new AbortController();
  const timer = window.setTimeout(() => stop.abort(), PATIENCE_MS);
  return fetch(url, Object.assign({ signal: stop.signal, credentials: "same-origin" }, options))
    .then((answer) =>
      answer.text().then((text) => ({ ok: answer.ok, status: answer.status, headers: answer.headers, text })),
    )
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

/** Load the wall anew, but only if the server gives it: a wall never ends on an error page. */
export function reloadIfAnswered() {
  patiently("/screen", { cache: "no-store" })
    .then((answer) => {
      if (answer.ok) window.location.reload();
    })
    .catch(() => undefined);
}
