// @ts-check
/**
 * The stage beside the form: what is typed goes to the server after each pause, and what it makes of it to the wall in the
 * frame. A second frame out of sight measures the other walls once nobody types.
 */
import { filled } from "../../core/days.js";
import { sayFaults } from "./grid.js";
import { checkBody, checkPages, checkTitle, worstFirst } from "./legible.js";
import { StageFrame } from "./stage_frame.js";
import { typedOf } from "./typed.js";

/** After this pause, and at the latest so long after the first stroke. */
const PAUSE_MS = 90;
const CEILING_MS = 600;
const CALM_MS = 700;
const MOST_HEIGHT = 0.62; // of the window, so that the checks below are seen

/**
 * @typedef {import("./stage_frame.js").Look} Look
 * @typedef {import("./stage_frame.js").Shown} Shown
 * @typedef {import("./legible.js").Check} Check
 * @typedef {{ board: string | null, problem: string, frame: object, looks: Look[], now: number,
 *   title: { length: number, most: number }, checks: Check[],
 *   faults: import("./grid.js").Fault[] }} Made
 */

export class Preview {
  /** @param {HTMLElement} stage @param {() => HTMLFormElement} form */
  constructor(stage, form) {
    this.stage = stage;
    this.form = form;
    this.address = /** @type {string} */ (stage.dataset.stage);
    this.words = JSON.parse(stage.dataset.words || "{}");
    this.box = part(stage, "[data-wall]");
    stage.hidden = false;
    this.wall = new StageFrame(this.box, this.address, this.words.frameTitle);
    /** @type {StageFrame | null} */
    this.beside = null;
    /** @type {Made | null} */
    this.made = null;
    this.chosen = "";
    this.at = 0;
    /** What was measured of what is shown, by the name of the look. @type {Map<string, Shown>} */
    this.measured = new Map();
    this.firstStroke = 0;
    this.timer = 0;
    this.calm = 0;
    this.composing = false;
    /** The server did not answer when it was asked last. */
    this.isBehind = false;
    /** @type {AbortController | null} */
    this.asking = null;
    this.listen();
    this.ask();
  }

