// @ts-check
/**
 * The version the next save goes over, beside the time of the last one. It is raised by our saves and by our uploads, whose
 * answers may come in any order.
 */

/** What an upload has raised before the save it came after was answered: by the version it went over. @type {Map<string, HTMLElement>} */
const early = new Map();

function here() {
  return /** @type {HTMLElement} */ (document.getElementById("saved"));
}

/** @param {Element} note */
function field(note) {
  return /** @type {HTMLInputElement} */ (note.querySelector("input"));
}

/** @param {Document} answer @returns {HTMLElement | null} */
function noteIn(answer) {
  return answer.getElementById("saved");
}

/** Take over what a save of ours has answered, leaving all else alone. @param {Document} answer */
export function saved(answer) {
  const note = noteIn(answer);
  if (!note) return;
  here().dataset.at = note.dataset.at;
  field(here()).value = field(note).value;
  tell(note.querySelector("span")?.textContent || "");
  const whose = document.getElementById("whose");
  if (whose) whose.textContent = answer.getElementById("whose")?.textContent || whose.textContent;
  const next = early.get(field(note).value);
  early.clear();
  if (next) take(next);
}

/**
 * If the version rose by an upload of ours alone, the next save goes over the new one. If somebody else has saved meanwhile,
 * the page keeps its own, so that the save finds out.
 * @param {Document} answer
 */
export function raised(answer) {
  const over = answer.querySelector("[data-over]")?.getAttribute("data-over");
  const note = noteIn(answer);
  if (!over || !note) return;
  if (field(here()).value === over) take(note);
  else early.set(over, note);
}

/** @param {HTMLElement} note */
function take(note) {
  here().dataset.at = note.dataset.at;
  field(here()).value = field(note).value;
}

/** What stands where one reads when it was saved, after `text` has been written there. @param {string} [text] */
export function tell(text) {
  const place = here().querySelector("span");
  const before = place?.textContent || "";
  if (place && text !== undefined && text !== before) place.textContent = text;
  return before;
}
