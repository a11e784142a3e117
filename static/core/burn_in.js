// @ts-check
/** How far everything on a wall stands from its place: a little elsewhere every three minutes, so that nothing burns in. Pure. */

const STEP_MS = 3 * 60 * 1000;
const REACH = 6; // pixels; what bleeds over the edge is drawn eight further out (wall.css)

/** Around the place, never through it. @type {readonly (readonly [number, number])[]} */
const PATH = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
];

/**
 * @param {number} nowMs
 * @returns {{ x: number, y: number }} Pixels to the right and down.
 */
export function shiftAt(nowMs) {
  const [x, y] = PATH[Math.floor(nowMs / STEP_MS) % PATH.length];
  return { x: x * REACH, y: y * REACH };
}
