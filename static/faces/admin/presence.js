// @ts-check
/** Says every half minute that this editor is open, and shows who else has it. */
import { post } from "./ask.js";
import { typedOf } from "./typed.js";

const EVERY_MS = 30_000;
/** An editor that somebody has left alone falls silent, so that their session can end. */
const LEFT_ALONE_MS = 600_000;

export class Presence {
  /** @param {() => HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.touchedAt = performance.now();
    window.setInterval(() => this.say(), EVERY_MS);
    this.say();
  }

  touched() {
    const wasAlone = this.isAlone();
    this.touchedAt = performance.now();
    if (wasAlone) this.say();
  }

  isAlone() {
    return performance.now() - this.touchedAt > LEFT_ALONE_MS;
  }

  async say() {
    if (this.isAlone()) return;
    const place = /** @type {HTMLElement} */ (document.getElementById("others"));
    const token = new FormData();
    token.set("csrf_token", String(typedOf(this.form()).get("csrf_token")));
    const answer = await post(/** @type {string} */ (place.dataset.open), token);
    if (answer.kind !== "ok") return;
    const said = new DOMParser().parseFromString(answer.html, "text/html").body;
    const now = /** @type {HTMLElement} */ (document.getElementById("others"));
    if (now.textContent?.trim() !== said.textContent?.trim()) now.replaceChildren(...said.childNodes);
  }
}
