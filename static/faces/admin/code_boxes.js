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
 * What each box shows, and which of them is marked: the selected ones, or the one the next digit goes to. Pure.
 * @param {string} digits
 * @param {number} boxes
 * @param {number} from  Where the selection begins.
 * @param {number} to  Where it ends; the same for a mere caret.
 * @returns {{ shown: string, marked: boolean }[]}
 */
export function boxesFor(digits, boxes, from, to) {
  const first = Math.min(from, boxes - 1);
  const last = Math.max(first, to - 1);
  return Array.from({ length: boxes }, (_, place) => ({
    shown: digits.charAt(place),
    marked: first <= place && place <= last,
  }));
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
    const caret = field.selectionStart ?? digits.length;
    const found = boxesFor(digits, count, caret, field.selectionEnd ?? caret);
    found.forEach(({ shown, marked }, place) => {
      boxes[place].textContent = shown;
      boxes[place].toggleAttribute("data-marked", marked);
    });
  };
  // A full field is typed over as a whole; one that is not goes on where it ends.
  const settle = () => {
    const end = field.value.length;
    field.setSelectionRange(end === count ? 0 : end, end);
    show();
  };
  field.addEventListener("input", show);
  field.addEventListener("keyup", show);
  field.addEventListener("focus", settle);
  field.addEventListener("click", settle);
  show();
  if (hadFocus) field.focus();
}
