// @ts-check
/** Say so when this computer's clock and the server's differ: publicity periods begin and end by the server's. */

/** Pages take seconds on a slow line; a clock that matters is wrong by minutes. The page says how many. */
const MOST_APART_MS = 180_000;

/**
 * @param {Document} page just loaded
 * @param {number} nowMs of this computer
 */
export function compareClocks(page, nowMs) {
  const warning = /** @type {HTMLElement | null} */ (page.querySelector("[data-server-ms]"));
  if (warning) warning.hidden = !areApart(Number(warning.dataset.serverMs), nowMs);
}

/**
 * True if two clocks differ by more than three minutes, whichever is ahead. Pure.
 * @param {number} serverMs @param {number} browserMs
 */
export function areApart(serverMs, browserMs) {
  return Math.abs(serverMs - browserMs) > MOST_APART_MS;
}
