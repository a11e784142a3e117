// @ts-check
/**
 * The stage: frames are made, shown one above the other, and told what changes with the minute.
 */
import { shiftAt } from "../../core/burn_in.js";
import { cornerAt, filled, officeTime, periodDays, periodOn } from "../../core/days.js";
import { laneDashes } from "../../core/rotation.js";

const LONGEST_CELLS = 10; // days; longer periods get a bar
const STEPS = 24; // a dash is twenty-four pixels long: finer steps are painted for nobody
const FADED_MS = 3000; // by then a page has faded in, or was not faded at all, or its browser is late

/** Longest texts that the spine takes in large type. */
const LONGEST_CHINESE_LINE = 4;
const LONGEST_LATIN_LINE = 18;

export class Stage {
  /** @param {HTMLElement} root @param {HTMLTemplateElement} frame @param {Record<string, any>} words */
  constructor(root, frame, words) {
    this.root = root;
    this.frame = frame;
    this.words = words;
    /** @type {HTMLElement | null} */
    this.current = null;
    this.fading = 0;
    this.badgeText = "";
    root.addEventListener("transitionend", (event) => {
      if (event.target === this.current && event.propertyName === "opacity") this.clear();
    });
    // Captured, because a picture's error does not bubble.
    root.addEventListener("error", (event) => {
      if (event.target instanceof HTMLImageElement) mendPicture(event.target);
    }, true);
  }

  /**
   * A new hidden frame around a board, in the stage, so that it can be measured.
   * @param {HTMLElement} board @param {Record<string, any>} screen @param {number} nowMs
   */
  framed(board, screen, nowMs) {
    const page = board.hasAttribute("data-alone") ? bare() : this.frameFor();
    const spine = board.getAttribute("data-spine") || "";
    inscribe(page, "[data-brand]", screen.brand);
    inscribe(page, "[data-spine]", spine);
    put(page, "[data-station]", screen.station);
    put(page, "[data-stake]", screen.stake);
    toggle(page, "[data-sample-mark]", board.hasAttribute("data-sample"));
    page.setAttribute("data-theme", board.getAttribute("data-theme") || "paper");
    page.appendChild(board);
    this.date(page, nowMs);
    badge(page, this.badgeText);
    this.root.appendChild(page);
    return page;
  }

  frameFor() {
    return /** @type {HTMLElement} */ (/** @type {Element} */ (this.frame.content.firstElementChild).cloneNode(true));
  }

  /**
   * Show a page: it fades in above the one that is on, which then goes.
   * @param {HTMLElement} page @param {{ posting: string, kind: string, page: string }} names
   */
  show(page, names) {
    const old = this.current;
    if (old === page) {
      page.setAttribute("data-page", names.page);
      return;
    }
    this.clear();
    if (old) {
      const sameTheme = old.getAttribute("data-theme") === page.getAttribute("data-theme");
      page.setAttribute("data-turn", sameTheme ? "page" : "theme");
      ["data-current", "data-posting", "data-kind", "data-page"].forEach((name) => old.removeAttribute(name));
      old.setAttribute("data-leaving", "");
      this.fading = window.setTimeout(() => this.settle(), FADED_MS);
    }
    page.setAttribute("data-posting", names.posting);
    page.setAttribute("data-kind", names.kind);
    page.setAttribute("data-page", names.page);
    page.setAttribute("data-current", "");
    this.current = page;
  }

  /** Nobody has said that the page that is on has faded in; a box that is busy may draw it late, and shows no gap then. */
  settle() {
    const isFaded = !this.current || Number(window.getComputedStyle(this.current).opacity) === 1;
    if (isFaded || document.hidden) this.clear();
    else this.fading = window.setTimeout(() => this.settle(), FADED_MS);
  }

  /** What was under the page that is on is no longer seen. */
  clear() {
    window.clearTimeout(this.fading);
    this.root.querySelectorAll("[data-leaving]").forEach(gone);
  }

  /** Forget a page; the one that is on goes when it has been replaced. @param {HTMLElement} page */
  drop(page) {
    if (page === this.current || page.hasAttribute("data-leaving")) page.setAttribute("data-dropped", "");
    else page.remove();
  }

  /** @param {HTMLElement} page @param {number} place  0-based @param {number} count */
  lane(page, place, count) {
    put(page, "[data-place]", String(place + 1));
    put(page, "[data-places]", String(count));
    const lane = page.querySelector("[data-lane]");
    if (!lane) return;
    lane.textContent = "";
    laneDashes(place, count).forEach((dash) => {
      const mark = document.createElement("i");
      mark.setAttribute("data-dash", dash);
      lane.appendChild(mark);
    });
  }

  /** How far the posting has come, for the dash that fills. @param {number} part  0 to 1 */
  progress(part) {
    // On the lane alone: what is set on a page is worked out anew for everything in it; and only if it is seen.
    const lane = /** @type {HTMLElement | null} */ (this.current && this.current.querySelector("[data-lane]"));
    const said = (Math.floor(part * STEPS) / STEPS).toFixed(3);
    if (lane && lane.style.getPropertyValue("--part") !== said) lane.style.setProperty("--part", said);
  }

