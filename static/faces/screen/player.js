// @ts-check
/**
 * The wall: turns the pages of its programme, and goes on when something fails.
 * What comes when is decided in ../../core/rotation.js; its pages are made in workshop.js.
 */
import { filled, officeTime, whenSaid } from "../../core/days.js";
import { comingUp, dueFor, emptied, modeAt, secondsSet } from "../../core/programme.js";
import { nextTurn, placeIn } from "../../core/rotation.js";
import { beginsOf } from "../../core/shares.js";
import { begun } from "./begin.js";
import { Health } from "./health.js";
import { reloadIfAnswered } from "./link.js";
import { News } from "./news.js";
import { waitForPairing } from "./pairing.js";
import { Plays } from "./plays.js";
import { secondsOf, suit } from "./press.js";
import { whileSeen } from "./seen.js";
import { Stage } from "./stage.js";
import { Stock } from "./stock.js";
import { Interruption } from "./takeover.js";
import { Upkeep } from "./upkeep.js";
import { EMPTY, WAITING, Workshop } from "./workshop.js";

const TICK_MS = 500;
const HOLD_MS = 60000;
const SETTLE_MS = 1500; // until a page has been painted and has faded in, nothing else is done
const FIRST_PAGE_PATIENCE_MS = 3000; // then a wall that still has nothing to show says so
const GONE_PATIENCE_MS = 400; // what is no longer due does not wait for what follows
const LIFTED = ""; // in place of a board: a takeover that is over is still seen
const SOON_MS = 10000; // what a window begins with is made before it begins
const BROKEN_MS = 30000; // a wall that could not begin tries anew
const RESIZED_MS = 300; // a panel that is being turned reports many sizes

class Player {
  /** @param {HTMLElement} body @param {import("./begin.js").Beginning} beginning */
  constructor(body, { link, programme }) {
    this.body = body;
    this.words = JSON.parse(body.getAttribute("data-words") || "{}");
    this.link = link;
    this.stage = new Stage(
      /** @type {HTMLElement} */ (document.querySelector("[data-stage]")),
      /** @type {HTMLTemplateElement} */ (document.querySelector("[data-frame]")),
      this.words,
    );
    this.workshop = new Workshop(this.link, this.stage, this.words, programme);
    this.programme = programme;
    this.stock = new Stock(link);
    this.upkeep = new Upkeep(link);
    this.plays = new Plays(this.link, this.programme.screen.mark);
    this.health = new Health(body, this.link, this.plays);
    this.workshop.onTrouble = (posting, error) => this.health.noteBoard(posting, error);
    this.takeover = new Interruption(body, this.stage, this.plays, this.health, () => this.resume());
    /** What rotates now. @type {string[]} */
    this.order = [];
    /** The last turn of the rotation. @type {import("../../core/rotation.js").Turn | null} */
    this.last = null;
    this.news = new News();
    /** What was left for something new, the latest last, and with which page it goes on. @type {{ board: string, page: number }[]} */
    this.broken = [];
    /** What is on: a digest, EMPTY or WAITING; null before the first page. @type {string | null} */
    this.board = null;
    /** What to show in place of boards. @type {string | null} */
    this.filler = null;
    this.page = 0;
    this.until = 0;
    this.began = this.link.now();
    this.heldUntil = 0;
    /** Since when what is on is no longer due; 0: it is. */
    this.goneSince = 0;
    this.correctedMs = this.link.correctedMs;
    this.minute = "";
    this.turning = false;
    /** The board that is on is to be made anew and shown from its first page. */
    this.again = false;
    this.resized = 0;
  }

  start() {
    this.take(this.programme);
    if (!this.link.online) this.online(false, this.link.heardMs);
    this.link.watch((programme) => this.take(programme || emptied(this.programme)), (online, sinceMs) => this.online(online, sinceMs));
    whileSeen(() => this.tick(), TICK_MS);
    this.health.start();
    window.addEventListener("resize", () => {
      window.clearTimeout(this.resized);
      this.resized = window.setTimeout(() => this.relay(), RESIZED_MS);
    });
    window.addEventListener("keydown", () => this.touched());
    window.addEventListener("pointerdown", () => this.touched());
  }

