// @ts-check
/** A wall in a frame of our own: told what to show, it answers what it measured. */

/**
 * @typedef {{ at: number, begins: number[], now?: number }} Page  `begins`: with which row each table begins.
 * @typedef {{ name: string, width: number, height: number, inches: number, metres: number, scale: number, overscanPercent: number }} Look
 * @typedef {{ pages: number, at: number, seconds: number, body: number, titleRows: number,
 *   tables?: import("../../core/shares.js").Share[] }} Shown
 */

export class StageFrame {
  /** @param {HTMLElement} holder @param {string} address @param {string} title */
  constructor(holder, address, title) {
    this.frame = document.createElement("iframe");
    this.frame.title = title;
    this.frame.tabIndex = -1;
    this.orders = 0;
    /** @type {Map<number, (shown?: Shown | null) => void>} */
    this.waiting = new Map();
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve) => {
      this.begun = resolve;
    });
    window.addEventListener("message", (event) => this.hear(event));
    this.frame.src = address;
    holder.append(this.frame);
  }

  /** @param {MessageEvent} event */
  hear(event) {
    if (event.origin !== window.location.origin || event.source !== this.frame.contentWindow) return;
    if (event.data.ready) this.begun();
    const waits = this.waiting.get(event.data.order);
    if (!waits) return;
    this.waiting.delete(event.data.order);
    waits(event.data.shown);
  }

  /**
   * Show a board as a wall of this look does.
   * @param {Look} look @param {{ board: string, frame: object, now: number }} made @param {number} at  Which page.
   * @returns {Promise<Shown | null | undefined>} null if it could not be laid out, undefined if it no longer matters.
   */
  async show(look, made, at) {
    await this.ready;
    this.grow(look);
    return this.tell({ board: made.board, screen: { ...made.frame, ...look }, now: made.now, at });
  }

  /**
   * Show the board that the page in the frame brought along, on a wall of this size, and of this look if one is given.
   * @param {Look | { width: number, height: number }} size
   * @param {Page} [page]  Which page of it, where that is not the first.
   * @returns {Promise<Shown | null | undefined>} null if there is none, or it could not be laid out.
   */
  async showBrought(size, page) {
    await this.ready;
    this.grow(size);
    return this.tell({ brought: true, look: size, page });
  }

  /** @param {{ width: number, height: number }} size */
  grow(size) {
    this.frame.style.width = `${size.width}px`;
    this.frame.style.height = `${size.height}px`;
    // The wall measures itself: it must have its new size before it is told anything.
    this.frame.getBoundingClientRect();
  }

  /** @param {number} at */
  turn(at) {
    return this.tell({ turn: at });
  }

  /** @param {object} what @returns {Promise<Shown | null | undefined>} */
  tell(what) {
    this.waiting.forEach((waits) => waits());
    this.waiting.clear();
    const order = (this.orders += 1);
    return new Promise((resolve) => {
      this.waiting.set(order, resolve);
      this.frame.contentWindow?.postMessage({ order, ...what }, window.location.origin);
    });
  }
}
