// @ts-check
/**
 * How what is to be signed looks on the wall: the wall's own page in a frame, page by page, and what the browser measures of
 * it there and, out of sight, on the other usual walls. Nothing of it is needed to sign: without script there is a link.
 */
import { filled } from "../../core/days.js";
import { checkBody } from "./legible.js";
import { StageFrame } from "./stage_frame.js";

/**
 * @typedef {import("./stage_frame.js").Look} Look
 * @typedef {import("./stage_frame.js").Shown} Shown
 */

/** The usual walls of which one wants to know that it was laid out for them. */
const USUAL = ["wide", "tall"];
const A_MINUTE = 60;
/** Up to so many seconds a round is told in seconds alone. */
const MOST_SECONDS = 99;

class WallLook {
  /** @param {HTMLElement} card */
  constructor(card) {
    this.card = card;
    this.words = JSON.parse(card.dataset.words || "{}");
    /** @type {Look[]} */
    this.looks = JSON.parse(card.dataset.looks || "[]");
    this.box = part(card, "[data-wall]");
    this.address = /** @type {string} */ (card.dataset.wallLook);
    this.wall = new StageFrame(this.box, this.address, part(card, "h2").textContent || "");
    this.at = 0;
    card.querySelectorAll("[data-unscripted]").forEach((one) => one.toggleAttribute("hidden", true));
    card.querySelectorAll("[data-scripted]").forEach((one) => one.toggleAttribute("hidden", false));
    card.querySelectorAll("[data-turn]").forEach((button) => {
      button.addEventListener("click", () => this.turn(Number(button.getAttribute("data-turn"))));
    });
    new ResizeObserver(() => this.fit()).observe(this.box);
  }

  async make() {
    const [look] = this.looks;
    this.fit();
    const shown = await this.wall.showBrought(look);
    if (!shown) {
      this.say("laidOut", this.words.unshown);
      return;
    }
    this.box.toggleAttribute("data-shown", true);
    this.paged(shown);
    this.tell(look, shown);
    await this.measureOthers(new Map([[look.name, shown]]));
  }

  /** @param {Map<string, Shown>} measured */
  async measureOthers(measured) {
    for (const look of this.looks.filter((one) => USUAL.includes(one.name) && !measured.has(one.name))) {
      const beside = new StageFrame(part(this.card, "[data-beside]"), this.address, "");
      const shown = await beside.showBrought(look);
      beside.frame.remove();
      if (!shown) return;
      measured.set(look.name, shown);
    }
    const pages = this.looks.flatMap((one) => {
      const found = measured.get(one.name);
      return found ? [filled(this.words.pages, { look: this.words.looks[one.name], pages: found.pages })] : [];
    });
    this.say("laidOut", this.words.laidOut);
    this.say("pages", pages.join(this.words.and));
  }

  /** @param {Look} look @param {Shown} shown */
  tell(look, shown) {
    const each = Math.round(shown.seconds / shown.pages);
    const head = shown.pages > 1 ? this.words.headMany : this.words.headOne;
    this.say("head", filled(head, { pages: shown.pages, each, seconds: shown.seconds }));
    this.say("round", shown.pages > 1 ? this.round(shown.seconds) : "");
    const body = checkBody(look, shown, this.words);
    this.say("body", [body.says, body.why].filter(Boolean).join(this.words.and));
  }

  /** @param {number} seconds */
  round(seconds) {
    if (seconds <= MOST_SECONDS) return filled(this.words.shortRound, { seconds });
    return filled(this.words.round, { minutes: Math.floor(seconds / A_MINUTE), seconds: seconds % A_MINUTE });
  }

  /** @param {string} name @param {string} sentence */
  say(name, sentence) {
    part(this.card, `[data-says="${name}"]`).textContent = sentence;
  }

  /** @param {number} by */
  async turn(by) {
    const shown = await this.wall.turn(this.at + by);
    if (shown) this.paged(shown);
  }

  /** @param {Shown} shown */
  paged(shown) {
    this.at = shown.at;
    this.say("page", filled(this.words.pageOf, { page: shown.at + 1, pages: shown.pages }));
    this.card.querySelectorAll("[data-turn]").forEach((button) => {
      const to = shown.at + Number(button.getAttribute("data-turn"));
      // Not `disabled`: the keyboard stays where it is at the last page.
      button.setAttribute("aria-disabled", String(to < 0 || to >= shown.pages));
    });
    part(this.card, "[data-paging]").toggleAttribute("hidden", shown.pages < 2);
  }

  /** As wide as there is room for, in its own shape, and no higher than it is wide. */
  fit() {
    const [look] = this.looks;
    const room = this.box.clientWidth;
    const scale = Math.min(room / look.width, room / look.height);
    this.box.style.height = `${Math.round(look.height * scale)}px`;
    this.wall.frame.style.transform = `translateX(${(room - look.width * scale) / 2}px) scale(${scale})`;
  }
}

/** @param {Element} within @param {string} selector */
function part(within, selector) {
  return /** @type {HTMLElement} */ (within.querySelector(selector));
}

/** Cards that have their wall. @type {WeakSet<Element>} */
const made = new WeakSet();

function makeAll() {
  document.querySelectorAll("[data-wall-look]").forEach((card) => {
    if (made.has(card)) return;
    made.add(card);
    const look = new WallLook(/** @type {HTMLElement} */ (card));
    if (look.looks.length) look.make();
  });
}

makeAll();
document.addEventListener("htmx:after:swap", makeAll);
