// @ts-check
/**
 * Saves by itself what is typed, and by hand what a button says. Never two at once, never while a word is being composed,
 * and never so that the keyboard notices. Without an answer everything stays where it is, and is tried again.
 */
import { get, post } from "./ask.js";
import { retryIn, saveIn } from "./pace.js";
import { swapRoom } from "./room.js";
import { sameWords, typedOf, wordsOf } from "./typed.js";
import { saved, tell } from "./version.js";

const TOO_LONG = 413;
const COPY_EVERY_MS = 400;
/** The deed that leaves the form as it is: one may go on typing meanwhile. */
const SAVE = "save";

/**
 * @typedef {import("./ask.js").Answer} Answer
 * @typedef {{ words: [string, string][], version: string }} Sent
 */

export class Saver {
  /**
   * @param {() => HTMLFormElement} form
   * @param {import("./trouble.js").Trouble} trouble
   * @param {Record<string, string>} words
   * @param {(version: string, typed: [string, string][] | null) => void} keep  Keeps a copy in this browser; null: no longer.
   */
  constructor(form, trouble, words, keep) {
    this.form = form;
    this.trouble = trouble;
    this.words = words;
    this.keep = keep;
    this.dirty = false;
    this.composing = false;
    this.first = 0;
    this.last = 0;
    this.failures = 0;
    this.timer = 0;
    this.copying = 0;
    /** Something went out whose fate nobody knows: it goes out again as it was. @type {Sent | null} */
    this.unanswered = null;
    /** @type {Promise<void> | null} */
    this.sending = null;
    /** @type {Promise<void> | null} */
    this.uploading = null;
    /** What a button says is being done. */
    this.acting = false;
    /** The form stays as it is while that is done, and may be used meanwhile. */
    this.quiet = false;
    /** What was pressed meanwhile. @type {(() => Promise<void>) | null} */
    this.next = null;
    /** The page has fetched itself another token, and that has not been tried yet. */
    this.renewed = false;
    /** The server will not have it, whatever is tried. */
    this.refused = false;
  }

  touched() {
    const now = performance.now();
    this.dirty = true;
    this.first = this.first || now;
    this.last = now;
    this.copying = this.copying || window.setTimeout(() => this.copy(), COPY_EVERY_MS);
    if (!this.failures) this.plan();
  }

  /** @param {boolean} on */
  compose(on) {
    this.composing = on;
    if (!on) this.touched();
  }

  /** Something is not saved, and not on its way either: leaving the page now would not send it. */
  isStuck() {
    return (this.dirty || this.unanswered !== null) && (this.failures > 0 || this.unanswered !== null || this.refused);
  }

  /** Somebody is back, or the network, or signed in: no more waiting. */
  hurry() {
    // Whatever is on its way now went out before that: should it fail too, the next try comes soon.
    this.failures = Math.min(this.failures, 1);
    if (this.dirty || this.unanswered) this.save();
  }

  /** The page is being left: what is not saved goes out behind whatever is on its way. */
  leave() {
    window.clearTimeout(this.copying);
    if (!this.dirty || this.isHeld()) return;
    this.copy();
    if (!this.sending) this.save();
    else post(this.form().action, this.body({ words: wordsOf(this.form()), version: String(Number(this.version()) + 1) }));
  }

  plan() {
    window.clearTimeout(this.timer);
    if (this.isHeld() || !(this.dirty || this.unanswered)) return;
    const wait = this.failures ? retryIn(this.failures) : saveIn(performance.now(), this.first, this.last);
    this.timer = window.setTimeout(() => this.save(), wait);
  }

  /** Between two versions, or in the middle of a word, nothing is saved by itself. */
  isHeld() {
    return this.composing || this.acting || this.refused || isDisputed();
  }

  save() {
    window.clearTimeout(this.timer);
    if (this.sending || this.isHeld() || !(this.dirty || this.unanswered)) return;
    this.sending = this.deliver().then(() => {
      this.sending = null;
      this.plan();
    });
  }

  async deliver() {
    const sent = this.unanswered || this.taken();
    const answer = await post(this.form().action, this.body(sent));
    this.unanswered = ["silence", "ended", "stale"].includes(answer.kind) ? sent : null;
    if (answer.kind === "shown") await this.disputed(sent, answer);
    else await this.answered(answer);
  }

  /** @param {Answer} answer */
  async answered(answer) {
    if (answer.kind !== "ok") {
      await this.failed(answer);
      return;
    }
    saved(new DOMParser().parseFromString(answer.html, "text/html"));
    this.settled();
  }

  /** What is typed now, about to go out. @returns {Sent} */
  taken() {
    this.dirty = false;
    this.first = 0;
    return { words: wordsOf(this.form()), version: this.version() };
  }

  /** @param {Sent} sent */
  body(sent) {
    const body = new FormData();
    sent.words.forEach(([name, value]) => body.append(name, value));
    body.set("csrf_token", String(typedOf(this.form()).get("csrf_token")));
    body.set("version", sent.version);
    body.set("do", "autosave");
    return body;
  }

  version() {
    return String(typedOf(this.form()).get("version"));
  }

  /** The server has it. */
  settled() {
    this.failures = 0;
    this.renewed = false;
    this.trouble.clear();
    if (!this.dirty) this.keep("", null);
  }

