// @ts-check
/**
 * How a table may be laid out on a page of a given width. Pure: texts in, choices out.
 *
 * If the columns do not fit side by side, each text on one line, the running number goes first, then long texts wrap,
 * heads and texts deeper, then rows become two lines high: the first text column leads, behind its rank, the others are stacked
 * so that figures of one column still stand under each other. Instead of a third line the columns
 * are shared out over several tables that repeat the leading one. Nothing is cut, no number wraps.
 * (DESIGN §5) Which of the choices is best only measuring can tell.
 *
 * @typedef {{ label: string, aside: string, type: string, cells: string[] }} Column
 *   `aside` is what stands in small type behind the label: a unit, points.
 * @typedef {object} Plan
 * @property {number} lines  Lines a row takes (1 = an ordinary table).
 * @property {number[]} leads  Indexes of the columns that stand before all lines; none with one line.
 * @property {number[][]} grid  For each line the column indexes from left to right; -1 is empty.
 * @property {number[]} widths  Least width of each grid column in em of the cell's type.
 * @property {number[]} leadWidths
 * @property {number} gapEm  Padding of a cell, left and right together, that was chosen.
 * @property {boolean[]} whole  For each column whether its texts stand on one line.
 *
 * @typedef {"plain" | "wrapped" | "stacked" | "shared" | "stacked and shared"} Sort
 * @typedef {{ sort: Sort, plans: Plan[] }} Layout  Several plans share the columns out.
 * @typedef {{ heads: number, texts: number, mostEm: number }} Look
 *   Lines of a head and of a long text, and what a long text may ask for at most.
 */

const NUMERIC = ["int", "number", "money", "percent"];
const SERIAL = ["序", "序号", "No.", "#"];
const RANK = ["名次", "排名", "位次"];
const HEAD_SIZE = 0.8; // the head's type in em of the cell's
const ASIDE_SIZE = 0.7;
const WHOLE_HEAD_EM = 3; // 出车, 加油量: not broken
const LEAST_HEAD_EM = 2;
const SHORT_TEXT_EM = 6; // names, posts: kept on one line
export const LEAST_TEXT_EM = 4.5;
const BALANCE_EM = 0.5;

/** @type {Record<string, Look>} */
const LOOKS = {
  whole: { heads: 2, texts: 1, mostEm: Infinity },
  plain: { heads: 2, texts: 2, mostEm: Infinity },
  deep: { heads: 3, texts: 3, mostEm: 10 },
  deepest: { heads: 3, texts: 4, mostEm: 7 },
  stacked: { heads: 1, texts: 2, mostEm: 12 },
  stackedDeep: { heads: 2, texts: 2, mostEm: 12 },
  shared: { heads: 2, texts: 2, mostEm: 12 },
  last: { heads: 3, texts: Infinity, mostEm: Infinity },
};

/**
 * @param {readonly Column[]} columns
 * @param {number} availableEm  Width of the page in em of the cell's type.
 * @param {readonly number[]} gapsEm  Paddings of a cell, left and right together, widest first.
 * @returns {Layout[]} What fits by counting, the plainest first; at least one.
 */
