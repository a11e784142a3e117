// @ts-check
/** The page around the boards: which one it is, and which files it needs. */

/** What a page calls itself; empty for one that waits to be paired. @param {string} html */
export function shellIn(html) {
  const found = /<body\b[^>]*\bdata-shell="(\w+)"/.exec(html);
  return found ? found[1] : "";
}

/** The addresses of what it loads. @param {string} html @returns {string[]} */
export function filesOf(html) {
  const head = html.slice(0, html.indexOf(" data-words="));
  const found = head.match(/\b(?:href|src|data-fonts)="\/static\/[^"]+"/g) || [];
  return found.map((one) => one.replace(/^[\w-]+="/, "").slice(0, -1));
}

/**
 * Whether this page has just come from the server. If not, or if nobody knows, the server has to be asked before what
 * came with it is shown: the browser may have kept it for weeks.
 */
export function isFresh() {
  const found = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return found.length > 0 && found[0].transferSize > 0 && found[0].workerStart === 0;
}

/** Whether its style sheets have come: those of another version do not. */
export function isDressed() {
  const links = /** @type {HTMLLinkElement[]} */ (Array.from(document.querySelectorAll('link[rel="stylesheet"]')));
  return links.every((link) => link.sheet !== null || link.hasAttribute("data-coming"));
}
