// @ts-check
/**
 * Where boards become pages: each is made once, however often it is asked for, and kept while it is
 * in the programme. One that could not be made rests for a while, each time longer.
 */
import { restMs } from "../../core/rotation.js";
import { beginOfNext, isShared } from "../../core/shares.js";
import { allFontsKnown } from "./fonts.js";
import { parsed, pressed } from "./press.js";
import { sharesOf } from "./shares.js";

// What is shown when no board can be: nothing is due, or what is due cannot be had.
export const EMPTY = "empty";
export const WAITING = "waiting";

export class Workshop {
  /**
   * @param {import("./link.js").Link} link @param {import("./stage.js").Stage} stage
   * @param {Record<string, any>} words @param {any} programme
   */
  constructor(link, stage, words, programme) {
    this.link = link;
    this.stage = stage;
    this.words = words;
    this.programme = programme;
    /** Told of whatever could not be made. @type {(posting: string, error: any) => void} */
    this.onTrouble = () => undefined;
    /** Pages by board: made once, then only shown and hidden. @type {Map<string, HTMLElement[]>} */
    this.pages = new Map();
    /** @type {Map<string, Promise<HTMLElement[]>>} */
    this.making = new Map();
    /** @type {Map<string, { times: number, until: number }>} */
    this.failures = new Map();
    /** Moves when all pages are to be measured anew: what was begun before is then not kept. */
    this.generation = 0;
    /** Boards with tables too long for one time: as the server wrote them, and with which rows they begin next. @type {Map<string, { html: string, begins: number[], shares: import("../../core/shares.js").Share[] }>} */
    this.further = new Map();
    /** Those of them that have been shown, so that the next rows are due. @type {Set<string>} */
    this.due = new Set();
  }

  /** Keep what is still in the programme, forget the rest, try again what failed. @param {any} programme */
  take(programme) {
    this.programme = programme;
    this.retry();
    this.forget((digest) => !this.isWanted(digest));
  }

  /** Whatever rests may be tried again. */
  retry() {
    this.failures.clear();
  }

  /** The room has changed: every page is to be made anew. */
  beginAnew() {
    this.generation += 1;
    this.making.clear();
    this.retry();
    this.forget(() => true);
  }

  /** The pages of a board that are ready; none if it has not been made. @param {string | null} digest */
  made(digest) {
    return this.pages.get(digest || "") || [];
  }

  /** A board has been shown to its end: if its tables have more rows than it showed, those come next time. @param {string | null} digest */
  passed(digest) {
    if (digest !== null && this.further.has(digest)) this.due.add(digest);
  }

  /** What its pages show of the tables of a board that has more than one time holds; none of any other. @param {string} digest */
  shares(digest) {
    const further = this.further.get(digest);
    return further ? further.shares : [];
  }

  /** A board that failed is left alone until then. @param {string} digest */
  restsUntil(digest) {
    const failure = this.failures.get(digest);
    return failure ? failure.until : 0;
  }

  /** @param {string} digest */
  failed(digest) {
    const before = this.failures.get(digest);
    const times = before ? before.times + 1 : 1;
    this.failures.set(digest, { times, until: this.link.now() + restMs(times) });
  }

  /** The pages of a board, ready to be seen: fonts there, pictures decoded. @param {string} digest */
  prepare(digest) {
    const kept = this.pages.get(digest);
    if (kept && !this.due.has(digest)) return Promise.resolve(kept);
    let making = this.making.get(digest);
    if (!making) {
      making = this.begin(digest);
      this.making.set(digest, making);
    }
    return making;
  }

  /** @param {string} digest @returns {Promise<HTMLElement[]>} */
  begin(digest) {
    const generation = this.generation;
    return this.make(digest).then(
      (pages) => {
        const isFresh = generation === this.generation;
        if (isFresh) this.making.delete(digest);
        if (isFresh && this.isWanted(digest)) {
          this.failures.delete(digest);
          this.due.delete(digest);
          this.made(digest).forEach((page) => this.stage.drop(page));
          this.pages.set(digest, pages);
          return pages;
        }
        pages.forEach((page) => page.remove());
        if (isFresh) throw new Error("no longer wanted");
        return this.prepare(digest);
      },
      (error) => {
        if (generation !== this.generation) return this.prepare(digest);
        this.making.delete(digest);
        this.failed(digest);
        this.onTrouble((this.programme.boards[digest] || { posting: digest }).posting, error);
        this.due.delete(digest);
        throw error;
      },
    );
  }

  /** @param {string} digest @returns {Promise<HTMLElement[]>} */
  async make(digest) {
    const further = this.further.get(digest);
    const board = further ? parsed(further.html) : await this.board(digest);
    const html = board.outerHTML;
    const framed = (/** @type {HTMLElement} */ one) =>
      this.stage.framed(one, this.programme.screen, this.link.now());
    const pages = await pressed(board, framed, this.words, further ? further.begins : []);
    const shares = sharesOf(board);
    if (shares.some(isShared)) this.further.set(digest, { html, begins: shares.map(beginOfNext), shares });
    return pages;
  }

  /** A board whose fonts are known to the page. @param {string} digest @returns {Promise<HTMLElement>} */
  async board(digest) {
    if (isFiller(digest)) {
      await allFontsKnown().catch(() => undefined); // it has to be said, in whatever type there is
      return fillerBoard(digest);
    }
    const html = await this.link.board(digest);
    if (!this.link.brought(digest)) await allFontsKnown();
    return parsed(html);
  }

  /** @param {string} digest */
  isWanted(digest) {
    return digest in this.programme.boards || isFiller(digest);
  }

  /** @param {(digest: string) => boolean} unwanted */
  forget(unwanted) {
    Array.from(this.pages.keys())
      .filter(unwanted)
      .forEach((digest) => {
        this.made(digest).forEach((page) => this.stage.drop(page));
        this.pages.delete(digest);
        this.further.delete(digest);
        this.due.delete(digest);
      });
  }
}

/** @param {string} name */
function isFiller(name) {
  return name === EMPTY || name === WAITING;
}

/** @param {string} name */
function fillerBoard(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector(`template[data-board="${name}"]`));
  return /** @type {HTMLElement} */ (
    /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
  );
}
