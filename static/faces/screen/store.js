// @ts-check
/**
 * What a wall keeps for times without its server: the programme, every board in it, and what time it was. It lies in
 * the browser's database, which walls have on plain http too; where that is blocked, full or broken, in memory. What
 * time it was lies in local storage as well, which is written late but answers at once: a slow disk must not make a
 * wall go by the box's own clock.
 */
import { isBoard, isProgramme } from "../../core/programme.js";
import { isMark } from "../../core/wall_time.js";

/** @typedef {import("../../core/wall_time.js").Mark} Mark */

const NAME = "wall";
const VERSION = 1;
const FACTS = "facts";
const BOARDS = "boards";
const PROGRAMME = "programme";
const MARK = "mark";
const SECOND_MARK = "wall mark";
const UNKNOWN = null;
const PATIENCE_MS = 3000; // a database that does not answer is none, for this time
/** For what nobody else has: after a power cut disks are slow. */
export const DISK_PATIENCE_MS = 20000;
export const MOST_CHARACTERS = 16 * 1024 * 1024; // of all boards; those due last are then not kept

export class Store {
  constructor() {
    /** @type {Promise<IDBDatabase> | null} */
    this.opening = null;
    /** What could not be written. @type {Map<string, any>} */
    this.memory = new Map();
    /** The boards that are kept, as far as is known. @type {Set<string>} */
    this.digests = new Set();
  }

  /** Learn which boards are kept. @param {number} [patienceMs] */
  async look(patienceMs) {
    const keys = await this.ask(BOARDS, "readonly", (drawer) => drawer.getAllKeys(), patienceMs).catch(() => []);
    keys.forEach((/** @type {any} */ key) => this.digests.add(String(key)));
  }

  /** The last programme, or null. @param {number} [patienceMs] @returns {Promise<any>} */
  async programme(patienceMs) {
    const kept = await this.get(FACTS, PROGRAMME, patienceMs);
    return isProgramme(kept) ? kept : null;
  }

  /** @param {any} programme */
  keepProgramme(programme) {
    return this.put(FACTS, PROGRAMME, programme);
  }

  /** What was noted of the time last, or null. @param {number} [patienceMs] @returns {Promise<Mark | null>} */
  async mark(patienceMs) {
    const kept = await this.get(FACTS, MARK, patienceMs);
    const second = secondMark();
    if (!isMark(kept)) return second;
    return second && second.nowMs > kept.nowMs ? second : kept;
  }

  /** @param {Mark} mark */
  keepMark(mark) {
    keepSecondMark(mark);
    return this.put(FACTS, MARK, mark);
  }

  /** A board as the server wrote it, or null. @param {string} digest @param {number} [patienceMs] @returns {Promise<string | null>} */
  async board(digest, patienceMs) {
    const kept = await this.get(BOARDS, digest, patienceMs);
    if (isBoard(kept)) return kept;
    if (kept !== UNKNOWN) this.digests.delete(digest);
    return null;
  }

  /** @param {string} digest @param {string} html */
  keepBoard(digest, html) {
    this.digests.add(digest);
    return this.put(BOARDS, digest, html);
  }

  /** Forget every board but these, and of these the last ones if they are too much. @param {readonly string[]} digests */
  async keepOnly(digests) {
    await this.look();
    const unwanted = Array.from(this.digests).filter((key) => digests.indexOf(key) < 0);
    let size = 0;
    for (const digest of digests) {
      size += ((await this.board(digest)) || "").length;
      if (size > MOST_CHARACTERS) unwanted.push(digest);
    }
    for (const digest of unwanted) await this.drop(digest);
  }

  /** This browser is no wall any more: nothing of what it showed stays. */
  async empty() {
    this.memory.clear();
    this.digests.clear();
    keepSecondMark(null);
    await this.ask(BOARDS, "readwrite", (drawer) => drawer.clear()).catch(() => undefined);
    await this.ask(FACTS, "readwrite", (drawer) => drawer.clear()).catch(() => undefined);
  }

  /** @param {string} drawer @param {string} key @param {number} [patienceMs] @returns {Promise<any>} UNKNOWN if the database does not say. */
  async get(drawer, key, patienceMs) {
    if (this.memory.has(drawer + key)) return this.memory.get(drawer + key);
    return this.ask(drawer, "readonly", (one) => one.get(key), patienceMs).catch(() => UNKNOWN);
  }

  /** @param {string} drawer @param {string} key @param {any} value @returns {Promise<boolean>} Whether it outlasts this page. */
  async put(drawer, key, value) {
    try {
      await this.ask(drawer, "readwrite", (one) => one.put(value, key));
      this.memory.delete(drawer + key);
      return true;
    } catch (error) {
      this.memory.set(drawer + key, value); // blocked, full or broken
      return false;
    }
  }

  /** @param {string} digest */
  drop(digest) {
    this.digests.delete(digest);
    this.memory.delete(BOARDS + digest);
    return this.ask(BOARDS, "readwrite", (one) => one.delete(digest)).catch(() => undefined);
  }

  /**
   * One question to the database, answered when it is written down.
   * @param {string} drawer @param {"readonly" | "readwrite"} mode @param {(drawer: IDBObjectStore) => IDBRequest} question
   * @param {number} [patienceMs]
   * @returns {Promise<any>}
   */
  ask(drawer, mode, question, patienceMs = PATIENCE_MS) {
    return new Promise((resolve, reject) => {
      window.setTimeout(() => reject(new Error("no answer")), patienceMs);
      this.open().then((database) => {
        const deed = database.transaction(drawer, mode);
        const asked = question(deed.objectStore(drawer));
        deed.oncomplete = () => resolve(asked.result);
        deed.onabort = () => reject(deed.error);
        deed.onerror = () => reject(deed.error);
      }).catch(reject);
    });
  }

  /** Opened once, however long it takes; what cannot be opened is tried anew by the next question. @returns {Promise<IDBDatabase>} */
  open() {
    const forget = () => (this.opening = null);
    if (!this.opening) {
      this.opening = new Promise((resolve, reject) => {
        const asked = window.indexedDB.open(NAME, VERSION);
        asked.onupgradeneeded = () => [FACTS, BOARDS].forEach((drawer) => asked.result.createObjectStore(drawer));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      this.opening.then((database) => (database.onclose = forget), forget); // the browser may throw it away
    }
    return this.opening;
  }
}

/** @returns {Mark | null} */
function secondMark() {
  try {
    const kept = JSON.parse(window.localStorage.getItem(SECOND_MARK) || "null");
    return isMark(kept) ? kept : null;
  } catch (error) {
    return null; // blocked, or not what we wrote
  }
}

/** @param {Mark | null} mark */
function keepSecondMark(mark) {
  try {
    if (mark) window.localStorage.setItem(SECOND_MARK, JSON.stringify(mark));
    else window.localStorage.removeItem(SECOND_MARK);
  } catch (error) {
    // blocked or full: then there is the first alone
  }
}
