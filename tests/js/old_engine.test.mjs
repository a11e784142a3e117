import assert from "node:assert/strict";
import { test } from "node:test";

import { faultsInScript, faultsInStyle } from "../../tools/old_engine.mjs";

const GOOD_SCRIPTS = [
  "export const flat = (xs) => xs.flat().map((x) => ({ ...x }));",
  "export async function load(path) { const module = await import(path); return module.default; }",
  "try { work(); } catch { rest(); } function work() {} function rest() {}",
  "class Page { constructor() { this.at = 1; } get next() { return this.at; } }",
  "const at = event.at; Promise.all([at]).finally(() => {});",
  "const text = String.raw`a\\b`; text.matchAll(/(?<year>\\d+)/gu);",
  "node.addEventListener('click', go, { once: true, passive: true }); function go() {}",
  "const any = list.any; const timeout = options.timeout;",
];

const BAD_SCRIPTS = [
  ["const a = b?.c;", /optional chaining/],
  ["const a = b ?? c;", /\?\?/],
  ["let a; a ??= 1;", /\?\?=/],
  ["let a; a ||= 1;", /\|\|=/],
  ["class A { x = 1; }", /class fields/],
  ["class A { #go() {} }", /private/],
  ["class A { static { go(); } }", /static blocks/],
  ["await fetch('/');", /top-level await/],
  ["for await (const x of xs) { x; }", /top-level await/],
  ["'a'.replaceAll('a', 'b');", /replaceAll/],
  ["list.at(-1);", /\.at\(\)/],
  ["list['at'](-1);", /\.at\(\)/],
  ["structuredClone(a);", /structuredClone/],
  ["window.structuredClone(a);", /structuredClone/],
  ["Promise.any([]);", /Promise\.any/],
  ["AbortSignal.timeout(5);", /AbortSignal\.timeout/],
  ["Object.hasOwn(a, 'b');", /hasOwn/],
  ["crypto.randomUUID();", /randomUUID/],
  ["node.replaceChildren();", /replaceChildren/],
  ["node.addEventListener('click', go, { signal: stop });", /signal/],
  ["const n = 1_000;", /separators/],
  ["const broken = ;", /does not parse/],
  ["export { a as 'b c' }; const a = 1;", /ES2020/],
];

const GOOD_STYLES = [
  ".grid { display: grid; gap: 1rem; }",
  ".text { columns: 2; column-gap: 1rem; }",
  ".flex { display: flex; margin: -0.5rem; } .flex > * { margin: 0.5rem; }",
  ".a { width: min(10vw, 4rem); font-size: clamp(1rem, 2vmin, 3rem); text-wrap: balance; }",
  ".a:not(.b)::before { content: ''; margin-inline-start: 1rem; inline-size: 2rem; color: rgb(1 2 3 / 50%); }",
  "@media (min-width: 60rem) and (orientation: landscape) { .a { color: var(--text); } }",
  "@supports (display: grid) { .a { top: 0; right: 0; } }",
  ".a { -webkit-mask: url(a.svg); mask: url(a.svg); }",
  "@font-face { font-family: A; src: url(a.woff2) format('woff2'); unicode-range: U+4E00-9FFF; }",
];

const BAD_STYLES = [
  [".a { display: flex; gap: 1rem; }", /gap/],
  [".a { row-gap: 1rem; }", /row-gap/],
  [".a { aspect-ratio: 1; }", /aspect-ratio/],
  [".a { inset: 0; }", /inset/],
  [".a { inset-inline-start: 0; }", /inset-inline-start/],
  [".a { margin-inline: auto; }", /margin-inline/],
  [".a { accent-color: red; }", /accent-color/],
  [":is(.a, .b) { top: 0; }", /:is/],
  [":where(.a) { top: 0; }", /:where/],
  [".a:has(.b) { top: 0; }", /:has/],
  [".a:not(.b, .c) { top: 0; }", /:not/],
  [".a:focus-visible { top: 0; }", /focus-visible/],
  [".a { .b { top: 0; } }", /does not parse/],
  [".a { & .b { top: 0; } }", /nesting/],
  ["@layer base { .a { top: 0; } }", /@layer/],
  ["@container (min-width: 1px) { .a { top: 0; } }", /@container/],
  [".a { height: 100dvh; }", /dvh/],
  [".a { height: calc(100svh - 1rem); }", /svh/],
  [".a { --h: 100cqh; }", /cqh/],
  [".a { color: color-mix(in srgb, red, blue); }", /color-mix/],
  ["@media (width >= 600px) { .a { top: 0; } }", /range syntax/],
  [".a { mask: url(a.svg); }", /-webkit-mask/],
  [".a { overflow: clip; }", /clip/],
];

for (const source of GOOD_SCRIPTS) {
  test(`a script that Chromium 83 runs passes: ${source}`, () => assert.deepEqual(faultsInScript(source), []));
}
for (const [source, reason] of BAD_SCRIPTS) {
  test(`a script too new is named: ${source}`, () => assert.match(reasons(faultsInScript(source)), reason));
}
for (const source of GOOD_STYLES) {
  test(`a style that Chromium 83 knows passes: ${source}`, () => assert.deepEqual(faultsInStyle(source), []));
}
for (const [source, reason] of BAD_STYLES) {
  test(`a style too new is named: ${source}`, () => assert.match(reasons(faultsInStyle(source)), reason));
}
test("a fault names its line", () => {
  assert.deepEqual(faultsInScript("const a = 1;\n\nconst b = a ?? 2;").map((fault) => fault.line), [3]);
  assert.deepEqual(faultsInStyle(".a { top: 0; }\n.b { inset: 0; }").map((fault) => fault.line), [2]);
});

function reasons(faults) {
  return faults.map((fault) => fault.reason).join("\n");
}
