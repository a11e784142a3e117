// @ts-check
/**
 * How well a draft can be read, in words. Pure: no DOM.
 * @typedef {import("./stage_frame.js").Look} Look
 * @typedef {import("./stage_frame.js").Shown} Shown
 * @typedef {{ name: string, standing: "ok" | "warn" | "bad", says: string, why: string }} Check
 */
import { filled } from "../../core/days.js";

const MM_AN_INCH = 25.4;
/** A glyph fills this much of its size; what must be read spans at least 25 minutes of arc (JIS Z 8513). */
const GLYPH_PART = 0.92;
const LEAST_ARC = (25 / 60) * (Math.PI / 180);
const MOST_PAGES = 4;
/** Sizes of panels that are usual here, in inches. */
const USUAL_INCHES = [43, 55];

/**
 * From how many metres type of a size can be read.
 * @param {number} pixels @param {{ width: number, height: number }} look @param {number} inches
 */
export function metresFor(pixels, look, inches) {
  const pitch = (inches * MM_AN_INCH) / Math.hypot(look.width, look.height);
  return (pixels * pitch * GLYPH_PART) / Math.tan(LEAST_ARC) / 1000;
}

/**
 * @param {Look} look  The one that is looked at.
 * @param {Shown} shown  What was measured of it.
 * @param {Record<string, any>} words
 * @returns {Check}
 */
export function checkBody(look, shown, words) {
  // A moment may be a picture and its title, and then there is nothing to measure.
  if (!shown.body) return { name: "body", standing: "ok", says: words.noBody, why: "" };
  const panels = look.name === "own" || look.name === "old" ? [look.inches] : USUAL_INCHES;
  const tenths = (/** @type {number} */ inches) => metresFor(shown.body, look, inches).toFixed(1);
  const isFine = Number(tenths(look.inches)) >= look.metres;
  const reach = panels.map((inches) => filled(words.readFrom, { inches, metres: tenths(inches) }));
  const fault = isFine ? [] : [filled(words.tooSmall, { metres: look.metres })];
  return {
    name: "body",
    standing: isFine ? "ok" : "warn",
    says: filled(words.body, { pixels: Math.round(shown.body) }),
    why: [...reach, ...fault].join(words.and),
  };
}

/**
 * @param {Look} look
 * @param {readonly { look: Look, shown: Shown }[]} measured  Every wall that was measured, in order.
 * @param {Record<string, any>} words
 * @returns {Check}
 */
export function checkPages(look, measured, words) {
  const here = measured.find((one) => one.look.name === look.name);
  const over = measured.filter((one) => one.shown.pages > MOST_PAGES);
  const pages = measured.map((one) => filled(words.pages, { look: words.looks[one.look.name], pages: one.shown.pages }));
  const seconds = here ? filled(words.seconds, { seconds: here.shown.seconds }) : "";
  const long = here ? longTables(here.shown, words) : [];
  return {
    name: "pages",
    standing: over.length ? "warn" : "ok",
    says: pages.join(words.and),
    why: over.length ? [seconds].concat(long.length ? long : tooLong(over, words)).filter(Boolean).join(" ") : seconds,
  };
}

/** On which walls nobody waits for the end. @param {readonly { look: Look }[]} over @param {Record<string, any>} words */
function tooLong(over, words) {
  return [filled(words.tooLong, { look: over.map((one) => words.looks[one.look.name]).join(words.and) })];
}

/** What becomes of tables that take more than one round. @param {Shown} shown @param {Record<string, any>} words */
function longTables(shown, words) {
  return (shown.tables || []).flatMap((table) => [
    filled(words.inRounds, { shown: table.shown, all: table.all }),
    ...(table.there < table.all ? [filled(words.onlyFirst, { there: table.there })] : []),
  ]);
}

/**
 * @param {{ length: number, most: number }} title @param {Shown} shown @param {Record<string, any>} words
 * @returns {Check}
 */
export function checkTitle(title, shown, words) {
  if (!title.length) return { name: "title", standing: "warn", says: words.noTitle, why: "" };
  return {
    name: "title",
    standing: title.length > title.most ? "bad" : "ok",
    says: filled(words.title, { length: title.length }),
    why: filled(shown.titleRows ? words.titleRows : words.titleMost, { rows: shown.titleRows, most: title.most }),
  };
}

/**
 * What is to be mended first, then what wants a look: a low window shows the first of a long list only.
 * @param {readonly Check[]} checks
 */
export function worstFirst(checks) {
  return ["bad", "warn", "ok"].flatMap((standing) => checks.filter((one) => one.standing === standing));
}
