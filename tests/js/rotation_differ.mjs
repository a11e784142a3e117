// What the wall's own modules make of programmes, for the test that holds the server's rules against them.
// Standard input: [{ windows, moments, boards: { digest: { pages, dwell, characters } }, own }]; standard output: for each, what it shows in
// one round at each moment.
import { readFileSync, writeFileSync } from "node:fs";

import { dueFor, secondsSet } from "../../static/core/programme.js";
import { nextTurn, pageSeconds } from "../../static/core/rotation.js";

/** One round from the beginning: which board has its turn, and the seconds of its first page. */
function round({ windows, boards, own }, at) {
  const order = dueFor(windows, at, 0);
  if (order === null) return null;
  const shown = [];
  let standing = { on: null, page: 0, pages: 0, last: null, fresh: [], broken: [] };
  while (shown.length < order.length) {
    const next = nextTurn({ ...standing, order });
    if (next.place >= 0) {
      const { dwell, characters } = boards[next.board];
      shown.push([next.board, pageSeconds(dwell, characters, own, secondsSet(windows, at, next.board))]);
    }
    const last = next.place >= 0 ? { order, place: next.place } : standing.last;
    standing = { ...standing, on: next.board, page: next.page, pages: boards[next.board].pages, last };
  }
  return shown;
}

const programmes = JSON.parse(readFileSync(0, "utf-8"));
const answers = programmes.map((one) => one.moments.map((at) => round(one, at)));
writeFileSync(1, JSON.stringify(answers));