export function layouts(columns, availableEm, gapsEm) {
  const all = columns.map((_, at) => at);
  const whole = columns.map(standsWhole);
  const kept = columns.length < 3 ? all : all.filter((at) => !isSerial(columns[at]));
  const tightEm = gapsEm[gapsEm.length - 1];
  const text = kept.find((at) => NUMERIC.indexOf(columns[at].type) < 0);
  const named = text === undefined ? kept[0] : text;
  // Whoever has a rank stands behind it.
  const leads = kept.filter((at) => at === named || (at < named && RANK.indexOf(columns[at].label) >= 0));
  const others = kept.filter((at) => leads.indexOf(at) < 0);
  /** @type {Layout[]} */
  const found = [];
  const sideways = kept.length < all.length ? [all, kept] : [all];
  // Where every text has its line once the running number is gone, it goes; where that would spare no line, it may stay.
  [LOOKS.whole, LOOKS.plain].forEach((look) => {
    sideways.forEach((some) => gapsEm.forEach((gapEm) => offer("plain", [sideBySide(some, gapEm, look)])));
  });
  [LOOKS.deep, LOOKS.deepest].forEach((look) => offer("wrapped", [sideBySide(kept, tightEm, look)]));
  [LOOKS.stacked, LOOKS.stackedDeep].forEach((look) => {
    if (others.length > 1) offer("stacked", [stacked(others, look)]);
  });
  const flat = shared((some) => sideBySide(leads.concat(some), tightEm, LOOKS.shared));
  const high = shared((some) => stacked(some, LOOKS.stackedDeep));
  if (flat.length > 1) offer("shared", flat);
  if (high.length > 1 && (flat.length === 0 || high.length < flat.length)) offer("stacked and shared", high);
  if (found.length === 0) {
    const singly = others.map((at) => sideBySide(leads.concat(at), tightEm, LOOKS.last));
    found.push({ sort: "shared", plans: singly.length > 0 ? singly : [sideBySide(all, tightEm, LOOKS.last)] });
  }
  return found;

  /** @param {Sort} sort @param {Plan[]} plans */
  function offer(sort, plans) {
    if (plans.every((plan) => room(plan) <= availableEm)) found.push({ sort, plans });
  }

  /** @param {number[]} some @param {number} gapEm @param {Look} look @returns {Plan} */
  function sideBySide(some, gapEm, look) {
    const widths = some.map((at) => leastWidth(columns[at], look));
    return { lines: 1, leads: [], grid: [some], widths, leadWidths: [], gapEm, whole };
  }

  /** Two lines behind the leading column. @param {number[]} some @param {Look} look @returns {Plan} */
  function stacked(some, look) {
    const across = Math.ceil(some.length / 2);
    const grid = [some.slice(0, across), some.slice(across)].filter((line) => line.length > 0);
    const widths = grid[0].map((_, place) => {
      const column = grid.map((line) => line[place]).filter((at) => at !== undefined);
      return Math.max(...column.map((at) => leastWidth(columns[at], look)));
    });
    const leadWidths = leads.map((at) => leastWidth(columns[at], look));
    const full = grid.map((line) => widths.map((_, place) => (place < line.length ? line[place] : -1)));
    return { lines: grid.length, leads, grid: full, widths, leadWidths, gapEm: tightEm, whole };
  }

  /**
   * The columns shared out over as few tables as possible, about equally wide; none if one column
   * alone is too wide.
   * @param {(some: number[]) => Plan} planned
   */
  function shared(planned) {
    let best = runs(planned, availableEm);
    for (let most = availableEm - BALANCE_EM; most > 0; most -= BALANCE_EM) {
      const tried = runs(planned, most);
      if (tried.length === 0 || tried.length > best.length) break;
      best = tried;
    }
    return best;
  }

  /** Each table as many columns as go into it. @param {(some: number[]) => Plan} planned @param {number} mostEm */
  function runs(planned, mostEm) {
    /** @type {number[][]} */
    const shares = [];
    others.forEach((at) => {
      const last = shares[shares.length - 1];
      if (last && room(planned(last.concat(at))) <= mostEm) last.push(at);
      else shares.push([at]);
    });
    const plans = shares.map(planned);
    return plans.every((plan) => room(plan) <= mostEm) ? plans : [];
  }
}

/** Width a plan asks for. @param {Plan} plan */
function room(plan) {
  const count = plan.widths.length + plan.leads.length;
  return total(plan.leadWidths) + total(plan.widths) + count * plan.gapEm;
}

/**
 * The least width a column needs: figures and short texts whole, longer texts in some lines.
 * @param {Column} column @param {Look} look
 */
function leastWidth(column, look) {
  const widest = Math.max(0, ...column.cells.map(widthEm));
  const wrapped = Math.max(LEAST_TEXT_EM, Math.min(look.mostEm, Math.ceil(widest / look.texts) + 1));
  return Math.max(standsWhole(column) || look.texts === 1 ? widest : wrapped, headWidth(column, look.heads));
}

/** Width of a head in some lines; what stands in small type has the last one. @param {Column} column @param {number} lines */
function headWidth(column, lines) {
  const aside = widthEm(column.aside) * ASIDE_SIZE;
  if (lines === 1) return widthEm(column.label) * HEAD_SIZE + aside;
  const label = widthEm(column.label);
  const broken = Math.max(LEAST_HEAD_EM, Math.ceil(label / (column.aside ? lines - 1 : lines)));
  return Math.max(aside, (label <= WHOLE_HEAD_EM ? label : broken) * HEAD_SIZE);
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

/**
 * Share a width out: what the columns need, then what would spare some a second line, then to all alike.
 * @param {readonly number[]} least @param {readonly number[]} wanted  Not above `least` where nothing is wanted.
 * @param {number} room
 */
export function sharedOut(least, wanted, room) {
  const spare = Math.max(0, room - total(least));
  const wishes = wanted.map((width, at) => Math.max(0, width - least[at]));
  const given = Math.min(spare, total(wishes));
  const granted = total(wishes) > 0 ? given / total(wishes) : 0;
  const each = (spare - given) / least.length;
  return least.map((width, at) => width + wishes[at] * granted + each);
}

/** @param {readonly number[]} numbers */
function total(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0);
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
