// @ts-check
/**
 * The wall's line to the server: the programme, the boards, the server's time, the report.
 */

const POLL_MS = 4000;
const JITTER_MS = 600;
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
  }

  /** The server's time, whatever the box believes: a clock that is set meanwhile moves nothing. */
  now() {
    return performance.now() + this.offsetMs;
  }

  /**
   * Ask for the programme again and again; tell when it is new and whether the line is up.
   * @param {(programme: any) => void} changed
   * @param {(online: boolean, sinceMs: number) => void} online
   */
  watch(changed, online) {
    const again = () => {
      this.poll()
        .then((programme) => {
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
        .then(later);
    };
    const later = () => window.setTimeout(again, POLL_MS + Math.random() * JITTER_MS);
    later();
  }

  /** @returns {Promise<any>} The programme, or null if it has not changed. */
  async poll() {
    const asked = performance.now();
    const answer = await patiently("/screen/programme", { cache: "no-cache" });
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
