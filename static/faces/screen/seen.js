// @ts-check
/** What only matters to whoever stands before a wall does not run while its window is hidden. */

/**
 * Do something again and again while the window can be seen, and at once when it can be seen again.
 * @param {() => void} work @param {number} everyMs
 */
export function whileSeen(work, everyMs) {
  let timer = 0;
  const look = () => {
    window.clearInterval(timer);
    if (document.visibilityState === "visible") timer = window.setInterval(work, everyMs);
  };
  document.addEventListener("visibilitychange", () => {
    look();
    if (document.visibilityState === "visible") work();
  });
  look();
}
