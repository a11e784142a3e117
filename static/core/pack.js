// @ts-check
/**
 * Which unit of a board goes on which page. Pure: heights come in, pages go out.
 *
 * A unit is a paragraph (may be split between sentences), a row of a group (a table or a list,
 * whose head repeats on every page and whose foot carries sums), or something whole. Pages are
 * filled in order and then balanced: as many as needed, as even as possible.
 *
 * @typedef {object} Unit
 * @property {number} height
 * @property {string} [group]  Rows of one table or list share it.
 * @property {number} [sentences]  A paragraph that may be split after any of its sentences.
 * @property {number[]} [clauses]  After which of its sentences, counted from 1, its thought goes on (；).
 * @property {number[]} [uncut]  After which of its sentences it is not cut.
 * @property {boolean} [newPage]  Begins a page.
 * @property {boolean} [glued]  Never stands on a page without the unit before it.
 *
 * @typedef {object} Group  What a table adds on every page it stands on.
 * @property {number} head  Height of its head.
 * @property {(from: number, to: number) => number} foot  Height of the sums under its rows `from`
 *   up to before `to`.
 * @property {number} [leastRows]  Rows it has at least on a page (2).
 *
 * @typedef {{ unit: number, from: number, to: number }} Piece  Sentences `from` up to before `to`.
 * @typedef {(unit: number, from: number, to: number) => { height: number, lines: number }} Measure
 */

const LEAST_LINES = 2;
const LEAST_ROWS = 2;
const BALANCE_STEPS = 10;
const MANY_LINES = 8; // so many, by what came before, and nobody need look whether there are two
const LEAST_USED = 0.4; // of a page, before a table or a thought is cut to fill it
/** A numbered line that stands alone, as somebody types it who marks no headings: "一、拟任人选", "（二）检查情况". */
const NUMBERED = /^(?:[一二三四五六七八九十百]+[、．.]|[（(][一二三四五六七八九十百]+[)）])[^。！？；，、：,;!?:]{1,38}$/;

/** True for a paragraph that is a heading to whoever reads it, though it is not marked as one. @param {string} text */
export function isUnmarkedHeading(text) {
  return NUMBERED.test(text.trim());
}

/**
 * Pages end where a thought does, if that takes no more of them and leaves none half empty.
 * @param {readonly Unit[]} units
 * @param {Readonly<Record<string, Group>>} groups
 * @param {{ first: number, rest: number }} room  Height for units on the first and on later pages.
 * @param {Measure} measure  Of a part of a paragraph.
 * @returns {Piece[][]} At least one page.
 */
export function paginate(units, groups, room, measure) {
  const pages = balanced(units, groups, room, measure);
  if (!pages.some((page) => endsInThought(page[page.length - 1], units))) return pages;
  const whole = units.map((unit) => (unit.clauses ? Object.assign({}, unit, { uncut: unit.clauses }) : unit));
  const ended = balanced(whole, groups, room, measure);
  const used = ended.map((page, at) => usedBy(page, units, groups, measure) / (at ? room.rest : room.first));
  return ended.length === pages.length && used.slice(0, -1).every((part) => part >= LEAST_USED) ? ended : pages;
}

/** @param {Piece | undefined} piece @param {readonly Unit[]} units */
function endsInThought(piece, units) {
  return Boolean(piece) && (units[/** @type {Piece} */ (piece).unit].clauses || []).indexOf(/** @type {Piece} */ (piece).to) >= 0;
}

/**
 * @param {readonly Unit[]} units
 * @param {Readonly<Record<string, Group>>} groups
 * @param {{ first: number, rest: number }} room
 * @param {Measure} measure
 * @returns {Piece[][]}
 */
