// @ts-check
/** The editor: everything here only adds; without it the form saves, and the preview is a page. */
import { count, countOne } from "./counters.js";
import { LocalCopies, ownStorage } from "./local_copy.js";
import { takeEmphasis } from "./emphasis.js";
import { takeGrids } from "./grid.js";
import { isWorthOffering, offer } from "./offer.js";
import { takePapers } from "./pasting.js";
import { setFocus } from "./photos.js";
import { Presence } from "./presence.js";
import { Preview } from "./preview.js";
import { SWAPPED } from "./room.js";
import { Saver } from "./saver.js";
import { SIGNED_IN, Trouble } from "./trouble.js";
import { takeFiles } from "./uploading.js";
import { tellWidths } from "./wide.js";

const editor = /** @type {HTMLElement} */ (document.querySelector("[data-editor]"));
const code = editor.dataset.editor || "";
const words = JSON.parse(editor.dataset.words || "{}");
const offsetMs = Number(editor.dataset.now) - Date.now();
const copies = new LocalCopies(ownStorage(), editor.dataset.account || "");
let isOffering = false;

/** The form there is now: it is replaced after some saves. */
function form() {
  return /** @type {HTMLFormElement} */ (document.getElementById("desk"));
}

/** Until somebody has decided on what is offered back, it stays as it is. @param {string} version @param {[string, string][] | null} typed */
function keep(version, typed) {
  if (!typed) preview.catchUp();
  if (isOffering) return;
  if (typed) copies.write(code, { at: Date.now() + offsetMs, version, typed });
  else copies.clear(code);
}

async function offerBack() {
  const copy = copies.read(code);
  const savedAt = Number(document.getElementById("saved")?.dataset.at);
  if (copy && isWorthOffering(copy, form(), savedAt)) {
    isOffering = true;
    await offer(copy, form(), words, () => saver.replace({ words: copy.typed, version: copy.version }));
    isOffering = false;
  }
  copies.clear(code);
}

/** @param {Event} event */
function isOurs(event) {
  const control = /** @type {HTMLInputElement} */ (event.target);
  return control.form === form();
}

const trouble = new Trouble(/** @type {HTMLElement} */ (document.querySelector("[data-trouble]")), words);
const saver = new Saver(form, trouble, words, keep);
const preview = new Preview(/** @type {HTMLElement} */ (document.querySelector("[data-stage]")), form);
const presence = new Presence(form);

document.addEventListener("input", (event) => {
  if (!isOurs(event)) return;
  countOne(/** @type {HTMLInputElement} */ (event.target));
  presence.touched();
  preview.touched();
  saver.touched();
});
for (const [name, on] of /** @type {const} */ ([["compositionstart", true], ["compositionend", false]])) {
  document.addEventListener(name, (event) => {
    if (!isOurs(event)) return;
    preview.compose(on);
    saver.compose(on);
  });
}
document.addEventListener("change", (event) => {
  // Other fields depend on it: the form is made anew, as the button would.
  if (isOurs(event) && /** @type {HTMLElement} */ (event.target).hasAttribute("data-follows")) saver.act("save", { swap: true });
});
document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter);
  saver.act(button?.value || "save");
});
document.addEventListener("click", (event) => {
  // Decided: what was typed here is not to be offered back.
  if (event.target instanceof Element && event.target.closest("[data-take-theirs]")) copies.clear(code);
});
document.addEventListener(SWAPPED, () => {
  count(document);
  preview.ask();
});
document.addEventListener("visibilitychange", () => (document.hidden ? saver.leave() : saver.hurry()));
window.addEventListener("pagehide", () => saver.leave());
window.addEventListener("beforeunload", (event) => saver.isStuck() && event.preventDefault());
window.addEventListener("online", () => saver.hurry());
window.addEventListener("focus", () => saver.hurry());
// The small window is closed before this one need have the focus again.
new BroadcastChannel(SIGNED_IN).addEventListener("message", () => saver.hurry());
// What the browser brings back from its memory has the version of another day.
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());

count(document);
takeFiles(document, form, (upload) => saver.during(upload));
setFocus(document);
takeGrids(document, (deed) => saver.act(deed, { swap: true }));
tellWidths(document);
takeEmphasis(document);
takePapers(document, (deed) => saver.act(deed, { swap: true }));
offerBack();
const wanted = window.location.hash.slice(1);
if (wanted) document.getElementById(wanted)?.focus();
