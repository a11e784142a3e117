// @ts-check
/**
 * The wall in the preview: one draft, laid out by the very modules that lay it out on every wall. Inside the editor it is
 * told what to show and answers what it measured; alone it shows the draft as saved, and any key or touch turns the page.
 */
import { parsed, pressed, secondsOf, suit } from "../screen/press.js";
import { Stage } from "../screen/stage.js";
import { bodySize, rowsOf } from "./measure.js";

/**
 * @typedef {{ board: string, screen: any, now: number, at: number }} Order
 * @typedef {{ pages: number, at: number, seconds: number, body: number, titleRows: number }} Shown
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
    this.at = 0;
    this.orders = 0;
  }

  /**
   * Lay out a board and put it up in place of the one before.
   * @param {HTMLElement} board @param {any} screen @param {number} nowMs @param {number} at  Which page first.
   * @returns {Promise<Shown | null>} null if another order came meanwhile.
   */
  async show(board, screen, nowMs, at) {
    const order = (this.orders += 1);
    suit(document.documentElement, screen);
    const framed = (/** @type {HTMLElement} */ one) => this.stage.framed(one, screen, nowMs);
    const pages = await pressed(board, framed, this.words);
    if (order !== this.orders) {
      pages.forEach((page) => page.remove());
      return null;
    }
    const before = Array.from(this.stage.root.children).filter((one) => !pages.includes(/** @type {HTMLElement} */ (one)));
    this.pages = pages;
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
    page.dataset.page = `${this.at + 1}/${this.pages.length}`;
    this.body.dataset.theme = page.dataset.theme || "paper";
  }

  /** @returns {Shown} */
  measured() {
    return {
      pages: this.pages.length,
      at: this.at,
      seconds: Math.round(this.pages.map(secondsOf).reduce((sum, one) => sum + one, 0)),
      body: bodySize(this.pages),
      titleRows: rowsOf(this.pages[0].querySelector(".board-title")),
    };
  }
}

/** Do what the editor says, and nobody else. @param {PreviewWall} wall */
function listen(wall) {
  const answer = (/** @type {object} */ said) => window.parent.postMessage(said, window.location.origin);
  window.addEventListener("message", (event) => {
    if (event.origin !== window.location.origin || event.source !== window.parent) return;
    const { order, ...said } = event.data;
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

/** Nobody tells us anything: show what the page brought along. @param {PreviewWall} wall */
function showSaved(wall) {
  const board = /** @type {HTMLElement | null} */ (document.querySelector("[data-stage] .board"));
  if (!board) return;
  const screen = JSON.parse(document.body.dataset.screen || "{}");
  const now = Number(document.body.dataset.now);
  const saved = /** @type {HTMLElement} */ (board.cloneNode(true));
  const show = () => wall.show(/** @type {HTMLElement} */ (saved.cloneNode(true)), screen, now, wall.at);
  const next = () => wall.pages.length && wall.turn((wall.at + 1) % wall.pages.length);
  window.addEventListener("resize", show);
  window.addEventListener("keydown", next);
  window.addEventListener("pointerdown", next);
  show();
}

const wall = new PreviewWall(document.body);
if (window.parent === window) showSaved(wall);
else listen(wall);
