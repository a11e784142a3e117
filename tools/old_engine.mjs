// Keeps what a wall loads within Chromium 83 (TV boxes and signage panels that nobody updates).
//
//   node tools/old_engine.mjs            checks every file that a wall loads
//   node tools/old_engine.mjs FILE...    checks these
//
// JavaScript is parsed with acorn and walked for newer syntax and newer API names, CSS with css-tree. The numbers in the
// reasons are the first Chromium version that knows the thing. `?.` and `??` are older than 83 and refused all the same:
// the house rule is ES2019, so that the next older box needs no new thought.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import * as acorn from "acorn";
import * as walk from "acorn-walk";
import * as css from "css-tree";

const ROOTS = ["static/faces/screen", "static/kinds", "static/core", "static/vendor/fonts"];

/** @typedef {{ line: number, reason: string }} Fault */

const SYNTAX = {
  ChainExpression: "optional chaining (?.) is not ES2019",
  PropertyDefinition: "class fields are not ES2019",
  StaticBlock: "static blocks: 94",
  ImportAttribute: "import attributes: 123",
};

// Methods and properties refused on whatever object they are named.
const MEMBERS = {
  replaceAll: 85, replaceChildren: 86, findLast: 97, findLastIndex: 97, toSorted: 110, toReversed: 110, toSpliced: 110,
  hasOwn: 93, randomUUID: 92, groupBy: 117, withResolvers: 119, fromAsync: 121, canParse: 120, isWellFormed: 111,
  checkVisibility: 105, getAnimations: 84, isSubsetOf: 122, isSupersetOf: 122, isDisjointFrom: 122,
  symmetricDifference: 122, showPopover: 114, hidePopover: 114, togglePopover: 114, startViewTransition: 111,
  Segmenter: 87, setHTML: 140, moveBefore: 133,
};
// Names that are common words, refused only when called, or only on one object.
const CALLED = { at: 92 };
const ON_OBJECT = {
  "Promise.any": 85, "Promise.try": 128, "AbortSignal.timeout": 103, "AbortSignal.any": 116, "AbortSignal.abort": 93,
  "Response.json": 105, "Intl.supportedValuesOf": 99,
};
const GLOBALS = { structuredClone: 98, WeakRef: 84, FinalizationRegistry: 84, AggregateError: 85, scheduler: 94 };

/**
 * @param {string} source
 * @returns {Fault[]}
 */
export function faultsInScript(source) {
  /** @type {Fault[]} */
  const faults = [];
  const options = { sourceType: "module", locations: true };
  let tree;
  try {
    tree = acorn.parse(source, { ...options, ecmaVersion: "latest" });
  } catch (error) {
    return [{ line: error.loc ? error.loc.line : 1, reason: `does not parse: ${error.message}` }];
  }
  const say = (node, reason) => faults.push({ line: node.loc.start.line, reason });
  walk.fullAncestor(tree, (node, _state, ancestors) => checkNode(node, ancestors, say));
  if (!faults.length) {
    // The walk names what is common; the parser knows the rest. 2020 and not 2019 for import() and import.meta alone.
    try {
      acorn.parse(source, { ...options, ecmaVersion: 2020 });
    } catch (error) {
      faults.push({ line: error.loc.line, reason: `newer than ES2020: ${error.message}` });
    }
  }
  return faults;
}

function checkNode(node, ancestors, say) {
  if (SYNTAX[node.type]) say(node, SYNTAX[node.type]);
  if ([node.key, node.property, node.left].some((part) => part && part.type === "PrivateIdentifier")) {
    say(node, "private class members are not ES2019 (private methods: 84)");
  }
  if (node.type === "LogicalExpression" && node.operator === "??") say(node, "?? is not ES2019");
  if (node.type === "AssignmentExpression" && ["??=", "||=", "&&="].includes(node.operator)) {
    say(node, `${node.operator}: 85`);
  }
  if (isTopLevelAwait(node, ancestors)) say(node, "top-level await: 89");
  if (node.type === "Literal") checkLiteral(node, say);
  if (node.type === "Identifier" && GLOBALS[node.name]) say(node, `${node.name}: ${GLOBALS[node.name]}`);
  if (node.type === "MemberExpression") checkMember(node, say);
  if (node.type === "CallExpression") checkCall(node, say);
}

