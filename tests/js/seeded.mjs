// Random numbers that come out the same in every run.

/** mulberry32. @param {number} seed @returns {() => number} 0 up to before 1 */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from `least` to `most`. @param {() => number} random @param {number} least @param {number} most */
export function whole(random, least, most) {
  return least + Math.floor(random() * (most - least + 1));
}
