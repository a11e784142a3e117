// @ts-check
/**
 * Lay out a plain `<table>` as the plan says, and cut it into pages with heads, subtotals and sums.
 */
import { filled } from "../../core/days.js";
import { LEAST_TEXT_EM, sumDecimals, widthEm, withThousands } from "../../core/table_plan.js";
import { allOf } from "./shares.js";

/**
 * @typedef {object} LaidTable
 * @property {HTMLElement[]} records  One `<tbody>` a row, in order.
 * @property {HTMLElement} head
 * @property {(shown: readonly number[]) => HTMLElement | null} foot  Sums under the rows shown.
 * @property {boolean} tight  Its columns stand close.
 * @property {number} lines  Lines a row has.
 * @property {boolean[]} wraps  For each column whether a text in it may take several lines.
 * @property {boolean} [goesOn]  Another table has the other columns.
 * @property {number[]} [columnsPx]  Widths of its columns, once settled by measuring.
 * @property {number} leastRows  How many rows a page of it has at least.
 */

/**
 * The parts of a table as the server wrote it.
 * @param {Element} source
 */
export function partsOfTable(source) {
  return {
    heads: Array.from(source.querySelectorAll("thead th")),
    rows: Array.from(source.querySelectorAll("tbody tr")).map((row) => Array.from(row.children)),
    totals: Array.from(source.querySelectorAll("tfoot td")),
    all: allOf(source),
  };
}

/**
 * @param {ReturnType<typeof partsOfTable>} source
 * @param {import("../../core/table_plan.js").Plan} plan
 * @param {boolean} tight
 * @param {Record<string, any>} words
 * @returns {LaidTable}
 */
export function layTable({ heads, rows, totals, all }, plan, tight, words) {
  const summed = plan.grid.flat().filter((at) => at >= 0 && at !== firstText(heads) && textOf(totals[at])).length;

  /** @param {Element[]} cells @param {string} tag */
  const lines = (cells, tag) => {
    const body = document.createElement(tag);
    plan.grid.forEach((grid, line) => {
      const tr = document.createElement("tr");
      if (line === 0) plan.leads.forEach((at, place) => tr.appendChild(leading(cells[at], at, plan.leadWidths[place])));
      grid.forEach((at, place) => tr.appendChild(cell(cells, at, place)));
      body.appendChild(tr);
    });
    return body;
  };

  /** A cell before all lines of its row. @param {Element} cell @param {number} at @param {number} widthEm */
  const leading = (cell, at, widthEm) => {
    const copy = /** @type {HTMLTableCellElement} */ (cell.cloneNode(true));
    copy.rowSpan = plan.lines;
    copy.classList.add("lead");
    if (copy.tagName !== "TH") copy.style.minWidth = `${widthEm + plan.gapEm}em`;
    if (plan.whole[at]) copy.setAttribute("data-whole", "");
    else loosen(copy);
    return copy;
  };

  /** @param {Element[]} cells @param {number} at @param {number} place */
  const cell = (cells, at, place) => {
    const copy = /** @type {HTMLElement} */ (
      at < 0 ? document.createElement("td") : cells[at].cloneNode(true)
    );
    const head = copy.tagName === "TH";
    copy.style.minWidth = head ? "" : `${plan.widths[place] + plan.gapEm}em`;
    if (at >= 0 && plan.whole[at] && !head) copy.setAttribute("data-whole", "");
    if (plan.lines === 1 && at === firstText(heads)) copy.classList.add("lead");
    if (!copy.hasAttribute("data-whole")) loosen(copy);
    return copy;
  };

  return {
    tight,
    lines: plan.lines,
    wraps: plan.leads.map((at) => !plan.whole[at]).concat(
      plan.widths.map((_, place) => plan.grid.some((line) => line[place] >= 0 && !plan.whole[line[place]])),
    ),
    leastRows: plan.lines > 1 ? 1 : 2,
    head: lines(heads, "thead"),
    records: rows.map((row, at) => {
      const record = lines(row, "tbody");
      record.className = "record";
      if (at % 2) record.setAttribute("data-zebra", "");
      return record;
    }),
    foot: (shown) => {
      if (summed === 0) return null;
      // One sum needs no column to stand under: that of the page and that of all share a line.
      return plan.lines > 1 || (summed === 1 && shown.length < all) ? listed(shown) : aligned(shown);
    },
  };

  /** Sums under their columns. @param {readonly number[]} shown */
  function aligned(shown) {
    const foot = document.createElement("tfoot");
    namedSums(shown).forEach(([name, cells]) => foot.append(...sums(name, cells)));
    return foot;
  }

  /**
   * Sums each with its column's name, in running lines below the table.
   * @param {readonly number[]} shown
   */
  function listed(shown) {
    const foot = document.createElement("div");
    foot.className = "sums";
    foot.toggleAttribute("data-one", summed === 1);
    const columns = plan.grid.flat();
    namedSums(shown).forEach(([name, cells]) => {
      const line = document.createElement("p");
      line.appendChild(piece("span", name));
      cells.forEach((cell, at) => {
        if (!textOf(cell) || columns.indexOf(at) < 0) return;
        const sum = piece("span", "");
        sum.setAttribute("data-column", labelOf(heads[at]));
        if (summed > 1) sum.appendChild(piece("small", `${labelOf(heads[at])} `));
        sum.appendChild(piece("b", textOf(cell)));
        line.appendChild(sum);
      });
      foot.appendChild(line);
    });
    return foot;
  }

  /** What stands under the rows shown: their own sums if they are not all, then those of all. @param {readonly number[]} shown @returns {[string, Element[]][]} */
  function namedSums(shown) {
    if (shown.length === all) return [[words.total, totals]];
    const ends = shown[shown.length - 1] === rows.length - 1;
    /** @type {[string, Element[]][]} */
    const named = [];
    // A single row is its own sum, and averages add up to nothing.
    const addUp = totals.some((total) => total.hasAttribute("data-total"));
    if (addUp && shown.length > 1) named.push([words.subtotal, subtotals(shown)]);
    // Stacked sums take several lines: the grand total then stands on the last page only.
    if (ends || plan.lines === 1 || summed === 1) named.push([filled(words.grandTotal, { n: all }), totals]);
    return named;
  }

  /** Cells that add up the rows shown. @param {readonly number[]} shown */
  function subtotals(shown) {
    return totals.map((total, at) => {
      const copy = /** @type {HTMLElement} */ (total.cloneNode(false));
      if (total.hasAttribute("data-total")) {
        const values = shown.map((row) => rows[row][at].getAttribute("data-value") || "0");
        copy.textContent = withThousands(sumDecimals(values));
      }
      return copy;
    });
  }

  /** A line of sums; its name runs on over the columns that have none. @param {string} name @param {Element[]} cells */
  function sums(name, cells) {
    const row = document.createElement("tr");
    row.className = "sum";
    const label = document.createElement("td");
    label.className = "sum-label";
    label.textContent = name;
    row.appendChild(label);
    let named = false;
    plan.grid[0].forEach((at, place) => {
      if (!named && place > 0 && textOf(cells[at])) named = true;
      if (!named) label.colSpan = place + 1;
      else row.appendChild(cells[at].cloneNode(true));
    });
    return [row];
  }
}

