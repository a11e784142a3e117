// @ts-check
/**
 * Turn one board into pages that fit: measured in the browser, never below the smallest size, then
 * split into balanced pages (DESIGN §5). Every page is a whole frame with the board inside.
 */
import { filled } from "../../core/days.js";
import { paginate } from "../../core/pack.js";
import { layTable } from "./tables.js";

const STEPS = 3; // three sizes of type; the last is the smallest that may be
const TITLE_STEPS = 3;
const MOST_TILES = 12;
const MOST_TABLE_PAGES = 12;
const MOST_LINES = 5;
const SLACK_PX = 4;
const MOST_SPREAD = 0.5; // lines more unequal than this read worse than a break inside a phrase

/**
 * @param {HTMLElement} board  As the server rendered it, not in the document.
 * @param {(board: HTMLElement) => HTMLElement} framed  Puts a board into a new, hidden frame in the stage.
 * @param {Record<string, any>} words
 * @returns {HTMLElement[]} Frames in order, all hidden.
 */
export function typeset(board, framed, words) {
  if (!board.querySelector("[data-flow]")) return [fitTitle(framed(board))];
  if (board.querySelector('[data-block="tile"]')) return tilePages(board, framed);
  for (let step = 0; step < STEPS - 1; step += 1) {
    const pages = attempt(board, framed, words, { step, metered: false });
    if (pages.length === 1) return pages;
    pages.forEach((page) => page.remove());
  }
  // Several pages have a meter, and it takes room; one page has none.
  const single = attempt(board, framed, words, { step: STEPS - 1, metered: false });
  if (single.length === 1) return single;
  single.forEach((page) => page.remove());
  return attempt(board, framed, words, { step: STEPS - 1, metered: true });
}

