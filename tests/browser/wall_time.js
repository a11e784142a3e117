// Notes in window.underway what the wall waits for that is no matter of time: answers of the server, of its disk, of the
// decoder of pictures. And answers in the server's place what time it is, by the clock that the test has put on.
(() => {
  const real = window.realPerformance;
  Object.defineProperty(performance, "memory", { get: () => real.memory });
  performance.getEntriesByType = (type) => real.getEntriesByType(type);

  window.underway = new Map();
  let count = 0;
  const begun = (what) => {
    count += 1;
    const number = count;
    window.underway.set(number, String(what));
    return () => window.underway.delete(number);
  };

  const serverAheadMs = Date.now() - performance.now() - BOX_AHEAD_MS;
  const withTime = (answer) => {
    if (!answer.ok || !answer.headers.has("Kiosk-Now")) return answer;
    answer.headers.set("Kiosk-Now", String(performance.now() + serverAheadMs));
    return answer;
  };
  // A page that comes from the server says so as well; one that was kept says what time it was then.
  new MutationObserver((_changes, watching) => {
    if (!document.body) return;
    watching.disconnect();
    const isKept = real.getEntriesByType("navigation").some((one) => one.workerStart > 0 || one.deliveryType === "cache");
    if (document.body.hasAttribute("data-now") && !isKept) {
      document.body.setAttribute("data-now", String(performance.now() + serverAheadMs));
    }
  }).observe(document, { childList: true, subtree: true });

  const dated = (page) => page.replace(/ data-now="\d+"/, ` data-now="${performance.now() + serverAheadMs}"`);
  // What a service worker has just kept says what time the server has, which runs on while the wall's stands still.
  const date = async () => {
    const drawer = await caches.open("wall");
    const kept = await drawer.match("/screen", { ignoreVary: true });
    if (kept) await drawer.put("/screen", new Response(dated(await kept.text()), { headers: kept.headers }));
  };

  const { fetch } = window;
  window.fetch = (address, options) => {
    const done = begun(address);
    // An answer that the network has given keeps its headers; one that is made of it does not.
    const whole = (answer) => answer.text().then((text) => withTime(new Response(text || null, answer)));
    const isKept = address === "/screen" && options.cache === "reload" && Boolean(window.caches);
    const later = (answer) => (isKept ? date().then(() => answer, () => answer) : answer);
    return fetch(address, options).then(whole).then(later).finally(done);
  };

  const { decode } = HTMLImageElement.prototype;
  HTMLImageElement.prototype.decode = function () {
    return decode.call(this).finally(begun(this.currentSrc || this.src));
  };

  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...asked) {
    const deed = transaction.apply(this, asked);
    const done = begun("disk");
    ["complete", "abort"].forEach((end) => deed.addEventListener(end, done));
    return deed;
  };
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...asked) {
    const opening = open.apply(this, asked);
    const done = begun("disk");
    ["success", "error"].forEach((end) => opening.addEventListener(end, done));
    return opening;
  };

  // A page that is being left goes on for a moment; what comes is the one that follows.
  window.addEventListener("beforeunload", () => begun("a new page"));

  if (window.ServiceWorkerContainer) {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = function (...asked) {
      const done = begun("service worker");
      this.addEventListener("controllerchange", done, { once: true });
      const hired = register.apply(this, asked);
      // Where workers are kept out, none is hired.
      hired.then((one) => one || done(), done);
      return hired;
    };
  }

  class Told extends EventSource {
    constructor(address) {
      super(address);
      this.addEventListener("message", (event) => (window.told = Number(event.data)));
    }
  }
  // As behind a proxy that gathers what comes through it: the stream never says anything.
  class KeptBack {
    close() {}
  }
  window.EventSource = HEARS ? Told : KeptBack;
})();
