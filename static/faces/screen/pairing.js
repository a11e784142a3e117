// @ts-check
/**
 * An unpaired wall: counts its code down, and looks whether somebody has paired it.
 */
import { filled, officeTime } from "../../core/days.js";
import { comeBack } from "./keepsake.js";
import { patiently, reloadIfAnswered } from "./link.js";
import { whileSeen } from "./seen.js";
import { Store } from "./store.js";

const LOOK_MS = 2000;
const CODE_LASTS_MS = 600000;

/** @param {HTMLElement} body */
export function waitForPairing(body) {
  const words = JSON.parse(body.getAttribute("data-words") || "{}");
  const offset = Number(body.getAttribute("data-now")) - performance.now();
  const main = /** @type {HTMLElement} */ (document.querySelector("[data-pairing]"));
  const expires = Number(main.getAttribute("data-expires"));

  const show = () => {
    const now = performance.now() + offset;
    const left = Math.max(0, expires - now);
    const seconds = Math.floor(left / 1000);
    say("[data-expiry]", filled(words.codeLasts, { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }));
    /** @type {HTMLElement} */ (main.querySelector("[data-expiry-bar]")).style.setProperty(
      "--part",
      String(left / CODE_LASTS_MS),
    );
    const time = officeTime(now);
    say("[data-clock-long]", `${filled(words.date, { month: time.month, day: time.day })} ${time.clock}`);
    const lies = window.innerHeight > window.innerWidth ? words.portrait : words.landscape;
    say("[data-size]", `${window.innerWidth} × ${window.innerHeight} ${lies}`);
  };

  let isHeard = false;
  /** Perhaps it is only the cookie that is gone: what is kept goes once the server has said that it does not know this browser. */
  const ask = async () => {
    if (isHeard) return;
    const isKnown = await comeBack();
    isHeard = true;
    if (!isKnown) new Store().empty();
  };

  const look = () => {
    ask()
      .catch(() => undefined) // asked again with the next look
      .then(() => patiently("/screen/pairing", { cache: "no-store" }))
      .then((answer) => (answer.ok ? JSON.parse(answer.text) : null))
      .then((said) => {
        // Reload only because the server has just answered: a wall never shows an error page.
        if (said && (said.paired || !said.waiting)) reloadIfAnswered();
        body.setAttribute("data-online", "true");
      })
      .catch(() => body.setAttribute("data-online", "false"))
      .then(() => window.setTimeout(look, LOOK_MS));
  };

  /** @param {string} selector @param {string} text */
  const say = (selector, text) => {
    const target = main.querySelector(selector);
    if (target) target.textContent = text;
  };

  show();
  whileSeen(show, 1000);
  look();
}
