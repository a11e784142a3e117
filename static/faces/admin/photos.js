// @ts-check
/** The point of a picture that is never cut off: set by a click on it, shown by a mark; its two fields say the same. */
import { SWAPPED } from "./room.js";

const FIELDS = 'input[name$="-focus_x"], input[name$="-focus_y"]';

/** @param {Document} page */
export function setFocus(page) {
  page.addEventListener("click", (event) => {
    const stage = event.target instanceof Element && event.target.closest("[data-focus]");
    if (stage) clicked(/** @type {HTMLElement} */ (stage), /** @type {MouseEvent} */ (event));
  });
  page.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.matches(FIELDS)) markAll(page);
  });
  page.addEventListener(SWAPPED, () => markAll(page));
  page.addEventListener("uploaded", () => markAll(page));
  markAll(page);
}

/** @param {HTMLElement} stage @param {MouseEvent} event */
function clicked(stage, event) {
  const around = stage.getBoundingClientRect();
  const { x, y } = fieldsOf(stage);
  if (!x || !y) return;
  x.value = String(percentOf(event.clientX - around.left, around.width));
  y.value = String(percentOf(event.clientY - around.top, around.height));
  x.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {ParentNode} root */
function markAll(root) {
  root.querySelectorAll("[data-focus]").forEach((stage) => {
    const mark = /** @type {HTMLElement} */ (stage.querySelector("[data-mark]"));
    const { x, y } = fieldsOf(stage);
    mark.hidden = !x || !y;
    mark.style.left = `${percentOf(Number(x?.value), 100)}%`;
    mark.style.top = `${percentOf(Number(y?.value), 100)}%`;
  });
}

/** @param {Element} stage */
function fieldsOf(stage) {
  const [x, y] = /** @type {NodeListOf<HTMLInputElement>} */ (
    /** @type {Element} */ (stage.closest("[data-shown]")).querySelectorAll(FIELDS)
  );
  return { x, y };
}

/**
 * How far along, in whole percent, never outside.
 * @param {number} part @param {number} whole
 */
export function percentOf(part, whole) {
  return Math.min(100, Math.max(0, Math.round((part / whole) * 100) || 0));
}
