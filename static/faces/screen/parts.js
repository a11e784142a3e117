// @ts-check
/**
 * What a board's flow is made of: units with heights for the packer, and how to build a page of them.
 */
import { columnGroups, settledTable, tableOf, upTo } from "./tables.js";

const SENTENCE_ENDS = /[。！？；][”’」』）]*/g;
const CLAUSE_ENDS = /[。！？；，、：][”’」』）]*/g;
const LONGEST_SENTENCE = 0.6; // of a page's height

/** @param {Element} within */
export function flowOf(within) {
  return /** @type {HTMLElement} */ (within.querySelector("[data-flow]"));
}

/**
 * What the flow is made of: units with heights, and how to build a page of them.
 * @param {HTMLElement} board @param {HTMLElement} flow  An empty flow in a measuring frame.
 * @param {Record<string, any>} words
 * @param {number} mostPx  Height of the flow on the page that has most of it.
 */
export function partsOf(board, flow, words, mostPx) {
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
      const cuts = paragraph.tagName === "P" ? cutsIn(paragraph, height) : [];
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

  /**
   * After its sentences; where one of those is too long for a page of large type, after commas too.
   * @param {Element} paragraph @param {number} height
   */
  function cutsIn(paragraph, height) {
    const ends = endsIn(paragraph, SENTENCE_ENDS);
    const length = (paragraph.textContent || "").length;
    const longest = Math.max(...ends.concat(length).map((end, at) => end - (at ? ends[at - 1] : 0)));
    return (height * longest) / length > flow.clientHeight * LONGEST_SENTENCE ? endsIn(paragraph, CLAUSE_ENDS) : ends;
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
    const head = whole - rows - footHeight(block, laid, upTo(laid.records.length));
    const foot = footOf(block, laid);
    const last = laid.records.length - 1;
    const parts = head + Math.max(...tops) + foot(last, last + 1) > mostPx ? columnGroups(block) : [];
    if (parts.length > 1) {
      parts.forEach((part, at) => addTable(part, `${name}-${at}`));
      return;
    }
    groups[name] = { head, foot, leastRows: laid.leastRows };
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

/** @param {HTMLElement} block */
function wrapper(block) {
  return /** @type {HTMLElement} */ (block.cloneNode(false));
}

/**
 * Offsets in a paragraph's text after which it may be cut.
 * @param {Element} paragraph @param {RegExp} pattern
 */
function endsIn(paragraph, pattern) {
  const text = paragraph.textContent || "";
  const ends = [];
  pattern.lastIndex = 0;
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
