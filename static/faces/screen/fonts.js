// @ts-check
/**
 * A page is shown only when its fonts are there: text is never invisible and never reflows.
 * Which slices a text needs, the browser knows; we only say which text is drawn in which face.
 */

const PATIENCE_MS = 8000;

/**
 * Resolves when every face that `root` uses can draw its texts, or when patience runs out.
 * `root` must be in the document, because its computed styles are read.
 * @param {Element} root
 */
export function fontsFor(root) {
  const faces = facesOf(root);
  const loads = Object.keys(faces).map((face) => document.fonts.load(face, faces[face]));
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS));
  return Promise.race([Promise.all(loads).catch(() => undefined), patience]);
}

/**
 * The distinct characters of each face, keyed by what `document.fonts.load` takes.
 * @param {Element} root
 * @returns {Record<string, string>}
 */
function facesOf(root) {
  /** @type {Record<string, Set<string>>} */
  const found = {};
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent || "").trim();
    const parent = node.parentElement;
    if (text && parent) note(parent, text);
  }
  root.querySelectorAll("[data-surname]").forEach((tile) => {
    note(tile, tile.getAttribute("data-surname") || "", "::before");
  });
  /** @type {Record<string, string>} */
  const faces = {};
  Object.keys(found).forEach((face) => {
    faces[face] = Array.from(found[face]).join("");
  });
  return faces;

  /** @param {Element} element @param {string} text @param {string} [pseudo] */
  function note(element, text, pseudo) {
    const style = getComputedStyle(element, pseudo);
    const face = `${Number(style.fontWeight) >= 600 ? 700 : 400} 40px ${style.fontFamily.split(",")[0]}`;
    found[face] = found[face] || new Set();
    for (const character of text) found[face].add(character);
  }
}