/** The largest title that takes few enough lines. @param {HTMLElement} frame */
function fitTitle(frame) {
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

/**
 * Many portraits: up to twelve a page, more in equal pages.
 * @param {HTMLElement} board @param {(board: HTMLElement) => HTMLElement} framed
 */
function tilePages(board, framed) {
  const tiles = Array.from(board.querySelectorAll('[data-block="tile"]'));
  const count = Math.ceil(tiles.length / MOST_TILES);
  const each = Math.ceil(tiles.length / count);
  const pages = [];
  for (let at = 0; at < count; at += 1) {
    const shown = tiles.slice(at * each, (at + 1) * each);
    const copy = emptied(board);
    copy.setAttribute("data-tiles", String(shown.length));
    flowOf(copy).append(...shown.map((tile) => tile.cloneNode(true)));
    pages.push(fitTitle(framed(copy)));
  }
  return pages;
}

/**
 * Lay the board out with type of one size.
 * @param {HTMLElement} board @param {(board: HTMLElement) => HTMLElement} framed
 * @param {Record<string, any>} words
 * @param {{ step: number, metered: boolean }} look
 */
function attempt(board, framed, words, look) {
  const measuring = framed(sized(emptied(board), look, false));
  fitTitle(measuring);
  const later = framed(sized(emptied(board), look, true));
  fitTitle(later);
  // A hair less than there is: heights are fractions, and borders of tables collapse.
  const room = {
    first: flowOf(measuring).clientHeight - SLACK_PX,
    rest: flowOf(later).clientHeight - SLACK_PX,
  };
  const parts = partsOf(board, flowOf(measuring), words);
  const packed = paginate(parts.units, parts.groups, room, parts.measure);
  const pages = packed.map((pieces, at) => {
    const frame = framed(sized(emptied(board), look, at > 0));
    fitTitle(frame);
    parts.fill(flowOf(frame), pieces);
    return frame;
  });
  measuring.remove();
  later.remove();
  return curtailed(pages, board, words);
}

/**
 * A table of more than twelve pages stops there on the wall; the phone has all of it.
 * @param {HTMLElement[]} pages @param {HTMLElement} board @param {Record<string, any>} words
 */
function curtailed(pages, board, words) {
  if (pages.length <= MOST_TABLE_PAGES || !board.querySelector('[data-block="table"]')) return pages;
  let left = 0;
  pages.slice(MOST_TABLE_PAGES).forEach((page) => {
    left += page.querySelectorAll(".record").length;
    page.remove();
  });
  const says = pages[MOST_TABLE_PAGES - 1].querySelector(".qr-says");
  if (says) says.textContent = filled(words.restByQr, { n: left });
  return pages.slice(0, MOST_TABLE_PAGES);
}

/** @param {HTMLElement} board */
function emptied(board) {
  const copy = /** @type {HTMLElement} */ (board.cloneNode(true));
  flowOf(copy).textContent = "";
  return copy;
}

/**
 * @param {HTMLElement} board @param {{ step: number, metered: boolean }} look
 * @param {boolean} continued
 */
function sized(board, look, continued) {
  board.setAttribute("data-step", String(look.step));
  board.querySelectorAll("[data-meter]").forEach((meter) => {
    meter.toggleAttribute("hidden", !look.metered);
  });
  if (continued) board.setAttribute("data-continued", "");
  return board;
}

/** @param {Element} within */
function flowOf(within) {
  return /** @type {HTMLElement} */ (within.querySelector("[data-flow]"));
}

/**
 * What the flow is made of: units with heights, and how to build a page of them.
 * @param {HTMLElement} board @param {HTMLElement} flow  An empty flow in a measuring frame.
 * @param {Record<string, any>} words
 */
function partsOf(board, flow, words) {
  /** @type {import("../../core/pack.js").Unit[]} */
  const units = [];
  /** @type {Record<string, import("../../core/pack.js").Group>} */
  const groups = {};
  /** @type {{ block: HTMLElement, part: (piece: import("../../core/pack.js").Piece) => Node, table?: any, row?: number }[]} */
  const builders = [];
  let list = 0;

  Array.from(flowOf(board).children).forEach((child, at) => {
    const block = /** @type {HTMLElement} */ (child);
    const kind = block.getAttribute("data-block");
    if (kind === "prose") addProse(block);
    else if (kind === "table" && block.querySelector("table")) addTable(block, `table-${at}`);
    else if (kind === "row") addRow(block);
    else addWhole(block);
  });
  flow.textContent = "";

  const measured = new Map();
  return { units, groups, measure, fill };

  /** @param {HTMLElement} block */
  function addProse(block) {
    Array.from(block.children).forEach((paragraph) => {
      const holder = wrapper(block);
      holder.appendChild(paragraph.cloneNode(true));
      const height = heightIn(holder);
      const cuts = paragraph.tagName === "P" ? sentenceEnds(paragraph) : [];
      const heading = /^H\d$/.test(paragraph.tagName);
      units.push({ height, sentences: cuts.length + 1 });
      builders.push({
        block,
        part: (piece) => partOf(paragraph, cuts, piece.from, piece.to),
      });
      if (heading) units[units.length - 1].sentences = 0;
    });
    joinHeadings(block);
  }

  /** A heading never ends a page: it becomes one unit with what follows it. @param {HTMLElement} block */
  function joinHeadings(block) {
    const count = block.children.length;
    const start = units.length - count;
    for (let at = units.length - 2; at >= start; at -= 1) {
      if (units[at].sentences !== 0) continue;
      const next = units[at + 1];
      const builder = builders[at];
      const follower = builders[at + 1];
      const headingHeight = units[at].height;
      const merged = { height: headingHeight + next.height, sentences: next.sentences };
      units.splice(at, 2, merged);
      builders.splice(at, 2, {
        block,
        part: (piece) => {
          const both = document.createDocumentFragment();
          if (piece.from === 0) both.appendChild(builder.part({ unit: at, from: 0, to: 1 }));
          both.appendChild(follower.part(piece));
          return both;
        },
      });
    }
    units.forEach((unit) => {
      if (unit.sentences === 0) unit.sentences = 1;
    });
  }

  /** @param {HTMLElement} block @param {string} name */
  function addTable(block, name) {
    const laid = settledTable(block, flow, words);
    const probe = tableOf(block, laid, upTo(laid.records.length));
    flow.appendChild(probe);
    const tops = laid.records.map((_, at) => /** @type {HTMLElement} */ (probe.querySelectorAll(".record")[at]).getBoundingClientRect().height);
    const whole = probe.getBoundingClientRect().height;
    flow.removeChild(probe);
    const rows = tops.reduce((sum, height) => sum + height, 0);
    groups[name] = { head: whole - rows - footHeight(block, laid, upTo(laid.records.length)), foot: footOf(block, laid), leastRows: laid.leastRows };
    laid.records.forEach((_, at) => {
      units.push({ height: tops[at], group: name });
      builders.push({ block, part: () => document.createTextNode(""), table: laid, row: at });
    });
  }

  /**
   * Heights of the sums under a part of a table: measured once for each sort of part.
   * @param {HTMLElement} block @param {any} laid
   */
  function footOf(block, laid) {
    const count = laid.records.length;
    /** @type {Record<string, number>} */
    const known = {};
    return (/** @type {number} */ from, /** @type {number} */ to) => {
      const sort = `${to - from === count} ${to - from === 1} ${to === count}`;
      if (!(sort in known)) known[sort] = footHeight(block, laid, upTo(to).slice(from));
      return known[sort];
    };
  }

  /** @param {HTMLElement} block @param {any} laid @param {number[]} shown */
  function footHeight(block, laid, shown) {
    const probe = tableOf(block, laid, shown);
    flow.appendChild(probe);
    const foot = probe.querySelector("tfoot, .sums");
    const height = foot ? foot.getBoundingClientRect().height : 0;
    flow.removeChild(probe);
    return height;
  }

  /** @param {HTMLElement} block */
  function addRow(block) {
    const previous = block.previousElementSibling;
    const follows = previous && previous.getAttribute("data-block") === "row";
    if (!follows) {
      list += 1;
      groups[`list-${list}`] = { head: 0, foot: () => 0 };
    }
    units.push({ height: heightIn(block.cloneNode(true)), group: `list-${list}` });
    builders.push({ block, part: () => block.cloneNode(true) });
  }

  /** @param {HTMLElement} block */
  function addWhole(block) {
    units.push({
      height: heightIn(block.cloneNode(true)),
      glued: block.getAttribute("data-block") === "sign",
      newPage: block.hasAttribute("data-new-page"),
    });
    builders.push({ block, part: () => block.cloneNode(true) });
  }

  /** @param {Node} node */
  function heightIn(node) {
    flow.textContent = "";
    flow.appendChild(node);
    const height = /** @type {HTMLElement} */ (node).getBoundingClientRect().height;
    flow.removeChild(node);
    return height;
  }

  /** @param {number} unit @param {number} from @param {number} to */
  function measure(unit, from, to) {
    const key = `${unit}:${from}:${to}`;
    if (!measured.has(key)) {
      const holder = wrapper(builders[unit].block);
      holder.appendChild(builders[unit].part({ unit, from, to }));
      const height = heightOf(holder);
      const line = parseFloat(getComputedStyle(flow.appendChild(holder)).lineHeight) || 1;
      flow.removeChild(holder);
      measured.set(key, { height, lines: Math.floor(height / line) });
    }
    return measured.get(key);
  }

  /** @param {HTMLElement} node */
  function heightOf(node) {
    flow.appendChild(node);
    const height = node.getBoundingClientRect().height;
    flow.removeChild(node);
    return height;
  }

  /** @param {HTMLElement} target @param {import("../../core/pack.js").Piece[]} pieces */
  function fill(target, pieces) {
    let at = 0;
    while (at < pieces.length) {
      const { block, table } = builders[pieces[at].unit];
      if (table) {
        const shown = [];
        while (at < pieces.length && builders[pieces[at].unit].table === table) {
          shown.push(/** @type {number} */ (builders[pieces[at].unit].row));
          at += 1;
        }
        target.appendChild(tableOf(block, table, shown));
        continue;
      }
      if (block.getAttribute("data-block") === "prose") {
        const holder = wrapper(block);
        while (at < pieces.length && builders[pieces[at].unit].block === block) {
          holder.appendChild(builders[pieces[at].unit].part(pieces[at]));
          at += 1;
        }
        target.appendChild(holder);
        continue;
      }
      target.appendChild(builders[pieces[at].unit].part(pieces[at]));
      at += 1;
    }
  }
}

/** 0, 1, … before `count`. @param {number} count */
function upTo(count) {
  return Array.from({ length: count }, (_, at) => at);
}

/** @param {HTMLElement} block */
function wrapper(block) {
  return /** @type {HTMLElement} */ (block.cloneNode(false));
}

/**
 * A table laid out so that it really fits: planned by counting, settled by measuring.
 * @param {HTMLElement} block @param {HTMLElement} flow @param {Record<string, any>} words
 */
function settledTable(block, flow, words) {
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
 * @param {HTMLElement} block @param {HTMLElement} flow @param {import("./tables.js").LaidTable} laid
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

/** @param {HTMLElement} block @param {import("./tables.js").LaidTable} laid @param {number[]} shown */
function tableOf(block, laid, shown) {
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

/**
 * Offsets in a paragraph's text after which it may be cut.
 * @param {Element} paragraph
 */
function sentenceEnds(paragraph) {
  const text = paragraph.textContent || "";
  const ends = [];
  const pattern = /[。！？；][”’」』）]*/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const end = match.index + match[0].length;
    if (end < text.length) ends.push(end);
  }
  return ends;
}

/**
 * Sentences `from` up to before `to` of a paragraph, markup kept.
 * @param {Element} paragraph @param {number[]} cuts @param {number} from @param {number} to
 */
function partOf(paragraph, cuts, from, to) {
  const copy = /** @type {HTMLElement} */ (paragraph.cloneNode(false));
  if (from === 0 && to > cuts.length) {
    return paragraph.cloneNode(true);
  }
  const range = document.createRange();
  const start = pointAt(paragraph, from === 0 ? 0 : cuts[from - 1]);
  const end = pointAt(paragraph, to > cuts.length ? (paragraph.textContent || "").length : cuts[to - 1]);
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  copy.appendChild(range.cloneContents());
  if (from > 0) copy.setAttribute("data-continued", "");
  return copy;
}

/** Where in the nodes a text offset lies. @param {Element} root @param {number} offset */
function pointAt(root, offset) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = offset;
  let node = walker.nextNode();
  let last = node;
  while (node) {
    const length = (node.textContent || "").length;
    if (left <= length) return { node, offset: left };
    left -= length;
    last = node;
    node = walker.nextNode();
  }
  return { node: /** @type {Node} */ (last || root), offset: last ? (last.textContent || "").length : 0 };
}
