// @ts-check
/**
 * The wall: fetches its programme, turns its pages, and goes on when something fails.
 * What comes when is decided in ../../core/rotation.js; how it fits, in typeset.js.
 */
import { filled, officeTime } from "../../core/days.js";
import { nextBoard, pageSeconds, windowAt } from "../../core/rotation.js";
import { fontsReady } from "./fonts.js";
import { waitForPairing } from "./pairing.js";
import { Link } from "./link.js";
import { Stage, mendPicture } from "./stage.js";
import { typeset } from "./typeset.js";

const TICK_MS = 500;
const FIRST_REPORT_MS = 3000; // the first page comes first
const REPORT_MS = 60000;
const PICTURE_PATIENCE_MS = 6000;
const HOLD_MS = 60000;
const SETTLE_MS = 1500; // until a page has been painted and has faded in, nothing else is done
const EMPTY = "empty";

class Player {
  /** @param {HTMLElement} body */
  constructor(body) {
    this.body = body;
    this.words = JSON.parse(body.getAttribute("data-words") || "{}");
    this.link = new Link(Number(body.getAttribute("data-now")));
    this.stage = new Stage(
      /** @type {HTMLElement} */ (document.querySelector("[data-stage]")),
      /** @type {HTMLTemplateElement} */ (document.querySelector("[data-frame]")),
      this.words,
    );
    /** Pages by board digest: made once, then only shown and hidden. @type {Map<string, HTMLElement[]>} */
    this.pages = new Map();
    /** @type {Map<string, Promise<HTMLElement[]>>} */
    this.making = new Map();
    /** @type {Set<string>} */
    this.broken = new Set();
    /** @type {any} */
    this.programme = null;
    /** @type {string[]} */
    this.order = [];
    /** @type {string | null} */
    this.board = null;
    this.page = 0;
    this.until = 0;
    this.began = 0;
    this.heldUntil = 0;
    this.minute = "";
    this.turning = false;
  }

  start() {
    this.link.watch((programme) => this.take(programme), (online, sinceMs) => this.online(online, sinceMs));
    window.setInterval(() => this.tick(), TICK_MS);
    window.setTimeout(() => this.link.report(), FIRST_REPORT_MS);
    window.setInterval(() => this.link.report(), REPORT_MS);
    window.addEventListener("resize", () => this.relay());
    window.addEventListener("keydown", () => this.touched());
    window.addEventListener("pointerdown", () => this.touched());
  }

  /** Somebody stands here: the first touch holds the page for a minute, the next one steps on. */
  touched() {
    const now = this.link.now();
    if (this.board === null || this.turning) return;
    if (this.heldUntil > now) this.until = 0;
    else this.until = Math.max(this.until, now + HOLD_MS);
    this.heldUntil = now + HOLD_MS;
    this.tick();
  }

  /** A new programme: keep what is still in it, forget the rest. @param {any} programme */
  take(programme) {
    const root = document.documentElement;
    root.style.setProperty("--k", String(programme.screen.scale));
    root.style.setProperty("--fit", String(1 - programme.screen.overscanPercent / 50));
    root.style.setProperty("--over", `${programme.screen.overscanPercent}%`);
    const frameChanged =
      this.programme && JSON.stringify(this.programme.screen) !== JSON.stringify(programme.screen);
    this.programme = programme;
    this.broken.clear();
    if (frameChanged) this.forgetAll();
    this.forget((digest) => !(digest in programme.boards));
    this.tick();
  }

  tick() {
    if (!this.programme) return;
    const now = this.link.now();
    this.everyMinute(now);
    const window_ = windowAt(this.programme.windows, now);
    const order = this.showable(window_ ? window_.boards : []);
    const before = this.order;
    this.order = order;
    const gone = this.board !== null && order.indexOf(this.board) < 0 && this.board !== EMPTY;
    const emptyNow = this.board === EMPTY && order.length > 0;
    if (this.board === null || gone || emptyNow || now >= this.until) this.turn(before, gone || emptyNow);
    else this.stage.progress(this.part(now));
  }

  /**
   * What is due without what is broken; if all of it is, the page that is on stays while it is due.
   * @param {string[]} due
   */
  showable(due) {
    const whole = due.filter((one) => !this.broken.has(one));
    return whole.length > 0 ? whole : due.filter((one) => one === this.board);
  }

  /** How far the posting that is on has come, over all its pages. @param {number} now */
  part(now) {
    const pages = (this.board && this.pages.get(this.board)) || [];
    const within = (now - this.began) / Math.max(1, this.until - this.began);
    return Math.min(1, (this.page + Math.min(1, within)) / Math.max(1, pages.length));
  }

  /** @param {string[]} before  The order until now. @param {boolean} atOnce  What is on must go. */
  turn(before, atOnce) {
    if (this.turning) return;
    const pages = (this.board && this.pages.get(this.board)) || [];
    if (!atOnce && this.board !== null && this.page + 1 < pages.length) {
      this.put(this.board, pages, this.page + 1);
      return;
    }
    const current = this.board === EMPTY ? null : this.board;
    const next = this.reachable(nextBoard(this.order, current, before.indexOf(current || "") < 0 ? this.order : before));
    this.turning = true;
    this.prepare(next === null ? EMPTY : next)
      .then((made) => {
        this.turning = false;
        if (next !== null && this.order.indexOf(next) < 0) return; // it ended while we made it
        this.put(next === null ? EMPTY : next, made, 0);
      })
      .catch(() => {
        // A broken board is skipped; with all of them broken the last good page stays.
        this.turning = false;
        if (next !== null) this.broken.add(next);
        this.until = this.link.now() + 2000;
      });
  }

