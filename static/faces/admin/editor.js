// @ts-check
/** The editor: everything here only adds; without it the form saves, and the preview is a page. */
import { count, countOne } from "./counters.js";
import { setFocus } from "./photos.js";
import { Preview } from "./preview.js";
import { takeFiles } from "./uploading.js";

const FORM = "desk";

/** The form there is now: it is replaced after some saves. */
function form() {
  return /** @type {HTMLFormElement} */ (document.getElementById(FORM));
}

/** @param {Event} event */
function isOurs(event) {
  const control = /** @type {HTMLInputElement} */ (event.target);
  return Boolean(control.form) && control.form === form();
}

const preview = new Preview(/** @type {HTMLElement} */ (document.querySelector("[data-stage]")), form);

document.addEventListener("input", (event) => {
  if (!isOurs(event)) return;
  countOne(/** @type {HTMLInputElement} */ (event.target));
  preview.touched();
});
document.addEventListener("compositionstart", (event) => isOurs(event) && preview.compose(true));
document.addEventListener("compositionend", (event) => isOurs(event) && preview.compose(false));
document.addEventListener("htmx:after:swap", () => {
  count(document);
  preview.ask();
});
count(document);
takeFiles(document, form);
setFocus(document);
