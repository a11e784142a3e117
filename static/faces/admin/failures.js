// @ts-check
/**
 * Say so when htmx got no answer of ours: no network, a dead server, a page of something in between.
 * Our own answers, errors too, say themselves what they have to say.
 */
import { sendWhole } from "./send_whole.js";

const FIRST_FAILING_STATUS = 400;
const SIGN_IN = "/admin/login";

/** @param {Document} page */
export function sayFailures(page) {
  page.addEventListener("htmx:before:request", () => page.querySelector("#toast [data-tone='error']")?.remove());
  page.addEventListener("htmx:after:request", (event) => {
    const { request, response } = /** @type {CustomEvent} */ (event).detail.ctx;
    if (isOfAnotherSession(response.headers) && request.method === "POST") {
      event.preventDefault();
      sendWhole(page, request);
      return;
    }
    if (response.status < FIRST_FAILING_STATUS || isOurs(response.headers)) return;
    event.preventDefault(); // or a stranger's page would stand where the form was
    sayNoAnswer(page);
  });
  page.addEventListener("htmx:error", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    if (ctx && !ctx.response) sayNoAnswer(page);
  });
}

/**
 * Whatever our server answers to htmx depends on its asking, and says so.
 * @param {Headers} headers
 */
export function isOurs(headers) {
  return (headers.get("Vary") || "").toLowerCase().includes("hx-request");
}

/** The session has ended, or is a new one that this page does not know. @param {Headers} headers */
function isOfAnotherSession(headers) {
  return (headers.get("HX-Redirect") || "").startsWith(SIGN_IN) || headers.get("Kiosk-Form") === "stale";
}

/** @param {Document} page */
function sayNoAnswer(page) {
  const said = /** @type {HTMLTemplateElement} */ (page.querySelector("#no-answer")).content.cloneNode(true);
  page.querySelector("#toast")?.replaceChildren(said);
}
