// @ts-check
/** A takeover before it is on, in the very type and room of a wall. */
import { officeTime } from "../../core/days.js";
import { fontsReady } from "../screen/fonts.js";
import { fitted } from "../screen/takeover.js";

const page = /** @type {HTMLElement} */ (document.querySelector(".takeover-page"));
const board = /** @type {HTMLElement} */ (page.querySelector(".takeover"));
const clock = /** @type {HTMLElement} */ (page.querySelector("[data-clock]"));
page.dataset.theme = board.dataset.theme;
clock.textContent = officeTime(Number(document.body.dataset.now)).clock;
fitted(page);
fontsReady().then(() => fitted(page));
