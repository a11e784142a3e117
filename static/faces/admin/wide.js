// @ts-check
/**
 * A box that scrolls sideways says so while something of it is out of sight: in words above it, and by a shade at the side
 * where more follows. Without it there is the browser's own bar below.
 */
import { SWAPPED } from "./room.js";

/** What is out of sight of a box, in pixels. @param {{ scrollLeft: number, scrollWidth: number, clientWidth: number }} box */
export function beyond({ scrollLeft, scrollWidth, clientWidth }) {
  return { before: Math.max(0, Math.floor(scrollLeft)), after: Math.max(0, Math.floor(scrollWidth - clientWidth - scrollLeft)) };
}

/** @param {Document} page */
export function tellWidths(page) {
  const watch = new ResizeObserver((sizes) => sizes.forEach((one) => tell(one.target.closest("[data-wide]"))));
  const watchAll = () => {
    watch.disconnect();
    page.querySelectorAll("[data-wide]").forEach((box) => {
      watch.observe(box);
      // What is typed makes the table wider, not its box.
      if (box.firstElementChild) watch.observe(box.firstElementChild);
    });
  };
  page.addEventListener("scroll", (event) => event.target instanceof Element && tell(event.target.closest("[data-wide]")), true);
  page.addEventListener(SWAPPED, watchAll);
  watchAll();
}

/** @param {Element | null} box */
function tell(box) {
  const frame = box && box.parentElement;
  if (!frame) return;
  const { before, after } = beyond(box);
  frame.toggleAttribute("data-before", before > 0);
  frame.toggleAttribute("data-after", after > 0);
  const hint = frame.previousElementSibling;
  if (hint instanceof HTMLElement && hint.matches("[data-wide-hint]")) hint.hidden = before + after === 0;
}