function isTopLevelAwait(node, ancestors) {
  const awaits = node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await);
  return awaits && !ancestors.slice(0, -1).some((outer) => /Function/.test(outer.type));
}

function checkLiteral(node, say) {
  if (typeof node.value === "number" && /_/.test(node.raw)) say(node, "numeric separators are not ES2019");
  if (node.regex && /[dv]/.test(node.regex.flags)) say(node, "regular expression flags d and v: 90 and 112");
}

function checkMember(node, say) {
  const name = memberName(node);
  if (name === null) return;
  if (Object.prototype.hasOwnProperty.call(MEMBERS, name)) say(node, `.${name}: ${MEMBERS[name]}`);
  const full = node.object.type === "Identifier" ? `${node.object.name}.${name}` : "";
  if (ON_OBJECT[full]) say(node, `${full}: ${ON_OBJECT[full]}`);
  if (["window", "self", "globalThis"].includes(node.object.name) && GLOBALS[name]) say(node, `${name}: ${GLOBALS[name]}`);
}

function checkCall(node, say) {
  const name = node.callee.type === "MemberExpression" ? memberName(node.callee) : null;
  if (name !== null && Object.prototype.hasOwnProperty.call(CALLED, name)) say(node, `.${name}(): ${CALLED[name]}`);
  if (name !== "addEventListener" || !node.arguments[2] || node.arguments[2].type !== "ObjectExpression") return;
  if (node.arguments[2].properties.some((one) => one.key && one.key.name === "signal")) {
    say(node, "addEventListener with a signal: 90");
  }
}

function memberName(node) {
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : null;
  return node.property.type === "Literal" ? String(node.property.value) : null;
}

const PROPERTIES = {
  "aspect-ratio": 88, inset: 87, "accent-color": 93, "content-visibility": 85, translate: 104, rotate: 104, scale: 104,
  container: 105, "container-type": 105, "container-name": 105, "margin-inline": 87, "margin-block": 87,
  "padding-inline": 87, "padding-block": 87, "border-inline": 87, "border-block": 87, "border-inline-width": 87,
  "border-inline-style": 87, "border-inline-color": 87, "border-block-width": 87, "border-block-style": 87,
  "border-block-color": 87, "border-start-start-radius": 89, "border-start-end-radius": 89,
  "border-end-start-radius": 89, "border-end-end-radius": 89, appearance: 84, "offset-position": 116,
  "animation-timeline": 115, "animation-composition": 112, "transition-behavior": 117, "view-transition-name": 111,
  "counter-set": 85, "forced-color-adjust": 89,
};
const GAPS = ["gap", "row-gap", "column-gap"];
const AT_RULES = {
  layer: 99, container: 105, scope: 118, property: 85, "starting-style": 117, "counter-style": 91,
  "view-transition": 126, "position-try": 125, "font-palette-values": 101,
};
const PSEUDO_CLASSES = {
  is: 88, where: 88, has: 105, dir: 120, "focus-visible": 86, modal: 105, "popover-open": 114, "user-valid": 119,
  "user-invalid": 119, autofill: 110, picture: 110, state: 125, open: 133,
};
const PSEUDO_ELEMENTS = { marker: 86, "target-text": 89, "file-selector-button": 89, highlight: 105 };
const UNITS = /^(?:[dsl]v(?:h|w|min|max|i|b)|v[ib]|cq(?:w|h|i|b|min|max)|r?lh|r?cap|r?ic|r?ex)$/i;
const OLD_UNITS = /^ex$/i;
const FUNCTIONS = {
  "color-mix": 111, oklch: 111, oklab: 111, lch: 111, lab: 111, hwb: 101, color: 111, "light-dark": 123, round: 125,
  mod: 125, rem: 125, abs: 139, sign: 139, sin: 111, cos: 111, tan: 111, pow: 120, sqrt: 120, "image-set": 113,
  "cross-fade": 999, linear: 113, anchor: 125,
};

/**
 * @param {string} source
 * @returns {Fault[]}
 */
export function faultsInStyle(source) {
  /** @type {Fault[]} */
  const faults = [];
  const tree = css.parse(source, {
    positions: true,
    parseCustomProperty: true,
    onParseError: (error) => faults.push({ line: error.line, reason: `does not parse: ${error.message}` }),
  });
  const say = (node, reason) => faults.push({ line: node.loc ? node.loc.start.line : 1, reason });
  css.walk(tree, function visit(node) {
    const look = STYLE_CHECKS[node.type];
    if (look) look(node, say, this);
  });
  return faults;
}

