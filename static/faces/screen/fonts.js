// @ts-check
/**
 * A page is shown only when its fonts are there: text is never invisible and never reflows.
 * Laying a text out makes the browser fetch the slices it lacks, and no others. `document.fonts.load`
 * would fetch them for texts that are not laid out at all.
 */
import { codePointsOf, hasOneOf } from "../../core/slices.js";

const PATIENCE_MS = 8000;

/**
 * Resolves when every font that the document's texts need is there, or when patience runs out.
 * The texts must be in the document and take part in the layout; they need not be visible.
 */
export function fontsReady() {
  // Asked for, `ready` first brings the layout up to date, and with it starts what is missing.
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS));
  return Promise.race([document.fonts.ready, patience]);
}

/**
 * Resolves when the document knows the slices beside the core fonts, rejects if they do not come.
 * The page comes without them if its first board does: a slow box works through every font it knows
 * of for every size of type. They share no character with the core fonts, so nothing that is on is
 * drawn anew.
 */
export function allFontsKnown() {
  const address = document.body.getAttribute("data-fonts");
  if (!address || document.querySelector(`link[rel="stylesheet"][href="${address}"]:not([data-coming])`)) {
    return Promise.resolve();
  }
  const sheet = document.querySelector("link[data-coming]") || sheetAt(address);
  return new Promise((resolve, reject) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", reject);
    window.setTimeout(reject, PATIENCE_MS);
  });
}

/** A style sheet on its way; one that does not come is asked for again next time. @param {string} address */
function sheetAt(address) {
  const sheet = document.createElement("link");
  sheet.setAttribute("rel", "stylesheet");
  sheet.setAttribute("data-coming", "");
  sheet.addEventListener("load", () => sheet.removeAttribute("data-coming"));
  sheet.addEventListener("error", () => sheet.remove());
  sheet.setAttribute("href", address);
  document.head.appendChild(sheet);
  return sheet;
}

/**
 * The addresses of the font files that a text may need, as far as the document knows of them.
 * @param {string} text @returns {string[]}
 */
export function filesFor(text) {
  const codePoints = codePointsOf(text);
  /** @type {string[]} */
  const found = [];
  Array.from(document.styleSheets).forEach((sheet) => {
    Array.from(sheet.cssRules).forEach((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return;
      const named = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"));
      if (!named || !hasOneOf(rule.style.getPropertyValue("unicode-range"), codePoints)) return;
      found.push(new URL(named[1], sheet.href || window.location.href).pathname);
    });
  });
  return found;
}
