// @ts-check
/**
 * A page is shown only when its fonts are there: text is never invisible and never reflows.
 * Laying a text out makes the browser fetch the slices it lacks, and no others. `document.fonts.load`
 * would also fetch every slice whose characters the core file has already.
 */

const PATIENCE_MS = 8000;

/**
 * Resolves when every font that the document's texts need is there, or when patience runs out.
 * The texts must be in the document and take part in the layout; they need not be visible.
 */
export function fontsReady() {
  const patience = new Promise((resolve) => window.setTimeout(resolve, PATIENCE_MS));
  // Asked for, `ready` first brings the layout up to date, and with it starts what is missing.
  return Promise.race([document.fonts.ready, patience]);
}