  /** Somebody stands here: the first touch holds the page for a minute, the next one steps on. */
  touched() {
    const now = this.link.now();
    if (this.order.indexOf(this.board || "") < 0 || this.turning) return;
    if (this.heldUntil > now) this.until = 0;
    else this.until = Math.max(this.until, now + HOLD_MS);
    this.heldUntil = now + HOLD_MS;
    this.tick();
  }

  /** A new programme: keep what is still in it, forget the rest. @param {any} programme */
  take(programme) {
    suit(document.documentElement, programme.screen);
    const frameChanged = JSON.stringify(this.programme.screen) !== JSON.stringify(programme.screen);
    this.programme = programme;
    this.workshop.take(programme);
    this.health.hear(programme);
    this.stock.take(programme);
    if (frameChanged) this.relay();
    else this.tick();
  }

  tick() {
    this.link.tick();
    this.correct();
    const now = this.link.now();
    this.plays.tick();
    this.everyMinute(now);
    const due = dueFor(this.programme.windows, now, this.link.doubtMs());
    if (due) this.compare(due, now);
    this.order = this.showable(due || [], now);
    // Who does not know how late it is does not know whether one is over.
    if (this.takeover.holds(this.programme.takeovers, now, this.link.isLost ? Infinity : this.link.doubtMs())) {
      if (this.takeover.page) this.keepReady(now);
      return;
    }
    const isOn = this.order.indexOf(this.board || "") >= 0;
    this.sinceWhenGone(isOn, now);
    this.filler = this.fillerFor(due, now);
    this.last = this.turnNow() || this.last;
    if (this.filler !== null) this.fill(this.filler);
    if (this.order.length === 0) return;
    if (this.isOverdue(now)) this.hurry();
    else if (!isOn || now >= this.until) this.turn(isOn);
    else this.stage.progress(this.part(now));
  }

  /** The server has put the time right: what is on lasts no longer and no shorter for it. */
  correct() {
    const byMs = this.link.correctedMs - this.correctedMs;
    this.correctedMs = this.link.correctedMs;
    this.began += byMs;
    this.until += byMs;
    this.heldUntil += byMs;
    if (this.goneSince > 0) this.goneSince += byMs;
  }

  /** What was not due before is to be seen next. @param {string[]} due @param {number} now */
  compare(due, now) {
    const before = this.news.mode;
    const hasMore = this.news.compare(due, this.programme, now);
    // By day the rotation goes on where it was; anything else begins with its first board.
    if (this.news.mode !== before && this.news.mode !== "day") this.last = null;
    this.broken = this.broken.filter(({ board }) => due.indexOf(board) >= 0);
    if (hasMore) window.setTimeout(() => this.lookAhead(), SETTLE_MS);
  }

  /** The last turn of the rotation as it stands in what rotates now; null: its board is gone. */
  turnNow() {
    const place = this.last ? placeIn(this.order, this.last) : -1;
    return place < 0 ? null : { order: this.order, place };
  }

  /**
   * What is due without what has just failed; if all of it has, the page that is on stays while it is due.
   * @param {string[]} due @param {number} now
   */
  showable(due, now) {
    const whole = due.filter((one) => this.workshop.restsUntil(one) <= now);
    return whole.length > 0 ? whole : due.filter((one) => one === this.board);
  }

  /**
   * Only a programme that says so makes a wall say that nothing is posted.
   * @param {string[] | null} due @param {number} now
   */
  fillerFor(due, now) {
    if (this.order.length === 0) return due !== null && due.length === 0 ? EMPTY : WAITING;
    if (this.board === null) return now - this.began > FIRST_PAGE_PATIENCE_MS ? WAITING : null;
    return this.isOverdue(now) && this.ready().length === 0 ? WAITING : null;
  }

  /** @param {boolean} isOn  What is on is still due. @param {number} now */
  sinceWhenGone(isOn, now) {
    const isNews = !isOn && this.board !== null && this.goneSince === 0;
    if (isNews) window.setTimeout(() => this.tick(), GONE_PATIENCE_MS + 1); // to the moment, not at the next tick
    this.goneSince = isOn || this.board === null ? 0 : this.goneSince || now;
  }

