// @ts-check
/**
 * A code typed into boxes. The field stays one field, with its label, its errors and the browser's own
 * pasting and undoing; the boxes are drawn under it. Without this module it is a plain field.
 */

/**
 * The digits of what was typed or pasted: full-width ones made plain, everything else left out. Pure.
 * @param {string} typed
 * @param {number} most
 * @returns {string}
 */
export function digitsOf(typed, most) {
  return typed.normalize("NFKC").replace(/\D/g, "").slice(0, most);
}

/**
 * What each box shows, and which one the next digit goes to (the last once all are full). Pure.
 * @param {string} digits
 * @param {number} boxes
 * @returns {{ shown: string[], next: number }}
 */
export function boxesFor(digits, boxes) {
  const shown = Array.from({ length: boxes }, (_, place) => digits.charAt(place));
  return { shown, next: Math.min(digits.length, boxes - 1) };
}

/**
 * Draw the boxes under every such field that has none yet.
 * @param {ParentNode} root
 */
export function enhanceCodes(root) {
  for (const field of root.querySelectorAll("input[data-code-boxes]")) {
    if (field instanceof HTMLInputElement && !field.closest(".boxes")) draw(field);
  }
}

/** @param {HTMLInputElement} field */
function draw(field) {
  const count = Number(field.dataset.codeBoxes);
  const hadFocus = document.activeElement === field;
  const frame = document.createElement("div");
  frame.className = "boxes";
  const boxes = Array.from({ length: count }, () => {
    const box = document.createElement("span");
    box.className = "box";
    box.setAttribute("aria-hidden", "true");
    return box;
  });
  field.before(frame);
  frame.append(...boxes, field);

  const show = () => {
    const digits = digitsOf(field.value, count);
    if (field.value !== digits) field.value = digits;
    const { shown, next } = boxesFor(digits, count);
    boxes.forEach((box, place) => {
      box.textContent = shown[place] ?? "";
      box.toggleAttribute("data-next", place === next);
    });
  };
  // The caret is not drawn, so it stays where the marked box is: at the end.
  const toTheEnd = () => field.setSelectionRange(field.value.length, field.value.length);
  field.addEventListener("input", show);
  field.addEventListener("focus", toTheEnd);
  field.addEventListener("click", toTheEnd);
  show();
  if (hadFocus) field.focus();
}
