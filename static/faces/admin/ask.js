// @ts-check
/**
 * How the editor asks the server: as htmx does, so that answers are fragments and a way elsewhere is a header.
 * @typedef {"ok" | "shown" | "elsewhere" | "ended" | "stale" | "refused" | "silence"} Kind
 *   ok: done. shown: not done, the page says why (409, 422). elsewhere: go on at `location`. ended: signed out.
 *   stale: the page's token is of another session. refused: `sentence` says why. silence: no answer of ours.
 * @typedef {{ kind: Kind, status: number, html: string, location: string, sentence: string }} Answer
 */
import { isOurs } from "./failures.js";

const SIGN_IN = "/admin/login";
/** More than this a page that is being left may not send. */
const MOST_KEPT_ALIVE = 60_000;
/** @type {Record<number, Kind>} */
const KINDS = { 200: "ok", 204: "elsewhere", 409: "shown", 422: "shown", 400: "stale" };
const HEADERS = { "HX-Request": "true" };

/** @param {string} address @param {FormData} body @returns {Promise<Answer>} */
export function post(address, body) {
  return ask(address, { method: "POST", body, keepalive: sizeOf(body) < MOST_KEPT_ALIVE });
}

/** @param {string} address @returns {Promise<Answer>} */
export function get(address) {
  return ask(address, {});
}

/** @param {string} address @param {RequestInit} how @returns {Promise<Answer>} */
async function ask(address, how) {
  try {
    const answer = await fetch(address, { ...how, headers: HEADERS });
    return read(answer.status, answer.headers, await answer.text());
  } catch {
    return { kind: "silence", status: 0, html: "", location: "", sentence: "" };
  }
}

/** @param {number} status @param {Headers} headers @param {string} html @returns {Answer} */
function read(status, headers, html) {
  const location = headers.get("HX-Redirect") || "";
  return { kind: kindOf(status, headers, location), status, html, location, sentence: sentenceIn(html) };
}

/**
 * What an answer means. Pure.
 * @param {number} status @param {Headers} headers @param {string} location @returns {Kind}
 */
export function kindOf(status, headers, location) {
  if (!isOurs(headers) || status >= 500) return "silence";
  if (location.startsWith(SIGN_IN)) return "ended";
  return KINDS[status] || "refused";
}

/** @param {string} html */
function sentenceIn(html) {
  const said = new DOMParser().parseFromString(html, "text/html").querySelector('[role="alert"]');
  return said?.firstChild?.textContent || "";
}

/** @param {FormData} body */
function sizeOf(body) {
  let size = 0;
  for (const [name, value] of body) size += 100 + 3 * (name.length + (typeof value === "string" ? value.length : MOST_KEPT_ALIVE));
  return size;
}
