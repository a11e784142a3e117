// @ts-check
/**
 * Tables as grids of fields: the row and the column one types in are the ones chosen, arrows and Enter go from row to row, a
 * pasted range fills the grid, and what is wrong with a cell is said while one types. Without it the circles are chosen by hand.
 * @typedef {{ grid: string, field: string, place: string, says: string, weight: "error" | "warning" | "note" }} Fault
 */

/**
 * @param {Document} page
 * @param {(deed: string) => void} act  Does what a button with that value does.
 */
export function takeGrids(page, act) {
  page.addEventListener("focusin", (event) => {
    const cell = cellOf(event.target);
    if (cell) choose(cell);
  });
  page.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (cell && !event.isComposing && !event.ctrlKey && !event.altKey && !event.metaKey) stepped(event, cell, act);
  });
  page.addEventListener("paste", (event) => {
    const cell = cellOf(event.target);
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!cell || !isRange(text) || !takesRange(cell)) return;
    event.preventDefault();
    const grid = gridOf(cell);
    choose(cell);
    /** @type {HTMLTextAreaElement} */ (grid.querySelector("[data-paste]")).value = text;
    act(`fill-in:${grid.dataset.grid}`);
  });
}

/**
 * More than one cell: Excel ends even a single one with a line end.
 * @param {string} text
 */
export function isRange(text) {
  return /[\t\n]/.test(text.replace(/(\r?\n)+$/, ""));
}

/** Mark the cells that cannot be read, and say why below their grid. @param {Document} page @param {readonly Fault[]} faults */
export function sayFaults(page, faults) {
  page.querySelectorAll("[data-grid]").forEach((grid) => {
    const own = faults.filter((one) => one.grid === /** @type {HTMLElement} */ (grid).dataset.grid);
    const errors = own.filter((one) => one.weight === "error").map((one) => one.field);
    grid.querySelectorAll("[data-cell]").forEach((cell) => mark(cell, errors.includes(cell.id)));
    const list = grid.querySelector("[data-faults]");
    const lines = own.map(lineOf);
    // What is said already is not said again.
    const isSaid = lines.map((one) => one.textContent).join("\n") === Array.from(list?.children || [], (one) => one.textContent).join("\n");
    if (!isSaid) list?.replaceChildren(...lines);
  });
}

/** @param {Element} cell @param {boolean} isWrong */
function mark(cell, isWrong) {
  if (isWrong === (cell.getAttribute("aria-invalid") === "true")) return;
  if (isWrong) {
    cell.setAttribute("aria-invalid", "true");
    cell.setAttribute("aria-describedby", `fault-${cell.id}`);
  } else {
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
  }
}

/** @param {Fault} fault */
function lineOf(fault) {
  const line = document.createElement("li");
  line.dataset.weight = fault.weight;
  if (fault.weight === "error") line.id = `fault-${fault.field}`;
  const link = document.createElement("a");
  link.href = `#${fault.field}`;
  link.textContent = fault.place;
  line.append(link, ` ${fault.says}`);
  return line;
}

/** @param {EventTarget | null} target @returns {HTMLInputElement | null} */
function cellOf(target) {
  return target instanceof HTMLInputElement && target.matches("[data-cell]") ? target : null;
}

/** @param {Element} cell */
function gridOf(cell) {
  return /** @type {HTMLElement} */ (cell.closest("[data-grid]"));
}

/** @param {Element} cell */
function placeOf(cell) {
  const box = /** @type {HTMLTableCellElement} */ (cell.closest("td"));
  const row = /** @type {HTMLTableRowElement} */ (box.parentElement);
  return { table: /** @type {HTMLTableElement} */ (cell.closest("table")), row, at: box.cellIndex };
}

/** Its row and its column are the ones that the buttons mean; a head and the last line are no row. @param {Element} cell */
function choose(cell) {
  const { table, row, at } = placeOf(cell);
  const column = table.rows[0].cells[at].querySelector("input");
  if (column) column.checked = true;
  table.querySelectorAll("[data-rows] [data-pick]").forEach((pick) => {
    /** @type {HTMLInputElement} */ (pick).checked = row.contains(pick);
  });
}

/** Into rows, or anywhere while nothing stands in them. @param {Element} cell */
function takesRange(cell) {
  const { table, row } = placeOf(cell);
  const cells = /** @type {NodeListOf<HTMLInputElement>} */ (table.querySelectorAll("[data-rows] [data-cell]"));
  return row.parentElement?.hasAttribute("data-rows") || Array.from(cells).every((one) => !one.value);
}

/** @param {KeyboardEvent} event @param {HTMLInputElement} cell @param {(deed: string) => void} act */
function stepped(event, cell, act) {
  const by = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (!by || event.shiftKey) return;
  event.preventDefault();
  const { table, row, at } = placeOf(cell);
  const isLast = row.parentElement?.hasAttribute("data-rows") && !row.nextElementSibling;
  if (event.key === "Enter" && isLast) {
    // An empty last row is new enough.
    const isFilled = Array.from(row.querySelectorAll("[data-cell]")).some((one) => /** @type {HTMLInputElement} */ (one).value);
    if (isFilled) act(`row-add:${gridOf(cell).dataset.grid}`);
    return;
  }
  for (let next = row.rowIndex + by; next > 0 && next < table.rows.length; next += by) {
    const found = /** @type {HTMLInputElement | null} */ (table.rows[next].cells[at]?.querySelector("[data-cell]"));
    if (found) {
      found.focus();
      found.select();
      return;
    }
  }
}