  /** A board is on that has ended or was withdrawn, and what follows is not there yet. @param {number} now */
  isOverdue(now) {
    const isBoard = this.board !== EMPTY && this.board !== WAITING;
    return isBoard && this.goneSince > 0 && now - this.goneSince >= GONE_PATIENCE_MS;
  }

  /** Whatever is ready comes on. */
  hurry() {
    const [board] = this.ready();
    if (board) this.put(board, this.workshop.made(board), 0);
  }

  /** What is due and has been made. */
  ready() {
    return this.order.filter((one) => this.workshop.made(one).length > 0);
  }

  /** @param {string} filler */
  fill(filler) {
    if (this.board === filler) return;
    this.workshop.prepare(filler).then(
      (pages) => {
        if (this.filler === filler && this.board !== filler) this.put(filler, pages, 0);
      },
      () => undefined,
    );
  }

  /** How far the posting that is on has come, over all its pages. @param {number} now */
  part(now) {
    const pages = this.workshop.made(this.board);
    const within = (now - this.began) / Math.max(1, this.until - this.began);
    return Math.min(1, (this.page + Math.min(1, within)) / Math.max(1, pages.length));
  }

  /** @param {boolean} isOn  What is on is still due. */
  turn(isOn) {
    if (this.turning) return;
    const again = { board: /** @type {string} */ (this.board), page: 0, order: this.order, place: -1 };
    const next = isOn && this.again ? again : this.following();
    if (next === null) return;
    const pages = this.workshop.made(this.board);
    if (isOn && !this.again && next.board === this.board && next.page > 0) {
      this.put(next.board, pages, next.page, next);
      return;
    }
    if (!this.again && this.page + 1 >= pages.length) this.workshop.passed(this.board);
    if (this.workshop.made(next.board).length === 0 && this.workshop.restsUntil(next.board) > this.link.now()) {
      this.until = this.workshop.restsUntil(next.board);
      return;
    }
    this.turning = true;
    this.workshop.prepare(next.board)
      .then(
        (made) => {
          this.turning = false;
          if (this.order.indexOf(next.board) < 0) return; // it ended while we made it
          this.put(next.board, made, next.page < made.length ? next.page : 0, next);
        },
        () => {
          this.turning = false;
          this.tick(); // a broken board is skipped
        },
      )
      .catch(() => this.workshop.failed(next.board));
  }

  /**
   * What comes next. Without its server a wall passes over what it does not have, as long as it has
   * anything.
   * @param {number} [pages]  How many pages of what is on come first.
   */
  following(pages = this.workshop.made(this.board).length) {
    const isHere = (/** @type {string} */ one) => this.workshop.made(one).length > 0 || this.link.isAtHand(one);
    const ready = this.link.online ? [] : this.order.filter(isHere);
    const order = ready.length > 0 ? ready : this.order;
    const next = nextTurn({
      order,
      on: this.board,
      page: this.page,
      pages,
      last: this.last,
      fresh: order.filter((one) => this.news.has(one, this.programme)),
      broken: this.broken,
    });
    return next && Object.assign(next, { order });
  }

  /** @param {string} board @param {HTMLElement[]} pages @param {number} at @param {import("../../core/rotation.js").Turn} [turn]  Behind which the rotation goes on. */
  put(board, pages, at, turn = { order: this.order, place: this.order.indexOf(board) }) {
    if (this.takeover.hasTheWall()) return; // it was on its way when a takeover cut in
    const now = this.link.now();
    const page = pages[at];
    const facts = this.programme.boards[board] || { posting: "", kind: board };
    if (turn.place >= 0) this.last = { order: turn.order, place: turn.place };
    const last = this.turnNow();
    const place = last && this.order[last.place] === board ? last.place : this.order.indexOf(board);
    this.stage.date(page, now);
    this.stage.meter(page, at, pages.length);
    this.stage.lane(page, Math.max(0, place), Math.max(1, this.order.length));
    this.stage.show(page, {
      posting: facts.posting,
      kind: facts.kind,
      page: `${at + 1}/${pages.length}`,
    });
    this.leaveFor(board);
    this.board = board;
    this.filler = null;
    this.again = false;
    this.page = at;
    this.began = now;
    const { slower } = modeAt(this.programme.windows, now);
    const dueMs = Math.round(1000 * secondsOf(page, secondsSet(this.programme.windows, now, board)) * slower);
    this.until = now + Math.max(dueMs, this.heldUntil - now);
    this.upkeep.turned(this.until - now, this.order.length > 0);
    const shares = this.workshop.shares(board);
    this.plays.begin(facts, { page, at, count: pages.length, dueMs, shares });
    this.health.turned(facts, { at, count: pages.length, begins: beginsOf(shares), next: this.nextPosting() });
    this.body.setAttribute("data-state", board === EMPTY ? EMPTY : "playing");
    this.body.setAttribute("data-theme", page.getAttribute("data-theme") || "paper");
    this.stage.progress(this.part(now));
    window.setTimeout(() => this.lookAhead(), SETTLE_MS);
  }