  /** Which of a posting's pages this is. @param {HTMLElement} page @param {number} at @param {number} count */
  meter(page, at, count) {
    page.querySelectorAll("[data-meter]").forEach((meter) => {
      meter.toggleAttribute("hidden", count < 2);
      put(meter, "[data-page-number]", String(at + 1));
      put(meter, "[data-page-count]", filled(this.words.pageOf, { page: at + 1, pages: count }));
      const bar = meter.querySelector("[data-meter-bar]");
      if (!bar) return;
      bar.textContent = "";
      for (let one = 0; one < count; one += 1) {
        const mark = document.createElement("i");
        mark.toggleAttribute("data-on", one <= at);
        bar.appendChild(mark);
      }
    });
  }

  /** Everything on a page that depends on the day and the minute. @param {HTMLElement} page @param {number} nowMs */
  date(page, nowMs) {
    const now = officeTime(nowMs);
    const today = filled(this.words.date, { month: now.month, day: now.day });
    put(page, "[data-today]", `${today} ${this.words.weekdays[now.weekday]}`);
    put(page, "[data-clock]", now.clock);
    const jumping = page.querySelector("[data-corner]");
    if (jumping) jumping.setAttribute("data-corner", String(cornerAt(now.clock)));
    page.querySelectorAll("[data-publicity]").forEach((period) => this.period(period, now.iso));
  }

  /** @param {number} nowMs */
  everyMinute(nowMs) {
    this.shift(nowMs);
    this.root.querySelectorAll(".page").forEach((page) => this.date(/** @type {HTMLElement} */ (page), nowMs));
  }

  /** Let everything stand a little elsewhere, so that nothing burns in. @param {number} nowMs */
  shift(nowMs) {
    const { x, y } = shiftAt(nowMs);
    this.root.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** @param {Element} period @param {string} today */
  period(period, today) {
    const first = period.getAttribute("data-first") || "";
    const last = period.getAttribute("data-last") || "";
    const left = periodOn(first, last, (period.getAttribute("data-working") || "").split(" "), today);
    const isCounted = left.stand === "running" || left.stand === "over";
    toggle(period, "[data-days-left]", isCounted);
    toggle(period, "[data-days-label]", isCounted);
    toggle(period, "[data-days-working]", isCounted);
    toggle(period, "[data-days-today]", left.stand === "last_day");
    toggle(period, "[data-days-ahead]", left.stand === "ahead");
    put(period, "[data-days]", String(left.days));
    put(period, "[data-days-working]", filled(this.words.workingDays, { n: left.workingDays }));
    const cells = /** @type {HTMLElement} */ (period.querySelector("[data-day-cells]"));
    cells.textContent = "";
    const days = periodDays(first, last, today);
    cells.className = days.length > LONGEST_CELLS ? "day-bar" : "day-cells";
    if (days.length > LONGEST_CELLS) {
      const past = days.filter((day) => day.lies !== "ahead").length;
      const bar = document.createElement("i");
      bar.style.setProperty("--part", String(past / days.length));
      cells.appendChild(bar);
      return;
    }
    days.forEach((day) => {
      const cell = document.createElement("i");
      cell.setAttribute("data-day", day.lies);
      cell.textContent = String(day.day);
      cells.appendChild(cell);
    });
  }

  /** Say on a page made elsewhere what all pages say of the network. @param {HTMLElement} page */
  mark(page) {
    badge(page, this.badgeText);
  }

  /** Say in the header that the network is down; empty: it is not. @param {string} text */
  badge(text) {
    if (text === this.badgeText) return;
    this.badgeText = text;
    this.root.querySelectorAll(".page").forEach((page) => badge(page, text));
  }
}

/** A page without spine and header. */
function bare() {
  const page = document.createElement("div");
  page.className = "page page-alone";
  return page;
}

/** @param {Element} page @param {string} text */
function badge(page, text) {
  put(page, "[data-badge]", text);
  toggle(page, "[data-badge]", text !== "");
}

/** A page that has been replaced; if it is no longer wanted, it leaves the document. @param {Element} page */
function gone(page) {
  page.removeAttribute("data-leaving");
  if (page.hasAttribute("data-dropped")) page.remove();
}

/** @param {Element} within @param {string} selector @param {string} text */
function put(within, selector, text) {
  const target = within.querySelector(selector);
  if (target && target.textContent !== text) target.textContent = text;
}

/**
 * Write on the spine, and say how it must be set: Chinese by its length, all else along the spine.
 * @param {Element} within @param {string} selector @param {string} text
 */
function inscribe(within, selector, text) {
  const target = within.querySelector(selector);
  if (!target) return;
  const isLatin = !/[\u2e80-\uffff]/.test(text);
  const isLong = text.length > (isLatin ? LONGEST_LATIN_LINE : LONGEST_CHINESE_LINE);
  target.textContent = text;
  target.setAttribute("data-script", isLatin ? "latin" : "chinese");
  target.setAttribute("data-length", isLong ? "long" : String(text.length));
}

/** @param {Element} within @param {string} selector @param {boolean} shown */
function toggle(within, selector, shown) {
  const target = within.querySelector(selector);
  if (target) target.toggleAttribute("hidden", !shown);
}

/**
 * A picture that cannot be shown goes; the tile under it has the surname.
 * @param {HTMLImageElement} image  One that has failed or was still loading when it was given up.
 */
export function mendPicture(image) {
  if (!image.complete || image.naturalWidth !== 0) return;
  const page = image.closest(".page");
  if (page) page.setAttribute("data-mended", "");
  // A person's tile has the surname under it; a scene leaves its place to the words.
  const scene = image.closest(".picture");
  const holder = scene && scene.parentElement;
  if (holder) holder.classList.add("is-text");
  (scene || image.closest("picture") || image).remove();
}
