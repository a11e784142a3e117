// @ts-check
/**
 * Files go up when they are chosen, dragged or pasted, with their progress; the answer is the box they were chosen in, so
 * that nothing that is typed meanwhile is touched. Without this they go up when the form is saved.
 */
import { filled } from "../../core/days.js";
import { typedOf } from "./typed.js";
import { raised } from "./version.js";

const SLOW_MS = 1000;
const MEGABYTE = 1024 * 1024;
const PLACES = "[data-photo], [data-attachments]";
const TAKEN = [200, 422];

/** @typedef {{ sending: string, working: string, lost: string, refused: string, tooLarge: string, tooMuch: string, mostFile: number, mostRequest: number }} Words */

/**
 * @param {Document} page @param {() => HTMLFormElement} form
 * @param {(upload: Promise<void>) => void} during  Told of every upload that begins.
 */
export function takeFiles(page, form, during) {
  const take = (/** @type {HTMLElement} */ place, /** @type {File[]} */ files) => during(upload(form(), place, files));
  page.addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const place = input.matches("[data-upload]") && placeOf(input);
    if (place && input.files?.length) take(place, [...input.files]);
  });
  for (const name of ["dragover", "drop"]) {
    page.addEventListener(name, (event) => dragged(/** @type {DragEvent} */ (event), take));
  }
  page.addEventListener("dragleave", (event) => placeOf(event.target)?.removeAttribute("data-over"));
  page.addEventListener("paste", (event) => {
    const files = /** @type {ClipboardEvent} */ (event).clipboardData?.files;
    const place = files?.length ? pastedInto(page, event.target) : null;
    if (!files || !place) return;
    event.preventDefault();
    take(place, [...files]);
  });
}

/**
 * A file dropped beside its place would take the browser away from the form.
 * @param {DragEvent} event @param {(place: HTMLElement, files: File[]) => void} take
 */
function dragged(event, take) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  const place = placeOf(event.target);
  event.preventDefault();
  event.dataTransfer.dropEffect = place ? "copy" : "none";
  place?.toggleAttribute("data-over", event.type === "dragover");
  if (event.type === "drop" && place) take(place, [...event.dataTransfer.files]);
}

/**
 * Where one is, or the only place for a picture there is. What is pasted into text stays text: Word brings a picture along.
 * @param {Document} page @param {EventTarget | null} target
 */
function pastedInto(page, target) {
  const place = placeOf(target);
  if (place) return place;
  const isText = target instanceof Element && target.matches("input, textarea");
  const places = page.querySelectorAll("[data-photo]");
  return !isText && places.length === 1 ? /** @type {HTMLElement} */ (places[0]) : null;
}

/** @param {EventTarget | null} target */
function placeOf(target) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(PLACES)) : null;
}

/** @param {HTMLFormElement} form @param {HTMLElement} place @param {File[]} files */
async function upload(form, place, files) {
  /** @type {Words} */
  const words = JSON.parse(form.dataset.uploadWords || "{}");
  const photo = place.dataset.photo;
  const chosen = photo ? files.slice(0, 1) : files;
  const refusal = tooLarge(chosen, Boolean(photo), words);
  if (refusal) {
    say(place, refusal);
    return;
  }
  const body = typedOf(form);
  chosen.forEach((file) => body.append(`${photo || "attachments"}-file`, file));
  const address = photo ? `${form.dataset.picture}?place=${encodeURIComponent(photo)}` : form.dataset.attach || "";
  say(place, "");
  place.setAttribute("aria-busy", "true");
  const answer = await sent(address, body, progressIn(place, words));
  place.removeAttribute("aria-busy");
  if (!answer) say(place, words.lost);
  else if (!taken(place, answer)) say(place, saidIn(answer.text) || words.refused);
}

/** @param {File[]} files @param {boolean} isPicture @param {Words} words */
function tooLarge(files, isPicture, words) {
  if (!isPicture && files.some((file) => file.size > words.mostFile)) return words.tooLarge;
  const all = files.reduce((sum, file) => sum + file.size, 0);
  return all > words.mostRequest ? filled(words.tooMuch, { most: Math.floor(words.mostRequest / MEGABYTE) }) : "";
}

/**
 * fetch() tells nothing of what has gone up.
 * @param {string} address @param {FormData} body @param {(part: number) => void} progress
 * @returns {Promise<{ status: number, text: string } | null>} null if no answer came.
 */
function sent(address, body, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => event.total && progress(event.loaded / event.total));
    request.addEventListener("load", () => {
      progress(NaN);
      resolve({ status: request.status, text: request.responseText });
    });
    request.addEventListener("error", () => {
      progress(NaN);
      resolve(null);
    });
    request.send(body);
  });
}

/**
 * Shows what is under way once it takes longer than a second; NaN ends it.
 * @param {HTMLElement} place @param {Words} words
 */
function progressIn(place, words) {
  const bar = /** @type {HTMLProgressElement} */ (place.querySelector("[data-progress] progress"));
  const text = /** @type {HTMLElement} */ (place.querySelector("[data-said]"));
  let part = 0;
  const show = () => {
    bar.hidden = false;
    bar.value = part * 100;
    text.textContent = part < 1 ? filled(words.sending, { percent: Math.floor(part * 100) }) : words.working;
  };
  const timer = window.setTimeout(show, SLOW_MS);
  return (/** @type {number} */ now) => {
    if (Number.isNaN(now)) {
      window.clearTimeout(timer);
      bar.hidden = true;
      text.textContent = "";
      return;
    }
    part = now;
    if (!bar.hidden) show();
  };
}

/**
 * Put the answer's box in the place of the one there is; false if it is none.
 * @param {HTMLElement} place @param {{ status: number, text: string }} answer
 */
function taken(place, answer) {
  const made = new DOMParser().parseFromString(answer.text, "text/html");
  const fresh = made.querySelector("[data-shown]");
  const old = place.querySelector("[data-shown]");
  if (!TAKEN.includes(answer.status) || !fresh || !old) return false;
  old.replaceWith(fresh);
  const input = /** @type {HTMLInputElement} */ (place.querySelector("[data-upload]"));
  input.value = ""; // it is there; the form need not bring it again
  if (fresh.querySelector(".error")) input.setAttribute("aria-invalid", "true");
  raised(made);
  fresh.dispatchEvent(new Event("uploaded", { bubbles: true }));
  input.dispatchEvent(new Event("input", { bubbles: true })); // the form says something else now
  return true;
}

/** What an error of ours says. @param {string} text */
function saidIn(text) {
  const said = new DOMParser().parseFromString(text, "text/html").querySelector("[role=alert]");
  return said?.firstChild?.textContent || "";
}

/** @param {HTMLElement} place @param {string} sentence */
function say(place, sentence) {
  const shown = /** @type {HTMLElement} */ (place.querySelector("[data-shown]"));
  shown.querySelector(".upload-errors")?.remove();
  const input = /** @type {HTMLInputElement} */ (place.querySelector("[data-upload]"));
  input.removeAttribute("aria-invalid");
  if (!sentence) return;
  const error = document.createElement("div");
  error.className = "upload-errors";
  error.id = `${input.id}-error`;
  error.setAttribute("role", "alert");
  const line = document.createElement("p");
  line.className = "error";
  line.textContent = sentence;
  error.append(line);
  shown.append(error);
  input.setAttribute("aria-invalid", "true");
  input.focus();
}
