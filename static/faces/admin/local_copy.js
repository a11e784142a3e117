// @ts-check
/**
 * What could not be saved yet, kept in this browser: for the account that typed it, a few drafts at most, gone once the
 * server has it.
 * @typedef {{ at: number, version: string, typed: [string, string][] }} Copy  `at`: the server's time in ms since 1970.
 */

const PREFIX = "kiosk-draft";
const MOST_COPIES = 8;
const MOST_CHARACTERS = 300_000;

export class LocalCopies {
  /** @param {Storage | null} storage  null where the browser keeps nothing. @param {string} account */
  constructor(storage, account) {
    this.storage = storage;
    this.account = account;
  }

  /** @param {string} code @param {Copy} copy */
  write(code, copy) {
    const text = JSON.stringify(copy);
    if (!this.storage || text.length > MOST_CHARACTERS) return;
    try {
      this.storage.setItem(this.key(code), text);
      this.oldest(this.keys().length - MOST_COPIES).forEach((key) => this.storage?.removeItem(key));
    } catch {
      // Full: the server still has all but the last seconds.
    }
  }

  /** @param {string} code @returns {Copy | null} */
  read(code) {
    return this.at(this.key(code));
  }

  /** @param {string} code */
  clear(code) {
    this.storage?.removeItem(this.key(code));
  }

  /** @param {string} code */
  key(code) {
    return `${PREFIX}/${this.account}/${code}`;
  }

  /** Of every account that uses this browser. */
  keys() {
    const storage = this.storage;
    if (!storage) return [];
    return Array.from({ length: storage.length }, (_, place) => storage.key(place) || "").filter((key) =>
      key.startsWith(`${PREFIX}/`),
    );
  }

  /** @param {number} count */
  oldest(count) {
    const byAge = this.keys().sort((one, other) => (this.at(one)?.at || 0) - (this.at(other)?.at || 0));
    return byAge.slice(0, Math.max(0, count));
  }

  /** @param {string} key @returns {Copy | null} */
  at(key) {
    try {
      return JSON.parse(this.storage?.getItem(key) || "null");
    } catch {
      return null;
    }
  }
}

/** This browser's own store; null where it may not keep anything. @returns {Storage | null} */
export function ownStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
