// @ts-check
/** What a form says. */

/** Everything typed, without files: those go up once, when they are chosen. @param {HTMLFormElement} form */
export function typedOf(form) {
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) {
    if (typeof value !== "string") typed.delete(name);
  }
  return typed;
}
