// @ts-check
/** The head and the form of the editor, put in anew, with the keyboard where one expects it. */

/** Told to whoever has to look at the form again. */
export const SWAPPED = "desk:swapped";
const FILE_DEED = /^(?:clear:(.+)|detach:.*)$/;
const LIST_DEED = /^(add|drop|up):(.+?)(?:-(\d+))?$/;

function room() {
  return /** @type {HTMLElement} */ (document.getElementById("desk-room"));
}

/**
 * @param {string} html  A fragment with the whole room.
 * @param {string} deed  What was done: add:honors.
 * @param {Element | null} [focused]  What had the keyboard when it began.
 * @returns {boolean} False if it is no such fragment.
 */
export function swapRoom(html, deed, focused = document.activeElement) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("desk-room");
  if (!fresh) return false;
  const old = room();
  const find = wayTo(focused instanceof HTMLElement && old.contains(focused) ? focused : null);
  const open = Array.from(old.querySelectorAll("details"), (one) => one.open);
  old.replaceWith(document.adoptNode(fresh));
  const folds = [...fresh.querySelectorAll("details")];
  // An entry more or less has its own folds: then only what the server opened is open.
  if (folds.length === open.length) folds.forEach((one, place) => (one.open = one.open || open[place]));
  /** @type {any} */ (window).htmx?.process(fresh);
  document.dispatchEvent(new CustomEvent(SWAPPED, { detail: { room: fresh, deed } }));
  (wanted(fresh) || afterDeed(fresh, deed) || find(fresh))?.focus();
  fresh.querySelector("[data-news]")?.scrollIntoView({ block: "nearest" });
  return true;
}

/** @param {HTMLElement} within @returns {HTMLElement | null} */
function wanted(within) {
  // Where the server wants the keyboard it says so: a fault elsewhere must not take it from a new row.
  return within.querySelector("[data-conflict] h2") || within.querySelector("[autofocus]");
}

/** A new entry's first field; the place of one that went or moved. @param {HTMLElement} within @param {string} deed @returns {HTMLElement | null} */
function afterDeed(within, deed) {
  const match = LIST_DEED.exec(deed);
  const button = (/** @type {string} */ value) =>
    /** @type {HTMLElement | null} */ (within.querySelector(`button[name="do"][value="${CSS.escape(value)}"]`));
  const file = FILE_DEED.exec(deed);
  if (deed === "as-last-time") return document.getElementById("title");
  if (file) return document.getElementById(`${file[1] || "attachments"}-file`);
  if (!match) return null;
  const [, what, list, number] = match;
  if (what === "add") {
    const fields = (/** @type {string} */ start) => within.querySelectorAll(`[name^="${CSS.escape(start)}-"]:not([type=hidden])`);
    const places = Array.from(fields(list), (one) => parseInt(one.getAttribute("name")?.slice(list.length + 1) || "0", 10));
    return /** @type {HTMLElement | undefined} */ (fields(`${list}-${Math.max(0, ...places)}`)[0]) || null;
  }
  const at = Number(number) - (what === "up" ? 1 : 0);
  return button(`up:${list}-${at}`) || button(`drop:${list}-${at}`) || button(`add:${list}`);
}

/** How to find in the new room what had the focus in the old one. @param {HTMLElement | null} focused @returns {(within: HTMLElement) => HTMLElement | null} */
function wayTo(focused) {
  if (!focused) return () => null;
  const control = /** @type {HTMLInputElement} */ (focused);
  const selector = focused.id ? `#${CSS.escape(focused.id)}` : `[name="${CSS.escape(control.name || "")}"][value="${CSS.escape(control.value || "")}"]`;
  const caret = { from: control.selectionStart, to: control.selectionEnd };
  return (within) => {
    const found = /** @type {HTMLInputElement | null} */ (within.querySelector(selector));
    if (found && typeof caret.from === "number") found.setSelectionRange(caret.from, caret.to);
    return found;
  };
}