function balanced(units, groups, room, measure) {
  const filled = fill(units, groups, room, measure, room);
  if (filled.length < 2) return filled;
  // Tables that fit on a page stand on one, where that takes no more pages and leaves none half empty.
  const kept = fill(units, groups, room, measure, room, true);
  const whole = kept.length === filled.length && kept.slice(0, -1).every((page, at) => partUsed(page, at) >= LEAST_USED);
  const full = whole ? kept : filled;
  let best = full;
  let low = 0;
  let high = 1;
  for (let step = 0; step < BALANCE_STEPS; step += 1) {
    const share = (low + high) / 2;
    const scaled = { first: room.first * share, rest: room.rest * share };
    const tried = fill(units, groups, scaled, measure, room, whole);
    if (tried.length === full.length && fits(tried)) {
      best = tried;
      high = share;
    } else {
      low = share;
    }
  }
  return best;

  /** @param {Piece[][]} pages */
  function fits(pages) {
    return pages.every((page, at) => usedBy(page, units, groups, measure) <= (at ? room.rest : room.first) + 0.5);
  }

  /** @param {Piece[]} page @param {number} at */
  function partUsed(page, at) {
    return usedBy(page, units, groups, measure) / (at ? room.rest : room.first);
  }
}

/**
 * Height that a page's pieces take, heads and feet included.
 * @param {readonly Piece[]} page
 * @param {readonly Unit[]} units
 * @param {Readonly<Record<string, Group>>} groups
 * @param {Measure} measure
 */
export function usedBy(page, units, groups, measure) {
  let used = 0;
  /** @type {Record<string, number[]>} */
  const rows = {};
  page.forEach((piece) => {
    const unit = units[piece.unit];
    used += isPart(piece, unit) ? measure(piece.unit, piece.from, piece.to).height : unit.height;
    if (unit.group) rows[unit.group] = (rows[unit.group] || []).concat(piece.unit);
  });
  Object.keys(rows).forEach((name) => {
    const first = units.findIndex((unit) => unit.group === name);
    const from = rows[name][0] - first;
    used += groups[name].head + groups[name].foot(from, from + rows[name].length);
  });
  return used;
}

/**
 * Fill pages in order, each as far as it goes.
 * @param {readonly Unit[]} units
 * @param {Readonly<Record<string, Group>>} groups
 * @param {{ first: number, rest: number }} room
 * @param {Measure} measure
 * @param {{ first: number, rest: number }} limits  What an otherwise empty page may take.
 * @param {boolean} [whole]  Turn the page rather than cut a group that fits on one.
 * @returns {Piece[][]}
 */
function fill(units, groups, room, measure, limits, whole) {
  /** @type {Piece[][]} */
  const pages = [[]];
  let used = 0;

  const page = () => pages[pages.length - 1];
  const cap = () => (pages.length > 1 ? room.rest : room.first);
  const limit = () => (pages.length > 1 ? limits.rest : limits.first);
  const turn = () => {
    if (page().length > 0) pages.push([]);
    used = 0;
  };
  /** What must follow on the same page: a glued unit needs its room reserved. @param {number} at */
  const reserve = (at) => (units[at + 1] && units[at + 1].glued ? units[at + 1].height : 0);

  /** @param {number} at @param {number} from @param {number} to @param {number} height */
  const put = (at, from, to, height) => {
    page().push({ unit: at, from, to });
    used += height;
  };

  /** @param {number} at */
  const putParagraph = (at) => {
    const count = units[at].sentences || 1;
    let from = 0;
    while (from < count) {
      const whole = from === 0 ? units[at].height : measure(at, from, count).height;
      if (used + whole + reserve(at) <= cap()) {
        put(at, from, count, whole);
        return;
      }
      const ended = bestCut(at, from, count, cap() - used, measure, units[at].uncut || []);
      const cut = ended > from || page().length > 0 ? ended : bestCut(at, from, count, cap(), measure, []);
      if (cut > from) {
        put(at, from, cut, measure(at, from, cut).height);
        from = cut;
      } else if (page().length === 0) {
        put(at, from, count, whole);
        return;
      }
      turn();
    }
  };

  let at = 0;
  while (at < units.length) {
    const unit = units[at];
    if (unit.newPage) turn();
    if (unit.group) {
      at = putGroup(at);
    } else {
      if (unit.sentences && unit.sentences > 1) putParagraph(at);
      else {
        if (used + unit.height + reserve(at) > cap()) turn();
        put(at, 0, 1, unit.height);
      }
      at += 1;
    }
  }
  return pages.filter((one) => one.length > 0 || pages.length === 1);

  /** Put a table's or list's rows on as many pages as they need. @param {number} start */
  function putGroup(start) {
    const name = /** @type {string} */ (units[start].group);
    const { head, foot } = groups[name];
    const leastRows = groups[name].leastRows || LEAST_ROWS;
    let end = start;
    while (end < units.length && units[end].group === name) end += 1;
    const height = (/** @type {number} */ a, /** @type {number} */ b) => {
      let sum = 0;
      for (let row = a; row < b; row += 1) sum += units[row].height;
      return sum;
    };
    const tail = reserve(end - 1);
    const lastTwo = () => head + height(end - 2, end) + foot(end - start - 2, end - start) + tail;
    const all = head + height(start, end) + foot(0, end - start);
    if (whole && used + all + tail > cap() && all + tail <= limits.rest) turn();
    if (used + all + tail <= (page().length === 0 && whole ? limit() : cap())) {
      for (let row = start; row < end; row += 1) put(row, 0, 1, units[row].height);
      used += head + foot(0, end - start);
      return end;
    }
    let row = start;
    while (row < end) {
      const needs = (/** @type {number} */ stop) =>
        head + height(row, stop) + foot(row - start, stop - start) + (stop === end ? tail : 0);
      // Nor does the first one begin a table at the foot of a page, if two fit on the next.
      const begins = row === start && page().length > 0 && end - start >= LEAST_ROWS && needs(start + LEAST_ROWS) <= limits.rest;
      const least = Math.min(row + (begins ? Math.max(leastRows, LEAST_ROWS) : leastRows), end);
      if (page().length > 0 && used + needs(least) > cap()) turn();
      // An empty page takes what truly fits, even if balancing asked for less.
      const bound = page().length === 0 ? Math.max(cap(), Math.min(limit(), needs(least))) : cap();
      let stop = row;
      while (stop < end && used + needs(stop + 1) <= bound) stop += 1;
      if (stop === row) stop = row + 1;
      const left = end - stop;
      if (left > 0 && left < leastRows && stop - row > leastRows) stop -= leastRows - left;
      // Where rows may stand alone, the last one still does not if two fit.
      else if (left === 1 && leastRows === 1 && stop - row > 1 && lastTwo() <= limits.rest) stop -= 1;
      for (let one = row; one < stop; one += 1) put(one, 0, 1, units[one].height);
      used += head + foot(row - start, stop - start);
      row = stop;
      if (row < end) turn();
    }
    return end;
  }
}

