// @ts-check
/** The button that opens the browser's own printing; without script the sentence beside it says how. */
const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-print]"));
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