  listen() {
    this.stage.querySelectorAll("[data-turn]").forEach((button) => {
      button.addEventListener("click", () => this.turn(Number(button.getAttribute("data-turn"))));
    });
    part(this.stage, "[data-looks]").addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("button");
      if (button) this.choose(button.value);
    });
    new ResizeObserver(() => this.fit()).observe(this.stage);
    window.addEventListener("resize", () => this.fit());
  }

  /** Something was typed. */
  touched() {
    const now = performance.now();
    this.firstStroke = this.firstStroke || now;
    window.clearTimeout(this.timer);
    if (this.composing) return;
    const rest = this.firstStroke + CEILING_MS - now;
    this.timer = window.setTimeout(() => this.ask(), Math.max(0, Math.min(PAUSE_MS, rest)));
  }

  /** What is being composed is no word yet. @param {boolean} on */
  compose(on) {
    this.composing = on;
    if (!on) this.touched();
  }

  async ask() {
    this.firstStroke = 0;
    window.clearTimeout(this.timer);
    window.clearTimeout(this.calm);
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        body: typedOf(this.form()),
        headers: { "HX-Request": "true" },
        signal: asking.signal,
      });
      if (answer.status !== 200) throw new Error(String(answer.status));
      await this.take(await answer.json());
    } catch (error) {
      if (asking.signal.aborted) return;
      this.isBehind = true;
      this.say(this.words.stale);
    }
  }

  /** The server answers again. */
  catchUp() {
    if (this.isBehind) this.ask();
  }

  /** @param {Made} made */
  async take(made) {
    this.made = made;
    this.isBehind = false;
    this.measured.clear();
    if (!made.looks.some((one) => one.name === this.chosen)) this.chosen = made.looks[0].name;
    this.offer(made.looks);
    sayFaults(document, made.faults);
    await this.show();
  }

  look() {
    const made = /** @type {Made} */ (this.made);
    return /** @type {Look} */ (made.looks.find((one) => one.name === this.chosen));
  }

  async show() {
    const made = this.made;
    if (!made) return;
    this.say(made.problem);
    this.box.toggleAttribute("data-stale", made.board === null);
    if (made.board === null) {
      this.list(made.checks);
      return;
    }
    const look = this.look();
    this.fit();
    const shown = await this.wall.show(look, { ...made, board: made.board }, this.at);
    if (made !== this.made || look !== this.look()) return;
    if (shown === null) this.say(this.words.unshown);
    if (!shown) return;
    this.box.toggleAttribute("data-shown", true);
    this.measured.set(look.name, shown);
    this.paged(shown);
    this.judge();
    this.calm = window.setTimeout(() => this.measureOthers(made), CALM_MS);
  }

  /** The same on the other walls, out of sight. @param {Made} made */
  async measureOthers(made) {
    this.beside = this.beside || new StageFrame(part(this.stage, "[data-beside]"), this.address, "");
    for (const look of made.looks) {
      if (made !== this.made || made.board === null) return;
      if (this.measured.has(look.name)) continue;
      const shown = await this.beside.show(look, { ...made, board: made.board }, 0);
      if (shown && made === this.made) this.measured.set(look.name, shown);
    }
    if (made === this.made) this.judge();
  }

  /** @param {string} name */
  choose(name) {
    if (name === this.chosen || !this.made) return;
    this.chosen = name;
    this.at = 0;
    this.offer(this.made.looks);
    this.show();
  }

  /** @param {number} by */
  async turn(by) {
    const shown = await this.wall.turn(this.at + by);
    if (shown) this.paged(shown);
  }

  /** Which page is seen, of how many. @param {Shown} shown */
  paged(shown) {
    this.at = shown.at;
    part(this.stage, "[data-page]").textContent = filled(this.words.pageOf, { page: shown.at + 1, pages: shown.pages });
    this.stage.querySelectorAll("[data-turn]").forEach((button) => {
      const to = shown.at + Number(button.getAttribute("data-turn"));
      // Not `disabled`: the keyboard stays where it is at the last page.
      button.setAttribute("aria-disabled", String(to < 0 || to >= shown.pages));
    });
  }

  judge() {
    const { made, measured, words } = this;
    const look = this.look();
    const shown = measured.get(look.name);
    if (!made || !shown) return;
    const all = made.looks.flatMap((one) => {
      const found = measured.get(one.name);
      return found ? [{ look: one, shown: found }] : [];
    });
    const ours = [checkBody(look, shown, words), checkPages(look, all, words), checkTitle(made.title, shown, words)];
    this.list([...ours, ...made.checks]);
  }

  /** @param {Check[]} checks */
  list(checks) {
    const rows = worstFirst(checks).map((one) => {
      const row = document.createElement("li");
      row.dataset.standing = one.standing;
      row.dataset.check = one.name;
      row.append(written("span", this.words.standing[one.standing]), written("b", one.says));
      if (one.why) row.append(written("small", one.why));
      return row;
    });
    part(this.stage, "[data-checks]").replaceChildren(...rows);
  }

  /** The walls one may look at; what is there already stays, so that the focus does. @param {Look[]} looks */
  offer(looks) {
    const holder = part(this.stage, "[data-looks]");
    const names = looks.map((one) => one.name).join();
    if (holder.dataset.looks !== names) {
      holder.dataset.looks = names;
      holder.replaceChildren(
        ...looks.map((one) => {
          const button = document.createElement("button");
          button.type = "button";
          button.value = one.name;
          button.textContent = this.words.looks[one.name];
          button.title = filled(this.words.lookTitle, { ...one });
          return button;
        }),
      );
    }
    holder.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.value === this.chosen));
    });
    this.wall.frame.title = filled(this.words.frameTitle, { look: this.words.looks[this.chosen] });
  }

  /** The wall as large as there is room for, in its own shape. */
  fit() {
    if (!this.made) return;
    const look = this.look();
    const room = this.box.clientWidth;
    const scale = Math.min(room / look.width, (window.innerHeight * MOST_HEIGHT) / look.height);
    this.box.style.height = `${Math.round(look.height * scale)}px`;
    this.wall.frame.style.transform = `translateX(${(room - look.width * scale) / 2}px) scale(${scale})`;
  }

  /** @param {string} sentence */
  say(sentence) {
    const place = part(this.stage, "[data-problem]");
    if (place.textContent !== sentence) place.textContent = sentence;
  }
}

/** @param {Element} within @param {string} selector */
function part(within, selector) {
  return /** @type {HTMLElement} */ (within.querySelector(selector));
}

/** @param {string} name @param {string} text */
function written(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
