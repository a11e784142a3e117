// @ts-check
/** How many characters a field has, beside its label: a title's always, another's when it is nearly full. */
import { filled } from "../../core/days.js";

const NEARLY = 0.8;

/** @param {ParentNode} root */
export function count(root) {
  root.querySelectorAll("[data-counter]").forEach((place) => {
    const field = document.getElementById(/** @type {HTMLElement} */ (place).dataset.counter || "");
    if (field) countOne(/** @type {HTMLInputElement} */ (field));
  });
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
export function countOne(field) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(`[data-counter="${CSS.escape(field.id)}"]`));
  if (!place) return;
  const most = Number(field.dataset.most);
  const n = [...field.value].length;
  const isTold = field.id === "title" || n >= most * NEARLY;
  place.textContent = isTold ? filled(place.dataset.says || "", { n, most }) : "";
  place.toggleAttribute("data-over", n > most);
}
