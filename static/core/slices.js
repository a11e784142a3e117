// @ts-check
/** Which slices of a font a text needs. Pure. */

/**
 * True if a range of characters, as a style sheet writes it, has one of these.
 * @param {string} range  "U+4E00-4E0F, U+4E11". @param {ReadonlySet<number>} codePoints
 */
export function hasOneOf(range, codePoints) {
  return range.split(",").some((part) => {
    const found = /^\s*u\+([0-9a-f]+)(?:-([0-9a-f]+))?\s*$/i.exec(part);
    if (!found) return false;
    const last = parseInt(found[2] || found[1], 16);
    for (let one = parseInt(found[1], 16); one <= last; one += 1) {
      if (codePoints.has(one)) return true;
    }
    return false;
  });
}

/** The characters of a text, by number. @param {string} text @returns {Set<number>} */
export function codePointsOf(text) {
  return new Set(Array.from(text, (one) => one.codePointAt(0) || 0));
}
