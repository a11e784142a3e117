// @ts-check
/** Offers back what was typed in this browser and never reached the server. */
import { filled, officeTime } from "../../core/days.js";
import { sameWords, wordsOf } from "./typed.js";

/**
 * @typedef {import("./local_copy.js").Copy} Copy
 * @param {Copy | null} copy  What this browser has kept.
 * @param {HTMLFormElement} form
 * @param {number} savedAt  When the server last saved the draft, in its own time.
 */
export function isWorthOffering(copy, form, savedAt) {
  return copy !== null && copy.at > savedAt && !sameWords(copy.typed, wordsOf(form));
}

/**
 * Show the offer until somebody decides.
 * @param {Copy} copy @param {HTMLFormElement} form @param {Record<string, string>} words
 * @param {() => Promise<boolean>} takeBack  False if it could not be done.
 * @returns {Promise<void>}
 */
export function offer(copy, form, words, takeBack) {
  const when = officeTime(copy.at);
  const place = document.createElement("section");
  place.className = "notice";
  place.dataset.tone = "warn";
  place.dataset.offer = "";
  const line = document.createElement("p");
  line.textContent = filled(words.unsaved, { day: when.iso, time: when.clock });
  const [take, forget] = [words.takeBack, words.forget].map((word) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = word;
    return button;
  });
  const buttons = document.createElement("p");
  buttons.className = "form-end";
  buttons.append(take, forget);
  place.append(line, buttons);
  form.prepend(place);
  place.scrollIntoView({ block: "nearest" });
  return new Promise((resolve) => {
    forget.addEventListener("click", () => {
      place.remove();
      resolve();
    });
    take.addEventListener("click", async () => {
      if (!(await takeBack())) return;
      place.remove();
      resolve();
    });
  });
}