  /** Files are on their way, which may raise the version too. @param {Promise<void>} upload */
  during(upload) {
    const both = Promise.all([this.uploading, upload]);
    this.uploading = both.then(() => undefined);
  }

  /** Somebody else was faster: both versions come up, with all that has been typed here up to now. @param {Sent} sent @param {Answer} answer */
  async disputed(sent, answer) {
    await this.uploading;
    if (this.version() !== sent.version) {
      this.dirty = true; // it was a file of ours: once more, over the version that made
      return;
    }
    let latest = answer;
    for (let words = wordsOf(this.form()); !sameWords(words, sent.words) && latest.kind === "shown"; ) {
      sent = { words, version: sent.version };
      latest = await post(this.form().action, this.body(sent));
      words = wordsOf(this.form());
    }
    this.copy();
    this.trouble.clear();
    if (latest.kind === "shown") this.came(latest.html, "");
    else await this.answered(latest);
  }

  /**
   * The room comes anew. Where what two have written was put together without a choice, it is still to be saved.
   * @param {string} html @param {string} deed @param {Element | null} [focused]
   */
  came(html, deed, focused) {
    const isDone = swapRoom(html, deed, focused);
    if (isDone && document.querySelector("[data-joined]")) this.dirty = true;
    return isDone;
  }

  /** @param {Answer} answer */
  async failed(answer) {
    this.failures += 1;
    this.copy();
    if (answer.kind === "silence") this.trouble.say(this.words.offline);
    else if (answer.kind === "ended") this.trouble.ended();
    else if (answer.kind === "stale" && !this.renewed) await this.freshToken();
    else {
      this.refused = answer.kind === "refused";
      this.trouble.say(answer.status === TOO_LONG ? this.words.tooLong : answer.sentence);
    }
  }

  /** After signing in again the page's token is of another session. With the new one it is tried again at once. */
  async freshToken() {
    this.renewed = true;
    this.failures = 0;
    const answer = await get(this.form().action);
    const token = new DOMParser().parseFromString(answer.html, "text/html").querySelector("[name=csrf_token]");
    if (!(token instanceof HTMLInputElement)) return;
    document.querySelectorAll("input[name=csrf_token]").forEach((one) => {
      /** @type {HTMLInputElement} */ (one).value = token.value;
    });
  }

  copy() {
    window.clearTimeout(this.copying);
    this.copying = 0;
    this.keep(this.version(), wordsOf(this.form()));
  }

  /**
   * Do what a button says, once: after whatever is on its way, and before anything else.
   * @param {string} deed  What the button sends: save, publish, add:honors.
   * @param {{ swap?: boolean }} [how]  `swap`: the form comes back anew, though it was only saved.
   */
  async act(deed, { swap = false } = {}) {
    if (this.acting) {
      // While the form is only being saved one may press the next button; else it is about to be another form.
      if (this.quiet) this.next = () => this.act(deed, { swap });
      return;
    }
    const isQuiet = (this.quiet = deed === SAVE && !isDisputed() && !swap);
    await this.alone(async () => {
      // Nobody types into a form that is about to be another.
      const focused = document.activeElement;
      this.form().inert = !isQuiet;
      const sent = wordsOf(this.form());
      const answer = await this.sentByHand(new FormData(this.form()), deed);
      this.form().inert = false;
      if (answer.kind === "elsewhere") window.location.assign(answer.location);
      else if (answer.kind === "shown" || (answer.kind === "ok" && !isQuiet)) this.came(answer.html, deed, focused);
      else if (answer.kind === "ok") saved(new DOMParser().parseFromString(answer.html, "text/html"));
      this.dirty = this.dirty || (isQuiet && !sameWords(sent, wordsOf(this.form())));
    });
    this.quiet = false;
    const next = this.next;
    this.next = null;
    // With two versions side by side, or without an answer, one looks first.
    if (next && !isDisputed() && !this.failures) await next();
  }

  /**
   * Save other words than those in the form, over the version they were typed over. If somebody has saved meanwhile, both
   * come up.
   * @param {Sent} sent
   * @returns {Promise<boolean>} False if there was no answer.
   */
  async replace(sent) {
    let isDone = false;
    await this.alone(async () => {
      const answer = await this.sentByHand(this.body(sent), SAVE);
      isDone = (answer.kind === "ok" || answer.kind === "shown") && this.came(answer.html, "");
    });
    return isDone;
  }

  /** @param {FormData} body @param {string} deed */
  async sentByHand(body, deed) {
    body.set("do", deed);
    this.refused = false;
    this.dirty = false;
    const answer = await post(this.form().action, body);
    if (answer.kind === "ok" || answer.kind === "elsewhere") this.settled();
    else if (answer.kind !== "shown") {
      this.dirty = true;
      await this.failed(answer);
    }
    return answer;
  }

  /** Do something while nothing else is being saved, unless it turns out that there is something to choose first. @param {() => Promise<void>} deed */
  async alone(deed) {
    const before = tell(this.words.busy);
    const wasDisputed = isDisputed();
    this.acting = true;
    await Promise.all([this.sending, this.uploading]);
    if (this.unanswered) await this.deliver();
    if (!this.unanswered && isDisputed() === wasDisputed) await deed();
    if (tell() === this.words.busy) tell(before);
    this.acting = false;
    this.plan();
  }
}

function isDisputed() {
  return document.querySelector("[data-conflict]") !== null;
}