  /**
   * Without its server a wall passes over what it has never made, as long as it has made anything.
   * @param {string | null} first @returns {string | null}
   */
  reachable(first) {
    if (this.link.online || first === null) return first;
    let one = /** @type {string} */ (first);
    for (let tried = 0; tried < this.order.length && !this.pages.has(one); tried += 1) {
      one = /** @type {string} */ (nextBoard(this.order, one, this.order));
    }
    return one;
  }

  /** @param {string} board @param {HTMLElement[]} pages @param {number} at */
  put(board, pages, at) {
    const now = this.link.now();
    const page = pages[at];
    const facts = this.programme.boards[board] || { posting: "", kind: EMPTY };
    const place = Math.max(0, this.order.indexOf(board));
    this.stage.date(page, now);
    this.stage.meter(page, at, pages.length);
    this.stage.lane(page, place, Math.max(1, this.order.length));
    this.stage.show(page, {
      posting: facts.posting,
      kind: facts.kind,
      page: `${at + 1}/${pages.length}`,
    });
    this.board = board;
    this.page = at;
    this.began = now;
    this.until = now + Math.max(1000 * secondsOf(page), this.heldUntil - now);
    this.body.setAttribute("data-state", board === EMPTY ? EMPTY : "playing");
    this.body.setAttribute("data-theme", page.getAttribute("data-theme") || "paper");
    this.stage.progress(this.part(now));
    window.setTimeout(() => this.lookAhead(), SETTLE_MS);
  }

  /** Make the board that follows, so that it is ready before this one leaves. */
  lookAhead() {
    const next = nextBoard(this.order, this.board === EMPTY ? null : this.board, this.order);
    if (next !== null && next !== this.board) this.prepare(next).catch(() => this.broken.add(next));
  }

  /** The pages of a board, ready to be seen: fonts there, pictures decoded. @param {string} digest */
  prepare(digest) {
    const kept = this.pages.get(digest);
    if (kept) return Promise.resolve(kept);
    let making = this.making.get(digest);
    if (!making) {
      making = this.make(digest).then(
        (pages) => {
          this.making.delete(digest);
          this.pages.set(digest, pages);
          return pages;
        },
        (error) => {
          this.making.delete(digest);
          throw error;
        },
      );
      this.making.set(digest, making);
    }
    return making;
  }

  /** @param {string} digest @returns {Promise<HTMLElement[]>} */
  async make(digest) {
    const board = digest === EMPTY ? emptyBoard() : parsed(await this.link.board(digest));
    const framed = (/** @type {HTMLElement} */ one) =>
      this.stage.framed(one, this.programme.screen, this.link.now());
    const trial = framed(/** @type {HTMLElement} */ (board.cloneNode(true)));
    await fontsReady();
    trial.remove();
    const pages = typeset(board, framed, this.words);
    // Sums and page numbers came in while the pages were made.
    await Promise.all(pages.map(picturesIn).concat(fontsReady()));
    return pages;
  }

  /** The clock, and at midnight every day counter. @param {number} now */
  everyMinute(now) {
    const minute = officeTime(now).iso + officeTime(now).clock;
    if (minute === this.minute) return;
    this.minute = minute;
    this.broken.clear(); // what failed may work by now
    this.stage.root.querySelectorAll(".page").forEach((page) => {
      this.stage.date(/** @type {HTMLElement} */ (page), now);
    });
  }

  /** @param {boolean} online @param {number} sinceMs  Of which moment is what we show. */
  online(online, sinceMs) {
    this.body.setAttribute("data-online", String(online));
    this.stage.badge(online ? "" : filled(this.words.offline, { time: officeTime(sinceMs).clock }));
  }

  /** The panel was turned or resized: everything is measured anew. */
  relay() {
    this.forgetAll();
    this.until = 0;
    this.board = null;
    this.tick();
  }

  forgetAll() {
    this.forget(() => true);
  }

  /** @param {(digest: string) => boolean} unwanted */
  forget(unwanted) {
    Array.from(this.pages.keys())
      .filter(unwanted)
      .forEach((digest) => {
        (this.pages.get(digest) || []).forEach((page) => this.stage.drop(page));
        this.pages.delete(digest);
      });
  }
}

/** @param {HTMLElement} page */
function secondsOf(page) {
  const board = page.querySelector(".board");
  const flow = page.querySelector("[data-flow]");
  const characters = ((flow && flow.textContent) || "").replace(/\s/g, "").length;
  return pageSeconds((board && board.getAttribute("data-dwell")) || "prose", characters);
}

/** @param {string} html */
function parsed(html) {
  const board = new DOMParser().parseFromString(html, "text/html").querySelector(".board");
  if (!board) throw new Error("no board");
  return /** @type {HTMLElement} */ (document.adoptNode(board));
}

function emptyBoard() {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-empty]"));
  return /** @type {HTMLElement} */ (
    /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
  );
}

/** Pictures decoded, or given up: a page never waits for good. @param {HTMLElement} page */
function picturesIn(page) {
  const images = Array.from(page.querySelectorAll("img"));
  const patience = new Promise((resolve) => window.setTimeout(resolve, PICTURE_PATIENCE_MS));
  const decoded = images.map((image) => image.decode().catch(() => mendPicture(image)));
  return Promise.race([Promise.all(decoded), patience]);
}

if (document.body.getAttribute("data-state") === "unpaired") waitForPairing(document.body);
else new Player(document.body).start();
