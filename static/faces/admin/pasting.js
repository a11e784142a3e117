// @ts-check
/**
 * A paste of more than one line into a text that can be tidied up: it is put into its places at once. Who forgets the
 * button would hang a paper under another title, and as text nobody could tell the cells of its tables apart.
 */

const ROWS = 2;
const LINES = 2;
const TIDY = "[data-tidy]";
const POINT = /^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[.．、)）]+|[•·●■◆○▪–*-])\s*\t[^\t]*$/; // of a list, as Word writes it

/**
 * @param {Document} page
 * @param {(deed: string) => void} act  Does what a button with that value does.
 */
export function takePapers(page, act) {
  page.addEventListener("paste", (event) => {
    const text = event.target;
    const held = event.clipboardData;
    if (!(text instanceof HTMLTextAreaElement) || text.id !== "body" || !held) return;
    const tidy = /** @type {HTMLButtonElement | null | undefined} */ (text.form?.querySelector(TIDY));
    const plain = held.getData("text/plain");
    const formed = hasRows(plain) ? "" : textOf(held.getData("text/html"));
    const said = hasRows(formed) ? formed : plain;
    if (!tidy || !(hasRows(said) || hasLines(said))) return;
    event.preventDefault();
    text.setRangeText(hasRows(said) ? onLinesOfItsOwn(said, text) : said, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    act(tidy.value);
  });
}

/** A first cell must not stand in one line with the words before it. @param {string} said @param {HTMLTextAreaElement} text */
function onLinesOfItsOwn(said, text) {
  const before = text.value.slice(0, text.selectionStart);
  const after = text.value.slice(text.selectionEnd);
  return `${/[^\n]$/.test(before) ? "\n" : ""}${said}${/^[^\n]/.test(after) ? "\n" : ""}`;
}

/** True for more than one paragraph. @param {string} text */
export function hasLines(text) {
  return text.split(/[\r\n]+/).filter((line) => line.trim()).length >= LINES;
}

/** True for text with rows of cells, as Word and Excel copy them. @param {string} text */
export function hasRows(text) {
  return text.split(/\r?\n/).filter((line) => /\S\s*\t\s*\S/.test(line) && !POINT.test(line)).length >= ROWS;
}

/** A web page's tables with tabs between their cells, and what stands around them; nothing if it has none. @param {string} html */
function textOf(html) {
  if (!/<table/i.test(html)) return "";
  const body = new DOMParser().parseFromString(html, "text/html").body;
  body.querySelectorAll("style, script").forEach((one) => one.remove());
  body.querySelectorAll("tr").forEach((row) => {
    const cells = Array.from(row.cells, (cell) => words(cell) + "\t".repeat(Math.max(0, cell.colSpan - 1)));
    row.replaceChildren(`\n${cells.join("\t")}\n`);
  });
  body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6, li, br").forEach((one) => one.after("\n"));
  return (body.textContent || "").replace(/\n\s*\n/g, "\n").trim();
}

/** @param {Element} cell */
function words(cell) {
  return (cell.textContent || "").replace(/\s+/g, " ").trim();
}
