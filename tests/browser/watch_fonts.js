// Notes in window.shownBeforeFonts each text that a page shows before the fonts it is drawn in have come.
// Of several faces that have a character, the one declared last draws it. While the sheet of most of them is still to
// come, a character that no face has may be in it.
window.shownBeforeFonts = [];
new MutationObserver((changes) => {
  const rangesOf = (face) =>
    face.unicodeRange.split(",").map((range) => {
      const [from, to] = range.trim().slice(2).split("-");
      return [parseInt(from, 16), parseInt(to || from, 16)];
    });
  const faces = Array.from(document.fonts, (face) => ({ family: face.family, status: face.status, ranges: rangesOf(face) }));
  const areAllKnown = document.querySelector('link[rel="stylesheet"][href*="/vendor/fonts/"]:not([data-coming])') !== null;
  const known = {};
  const ready = (family, character) => {
    const key = family + character;
    if (!(key in known)) {
      const code = character.codePointAt(0);
      const having = faces.filter((face) => face.family === family && face.ranges.some(([from, to]) => from <= code && code <= to));
      known[key] = having.length === 0 ? areAllKnown : having[having.length - 1].status === "loaded";
    }
    return known[key];
  };
  changes.forEach(({ target }) => {
    if (!target.hasAttribute("data-current")) return;
    const walker = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent.trim();
      if (!text || node.parentElement.getClientRects().length === 0) continue;
      const family = getComputedStyle(node.parentElement).fontFamily.split(",")[0].replace(/"/g, "");
      const missing = Array.from(text).filter((character) => !ready(family, character));
      if (missing.length > 0) window.shownBeforeFonts.push(`${family} ${missing.join("")} in ${text}`);
    }
  });
}).observe(document, { subtree: true, attributeFilter: ["data-current"] });
