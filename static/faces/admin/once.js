// @ts-check
/**
 * A form on its way is not sent again by a second click. The server would do nothing twice; but the page of the second answer
 * would come up instead of the first one's. Scripts that send forms themselves see to it themselves.
 */
const AGAIN_MS = 8000;

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
