// @ts-check
/**
 * Pages with at most so many of one table: further rows are left out, whatever else there is stays. Pure.
 */
import { paginate } from "./pack.js";

/**
 * @typedef {import("./pack.js").Unit} Unit
 * @typedef {import("./pack.js").Group} Group
 * @typedef {import("./pack.js").Piece} Piece
 * @typedef {import("./pack.js").Measure} Measure
 */

/**
 * Like `paginate`. The parts of a table that shares out its columns are groups `table-3-0`, `table-3-1`;
 * they show the same rows and share its pages.
 * @param {readonly Unit[]} units
 * @param {Readonly<Record<string, Group>>} groups
 * @param {{ first: number, rest: number }} room
 * @param {Measure} measure
 * @param {number} most  Pages of one table.
 * @returns {{ pages: Piece[][], left: Record<string, number> }} How many rows of a table were left out.
 */
export function paginateWithin(units, groups, room, measure, most) {
  const rows = rowsOf(units);
  /** @type {Record<string, number>} */
  const kept = {};
  for (;;) {
    const chosen = units.map((_, at) => at).filter((at) => rows[at] < limitOf(units[at]));
    const packed = paginate(
      chosen.map((at) => units[at]),
      groups,
      room,
      (unit, from, to) => measure(chosen[unit], from, to),
    );
    const pages = packed.map((page) => page.map((piece) => Object.assign({}, piece, { unit: chosen[piece.unit] })));
    if (!shorten(pages)) return { pages, left: leftOut() };
  }

  /** @param {Unit} unit */
  function limitOf(unit) {
    const table = tableOf(unit);
    return table !== null && table in kept ? kept[table] : Infinity;
  }

  /** Leave out what stands on pages too many; false if none does. @param {Piece[][]} pages */
  function shorten(pages) {
    const names = Object.keys(groups).filter((name) => tableNamed(name) !== null);
    let changed = false;
    names.forEach((name) => {
      const table = /** @type {string} */ (tableNamed(name));
      const parts = names.filter((other) => tableNamed(other) === table).length;
      const having = pages.map((page) => page.filter((piece) => units[piece.unit].group === name)).filter((found) => found.length > 0);
      const allowed = Math.max(1, Math.floor(most / parts));
      if (having.length <= allowed) return;
      const fitting = having.slice(0, allowed).reduce((sum, found) => sum + found.length, 0);
      if (table in kept && kept[table] <= fitting) return;
      kept[table] = fitting;
      changed = true;
    });
    return changed;
  }

  function leftOut() {
    /** @type {Record<string, number>} */
    const left = {};
    Object.keys(kept).forEach((table) => {
      const count = units.reduce((most_, unit, at) => (tableOf(unit) === table ? Math.max(most_, rows[at] + 1) : most_), 0);
      left[table] = count - kept[table];
    });
    return left;
  }
}

/** Which table a unit belongs to: "table-3", or null. @param {Unit} unit */
export function tableOf(unit) {
  return unit.group ? tableNamed(unit.group) : null;
}

/** @param {string} group */
function tableNamed(group) {
  const found = /^table-\d+/.exec(group);
  return found && found[0];
}

/** For each unit its place in its group, 0 without one. @param {readonly Unit[]} units */
function rowsOf(units) {
  /** @type {Record<string, number>} */
  const counts = {};
  return units.map((unit) => {
    if (!unit.group) return 0;
    const row = counts[unit.group] || 0;
    counts[unit.group] = row + 1;
    return row;
  });
}
