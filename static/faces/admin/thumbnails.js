// @ts-check
/**
 * What is on the walls, as they have reported it: each is the wall's own page in a frame, made small. They are made one
 * after another, only once they are about to be seen and the browser has nothing better to do; then they stand still. Where
 * one cannot be made, or not in as many pages as the wall has of it, its title goes on standing.
 */
import { StageFrame } from "./stage_frame.js";

const PATIENCE_MS = 15000; // then the next one has its turn
const NEAR = "200px"; // below the edge of the window

class Thumbnail {
  /** @param {HTMLElement} tile */
  constructor(tile) {
    this.tile = tile;
    this.box = /** @type {HTMLElement} */ (tile.querySelector("[data-wall]"));
    const { width, height, page, pages, begins, now } = tile.dataset;
    this.size = { width: Number(width), height: Number(height) };
    this.pages = Number(pages);
    this.page = {
      at: Number(page) - 1,
      begins: begins ? begins.split(",").map(Number) : [],
      now: now ? Number(now) : undefined,
    };
    /** @type {HTMLIFrameElement | null} */
    this.frame = null;
    new ResizeObserver(() => this.fit()).observe(this.box);
  }

  async make() {
    const name = this.tile.querySelector("h2, h3")?.textContent || "";
    const wall = new StageFrame(this.box, /** @type {string} */ (this.tile.dataset.tile), name);
    this.frame = wall.frame;
    this.fit();
    const shown = await Promise.race([wall.showBrought(this.size, this.page), later(PATIENCE_MS)]);
    if (shown && shown.pages === this.pages) this.box.toggleAttribute("data-shown", true);
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

/** @param {HTMLElement[]} tiles */
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

/** Tiles that have been seen to. @type {WeakSet<Element>} */
const known = new WeakSet();

function makeNew() {
  const tiles = Array.from(document.querySelectorAll("[data-tile]")).filter((one) => !known.has(one));
  tiles.forEach((one) => known.add(one));
  makeAll(/** @type {HTMLElement[]} */ (tiles));
}

makeNew();
document.addEventListener("htmx:after:swap", makeNew);
