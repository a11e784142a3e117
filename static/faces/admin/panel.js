// @ts-check
/** What the panel does beyond plain pages: everything here only adds, nothing depends on it. */
import { compareClocks } from "./clocks.js";
import { enhanceCodes } from "./code_boxes.js";
import { sayFailures } from "./failures.js";
import { sendOnce } from "./once.js";
import { SIGNED_IN, SIGN_IN_WINDOW } from "./trouble.js";
import { sayWorking } from "./working.js";

// Signed in again beside an editor that waits for it: this window has done its work.
if (window.name === SIGN_IN_WINDOW && window.location.pathname === "/admin/") {
  new BroadcastChannel(SIGNED_IN).postMessage("");
  window.close();
}
enhanceCodes(document);
sayFailures(document);
sayWorking(document, window);
sendOnce(window);
// A page that is come back to says what the server's clock was when it was left.
const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
if (!visit || visit.type !== "back_forward") compareClocks(document, Date.now());
// In a form with several buttons nobody knows which one the key presses.
document.addEventListener("keydown", (event) => {
  const at = /** @type {Element} */ (event.target);
  if (event.key === "Enter" && at.matches("[data-enter-does-nothing] input")) event.preventDefault();
});
document.addEventListener("htmx:after:swap", () => enhanceCodes(document));