  /** The posting that comes behind the page that is on, as things stand. */
  nextPosting() {
    const next = this.following();
    const facts = next && this.programme.boards[next.board];
    return facts ? facts.posting : "";
  }

  /** What is new has its time, and what it breaks off goes on behind it. @param {string} board */
  leaveFor(board) {
    const isBroken = this.order.indexOf(this.board || "") >= 0 && this.page + 1 < this.workshop.made(this.board).length;
    if (isBroken && board !== this.board) {
      this.broken.push({ board: /** @type {string} */ (this.board), page: this.page + 1 });
    }
    this.broken = this.broken.filter((one) => one.board !== board);
    this.news.forget(board, this.programme);
  }

  /** Make the board that follows, so that it is ready before this one leaves. */
  lookAhead() {
    const next = this.following(0);
    if (next !== null && next.board !== this.board) this.workshop.prepare(next.board).catch(() => undefined);
    const coming = comingUp(this.programme.windows, this.link.now(), this.until + SOON_MS);
    if (coming !== null) this.workshop.prepare(coming).catch(() => undefined);
  }

  /** Under a takeover: what was on comes back behind it, or what follows it. @param {number} now */
  keepReady(now) {
    this.upkeep.turned(0, true); // nothing turns, and nothing is stuck
    const isOn = this.order.indexOf(this.board || "") >= 0;
    const next = isOn ? { board: /** @type {string} */ (this.board) } : this.following(0);
    if (next === null || this.workshop.restsUntil(next.board) > now) return;
    this.workshop.prepare(next.board).catch(() => undefined);
  }

  /** A takeover is over: the rotation goes on with the page that was on. */
  resume() {
    const pages = this.workshop.made(this.board);
    const page = this.again ? 0 : this.page;
    const isDue = this.order.indexOf(this.board || "") >= 0 && page < pages.length;
    if (isDue) this.put(/** @type {string} */ (this.board), pages, page, { order: this.order, place: -1 });
    else this.board = LIFTED;
  }

  /** The clock, and at midnight every day counter. @param {number} now */
  everyMinute(now) {
    const minute = officeTime(now).iso + officeTime(now).clock;
    if (minute === this.minute) return;
    this.minute = minute;
    if (this.stage.current !== null) this.stock.keepMark();
    this.stage.everyMinute(now);
  }

  /** @param {boolean} online @param {number} sinceMs  Of which moment is what we show. */
  online(online, sinceMs) {
    const isBack = online && this.body.getAttribute("data-online") === "false";
    this.body.setAttribute("data-online", String(online));
    this.body.toggleAttribute("data-clock-lost", this.link.isLost);
    const nowMs = this.link.isLost ? 0 : this.link.now();
    this.stage.badge(online ? "" : filled(this.words.offline, { time: whenSaid(this.words.date, sinceMs, nowMs) }));
    if (isBack) this.workshop.retry();
    if (online) this.upkeep.answered();
  }

  /** The panel was turned or resized, or its type scaled: everything is measured anew. */
  relay() {
    this.workshop.beginAnew();
    this.broken = this.broken.map(({ board }) => ({ board, page: 0 }));
    this.again = true;
    this.until = 0;
    this.tick();
  }
}

if (document.body.getAttribute("data-state") === "unpaired") waitForPairing(document.body);
else {
  begun(document.body)
    .then((beginning) => new Player(document.body, beginning).start())
    .catch(() => window.setInterval(() => reloadIfAnswered(), BROKEN_MS));
}
