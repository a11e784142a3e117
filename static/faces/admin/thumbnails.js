// @ts-check
/**
 * The walls on the first page: each is the wall's own page in a frame, made small. They are made one after another, only
 * once they are about to be seen and the browser has nothing better to do; then they stand still. Where one cannot be made
 * its title goes on standing.
 */
import { StageFrame } from "./stage_frame.js";

const PATIENCE_MS = 15000; // then the next one has its turn
const NEAR = "200px"; // below the edge of the window

class Thumbnail {
  /** @param {HTMLElement} tile */
  constructor(tile) {
    this.tile = tile;
    this.box = /** @type {HTMLElement} */ (tile.querySelector("[data-wall]"));
    this.size = { width: Number(tile.dataset.width), height: Number(tile.dataset.height) };
    /** @type {HTMLIFrameElement | null} */
    this.frame = null;
    new ResizeObserver(() => this.fit()).observe(this.box);
  }

  async make() {
    const name = this.tile.querySelector("h3")?.textContent || "";
    const wall = new StageFrame(this.box, /** @type {string} */ (this.tile.dataset.tile), name);
    this.frame = wall.frame;
    this.fit();
    const shown = await Promise.race([wall.showBrought(this.size), later(PATIENCE_MS)]);
    if (shown) this.box.toggleAttribute("data-shown", true);
    else this.frame.remove();
  }

  /** As large as its box lets it be, in its own shape. */
  fit() {
    if (!this.frame) return;
    const { width, height } = this.size;
    const scale = Math.min(this.box.clientWidth / width, this.box.clientHeight / height);
    const left = (this.box.clientWidth - width * scale) / 2;
    const top = (this.box.clientHeight - height * scale) / 2;
    this.frame.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
  }
}

/** @param {number} ms @returns {Promise<null>} */
function later(ms) {
  return new Promise((resolve) => window.setTimeout(() => resolve(null), ms));
}

/** When the browser is idle, or soon. */
function calm() {
  return new Promise((resolve) => {
    if (window.requestIdleCallback) window.requestIdleCallback(resolve, { timeout: 1000 });
    else window.setTimeout(resolve, 200);
  });
}

/** @param {NodeListOf<HTMLElement>} tiles */
function makeAll(tiles) {
  /** The ones before. @type {Promise<unknown>} */
  let turn = Promise.resolve();
  const watch = new IntersectionObserver(
    (seen) => {
      for (const one of seen.filter((each) => each.isIntersecting)) {
        watch.unobserve(one.target);
        const thumbnail = new Thumbnail(/** @type {HTMLElement} */ (one.target));
        turn = turn.then(calm).then(() => thumbnail.make());
      }
    },
    { rootMargin: NEAR },
  );
  tiles.forEach((tile) => watch.observe(tile));
}

makeAll(document.querySelectorAll("[data-tile]"));
