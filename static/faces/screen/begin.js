// @ts-check
/**
 * What a wall begins with. A page that has just come from its server has all it needs with it. One that the browser
 * had kept asks first; without an answer it goes on with what it knows, at the time its box makes it to be.
 */
import { emptied } from "../../core/programme.js";
import { Link, reloadIfAnswered } from "./link.js";
import { isDressed, isFresh } from "./shell.js";
import { DISK_PATIENCE_MS, Store } from "./store.js";

const PATIENCE_MS = 2000;
const BLANK_MS = 1000; // a wall that has nothing to show yet says whose it is; before that, laying it out would only delay the page

/**
 * @typedef {object} Beginning
 * @property {Link} link
 * @property {any} programme  What is known to be due.
 */

/** @param {HTMLElement} body @returns {Promise<Beginning>} */
export async function begun(body) {
  const opening = JSON.parse(/** @type {Element} */ (document.querySelector("[data-opening]")).textContent || "");
  const name = /** @type {HTMLElement} */ (document.querySelector("[data-beginning]"));
  window.setTimeout(() => name.removeAttribute("hidden"), BLANK_MS); // it goes with the first page (stage.js)
  const madeMs = Number(body.getAttribute("data-now"));
  if (!isDressed()) await reloadIfAnswered();
  const store = new Store();
  const link = new Link(madeMs, opening, store);
  if (isFresh()) return { link, programme: opening.programme };
  const asked = Promise.all([store.programme(DISK_PATIENCE_MS), store.mark(DISK_PATIENCE_MS), store.look(DISK_PATIENCE_MS)]);
  try {
    return { link, programme: (await link.poll(PATIENCE_MS)) || opening.programme };
  } catch (error) {
    // No wall of the server's any more, and the page that says so has not come: what was kept is not shown again.
    if (link.isTurnedAway) return { link, programme: emptied(opening.programme) };
    const [kept, mark] = await asked;
    const known = kept && mark && mark.heardMs >= madeMs ? kept : opening.programme;
    believe(opening.boards, known, store.digests);
    link.resume(known, mark, madeMs, mark && known === kept ? mark.heardMs : madeMs);
    link.lose();
    return { link, programme: known };
  }
}

/**
 * Of the boards that came with a page which the browser had kept, leave those that are in the store as well. The others went from
 * there when they were withdrawn, while a full disk had no room for the programme that says so (stock.js). Where nothing of the
 * programme is in the store, it says nothing.
 * @param {Record<string, string>} brought @param {any} programme @param {Set<string>} stored
 */
function believe(brought, programme, stored) {
  if (!Object.keys(programme.boards).some((digest) => stored.has(digest))) return;
  Object.keys(brought).forEach((digest) => stored.has(digest) || delete brought[digest]);
}
