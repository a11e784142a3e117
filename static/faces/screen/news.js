// @ts-check
/** What is new on a wall and waits to be brought forward; it is seen behind the page that is on. */
import { modeAt } from "../../core/programme.js";
import { known, newcomers } from "../../core/rotation.js";

export class News {
  constructor() {
    /** What is due, or was and will be: postings in one revision each. @type {string[] | null} */
    this.matters = null;
    /** Those of them that are new, and not shown yet. @type {string[]} */
    this.waiting = [];
    /** What walls do at this hour: "day", "handover", "night" or "dark"; empty at first. */
    this.mode = "";
  }

  /**
   * What was not due before is new. In another mode other postings hang, none of them new for that; but a handover
   * begins with the board that says what has changed.
   * @param {string[]} due @param {any} programme @param {number} nowMs
   * @returns {boolean} True if more is waiting than before.
   */
  compare(due, programme, nowMs) {
    const matters = due.map((one) => matter(one, programme));
    const { mode } = modeAt(programme.windows, nowMs);
    const before = this.waiting.length;
    if (mode === this.mode) this.waiting = newcomers(matters, this.matters, this.waiting);
    else this.waiting = mode === "handover" && this.mode !== "" ? matters.slice(0, 1) : [];
    const announced = Object.keys(programme.boards).map((one) => matter(one, programme));
    this.matters = known(matters, this.matters, announced);
    this.mode = mode;
    return this.waiting.length > before;
  }

  /** @param {string} board @param {any} programme */
  has(board, programme) {
    return this.waiting.indexOf(matter(board, programme)) >= 0;
  }

  /** It has been seen. @param {string} board @param {any} programme */
  forget(board, programme) {
    this.waiting = this.waiting.filter((one) => one !== matter(board, programme));
  }
}

/** The posting and revision of a board: another day makes another board of it, and nothing new. @param {string} board @param {any} programme */
function matter(board, programme) {
  const { posting, revision } = programme.boards[board] || { posting: board, revision: 0 };
  return `${posting}/${revision}`;
}