const STYLE_CHECKS = {
  Atrule(node, say) {
    const version = AT_RULES[node.name.toLowerCase()];
    if (version) say(node, `@${node.name}: ${version}`);
  },
  Rule(node, say, context) {
    if (context.rule && context.rule !== node) say(node, "nesting: 112");
  },
  NestingSelector: (node, say) => say(node, "nesting: 112"),
  FeatureRange: (node, say) => say(node, "range syntax in a media query: 104"),
  PseudoClassSelector(node, say) {
    const name = node.name.toLowerCase();
    if (PSEUDO_CLASSES[name]) say(node, `:${name}: ${PSEUDO_CLASSES[name]}, and the whole rule is dropped`);
    if (name === "not" && isSelectorList(node)) say(node, ":not() with a list or a combinator: 88");
    if (/^nth-/.test(name) && css.find(node, (one) => one.type === "Nth" && one.selector)) say(node, ":nth-child(of): 111");
  },
  PseudoElementSelector(node, say) {
    const version = PSEUDO_ELEMENTS[node.name.toLowerCase()];
    if (version) say(node, `::${node.name}: ${version}, and the whole rule is dropped`);
  },
  Declaration: checkDeclaration,
  Dimension(node, say) {
    if (UNITS.test(node.unit) && !OLD_UNITS.test(node.unit)) say(node, `the unit ${node.unit} is newer than 83`);
  },
  Function(node, say) {
    const version = FUNCTIONS[node.name.toLowerCase()];
    if (version) say(node, `${node.name}(): ${version}`);
  },
};

function isSelectorList(node) {
  const list = css.find(node, (one) => one.type === "SelectorList");
  if (!list) return false;
  return list.children.size > 1 || css.find(list, (one) => one.type === "Combinator") !== null;
}

function checkDeclaration(node, say, context) {
  const name = node.property.toLowerCase();
  const value = css.generate(node.value);
  if (PROPERTIES[name]) say(node, `${name}: ${PROPERTIES[name]}`);
  if (/^inset-/.test(name)) say(node, `${name}: 87`);
  if (GAPS.includes(name) && !gapIsKnown(name, context.rule)) {
    say(node, `${name} without display: grid in the same rule (flex gap: 84, and @supports lies about it)`);
  }
  if (/^mask/.test(name) && !sets(context.rule, (one) => one.property === `-webkit-${name}`)) {
    say(node, `${name} without -webkit-${name} in the same rule: 120`);
  }
  if (name === "display" && /\s/.test(value.trim())) say(node, "display with two words: 115");
  if (/^overflow/.test(name) && /\bclip\b/.test(value)) say(node, "overflow: clip: 90");
  if (/^grid-template/.test(name) && /\bsubgrid\b/.test(value)) say(node, "subgrid: 117");
}

function gapIsKnown(name, rule) {
  if (sets(rule, (one) => one.property === "display" && /grid/.test(css.generate(one.value)))) return true;
  // Between the columns of running text, column-gap is as old as columns are.
  return name === "column-gap" && sets(rule, (one) => /^(columns|column-(count|width))$/.test(one.property));
}

function sets(rule, test) {
  return Boolean(rule && rule.block.children.some((one) => one.type === "Declaration" && test(one)));
}

/** @param {string} path */
export function faultsInFile(path) {
  const source = readFileSync(path, "utf8");
  if (/\.m?js$/.test(path)) return faultsInScript(source);
  return path.endsWith(".css") ? faultsInStyle(source) : [];
}

/** @param {string} root A folder or a file; a missing one has nothing in it. */
function filesUnder(root) {
  const found = statSync(root, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [root];
  return readdirSync(root).sort().flatMap((name) => filesUnder(join(root, name)));
}

function main(roots) {
  let count = 0;
  for (const path of roots.flatMap(filesUnder)) {
    for (const fault of faultsInFile(path)) {
      count += 1;
      process.stderr.write(`${path}:${fault.line}: ${fault.reason}\n`);
    }
  }
  if (count) process.stderr.write(`${count} thing(s) that Chromium 83 does not understand.\n`);
  return count ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.length > 2 ? process.argv.slice(2) : ROOTS);
}
