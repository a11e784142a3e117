// @ts-check
/**
 * Where browsers have service workers: the wall's page, its files and pictures without a server. It decides nothing: the
 * page fetches what is to be kept (stock.js), its files before itself, so that what lies here is always of one version.
 * Programme and boards are kept by the page (store.js), which does so on plain http as well.
 */

const KEPT = "wall";
const PAGE = "/screen";
const PATIENCE_MS = 6000;

/** @type {any} */
const worker = self;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (/** @type {any} */ event) => event.waitUntil(forgetAllBut(event.data.keep)));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (pathname === PAGE && search === "") {
    if (request.mode === "navigate") event.respondWith(page(request));
    else if (request.cache === "reload") event.respondWith(pageAnew(request));
  } else if (pathname.indexOf("/static/") === 0 || pathname.indexOf("/media/") === 0) event.respondWith(file(request));
});

/** The page that is kept, which asks its server itself; on a reload the server's own, if it has one. @param {Request} request */
async function page(request) {
  const kept = await whole(await found(PAGE));
  if (kept && request.cache === "default") return kept;
  const answered = soon(fetch(request)).then((answer) => (answer.status >= 500 && kept) || answer);
  return answered.catch((error) => {
    if (kept) return kept;
    throw error;
  });
}

/** The page as it is now, to be kept if it is a wall's; if this browser is none any more, nothing is. @param {Request} request */
async function pageAnew(request) {
  const answer = await fetch(request);
  if (!answer.ok) return answer;
  if (answer.headers.has("Kiosk-Shell")) await keep(PAGE, answer);
  else await caches.delete(KEPT).catch(() => undefined);
  return answer;
}

/** Its address means always the same: once here it is not asked for again. @param {Request} request */
async function file(request) {
  const kept = await found(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  const isForGood = (answer.headers.get("Cache-Control") || "").indexOf("immutable") >= 0;
  if (answer.status === 200 && isForGood) await keep(request.url, answer);
  return answer;
}

/** @param {string} address @returns {Promise<Response | undefined>} */
function found(address) {
  return caches
    .open(KEPT)
    .then((drawer) => drawer.match(address, { ignoreVary: true }))
    .catch(() => undefined); // broken: as if there was none
}

/** The page, if it has not been cut off. @param {Response | undefined} answer */
async function whole(answer) {
  if (!answer) return undefined;
  const text = await answer.clone().text().catch(() => "");
  return /<\/html>\s*$/.test(text) ? answer : undefined;
}

/** @param {string} address @param {Response} answer */
function keep(address, answer) {
  const copy = answer.clone();
  return caches
    .open(KEPT)
    .then((drawer) => drawer.put(address, copy))
    .catch(() => undefined); // full, blocked or broken: the wall goes on with its memory
}

/** @param {string[]} addresses */
async function forgetAllBut(addresses) {
  const wanted = new Set(addresses.map((one) => new URL(one, worker.location.origin).href));
  const drawer = await caches.open(KEPT);
  for (const request of await drawer.keys()) {
    const isFont = /\.woff2$/.test(request.url); // named by what is in them, and bounded by what we ship
    if (!isFont && !wanted.has(request.url)) await drawer.delete(request);
  }
}

/** @template T @param {Promise<T>} work @returns {Promise<T>} */
function soon(work) {
  return Promise.race([
    work,
    new Promise((_resolve, reject) => worker.setTimeout(() => reject(new Error("no answer")), PATIENCE_MS)),
  ]);
}
