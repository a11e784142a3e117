// @ts-check
/**
 * While there is a server, everything is fetched that a wall will need without it: each board of the programme, its
 * pictures and fonts, the page itself with its files. One after the other, slowly: the wall comes first.
 */
import { inOrderOfNeed, picturesOn } from "../../core/programme.js";
import { allFontsKnown, filesFor } from "./fonts.js";
import { keepShell, patiently } from "./link.js";
import { filesOf } from "./shell.js";

const SETTLE_MS = 2000;
const FIRST_MS = 5000; // the first page, and the one behind it, come first
const PAUSE_MS = 100;
const JITTER_MS = 200; // walls that hear of a change at once do not all ask at once
const AGAIN_MS = 60000; // when something could not be had
const WORKER_PATIENCE_MS = 10000;
const MOST_PICTURES = 600;

export class Stock {
  /** @param {import("./link.js").Link} link */
  constructor(link) {
    this.link = link;
    this.programme = null;
    this.timer = 0;
    this.isFilling = false;
    /** Whether what is kept is the programme as it is now. */
    this.isKept = false;
    /** Addresses that the browser keeps by now. @type {Set<string>} */
    this.had = new Set();
    /** The page that the browser keeps by now. */
    this.shell = "";
    window.setTimeout(() => this.link.store.look(), SETTLE_MS);
  }

  /** There is a new programme: what it withdraws must not come back after a power cut. @param {any} programme */
  take(programme) {
    window.setTimeout(() => this.keep(), this.programme ? 0 : SETTLE_MS);
    this.programme = programme;
    this.isKept = false;
    this.later(FIRST_MS);
  }

  /** The newest, with the time: the page that is kept may have been made since that was noted, and would be believed. */
  keep() {
    const { programme } = this;
    this.link.store.keepProgramme(programme)
      .then((isKept) => isKept || this.makeRoom())
      .then((isKept) => {
        this.isKept = isKept && programme === this.programme;
        return this.keepMark();
      });
  }

  /** What time it is. Of a programme that could not be kept nobody may say later that it was shown: the one before was heard when it was. */
  async keepMark() {
    const { link } = this;
    const mark = link.mark();
    if (!this.isKept) {
      const before = await link.store.mark();
      mark.heardMs = before ? before.heardMs : 0;
    }
    return link.store.keepMark(mark);
  }

  /**
   * A full disk keeps the programme before, but no board that is gone since: without the server that is passed over. And what
   * goes may leave enough room.
   */
  makeRoom() {
    const { store } = this.link;
    const digests = inOrderOfNeed(this.programme.windows, this.link.now());
    return store.keepOnly(digests).then(() => store.keepProgramme(this.programme));
  }

  /** @param {number} ms */
  later(ms) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.begin(), ms + Math.random() * JITTER_MS);
  }

  begin() {
    if (this.isFilling) return;
    if (!this.link.isHeard) {
      this.later(FIRST_MS);
      return;
    }
    this.isFilling = true;
    const programme = this.programme;
    this.fill(programme)
      .catch(() => false)
      .then((isWhole) => {
        this.isFilling = false;
        document.body.toggleAttribute("data-stocked", isWhole && programme === this.programme);
        if (programme !== this.programme) this.later(0);
        else if (!isWhole) this.later(AGAIN_MS);
      });
  }

  /** @param {any} programme @returns {Promise<boolean>} Whether all of it is there. */
  async fill(programme) {
    const { link } = this;
    const { store } = link;
    await hired();
    await this.keepMark();
    const digests = inOrderOfNeed(programme.windows, link.now());
    /** @type {Set<string>} */
    const pictures = new Set();
    let isWhole = true;
    let text = "";
    for (const digest of digests) {
      const html = await this.board(digest).catch(() => null);
      if (programme !== this.programme || !link.online) return false;
      if (html === null) isWhole = false;
      else picturesOn(html).forEach((address) => pictures.size < MOST_PICTURES && pictures.add(address));
      text += html || "";
    }
    const isKnown = isWhole; // what is wanted, though not all of it may be had
    await allFontsKnown();
    for (const address of Array.from(pictures).concat(fontsInUse(), filesFor(text))) {
      isWhole = (await this.file(address)) && isWhole;
      if (programme !== this.programme || !link.online) return false;
    }
    const isPageKept = await this.page();
    await store.keepOnly(digests);
    // Not while another page is on its way: what that needs is not known here.
    const isSettled = isPageKept && link.shell === document.body.getAttribute("data-shell");
    if (isKnown && isSettled) tidy(Array.from(pictures));
    return isWhole && isPageKept;
  }

  /** @param {string} digest */
  async board(digest) {
    const { link } = this;
    const kept = await link.store.board(digest);
    if (kept !== null) return kept;
    const html = await link.board(digest);
    await link.store.keepBoard(digest, html);
    await pause();
    return html;
  }

  /** A file at an address that always means the same: once fetched, the browser keeps it. @param {string} address */
  async file(address) {
    if (this.had.has(address)) return true;
    const answer = await patiently(address, {}).catch(() => null);
    if (answer && answer.ok) this.had.add(address);
    await pause();
    return answer !== null && answer.ok;
  }

  /** The page, unless the browser has it as it is now. */
  async page() {
    if (this.link.shell === "" || this.shell === this.link.shell) return true;
    const shell = await keepShell();
    if (shell !== null) this.shell = shell;
    return shell !== null;
  }
}

/** Where there are service workers, one keeps files and pictures; on plain http what the browser caches has to do. */
function hired() {
  const workers = navigator.serviceWorker;
  if (!workers || workers.controller) return Promise.resolve();
  const atWork = new Promise((resolve) => {
    workers.addEventListener("controllerchange", resolve, { once: true });
    window.setTimeout(resolve, WORKER_PATIENCE_MS);
  });
  return workers.register("/screen/worker.js", { scope: "/screen" }).then(
    () => atWork,
    () => undefined,
  );
}

/** Of what the service worker keeps, the rest may go. @param {string[]} pictures */
function tidy(pictures) {
  const files = filesOf(document.documentElement.outerHTML);
  const { controller } = navigator.serviceWorker || { controller: null };
  if (controller) controller.postMessage({ keep: ["/screen"].concat(files, pictures) });
}

/** The fonts that have been fetched: a page that is loaded without a service worker has them from elsewhere. */
function fontsInUse() {
  return performance
    .getEntriesByType("resource")
    .map((one) => new URL(one.name))
    .filter((one) => one.origin === window.location.origin && /\.woff2$/.test(one.pathname))
    .map((one) => one.pathname);
}

function pause() {
  return new Promise((resolve) => window.setTimeout(resolve, PAUSE_MS + Math.random() * JITTER_MS));
}
