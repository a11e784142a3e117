// @ts-check
/**
 * The wall's ear: a stream on which the server says a number whenever something may have changed, and the last one again
 * every ten seconds. While there is none, somebody has to ask; this module only goes on trying to have one.
 */

const FIRST_MS = 1500; // the first page comes first
const SPREAD_MS = 1000; // walls that were cut off together do not come back together
const FIRST_WORD_MS = 5000; // what has said nothing by then goes through a proxy that keeps it back
const SILENCE_MS = 25000; // two beats and a half: the server is gone, and nobody has told us
const LEAST_PAUSE_MS = 1000;
const MOST_PAUSE_MS = 300000;

export class Live {
  /**
   * @param {(version: number) => void} changed  Something may have changed; as new as this an answer must be.
   * @param {() => void} lost  A stream that has lived is over.
   */
  constructor(changed, lost) {
    this.changed = changed;
    this.lost = lost;
    /** Whether we hear of every change by itself. */
    this.isLive = false;
    /** @type {EventSource | null} */
    this.source = null;
    this.version = -1;
    /** Streams in a row that never said anything. */
    this.failures = 0;
    this.timer = 0;
  }

  start() {
    if (typeof EventSource === "undefined") return;
    this.in(FIRST_MS + Math.random() * SPREAD_MS, () => this.open());
  }

  /** The server has just answered: what was in the way may be over. */
  retry() {
    if (this.source || this.failures === 0) return;
    this.failures = 0;
    this.in(Math.random() * SPREAD_MS, () => this.open());
  }

  open() {
    const source = new EventSource("/screen/events");
    this.source = source;
    source.onmessage = (event) => this.hear(Number(event.data));
    source.onerror = () => this.lose(); // also when there is no room: the browser would not try again
    this.in(FIRST_WORD_MS, () => this.lose());
  }

  /** @param {number} version */
  hear(version) {
    this.isLive = true;
    this.failures = 0;
    this.in(SILENCE_MS, () => this.lose());
    if (version === this.version) return;
    this.version = version;
    this.changed(version);
  }

  lose() {
    const wasLive = this.isLive;
    if (this.source) this.source.close();
    this.source = null;
    this.isLive = false;
    this.version = -1;
    this.in(pauseMs(this.failures, Math.random()), () => this.open());
    this.failures += 1;
    if (wasLive) this.lost();
  }

  /** One thing at a time is waited for. @param {number} ms @param {() => void} act */
  in(ms, act) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(act, ms);
  }
}

/**
 * How long to wait before the next try.
 * @param {number} failures  Tries in a row that brought nothing.
 * @param {number} chance  From 0 to 1: walls come back one after the other.
 */
export function pauseMs(failures, chance) {
  return Math.min(LEAST_PAUSE_MS * 2 ** failures, MOST_PAUSE_MS) * (1 + chance);
}
