// Everything the tests want to know of the page that is on, read in one go. An expression: (names) => facts.
(names) => {
  const HAIR = 0.5;
  // Everything stands a little elsewhere every three minutes; it is measured where it belongs.
  const stage = document.querySelector("[data-stage]");
  stage.style.transform = "";
  const current = document.querySelector("[data-current]");
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const all = (selector) => Array.from(current.querySelectorAll(selector));
  const words = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : null);
  const seen = (element) => element.getClientRects().length > 0;
  const first = (selector) => words(current.querySelector(selector));

  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((one) => {
      const share = one / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const parts = channels(colour);
      if (parts.length < 4 || parts[3] === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (element) => {
    const [a, b] = [getComputedStyle(element).color, ground(element)].map(luminance);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };

  const roleOf = (element) => {
    if (element.closest(".prose")) return "prose";
    if (element.closest(".tabular tfoot, .sums")) return element.closest("small, .sum-label, .sums span:first-child") ? "label" : "sum";
    if (element.closest(".tabular th")) return "head";
    if (element.closest(".tabular td")) return "cell";
    return "label";
  };

  // The box of the characters themselves: a line's rect also has the room above and below them.
  const inked = (rect, size, upright) => {
    const [x, y] = [(rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2];
    return upright
      ? [x - size / 2, rect.top, x + size / 2, rect.bottom]
      : [rect.left, y - size / 2, rect.right, y + size / 2];
  };

  const nodes = [];
  const walker = document.createTreeWalker(current, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.textContent.trim() && seen(node.parentElement)) nodes.push(node);
  }
  const range = document.createRange();
  const rectsOf = (node, from = 0, to = node.length) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return Array.from(range.getClientRects()).filter((rect) => rect.width > HAIR && rect.height > HAIR);
  };
  const texts = nodes.map((node) => {
    const style = getComputedStyle(node.parentElement);
    const size = parseFloat(style.fontSize);
    const boxes = rectsOf(node).map((rect) => inked(rect, size, style.writingMode !== "horizontal-tb"));
    return {
      text: node.textContent.trim(),
      size: size / rem,
      px: size,
      role: roleOf(node.parentElement),
      within: node.parentElement.closest("[class]").className,
      contrast: contrast(node.parentElement),
      box: [
        Math.min(...boxes.map((box) => box[0])),
        Math.min(...boxes.map((box) => box[1])),
        Math.max(...boxes.map((box) => box[2])),
        Math.max(...boxes.map((box) => box[3])),
      ],
      boxes,
    };
  });

  // Where a line ends inside one of the names: the character before each such place.
  const spelt = nodes.flatMap((node) => Array.from(node.textContent, (character, at) => ({ character, node, at })));
  const line = spelt.map((one) => one.character).join("");
  const topOf = (place) => {
    const rects = rectsOf(spelt[place].node, spelt[place].at, spelt[place].at + 1);
    return rects.length ? rects[0].top : null;
  };
  const named = names.flatMap((name) => Array.from(line.matchAll(name), (match) => ({ name, start: match.index })));
  const nameBreaks = named.flatMap(({ name, start }) => {
    const tops = Array.from(name, (_, at) => topOf(start + at));
    return tops.slice(1).flatMap((top, at) => (top > tops[at] + 10 ? [`${name} after ${name[at]}`] : []));
  });

  const numeric = ["int", "number", "money", "percent"];
  const tables = all(".table-block").map((block) => ({
    caption: words(block.querySelector(".tabular-caption")),
    head: Array.from(block.querySelectorAll("thead th"), (head) => head.firstChild.textContent.trim()),
    lines: Math.max(0, ...Array.from(block.querySelectorAll(".record"), (record) => record.children.length)),
    heights: Array.from(block.querySelectorAll(".record"), (record) => record.getBoundingClientRect().height),
    footHeight: Math.max(0, ...Array.from(block.querySelectorAll("tfoot, .sums"), (foot) => foot.getBoundingClientRect().height)),
    headSeen: Array.from(block.querySelectorAll("thead th")).every(seen),
    records: Array.from(block.querySelectorAll(".record"), (record) => Array.from(record.querySelectorAll("td[data-type]"), words)),
    values: Array.from(block.querySelectorAll(".record"), (record) =>
      Array.from(record.querySelectorAll("td[data-type]"), (cell) => cell.getAttribute("data-value")),
    ),
    rights: Array.from(block.querySelectorAll(".record"), (record) =>
      Array.from(record.querySelectorAll("td[data-type]"), (cell) => {
        const node = numeric.includes(cell.getAttribute("data-type")) && cell.firstChild;
        const rects = node && node.nodeType === 3 ? rectsOf(node) : [];
        return rects.length ? rects[0].right : null;
      }),
    ),
    wrapped: Array.from(block.querySelectorAll("td"))
      .filter((cell) => numeric.includes(cell.getAttribute("data-type")) && cell.firstChild)
      .filter((cell) => cell.firstChild.nodeType === 3 && rectsOf(cell.firstChild).length > 1)
      .map(words),
    sums: Array.from(block.querySelectorAll("tfoot tr"), (row) =>
      Array.from(row.querySelectorAll("td"), (cell) => ({
        text: words(cell),
        right: cell.lastChild && cell.lastChild.nodeType === 3 && rectsOf(cell.lastChild).length ? rectsOf(cell.lastChild)[0].right : null,
      })),
    ),
    listed: Array.from(block.querySelectorAll(".sums p"), (paragraph) => ({
      name: words(paragraph.firstChild),
      sums: Array.from(paragraph.querySelectorAll("[data-column]"), (sum) => [sum.getAttribute("data-column"), words(sum.querySelector("b"))]),
    })),
    note: words(block.querySelector(".tabular-note")),
  }));

  // What stands on each line of an element.
  const linesOf = (element) => {
    const lines = [];
    let top = -Infinity;
    spelt.filter((one) => element.contains(one.node)).forEach(({ character, node, at }) => {
      const [rect] = rectsOf(node, at, at + 1);
      if (rect && rect.top > top + 10) lines.push("");
      if (rect) top = Math.max(top, rect.top);
      if (lines.length) lines[lines.length - 1] += character;
    });
    return lines;
  };
  // How far apart two characters of a line stand at most, in their own width.
  const pitchOf = (node) => {
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    const lefts = Array.from(node.textContent, (character, at) => (/[\u4e00-\u9fff]/.test(character) ? rectsOf(node, at, at + 1)[0] : null));
    const steps = lefts.slice(1).map((box, at) => (box && lefts[at] && box.top === lefts[at].top ? box.left - lefts[at].left : 0));
    return Math.max(0, ...steps) / size;
  };
  const edges = (element) => {
    const rect = element.getBoundingClientRect();
    return [rect.left, rect.top, rect.right, rect.bottom];
  };
  const qr = all(".qr").filter(seen);
  const flow = current.querySelector("[data-flow]");
  const board = current.querySelector(".board");
  const elements = [document.documentElement, document.body, ...all("*")];
  return {
    posting: current.getAttribute("data-posting"),
    kind: current.getAttribute("data-kind"),
    page: current.getAttribute("data-page"),
    currents: document.querySelectorAll("[data-current]").length,
    state: document.body.getAttribute("data-state"),
    online: document.body.getAttribute("data-online"),
    theme: current.getAttribute("data-theme"),
    bodyTheme: document.body.getAttribute("data-theme"),
    rem,
    k: Number(getComputedStyle(document.documentElement).getPropertyValue("--k")),
    width: window.innerWidth,
    height: window.innerHeight,
    flow: flow && [flow.scrollHeight, flow.clientHeight, flow.scrollWidth, flow.clientWidth],
    free: flow && flow.lastElementChild
      ? flow.getBoundingClientRect().bottom - flow.lastElementChild.getBoundingClientRect().bottom
      : null,
    document: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
    layout: board.getAttribute("data-layout"),
    step: board.getAttribute("data-step"),
    spine: first("[data-spine]"),
    station: first("[data-station]"),
    clock: first("[data-clock]"),
    today: first("[data-today]"),
    place: first("[data-place]"),
    places: first("[data-places]"),
    dashes: all("[data-dash]").map((dash) => dash.getAttribute("data-dash")),
    title: first("[data-title], .honor-kicker"),
    meter: all("[data-meter]").filter(seen).map(words),
    publicity: all("[data-publicity] > *").filter(seen).map(words),
    sign: first(".sign"),
    signFoot: first(".sign-foot"),
    blocks: Array.from(flow ? flow.children : [], (child) => child.getAttribute("data-block")),
    rows: all('[data-block="row"]').map(words),
    tiles: all('[data-block="tile"] h3').map(words),
    prose: all(".prose").map((block) => block.textContent.replace(/\s+/g, "")).join(""),
    texts,
    named: named.map((one) => one.name),
    nameBreaks,
    tables,
    qr: qr.map((one) => ({
      rem: one.getBoundingClientRect().width / rem,
      path: one.querySelector("path").getAttribute("d"),
      box: Object.values(one.getBoundingClientRect().toJSON()),
    })),
    qrSays: all(".qr-says").filter(seen).map(words),
    brokenPictures: all("img").filter((image) => !(image.complete && image.naturalWidth > 0)).map((image) => image.src),
    pictures: all("img").length,
    ellipses: elements.filter((one) => getComputedStyle(one).textOverflow === "ellipsis").map((one) => one.className),
    scrolling: elements.filter((one) => /auto|scroll/.test(getComputedStyle(one).overflow)).map((one) => one.className),
    cursors: Array.from(new Set([document.body, ...all("*")].map((one) => getComputedStyle(one).cursor))),
    lined: all(".tabular td, .tabular th > span, .tabular-caption, .board-title, .tile-title, .rail-text").filter(seen).map(linesOf),
    pitch: Math.max(0, ...nodes.filter((node) => node.parentElement.closest(".prose[data-justified] p")).map(pitchOf)),
    kindBox: edges(current.querySelector(".spine-kind")),
    laneBoxes: all(".lane i").map(edges),
    frame: [".spine", ".bar", ".rail"].map((name) => {
      const part = current.querySelector(name);
      if (!part) return null;
      const rect = part.getBoundingClientRect();
      return [rect.width / rem, rect.height / rem].map((one) => Math.round(one * 100) / 100);
    }),
  };
}
