// @ts-check
/**
 * Lay out a plain `<table>` as the plan says, and cut it into pages with heads, subtotals and sums.
 */
import { filled } from "../../core/days.js";
import { planTable, sumDecimals, withThousands } from "../../core/table_plan.js";

const GAP_REM = 2.4;

/**
 * @typedef {object} LaidTable
 * @property {HTMLElement[]} records  One `<tbody>` a row, in order.
 * @property {HTMLElement} head
 * @property {(shown: readonly number[]) => HTMLElement | null} foot  Sums under the rows shown.
 * @property {number} leastRows  How many rows a page of it has at least.
 */

/**
 * @param {HTMLTableElement} source  The table as the server wrote it.
 * @param {{ widthPx: number, cellPx: number, remPx: number, leastLines: number }} room
 * @param {Record<string, any>} words
 * @returns {LaidTable}
 */
export function layTable(source, room, words) {
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
    (GAP_REM * room.remPx) / room.cellPx,
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
        if (tag === "tbody") lead.style.minWidth = `calc(${plan.leadWidth}em + ${GAP_REM}rem)`;
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
    copy.style.minWidth = head ? "" : `calc(${plan.widths[place]}em + ${GAP_REM}rem)`;
    if (at >= 0 && plan.whole[at] && !head) copy.setAttribute("data-whole", "");
    if (plan.lines === 1 && at === firstText(heads)) copy.classList.add("lead");
    return copy;
  };

  return {
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
    /** @type {[string, Element[]]} */
    const part = [words.subtotal, subtotals(shown)];
    /** @type {[string, Element[]]} */
    const whole = [filled(words.grandTotal, { n: rows.length }), totals];
    // Stacked sums take several lines: the grand total then stands on the last page only.
    const ends = shown[shown.length - 1] === rows.length - 1;
    return plan.lines > 1 && !ends ? [part] : [part, whole];
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

  /** A line of sums with its name where the first text stands. @param {string} name @param {Element[]} cells */
  function sums(name, cells) {
    const named = cells.map((one) => /** @type {HTMLElement} */ (one.cloneNode(true)));
    const label = plan.lead >= 0 ? plan.lead : firstText(heads, plan.grid[0]);
    named[label].textContent = name;
    named[label].classList.add("sum-label");
    const block = lines(named, "tbody");
    Array.from(block.children).forEach((row) => row.classList.add("sum"));
    return Array.from(block.children);
  }
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
