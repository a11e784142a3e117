// @ts-check
/**
 * Which layout of a table takes the least of a page: planned by counting, settled by measuring.
 */
import { layouts, sharedOut, widthEm } from "../../core/table_plan.js";
import { labelOf, layTable, partsOfTable, tableOf, textOf, upTo } from "./tables.js";

const GAPS_REM = [2.4, 1.6];
/** What a layout's height counts: one that reads worse must save that much. */
const WEIGHTS = { plain: 1, wrapped: 1, stacked: 1.15, shared: 1.1, "stacked and shared": 1.25 };
const TOO_HIGH = 100;
const TOO_WIDE = 10000;
const MOST_REMEMBERED = 60;

/** Which layout a table was given, by its columns and the page's size: it keeps it in every round, whatever rows are on. @type {Map<string, number>} */
const chosen = new Map();

/**
 * The table, or the tables that share its columns out, laid out so that they really fit.
 * @param {HTMLElement} block @param {HTMLElement} flow  An empty flow to measure in.
 * @param {Record<string, any>} words
 * @param {number} mostPx  What a row may take together with its head and its sums.
 * @returns {import("./tables.js").LaidTable[]}
 */
export function settled(block, flow, words, mostPx) {
  const source = partsOfTable(block);
  const { cellPx, remPx } = sizesIn(block, flow);
  const gapsEm = GAPS_REM.map((gap) => (gap * remPx) / cellPx);
  /** @type {import("./tables.js").LaidTable[]} */
  let best = [];
  let least = Infinity;
  const columns = columnsOf(source);
  const offered = layouts(columns, flow.clientWidth / cellPx, gapsEm);
  const table = JSON.stringify([source.all, flow.clientWidth, remPx, cellPx, columns.map(outline)]);
  const before = chosen.has(table) ? offered[/** @type {number} */ (chosen.get(table))] : undefined;
  for (const one of before ? [before] : offered) {
    const { sort, plans } = one;
    const laid = plans.map((plan) => layTable(source, plan, plan.gapEm < gapsEm[0], words));
    const costs = laid.map((one) => costOf(measured(block, flow, one), flow.clientWidth, mostPx));
    const cost = costs.reduce((sum, one) => sum + one.cost, 0) * WEIGHTS[sort];
    if (cost < least) {
      best = laid;
      least = cost;
      remember(table, offered.indexOf(one));
    }
    if (sort === "plain" && costs.every((one) => one.fits)) break;
  }
  best.forEach((one, at) => {
    one.goesOn = at < best.length - 1;
    one.columnsPx = widthsOf(block, flow, one);
  });
  return best;
}

/** @param {{ widthPx: number, heightPx: number, highestPx: number }} box @param {number} roomPx @param {number} mostPx */
function costOf({ widthPx, heightPx, highestPx }, roomPx, mostPx) {
  if (widthPx > roomPx + 1) return { cost: heightPx * TOO_WIDE, fits: false };
  if (highestPx > mostPx) return { cost: heightPx * TOO_HIGH, fits: false };
  return { cost: heightPx, fits: true };
}

/**
 * How wide and high a table is with all its rows, and how much its highest row takes with head and sums.
 * @param {HTMLElement} block @param {HTMLElement} flow @param {import("./tables.js").LaidTable} laid
 */
function measured(block, flow, laid) {
  const count = laid.records.length;
  // The sums of a part have the longer names: they may be what makes a table wide.
  const widths = [upTo(count - 1), upTo(count)].map((shown) => {
    const tried = flow.appendChild(tableOf(block, laid, shown));
    return /** @type {HTMLElement} */ (tried.querySelector("table")).offsetWidth;
  });
  const whole = /** @type {HTMLElement} */ (flow.lastElementChild);
  const rows = Array.from(whole.querySelectorAll(".record"), (row) => row.getBoundingClientRect().height);
  const heightPx = whole.getBoundingClientRect().height;
  const highestPx = heightPx - rows.reduce((sum, row) => sum + row, 0) + Math.max(...rows);
  flow.textContent = "";
  return { widthPx: Math.max(...widths), heightPx, highestPx };
}

/**
 * Widths of the columns with all rows in; every page of the table keeps them. What the planned widths
 * leave goes to texts that wrap, until they need not, and then to all alike.
 * @param {HTMLElement} block @param {HTMLElement} flow @param {import("./tables.js").LaidTable} laid
 */
function widthsOf(block, flow, laid) {
  const count = laid.records.length;
  const widthsAt = (/** @type {string} */ width, /** @type {number} */ shown) => {
    const tried = flow.appendChild(tableOf(block, laid, upTo(shown)));
    /** @type {HTMLElement} */ (tried.querySelector("table")).style.width = width;
    const cells = Array.from(/** @type {Element} */ (tried.querySelector(".record tr")).children);
    const widths = cells.map((cell) => cell.getBoundingClientRect().width);
    flow.removeChild(tried);
    return widths;
  };
  const narrow = widthsAt("1px", count);
  // The sums of a part have the longer names.
  const inPart = count > 1 ? widthsAt("1px", count - 1) : narrow;
  const least = narrow.map((width, at) => Math.max(width, inPart[at]));
  const most = widthsAt("max-content", count);
  return sharedOut(least, most.map((width, at) => (laid.wraps[at] ? width : 0)), flow.clientWidth);
}

/** @param {HTMLElement} block @param {HTMLElement} flow */
function sizesIn(block, flow) {
  const probe = flow.appendChild(/** @type {HTMLElement} */ (block.cloneNode(true)));
  const remPx = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const cellPx = parseFloat(getComputedStyle(/** @type {Element} */ (probe.querySelector("table"))).fontSize);
  flow.textContent = "";
  return { remPx, cellPx };
}

/** What tells a column from another, whatever rows are on. @param {import("../../core/table_plan.js").Column} column */
function outline({ label, aside, type, cells }) {
  return [label, aside, type, cells.reduce((most, one) => Math.max(most, widthEm(one)), 0)];
}

/** @param {string} table @param {number} at */
function remember(table, at) {
  chosen.delete(table);
  if (chosen.size >= MOST_REMEMBERED) chosen.delete(chosen.keys().next().value || "");
  chosen.set(table, at);
}

/** What planning needs to know: of each column also what is the widest of all its texts, on now or not. @param {ReturnType<typeof partsOfTable>} source */
function columnsOf({ heads, rows, totals }) {
  return heads.map((head, at) => ({
    label: labelOf(head),
    aside: textOf(head.querySelector("small")),
    type: head.getAttribute("data-type") || "text",
    cells: rows
      .map((row) => textOf(row[at]))
      .concat(totals[at] ? [textOf(totals[at])] : [])
      .concat(head.getAttribute("data-widest") || []),
  }));
}
