// @ts-check
/**
 * The wall in the preview: one board, laid out by the very modules that lay it out on every wall. In a frame it is told
 * what to show, or to show what its page brought along, and answers what it measured; alone it shows what its page brought
 * along, and any key or touch turns the page.
 */
import { isShared } from "../../core/shares.js";
import { parsed, pressed, secondsOf, suit } from "../screen/press.js";
import { sharesOf } from "../screen/shares.js";
import { Stage } from "../screen/stage.js";
import { bodySize, rowsOf } from "./measure.js";

/**
 * @typedef {{ board: string, screen: any, now: number, at: number }} Order
 * @typedef {import("./stage_frame.js").Shown} Shown
 */

class PreviewWall {
  /** @param {HTMLElement} body */
  constructor(body) {
    this.body = body;
    this.words = JSON.parse(body.dataset.words || "{}");
    this.stage = new Stage(
      /** @type {HTMLElement} */ (document.querySelector("[data-stage]")),
      /** @type {HTMLTemplateElement} */ (document.querySelector("[data-frame]")),
      this.words,
    );
    /** @type {HTMLElement[]} */
    this.pages = [];
    /** Tables that take more than one round. @type {import("../../core/shares.js").Share[]} */
    this.tables = [];
    this.at = 0;
    this.orders = 0;
  }

  /**
   * Lay out a board and put it up in place of the one before.
   * @param {HTMLElement} board @param {any} screen @param {number} nowMs @param {number} at  Which page first.
   * @param {readonly number[]} [begins]  With which row each table begins.
   * @returns {Promise<Shown | null>} null if another order came meanwhile.
   */
  async show(board, screen, nowMs, at, begins = []) {
    const order = (this.orders += 1);
    suit(document.documentElement, screen);
    const framed = (/** @type {HTMLElement} */ one) => this.stage.framed(one, screen, nowMs);
    const pages = await pressed(board, framed, this.words, begins);
    if (order !== this.orders) {
      pages.forEach((page) => page.remove());
      return null;
    }
    const before = Array.from(this.stage.root.children).filter((one) => !pages.includes(/** @type {HTMLElement} */ (one)));
    this.pages = pages;
    this.tables = sharesOf(board).filter(isShared);
    this.turn(at);
    before.forEach((one) => one.remove());
    return this.measured();
  }

  /** @param {number} at */
  turn(at) {
    this.at = Math.min(Math.max(0, at), this.pages.length - 1);
    this.pages.forEach((page, place) => page.toggleAttribute("data-current", place === this.at));
    const page = this.pages[this.at];
    this.stage.current = page;
    this.stage.meter(page, this.at, this.pages.length);
    this.stage.lane(page, 0, 1);
    this.stage.progress(1);
    const board = /** @type {HTMLElement | null} */ (page.querySelector(".board"));
    page.dataset.kind = (board && board.dataset.kind) || "";
    page.dataset.page = `${this.at + 1}/${this.pages.length}`;
    this.body.dataset.theme = page.dataset.theme || "paper";
  }

  /** @returns {Shown} */
  measured() {
    return {
      pages: this.pages.length,
      at: this.at,
      seconds: Math.round(this.pages.map((one) => secondsOf(one)).reduce((sum, one) => sum + one, 0)),
      body: bodySize(this.pages),
      titleRows: rowsOf(this.pages[0].querySelector(".board-title")),
      tables: this.tables,
    };
  }
}

/** Do what the editor says, and nobody else. @param {PreviewWall} wall */
function listen(wall) {
  const answer = (/** @type {object} */ said) => window.parent.postMessage(said, window.location.origin);
  window.addEventListener("message", (event) => {
    if (event.origin !== window.location.origin || event.source !== window.parent) return;
    const { order, ...said } = event.data;
    if (said.brought) {
      Promise.resolve(broughtBoard(wall, said.look, said.page)?.())
        .then((shown) => answer({ order, shown: shown || null }))
        .catch(() => answer({ order, shown: null }));
      return;
    }
    if (said.turn !== undefined) {
      wall.turn(said.turn);
      answer({ order, shown: wall.measured() });
      return;
    }
    wall
      .show(parsed(said.board), said.screen, said.now, said.at)
      .then((shown) => answer({ order, shown }))
      .catch(() => answer({ order, shown: null }));
  });
  answer({ ready: true });
}

/**
 * What the page brought along, as often as it is wanted.
 * @param {PreviewWall} wall @param {object} [look]  The wall it is to be shown on, where that is another one.
 * @param {import("./stage_frame.js").Page} [page]  Which page of it, and by which clock.
 * @returns {(() => Promise<Shown | null>) | null} null if it brought nothing.
 */
function broughtBoard(wall, look, page) {
  const board = /** @type {HTMLElement | null} */ (document.querySelector("[data-stage] .board"));
  if (!board) return null;
  const screen = { ...JSON.parse(document.body.dataset.screen || "{}"), ...look };
  const now = page?.now || Number(document.body.dataset.now);
  const brought = /** @type {HTMLElement} */ (board.cloneNode(true));
  return () => wall.show(/** @type {HTMLElement} */ (brought.cloneNode(true)), screen, now, page ? page.at : wall.at, page?.begins);
}

/** Nobody tells us anything. @param {PreviewWall} wall */
function showAlone(wall) {
  const show = broughtBoard(wall);
  if (!show) return;
  const next = () => wall.pages.length && wall.turn((wall.at + 1) % wall.pages.length);
  window.addEventListener("resize", show);
  window.addEventListener("keydown", next);
  window.addEventListener("pointerdown", next);
  show();
}

const wall = new PreviewWall(document.body);
if (window.parent === window) showAlone(wall);
else listen(wall);