/**
 * The last sentence end within `room` that leaves at least two lines on either side.
 * @param {number} unit
 * @param {number} from
 * @param {number} count
 * @param {number} room
 * @param {Measure} measure
 * @param {readonly number[]} uncut  After which of its sentences it is not cut.
 * @returns {number} `from` when there is none.
 */
function bestCut(unit, from, count, room, measure, uncut) {
  for (let to = lastWithin(unit, from, count, room, measure); to > from; to -= 1) {
    if (uncut.indexOf(to) >= 0) continue;
    const head = measure(unit, from, to);
    const isLong = (head.lines * (count - to)) / (to - from) >= MANY_LINES;
    if (
      head.height <= room &&
      head.lines >= LEAST_LINES &&
      (isLong || measure(unit, to, count).lines >= LEAST_LINES)
    ) {
      return to;
    }
  }
  return from;
}

/**
 * The last sentence end within `room`: more text is higher, and about as much higher as it is more, so that few of many
 * hundred need to be measured.
 * @param {number} unit @param {number} from @param {number} count @param {number} room @param {Measure} measure
 * @returns {number} `from` when there is none.
 */
function lastWithin(unit, from, count, room, measure) {
  let fits = from;
  let exceeds = count;
  let low = 0;
  let high = measure(unit, from, count).height;
  for (let step = 0; exceeds - fits > 1; step += 1) {
    // Halving in between keeps the guesses from creeping up on a last line that is far away.
    const part = step % 3 === 2 || high <= low ? 0.5 : (room - low) / (high - low);
    const to = Math.min(exceeds - 1, Math.max(fits + 1, Math.round(fits + (exceeds - fits) * part)));
    const { height } = measure(unit, from, to);
    if (height <= room) [fits, low] = [to, height];
    else [exceeds, high] = [to, height];
  }
  return fits;
}

/** @param {Piece} piece @param {Unit} unit */
function isPart(piece, unit) {
  return Boolean(unit.sentences) && (piece.from > 0 || piece.to < /** @type {number} */ (unit.sentences));
}
