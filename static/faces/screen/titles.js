// @ts-check
/**
 * Titles: the largest size that takes few enough lines, broken where a reader would.
 */

const TITLE_STEPS = 3;
const MOST_SPREAD = 0.6; // lines more unequal than this read worse than a break inside a phrase

/** The largest title that takes few enough lines. @param {HTMLElement} frame */
export function fitTitle(frame) {
  const title = /** @type {HTMLElement | null} */ (frame.querySelector("[data-title]"));
  const holder = /** @type {HTMLElement | null} */ (frame.querySelector(".board"));
  if (!title || !holder || title === holder) return frame;
  const most = window.innerHeight > window.innerWidth ? 3 : 2;
  const smallest = Number(holder.getAttribute("data-step") || 0);
  for (let step = smallest; step < TITLE_STEPS; step += 1) {
    holder.setAttribute("data-title", String(step));
    if (lineCount(title) <= most) break;
  }
  balance(title);
  return frame;
}

/**
 * Break a title where a reader would, into lines about equally long; where no such places are,
 * just make the lines equal. Works in every engine.
 * @param {HTMLElement} title
 */
function balance(title) {
  const lines = lineCount(title);
  if (lines < 2) return;
  const places = Array.from(title.querySelectorAll("wbr"));
  /** @type {{ breaks: Element[], spread: number } | null} */
  let best = null;
  combinations(places, lines - 1).forEach((breaks) => {
    const spread = spreadWith(title, breaks, lines);
    if (spread !== null && (!best || spread < best.spread)) best = { breaks, spread };
  });
  const chosen = /** @type {{ breaks: Element[], spread: number } | null} */ (best);
  if (chosen && chosen.spread < MOST_SPREAD) {
    chosen.breaks.forEach((one) => one.replaceWith(document.createElement("br")));
    return;
  }
  narrow(title, lines);
}

/** Make the lines equal by narrowing the title. @param {HTMLElement} title @param {number} lines */
function narrow(title, lines) {
  const full = title.getBoundingClientRect().width;
  let low = full / lines;
  let high = full;
  while (high - low > 4) {
    const middle = (low + high) / 2;
    title.style.maxWidth = `${middle}px`;
    if (lineCount(title) > lines) low = middle;
    else high = middle;
  }
  title.style.maxWidth = `${Math.ceil(high)}px`;
}

/**
 * How unequal the lines are with breaks at these places (0 to 1), or null if that takes more lines.
 * @param {HTMLElement} title @param {Element[]} breaks @param {number} lines
 */
function spreadWith(title, breaks, lines) {
  const marks = breaks.map((one) => {
    const mark = document.createElement("br");
    one.replaceWith(mark);
    return mark;
  });
  const count = lineCount(title);
  /** @type {Record<string, { left: number, right: number }>} */
  const rows = {};
  const range = document.createRange();
  range.selectNodeContents(title);
  Array.from(range.getClientRects()).forEach((box) => {
    const key = String(Math.round((box.top + box.bottom) / 2 / 8));
    const row = rows[key] || { left: box.left, right: box.right };
    rows[key] = { left: Math.min(row.left, box.left), right: Math.max(row.right, box.right) };
  });
  marks.forEach((mark, at) => mark.replaceWith(breaks[at]));
  if (count > lines) return null;
  const widths = Object.keys(rows).map((key) => rows[key].right - rows[key].left).filter((width) => width > 1);
  const most = Math.max(...widths);
  return (most - Math.min(...widths)) / most;
}

/** Every way to choose `count` of `items`, in order. @template T @param {T[]} items @param {number} count @returns {T[][]} */
function combinations(items, count) {
  if (count === 0) return [[]];
  return items.reduce((/** @type {T[][]} */ all, item, at) => {
    combinations(items.slice(at + 1), count - 1).forEach((rest) => all.push([item].concat(rest)));
    return all;
  }, []);
}

/** @param {HTMLElement} element */
function lineCount(element) {
  const height = parseFloat(getComputedStyle(element).lineHeight);
  return Math.round(element.getBoundingClientRect().height / height);
}
