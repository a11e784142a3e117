// @ts-check
/** What the panel does beyond plain pages: everything here only adds, nothing depends on it. */
import { enhanceCodes } from "./code_boxes.js";
import { sayFailures } from "./failures.js";

enhanceCodes(document);
sayFailures(document);
document.addEventListener("htmx:after:swap", () => enhanceCodes(document));
