// @ts-check
/**
 * How a table is laid out on a page of a given width. Pure: texts in, a plan out.
 *
 * If the columns do not fit side by side, the running number goes first, then rows become two or
 * three lines high: the first text column leads, the others are stacked so that figures of one
 * column still stand under each other. Nothing is cut, no number wraps. (DESIGN §5)
 *
 * @typedef {{ label: string, unit: string, type: string, cells: string[] }} Column
 * @typedef {object} Plan
 * @property {number} lines  Lines a row takes (1 = an ordinary table).
 * @property {number} lead  Index of the column that stands before all lines; -1 with one line.
 * @property {number[][]} grid  For each line the column indexes from left to right; -1 is empty.
 * @property {number[]} widths  Least width of each grid column in em of the cell's type.
 * @property {number} leadWidth
 * @property {number} gapEm  Padding of a cell, left and right together, that was chosen.
 * @property {boolean[]} whole  For each column whether its texts stand on one line.
 */

const NUMERIC = ["int", "number", "money", "percent"];
const SERIAL = ["序", "序号", "No.", "#"];
const HEAD_SIZE = 0.8; // the head's type in em of the cell's
const UNIT_SIZE = 0.7;
const MOST_LINES = 5;
const SHORT_TEXT_EM = 6; // names, posts: kept on one line
const LEAST_TEXT_EM = 4.5;

/**
 * @param {readonly Column[]} columns
 * @param {number} availableEm  Width of the page in em of the cell's type.
 * @param {readonly number[]} gapsEm  Paddings of a cell, left and right together, widest first.
 * @param {number} [leastLines]  Where measuring found that fewer lines do not fit.
 * @returns {Plan}
 */
export function planTable(columns, availableEm, gapsEm, leastLines = 1) {
  const all = columns.map((_, at) => at);
  const whole = columns.map(standsWhole);
  const withoutSerial = all.filter((at) => !isSerial(columns[at]) || columns.length < 3);
  const flat = leastLines > 1 ? [] : [all, withoutSerial];
  for (const kept of flat) {
    for (const gapEm of gapsEm) {
      const plan = sideBySide(kept, gapEm);
      if (room(plan) <= availableEm) return plan;
    }
  }
  for (let lines = Math.max(2, leastLines); lines < MOST_LINES; lines += 1) {
    for (const headsWhole of [true, false]) {
      const plan = stacked(withoutSerial, lines, headsWhole);
      if (room(plan) <= availableEm) return plan;
    }
  }
  return stacked(withoutSerial, MOST_LINES, false);

  /** @param {number[]} kept @param {number} gapEm @returns {Plan} */
  function sideBySide(kept, gapEm) {
    return {
      lines: 1,
      lead: -1,
      grid: [kept],
      widths: kept.map((at) => leastWidth(columns[at], false)),
      leadWidth: 0,
      gapEm,
      whole,
    };
  }

  /** @param {number[]} kept @param {number} lines @param {boolean} headsWhole @returns {Plan} */
  function stacked(kept, lines, headsWhole) {
    const lead = kept.find((at) => NUMERIC.indexOf(columns[at].type) < 0);
    const leading = lead === undefined ? kept[0] : lead;
    const others = kept.filter((at) => at !== leading);
    const across = Math.max(1, Math.ceil(others.length / lines));
    const grid = [];
    for (let line = 0; line < lines && line * across < others.length; line += 1) {
      const row = others.slice(line * across, (line + 1) * across);
      while (row.length < across) row.push(-1);
      grid.push(row);
    }
    const widths = [];
    for (let place = 0; place < across; place += 1) {
      widths.push(
        Math.max(...grid.map((row) => (row[place] < 0 ? 0 : leastWidth(columns[row[place]], headsWhole)))),
      );
    }
    return {
      lines: grid.length,
      lead: leading,
      grid,
      widths,
      leadWidth: leastWidth(columns[leading], headsWhole),
      gapEm: gapsEm[gapsEm.length - 1],
      whole,
    };
  }

  /** @param {Plan} plan */
  function room(plan) {
    const count = plan.widths.length + (plan.lead >= 0 ? 1 : 0);
    return plan.widths.reduce((sum, width) => sum + width, plan.leadWidth) + count * plan.gapEm;
  }
}

/**
 * The least width a column needs: figures and short texts whole, longer texts in two lines.
 * Heads in one line where there is room for it, since stacked ones grow fast.
 * @param {Column} column
 * @param {boolean} headWhole
 */
function leastWidth(column, headWhole) {
  const widest = Math.max(0, ...column.cells.map(widthEm));
  const label = widthEm(column.label) * HEAD_SIZE;
  const unit = widthEm(column.unit) * UNIT_SIZE;
  const head = label + unit;
  // In two lines: a long label is halved, a unit goes below its label.
  const halved = Math.max(unit, unit > 0 ? label : Math.min(label, Math.max(label / 2 + HEAD_SIZE / 2, 3 * HEAD_SIZE)));
  const body = standsWhole(column) ? widest : Math.max(LEAST_TEXT_EM, Math.ceil(widest / 2) + 1);
  return Math.max(body, headWhole ? head : halved);
}

/** True for figures, days and short texts such as names. @param {Column} column */
function standsWhole(column) {
  if (NUMERIC.indexOf(column.type) >= 0 || column.type === "date") return true;
  return Math.max(0, ...column.cells.map(widthEm)) <= SHORT_TEXT_EM;
}

/**
 * Width of a text in em: Han characters and full-width marks one, everything else about half.
 * @param {string} text
 */
export function widthEm(text) {
  let width = 0;
  for (const character of text) {
    const code = /** @type {number} */ (character.codePointAt(0));
    width += code >= 0x2e80 || code === 0xb7 || (code >= 0x2014 && code <= 0x2026) ? 1 : code >= 0x41 && code <= 0x5a ? 0.68 : 0.57;
  }
  return width;
}

/** @param {Column} column */
function isSerial(column) {
  return SERIAL.indexOf(column.label) >= 0;
}

/**
 * Add decimal texts exactly: ["0.10", "0.2"] → "0.30".
 * @param {readonly string[]} values
 */
export function sumDecimals(values) {
  const places = Math.max(0, ...values.map((value) => (value.split(".")[1] || "").length));
  const scale = 10 ** places;
  const sum = values.reduce((total, value) => total + Math.round(Number(value) * scale), 0);
  return (sum / scale).toFixed(places);
}

/**
 * Thousands marks: "1634.5" → "1,634.5".
 * @param {string} decimal
 */
export function withThousands(decimal) {
  const [whole, fraction] = decimal.split(".");
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? marked : `${marked}.${fraction}`;
}
