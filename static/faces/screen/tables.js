// @ts-check
/**
 * Lay out a plain `<table>` as the plan says, and cut it into pages with heads, subtotals and sums.
 */
import { filled } from "../../core/days.js";
import { planTable, sumDecimals, withThousands } from "../../core/table_plan.js";

const GAPS_REM = [2.4, 1.6];
const MOST_LINES = 5;

/**
 * @typedef {object} LaidTable
 * @property {HTMLElement[]} records  One `<tbody>` a row, in order.
 * @property {HTMLElement} head
 * @property {(shown: readonly number[]) => HTMLElement | null} foot  Sums under the rows shown.
 * @property {boolean} tight  Its columns stand close.
 * @property {number[]} [columnsPx]  Widths of its columns, once settled by measuring.
 * @property {number} leastRows  How many rows a page of it has at least.
 */

/**
 * @param {HTMLTableElement} source  The table as the server wrote it.
 * @param {{ widthPx: number, cellPx: number, remPx: number, leastLines: number }} room
 * @param {Record<string, any>} words
 * @returns {LaidTable}
 */
function layTable(source, room, words) {
  const heads = Array.from(source.querySelectorAll("thead th"));
  const rows = Array.from(source.querySelectorAll("tbody tr")).map((row) => Array.from(row.children));
  const totals = Array.from(source.querySelectorAll("tfoot td"));
  const plan = planTable(
    heads.map((head, at) => ({
      label: labelOf(head),
      unit: (head.querySelector("small") || { textContent: "" }).textContent || "",
      type: head.getAttribute("data-type") || "text",
      cells: rows.map((row) => textOf(row[at])).concat(totals[at] ? [textOf(totals[at])] : []),
    })),
    room.widthPx / room.cellPx,
    GAPS_REM.map((gap) => (gap * room.remPx) / room.cellPx),
    room.leastLines,
  );

  /** @param {Element[]} cells @param {string} tag */
  const lines = (cells, tag) => {
    const body = document.createElement(tag);
    plan.grid.forEach((grid, line) => {
      const tr = document.createElement("tr");
      if (line === 0 && plan.lead >= 0) {
        const lead = /** @type {HTMLTableCellElement} */ (cells[plan.lead].cloneNode(true));
        lead.rowSpan = plan.lines;
        lead.classList.add("lead");
        if (tag === "tbody") lead.style.minWidth = `${plan.leadWidth + plan.gapEm}em`;
        if (plan.whole[plan.lead]) lead.setAttribute("data-whole", "");
        tr.appendChild(lead);
      }
      grid.forEach((at, place) => tr.appendChild(cell(cells, at, place)));
      body.appendChild(tr);
    });
    return body;
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
    return copy;
  };

  return {
    tight: plan.gapEm < (GAPS_REM[0] * room.remPx) / room.cellPx,
    leastRows: plan.lines > 1 ? 1 : 2,
    head: lines(heads, "thead"),
    records: rows.map((row, at) => {
      const record = lines(row, "tbody");
      record.className = "record";
      if (at % 2) record.setAttribute("data-zebra", "");
      return record;
    }),
    foot: (shown) => (totals.length === 0 ? null : plan.lines > 1 ? listed(shown) : aligned(shown)),
  };

  /** Sums under their columns. @param {readonly number[]} shown */
  function aligned(shown) {
    const foot = document.createElement("tfoot");
    namedSums(shown).forEach(([name, cells]) => foot.append(...sums(name, cells)));
    return foot;
  }

  /**
   * Sums of a stacked table: each with its column's name, in running lines below it.
   * @param {readonly number[]} shown
   */
  function listed(shown) {
    const foot = document.createElement("div");
    foot.className = "sums";
    namedSums(shown).forEach(([name, cells]) => {
      const line = document.createElement("p");
      line.appendChild(piece("span", name));
      cells.forEach((cell, at) => {
        if (!textOf(cell)) return;
        const sum = piece("span", "");
        sum.append(piece("small", `${labelOf(heads[at])} `), piece("b", textOf(cell)));
        line.appendChild(sum);
      });
      foot.appendChild(line);
    });
    return foot;
  }

  /** What stands under the rows shown: their own sums if they are not all, then those of all. @param {readonly number[]} shown @returns {[string, Element[]][]} */
  function namedSums(shown) {
    if (shown.length === rows.length) return [[words.total, totals]];
    const ends = shown[shown.length - 1] === rows.length - 1;
    /** @type {[string, Element[]][]} */
    const named = [];
    // A single row is its own sum.
    if (shown.length > 1) named.push([words.subtotal, subtotals(shown)]);
    // Stacked sums take several lines: the grand total then stands on the last page only.
    if (ends || plan.lines === 1) named.push([filled(words.grandTotal, { n: rows.length }), totals]);
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

/**
 * Two tables that share the leading column and have half of the others each: for a row that is
 * higher than a page even in lines. Empty where there is nothing to share out.
 * @param {HTMLElement} block
 */
export function columnGroups(block) {
  const heads = Array.from(block.querySelectorAll("thead th"));
  const lead = firstText(heads);
  const others = upTo(heads.length).filter((at) => at !== lead);
  if (others.length < 2) return [];
  const half = Math.ceil(others.length / 2);
  return [others.slice(0, half), others.slice(half)].map((group, part) => {
    const copy = /** @type {HTMLElement} */ (block.cloneNode(true));
    copy.querySelectorAll("tr").forEach((row) => {
      Array.from(row.children).forEach((cell, at) => {
        if (at !== lead && group.indexOf(at) < 0) cell.remove();
      });
    });
    if (part === 0) copy.querySelectorAll(".tabular-note").forEach((note) => note.remove());
    return copy;
  });
}

/** @param {Element[]} heads @param {number[]} [among] */
function firstText(heads, among) {
  const candidates = among || heads.map((_, at) => at);
  const found = candidates.find((at) => {
    const label = labelOf(heads[at]);
    return heads[at].getAttribute("data-type") === "text" && label !== "序号";
  });
  return found === undefined ? candidates[0] : found;
}

/** A head's words without its unit. @param {Element} head */
function labelOf(head) {
  return ((head.firstChild && head.firstChild.textContent) || "").trim();
}

/** @param {Element} [cell] */
function textOf(cell) {
  return ((cell && cell.textContent) || "").trim();
}

/** @param {string} tag @param {string} text */
function piece(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/**
 * A table laid out so that it really fits: planned by counting, settled by measuring.
 * @param {HTMLElement} block @param {HTMLElement} flow @param {Record<string, any>} words
 */
export function settledTable(block, flow, words) {
  const source = /** @type {HTMLTableElement} */ (block.querySelector("table"));
  const probe = /** @type {HTMLElement} */ (block.cloneNode(true));
  flow.appendChild(probe);
  const remPx = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const cellPx = parseFloat(getComputedStyle(/** @type {Element} */ (probe.querySelector("table"))).fontSize);
  flow.removeChild(probe);
  const widthPx = flow.clientWidth;
  for (let leastLines = 1; ; leastLines += 1) {
    const laid = layTable(source, { widthPx, cellPx, remPx, leastLines }, words);
    const count = laid.records.length;
    // All rows, and all but one: the sums of a part have the longer names.
    const tooWide = [upTo(count), upTo(count - 1)].some((shown) => {
      const tried = tableOf(block, laid, shown);
      flow.appendChild(tried);
      const width = /** @type {HTMLElement} */ (tried.querySelector("table")).offsetWidth;
      flow.removeChild(tried);
      return width > widthPx + 1;
    });
    if (tooWide && leastLines < MOST_LINES) continue;
    return Object.assign(laid, { columnsPx: columnsOf(block, flow, laid) });
  }
}

/**
 * Widths of the columns with all rows in: every page of the table keeps them.
 * @param {HTMLElement} block @param {HTMLElement} flow @param {LaidTable} laid
 */
function columnsOf(block, flow, laid) {
  const whole = tableOf(block, laid, upTo(laid.records.length));
  flow.appendChild(whole);
  const cells = Array.from(/** @type {Element} */ (whole.querySelector(".record tr")).children);
  const widths = cells.map((cell) => cell.getBoundingClientRect().width);
  flow.removeChild(whole);
  return widths;
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
  if (note && shown[shown.length - 1] !== laid.records.length - 1) note.remove();
  return copy;
}

/** 0, 1, … before `count`. @param {number} count */
export function upTo(count) {
  return Array.from({ length: count }, (_, at) => at);
}
