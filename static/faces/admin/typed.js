// @ts-check
/** What a form says. */

/** Fields of the page that are nobody's words; the server calls them the same. */
const MECHANICS = ["csrf_token", "version", "do"];
/** What is chosen or pasted for a button. */
const HAND = "hand-";

/** Everything in a form, without files: those go up once, when they are chosen. @param {HTMLFormElement} form */
export function typedOf(form) {
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) {
    if (typeof value !== "string") typed.delete(name);
  }
  return typed;
}

/** The words alone, in the order of the page. @param {HTMLFormElement} form @returns {[string, string][]} */
export function wordsOf(form) {
  const pairs = /** @type {[string, string][]} */ ([...typedOf(form)]);
  return pairs.filter(([name]) => !MECHANICS.includes(name) && !name.startsWith(HAND));
}

/** @param {[string, string][]} one @param {[string, string][]} other */
export function sameWords(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
