// @ts-check
/**
 * A form on its way is not sent again by a second click. The server would do nothing twice; but the page of the second answer
 * would come up instead of the first one's. Scripts that send forms themselves see to it themselves.
 */
const AGAIN_MS = 8000;
/** Windows takes two clicks within 500 ms for a double click, unless told otherwise. */
const DOUBLE_CLICK_MS = 600;

/** @param {Window} window */
export function sendOnce(window) {
  /** @type {WeakMap<HTMLFormElement, number>} */
  const sent = new WeakMap();
  // At the window, when everybody who wanted to send the form otherwise has said so.
  window.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (event.defaultPrevented || form.method !== "post") return;
    if (isOnItsWay(sent.get(form), event.timeStamp)) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  // The first click's answer may be there before the second of a double click, which then hits what has come up in its place.
  let last = -Infinity;
  const refuseSecondClick = (/** @type {MouseEvent} */ event) => {
    const at = /** @type {Element} */ (event.target);
    if (!at.closest("[data-one-click] button")) return;
    if (isOfDoubleClick(event.detail, event.timeStamp - last)) event.preventDefault();
    last = event.timeStamp;
  };
  window.addEventListener("click", refuseSecondClick, true);
  // Come back to, it may be sent anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of window.document.forms) sent.delete(form);
  });
}

/**
 * True while an answer may still come. Pure.
 * @param {number | undefined} since @param {number} now
 */
export function isOnItsWay(since, now) {
  return since !== undefined && now - since < AGAIN_MS;
}

/**
 * True for the second click of a double click, and any further one. A browser counts anew where something else has come up. Pure.
 * @param {number} count how many clicks the browser counted, 0 when a key made it
 * @param {number} pauseMs since the click before
 */
export function isOfDoubleClick(count, pauseMs) {
  return count > 1 || (count === 1 && pauseMs < DOUBLE_CLICK_MS);
}
