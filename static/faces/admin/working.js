// @ts-check
/**
 * Says that something is under way once it takes longer than a second. A whole page that is loaded has the browser's own sign;
 * what htmx sends has none.
 */
const SLOW_MS = 1000;

/** @param {Document} page @param {Window} window */
export function sayWorking(page, window) {
  /** @type {WeakMap<object, () => void>} */
  const ends = new WeakMap();
  page.addEventListener("htmx:before:request", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    // What a page asks by itself nobody waits for.
    if (ctx.sourceEvent?.isTrusted) ends.set(ctx, sayLater(page, window));
  });
  page.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    // The page the answer leads to may take as long again.
    if (!ctx.response?.headers.get("HX-Redirect")) ends.get(ctx)?.();
  });
  // Come back to, a page is at rest.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const line of page.querySelectorAll("#toast [data-working]")) line.remove();
  });
}

/** @param {Document} page @param {Window} window @returns {() => void} Takes it back. */
function sayLater(page, window) {
  const line = page.createElement("p");
  line.dataset.working = "";
  const timer = window.setTimeout(() => {
    line.textContent = /** @type {HTMLTemplateElement} */ (page.querySelector("#working")).content.textContent;
    page.querySelector("#toast")?.append(line);
  }, SLOW_MS);
  return () => {
    window.clearTimeout(timer);
    line.remove();
  };
}
