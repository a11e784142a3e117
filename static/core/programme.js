// @ts-check
/**
 * A programme as the server sends it, and what a wall needs of it first. Pure: no DOM, no clock.
 * @typedef {import("./rotation.js").Window} Window
 */
import { windowAt } from "./rotation.js";

/**
 * True for what is a programme: a proxy, a portal or a spoilt disk may have answered in the server's place.
 * @param {any} said
 */
export function isProgramme(said) {
  if (!isObject(said) || !isObject(said.screen) || !isObject(said.boards) || !Array.isArray(said.windows)) return false;
  const names = [said.screen.mark, said.screen.language];
  return names.every((name) => typeof name === "string") && said.windows.every(isWindow);
}

/** @param {any} one */
function isWindow(one) {
  return (
    isObject(one) &&
    typeof one.from === "number" &&
    typeof one.until === "number" &&
    Array.isArray(one.boards) &&
    one.boards.every((/** @type {any} */ board) => typeof board === "string")
  );
}

/** @param {any} one */
function isObject(one) {
  return typeof one === "object" && one !== null && !Array.isArray(one);
}

/** A programme of which nothing may be shown any more. @param {any} programme */
export function emptied(programme) {
  return Object.assign({}, programme, { windows: [], boards: {}, takeovers: [] });
}

/** True for what is a board as the server writes it, whole. @param {any} html */
export function isBoard(html) {
  return typeof html === "string" && /^\s*<article\b[^>]*\bclass="board[\s"]/.test(html) && /<\/article>\s*$/.test(html);
}

/**
 * What is due now. While nobody can tell whether a box has slept for `leapMs`, only what is due either way.
 * @param {readonly Window[]} windows @param {number} nowMs @param {number} leapMs
 * @returns {string[] | null} null: nothing is known to be due.
 */
export function dueFor(windows, nowMs, leapMs) {
  const now = windowAt(windows, nowMs);
  const then = leapMs > 0 ? windowAt(windows, nowMs + leapMs) : now;
  if (!now || !then) return null;
  return then === now ? now.boards : now.boards.filter((board) => then.boards.indexOf(board) >= 0);
}

/**
 * What walls do now, and how much longer than usual pages stay: around a shift handover people come and go.
 * @param {readonly Window[]} windows @param {number} nowMs
 * @returns {{ mode: string, slower: number }}
 */
export function modeAt(windows, nowMs) {
  const now = windowAt(windows, nowMs);
  const slower = Number(now && now.slower);
  return { mode: (now && now.mode) || "day", slower: slower > 1 ? slower : 1 };
}

/**
 * What a window that begins soon begins with: it is to be ready when it is due.
 * @param {readonly Window[]} windows @param {number} nowMs @param {number} beforeMs
 * @returns {string | null} null: none begins before that.
 */
export function comingUp(windows, nowMs, beforeMs) {
  const next = windows.find((one) => one.from > nowMs);
  return next && next.from < beforeMs && next.boards.length > 0 ? next.boards[0] : null;
}

/**
 * How long pages of a board stay by the playlist that holds now; 0: as long as usual.
 * @param {readonly Window[]} windows @param {number} nowMs @param {string} board
 */
export function secondsSet(windows, nowMs, board) {
  const one = windowAt(windows, nowMs);
  return (one && one.seconds && one.seconds[board]) || 0;
}

/**
 * Every board that will be due, what is due first before the others.
 * @param {readonly Window[]} windows @param {number} nowMs
 * @returns {string[]}
 */
export function inOrderOfNeed(windows, nowMs) {
  /** @type {Set<string>} */
  const found = new Set();
  windows
    .filter((one) => one.until > nowMs)
    .forEach((one) => one.boards.forEach((board) => found.add(board)));
  return Array.from(found);
}

/**
 * The addresses of the pictures on a board.
 * @param {string} html @returns {string[]}
 */
export function picturesOn(html) {
  const found = html.match(/\b(?:src|srcset)="\/media\/[^"\s]+"/g) || [];
  return found.map((one) => one.replace(/^\w+="/, "").slice(0, -1).replace(/&amp;/g, "&"));
}
