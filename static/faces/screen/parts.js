// @ts-check
/**
 * What a board's flow is made of: units with heights for the packer, and how to build a page of them.
 */
import { isUnmarkedHeading } from "../../core/pack.js";
import { settled } from "./table_fit.js";
import { unstretch } from "./stretch.js";
import { tableOf, upTo } from "./tables.js";

/** Where a paragraph may be cut, from the best places to the last resort: sentences, clauses, words. */
const CUTS = [
  /(?:[。！？；]|[.!?;](?=\s))[”’」』）]*/g,
  /(?:[。！？；，、：]|[.!?;,:](?=\s))[”’」』）]*/g,
  /[。！？；，、：][”’」』）]*|\s|[\u4e00-\u9fff]{4}(?=[\u4e00-\u9fff])/g,
];
/** Not the end of a thought. */
const CLAUSE_END = /[；;，、：,:][”’」』）]*$/;
const LONGEST_PIECE = 0.6; // of a page's height
const TOGETHER = 3; // characters, the full stop included
const LEAST_JUSTIFIED = 24; // characters a line: with fewer, gaps would gape

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
    const paragraphs = paragraphsOf(block);
    block.toggleAttribute("data-justified", isWide(block));
    paragraphs.forEach((paragraph) => {
      const holder = wrapper(block);
      holder.appendChild(paragraph.cloneNode(true));
      const height = heightIn(holder);
      const cuts = paragraph.tagName === "P" ? cutsIn(paragraph, height) : [];
      const heading = /^H\d$/.test(paragraph.tagName) || isUnmarkedHeading(paragraph.textContent || "");
      units.push({ height, sentences: cuts.length + 1, clauses: clausesIn(paragraph, cuts) });
      builders.push({
        block,
        part: (piece) => partOf(paragraph, cuts, piece.from, piece.to),
      });
      if (heading) units[units.length - 1].sentences = 0;
    });
    joinHeadings(block, paragraphs.length);
  }

  /** @param {HTMLElement} block */
  function isWide(block) {
    const probe = flow.appendChild(wrapper(block));
    const characters = flow.clientWidth / parseFloat(getComputedStyle(probe).fontSize);
    flow.removeChild(probe);
    return characters >= LEAST_JUSTIFIED;
  }

  /**
   * After its sentences; where one of those is too long for a page of large type, after commas too.
   * So every paragraph can give a page some lines and keep some: a signature never stands alone.
   * @param {Element} paragraph @param {number} height
   */
  function cutsIn(paragraph, height) {
    const length = (paragraph.textContent || "").length;
    const choices = CUTS.map((pattern) => endsIn(paragraph, pattern));
    const fine = choices.find((ends) => {
      const longest = Math.max(...ends.concat(length).map((end, at) => end - (at ? ends[at - 1] : 0)));
      return (height * longest) / length <= flow.clientHeight * LONGEST_PIECE;
    });
    return fine || choices[choices.length - 1];
  }

  /** A heading never ends a page: it becomes one unit with what follows it. @param {HTMLElement} block @param {number} count */
  function joinHeadings(block, count) {
    const start = units.length - count;
    for (let at = units.length - 2; at >= start; at -= 1) {
      if (units[at].sentences !== 0) continue;
      const next = units[at + 1];
      const builder = builders[at];
      const follower = builders[at + 1];
      const headingHeight = units[at].height;
      const merged = { height: headingHeight + next.height, sentences: next.sentences, clauses: next.clauses };
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
    settled(block, flow, words, mostPx - signHeight()).forEach((laid, part) => addPart(block, laid, `${name}-${part}`));
  }

  /** A table with all columns or with its share of them. @param {HTMLElement} block @param {any} laid @param {string} name */
  function addPart(block, laid, name) {
    const count = laid.records.length;
    const probe = flow.appendChild(tableOf(block, laid, upTo(count)));
    const heights = Array.from(probe.querySelectorAll(".record"), (record) => record.getBoundingClientRect().height);
    const whole = probe.getBoundingClientRect().height;
    flow.removeChild(probe);
    const head = whole - heights.reduce((sum, height) => sum + height, 0) - footHeight(block, laid, upTo(count));
    groups[name] = { head, foot: footOf(block, laid), leastRows: laid.leastRows };
    heights.forEach((height, at) => {
      units.push({ height, group: name });
      builders.push({ block, part: () => document.createTextNode(""), table: laid, row: at });
    });
  }

  /** What stands below the last row at the end of a notice. */
  function signHeight() {
    const sign = flowOf(board).querySelector('[data-block="sign"]');
    return sign ? heightIn(sign.cloneNode(true)) : 0;
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
      if (!(sort in known)) known[sort] = footHeight(block, laid, widest(from, to));
      return known[sort];
    };

    /** Of parts of one sort that with the longest sums, which may take a line more. @param {number} from @param {number} to */
    function widest(from, to) {
      if (to - from <= 1) return upTo(to).slice(from);
      if (to - from === count) return upTo(count);
      return to === count ? upTo(count).slice(1) : upTo(count - 1);
    }
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
      flow.appendChild(holder);
      const height = holder.getBoundingClientRect().height;
      // A heading above it is no line of the paragraph.
      const paragraph = /** @type {Element} */ (holder.lastElementChild);
      const line = parseFloat(getComputedStyle(paragraph).lineHeight) || 1;
      const lines = Math.floor(paragraph.getBoundingClientRect().height / line);
      flow.removeChild(holder);
      measured.set(key, { height, lines });
    }
    return measured.get(key);
  }

  /** @param {HTMLElement} target @param {import("../../core/pack.js").Piece[]} pieces */
  function fill(target, pieces) {
    let at = 0;
    /** @type {HTMLElement | null} */
    let captioned = null;
    while (at < pieces.length) {
      const { block, table } = builders[pieces[at].unit];
      if (table) {
        const shown = [];
        while (at < pieces.length && builders[pieces[at].unit].table === table) {
          shown.push(/** @type {number} */ (builders[pieces[at].unit].row));
          at += 1;
        }
        const shownTable = target.appendChild(tableOf(block, table, shown));
        const caption = shownTable.querySelector(".tabular-caption");
        // The same table's other columns right below need no second caption.
        if (caption && captioned === block) caption.remove();
        captioned = block;
        continue;
      }
      if (block.getAttribute("data-block") === "prose") {
        const holder = wrapper(block);
        while (at < pieces.length && builders[pieces[at].unit].block === block) {
          holder.appendChild(builders[pieces[at].unit].part(pieces[at]));
          at += 1;
        }
        target.appendChild(holder);
        unstretch(holder);
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

/** What may be cut and counted one by one: paragraphs, headings, items of lists. @param {Element} block */
function paragraphsOf(block) {
  return Array.from(block.children).flatMap((child) => (isList(child) ? itemsOf(child) : [child]));
}

/** A list's items as paragraphs with their mark, nested ones after the item they belong to. @param {Element} list @returns {Element[]} */
function itemsOf(list) {
  const first = Number(list.getAttribute("start") || 1);
  return Array.from(list.children).flatMap((item, at) => {
    const own = /** @type {Element} */ (item.cloneNode(true));
    const nested = Array.from(own.children).filter(isList);
    nested.forEach((one) => one.remove());
    const paragraph = document.createElement("p");
    paragraph.className = "item";
    paragraph.setAttribute("data-mark", list.tagName === "OL" ? `${first + at}.` : "•");
    paragraph.append(...Array.from(own.children).some((one) => one.tagName === "P") ? innerOf(own) : Array.from(own.childNodes));
    return [/** @type {Element} */ (paragraph)].concat(nested.flatMap(itemsOf));
  });
}

/** What stands in the paragraphs of an item. @param {Element} item @returns {Node[]} */
function innerOf(item) {
  return Array.from(item.children).flatMap((one, at) => (at > 0 ? [/** @type {Node} */ (document.createElement("br"))] : []).concat(Array.from(one.childNodes)));
}

/** @param {Element} element */
function isList(element) {
  return element.tagName === "UL" || element.tagName === "OL";
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

/** After which of its pieces, counted from 1, a paragraph's thought goes on. @param {Element} paragraph @param {number[]} cuts */
function clausesIn(paragraph, cuts) {
  const text = paragraph.textContent || "";
  return cuts.map((_, at) => at + 1).filter((to) => CLAUSE_END.test(text.slice(0, cuts[to - 1])));
}

/**
 * Pieces `from` up to before `to` of a paragraph, markup kept on both sides of a cut.
 * @param {Element} paragraph @param {number[]} cuts @param {number} from @param {number} to
 */
function partOf(paragraph, cuts, from, to) {
  const copy = /** @type {HTMLElement} */ (paragraph.cloneNode(true));
  const start = from === 0 ? 0 : cuts[from - 1];
  const end = to > cuts.length ? Infinity : cuts[to - 1];
  let offset = 0;
  leavesIn(copy).forEach((leaf) => {
    const whole = leaf.textContent || "";
    const kept = whole.slice(Math.max(0, start - offset), Math.max(0, end - offset));
    // A line break has no length: it goes where the text before or behind it goes.
    const outside = whole === "" ? (from > 0 && offset <= start) || offset >= end : kept === "";
    offset += whole.length;
    if (outside) prune(leaf, copy);
    else if (kept !== whole) leaf.textContent = kept;
  });
  if (from > 0) copy.setAttribute("data-continued", "");
  if (to <= cuts.length) bindEnd(copy);
  return copy;
}

/** Neither a paragraph nor its part ends with a lonely character on a line of its own: the last few stay together. @param {Element} paragraph */
export function bindEnd(paragraph) {
  const last = paragraph.lastChild;
  const text = (last && last.nodeType === Node.TEXT_NODE && last.textContent) || "";
  if (text.length < 2 * TOGETHER) return;
  const end = document.createElement("span");
  end.className = "nb";
  end.textContent = text.slice(-TOGETHER);
  /** @type {Node} */ (last).textContent = text.slice(0, -TOGETHER);
  paragraph.appendChild(end);
}

/** Texts and empty elements in order. @param {Element} root @returns {ChildNode[]} */
function leavesIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const leaves = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.hasChildNodes()) leaves.push(/** @type {ChildNode} */ (walker.currentNode));
  }
  return leaves;
}

/** Take out a leaf and the markup that held nothing else. @param {ChildNode} leaf @param {Element} root */
function prune(leaf, root) {
  let node = leaf;
  while (node.parentElement && node.parentElement !== root && node.parentElement.childNodes.length === 1) {
    node = node.parentElement;
  }
  node.remove();
}