/** What should not break may, where it is longer than the narrowest column of text. @param {Element} cell */
function loosen(cell) {
  Array.from(cell.querySelectorAll(".nb"))
    .filter((one) => widthEm(textOf(one)) > LEAST_TEXT_EM)
    .forEach((one) => one.classList.remove("nb"));
}

/** @param {Element[]} heads */
function firstText(heads) {
  return Math.max(0, heads.findIndex((head) => head.getAttribute("data-type") === "text"));
}

/** A head's words without what stands in small type. @param {Element} head */
export function labelOf(head) {
  return ((head.firstChild && head.firstChild.textContent) || "").trim();
}

/** @param {Element | null} [cell] */
export function textOf(cell) {
  return ((cell && cell.textContent) || "").trim();
}

/** @param {string} tag @param {string} text */
function piece(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {number[]} widthsPx */
function columnGroup(widthsPx) {
  const group = document.createElement("colgroup");
  widthsPx.forEach((width) => {
    const column = document.createElement("col");
    column.style.width = `${width}px`;
    group.appendChild(column);
  });
  return group;
}

/** @param {HTMLElement} block @param {LaidTable} laid @param {number[]} shown */
export function tableOf(block, laid, shown) {
  const copy = /** @type {HTMLElement} */ (block.cloneNode(true));
  const table = /** @type {HTMLElement} */ (copy.querySelector("table"));
  table.textContent = "";
  table.toggleAttribute("data-tight", laid.tight);
  table.toggleAttribute("data-stacked", laid.lines > 1);
  if (laid.columnsPx) {
    table.style.tableLayout = "fixed";
    table.appendChild(columnGroup(laid.columnsPx));
  }
  table.appendChild(laid.head.cloneNode(true));
  shown.forEach((row) => table.appendChild(laid.records[row].cloneNode(true)));
  const foot = laid.foot(shown);
  if (foot && foot.tagName === "TFOOT") table.appendChild(foot);
  else if (foot) table.insertAdjacentElement("afterend", foot);
  const note = copy.querySelector(".tabular-note");
  if (note && (laid.goesOn || shown[shown.length - 1] !== laid.records.length - 1)) note.remove();
  return copy;
}

/** 0, 1, … before `count`. @param {number} count */
export function upTo(count) {
  return Array.from({ length: count }, (_, at) => at);
}
