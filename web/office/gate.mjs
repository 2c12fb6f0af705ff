// Holds the built bundles against the oldest browser they must run in,
// Chromium 86: syntax by parsing, names of the platform and CSS by looking. What
// a library uses behind a test, or kit/old.ts provides, stands in the list of
// what passes, each with its reason.
//
//   node office/gate.mjs [directory of the build]
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import postcss from "postcss";

const floor = 86;

/** Members and globals by the Chromium that brought them. */
export const names = {
  at: 92, findLast: 97, findLastIndex: 97, toSorted: 110, toReversed: 110, toSpliced: 110, hasOwn: 93, groupBy: 117, fromAsync: 121, withResolvers: 119,
  isWellFormed: 111, toWellFormed: 111, structuredClone: 98, randomUUID: 92, Segmenter: 87, DurationFormat: 129, supportedValuesOf: 99, checkVisibility: 105,
  showPopover: 114, togglePopover: 114, startViewTransition: 111, throwIfAborted: 100, showPicker: 99, isUnion: 122, difference: 122, symmetricDifference: 122,
  setHTMLUnsafe: 124, getHTML: 125, inert: 102, createHTML: 83, AggregateError: 85, FinalizationRegistry: 84, navigation: 102, cookieStore: 87, requestVideoFrameCallback: 83,
  timeout: { of: "AbortSignal", since: 103 }, any: { of: "AbortSignal", since: 116 }, roundingMode: 106, escape: { of: "RegExp", since: 136 }, try: { of: "Promise", since: 128 },
};

/** What passes although it is younger, and why. */
export const passes = {
  at: "kit/old.ts provides it",
  Segmenter: "Element Plus asks whether it is there",
  startViewTransition: "Element Plus and Vue ask whether it is there",
  toSorted: "Vue wraps it; our own code cannot name it, its library is ES2021",
  toReversed: "as toSorted",
  toSpliced: "as toSorted",
};

const properties = { "aspect-ratio": 88, inset: 87, "inset-block": 87, "inset-inline": 87, "inset-block-start": 87, "inset-block-end": 87, "inset-inline-start": 87, "inset-inline-end": 87, "margin-inline": 87, "margin-block": 87, "padding-inline": 87, "padding-block": 87, "accent-color": 93, "scrollbar-gutter": 94, "scrollbar-width": 121, "scrollbar-color": 121, "text-wrap": 114, "text-box": 133, translate: 104, rotate: 104, scale: 104, "container-type": 105, container: 105, "view-transition-name": 111, "field-sizing": 123, "animation-timeline": 115, "font-palette": 101 };
const values = [[/color-mix\(/, 111], [/\b\d*\.?\d+[dsl]v[hwib]\b/, 108], [/\b(oklch|oklab|lab|lch|color)\(/, 111], [/\bsubgrid\b/, 117], [/\boverflow:\s*clip\b/, 90], [/\bmod\(|\brem\(|\bround\(|\bsin\(|\bcos\(/, 111], [/\bfit-content\b/, 46], [/\blight-dark\(/, 123]];
const selectors = [[/:has\(/, 105], [/:is\(/, 88], [/:where\(/, 88], [/:not\([^)]*[,\s>+~][^)]*\)/, 88], [/:dir\(/, 120], [/:user-(in)?valid/, 119], [/:popover-open/, 114], [/:modal\b/, 105], [/::(backdrop)?target-text/, 89], [/&/, 112]];
const rules = { layer: 99, container: 105, property: 85, "starting-style": 117, scope: 118, "counter-style": 91, "view-transition": 126 };
/** Properties a younger browser only makes prettier. */
const enhances = new Set(["accent-color", "scrollbar-width", "scrollbar-color", "scrollbar-gutter", "text-wrap"]);

/** What in a program a Chromium of the floor does not know. */
export function scanJS(text) {
  const found = [];
  let tree;
  try {
    tree = parse(text, { ecmaVersion: 2022, sourceType: "module", allowHashBang: true });
  } catch (e) {
    return [{ what: `syntax younger than ES2022: ${e.message}`, since: 99 }];
  }
  walk(tree, false, found);
  return found;
}

function walk(node, within, found) {
  if (!node || typeof node.type !== "string") return;
  const say = (what, since) => found.push({ what, since, at: node.start });
  if (node.type === "StaticBlock") say("static block", 94);
  if (node.type === "BinaryExpression" && node.operator === "in" && node.left.type === "PrivateIdentifier") say("#x in y", 91);
  if (node.type === "AwaitExpression" && !within) say("await at the top", 89);
  if (node.type === "ForOfStatement" && node.await && !within) say("await at the top", 89);
  if (node.type === "Literal" && node.regex && /[dv]/.test(node.regex.flags)) say(`regular expression /${node.regex.flags}`, node.regex.flags.includes("v") ? 112 : 90);
  if (node.type === "Literal" && node.regex && /\(\?[imsx-]+:/.test(node.regex.pattern)) say("modifiers in a regular expression", 125);
  if (node.type === "MemberExpression" && !node.computed) used(node.property.name, node.object, say);
  if (node.type === "CallExpression" && node.callee.type === "Identifier") used(node.callee.name, undefined, say);
  const inside = within || /Function/.test(node.type);
  for (const key of Object.keys(node)) {
    const v = node[key];
    if (Array.isArray(v)) for (const x of v) walk(x, inside, found);
    else if (v && typeof v === "object" && key !== "regex") walk(v, inside, found);
  }
}

function used(name, object, say) {
  if (!Object.hasOwn(names, name)) return;
  const known = names[name];
  if (typeof known === "number") {
    if (known > floor) say(name, known);
  } else if (object?.type === "Identifier" && object.name === known.of) say(`${known.of}.${name}`, known.since);
}

/** What in a stylesheet a Chromium of the floor does not know. */
export function scanCSS(text) {
  const found = [];
  const say = (what, since) => since > floor && found.push({ what, since });
  const tested = (node) => {
    for (let p = node.parent; p; p = p.parent) if (p.type === "atrule" && p.name === "supports") return true;
    return false;
  };
  postcss.parse(text).walk((node) => {
    if (tested(node)) return;
    if (node.type === "atrule") {
      if (rules[node.name]) say("@" + node.name, rules[node.name]);
      if (node.name === "media" && /[<>]=?/.test(node.params)) say("range in @media", 104);
    }
    if (node.type === "rule") {
      if (node.parent?.type === "rule") say("nested rule " + node.selector, 112);
      if (node.parent?.type !== "atrule" || !/keyframes$/.test(node.parent.name)) for (const [r, since] of selectors) if (r.test(node.selector)) say(`${r.source} in ${node.selector.slice(0, 80)}`, since);
    }
    if (node.type === "decl" && !node.prop.startsWith("--")) {
      if (properties[node.prop] && !enhances.has(node.prop)) say(node.prop, properties[node.prop]);
      for (const [r, since] of values) if (r.test(node.value) || r.test(`${node.prop}: ${node.value}`)) say(`${node.prop}: ${node.value.slice(0, 60)}`, since);
    }
  });
  return found;
}

function* files(dir) {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (/\.(js|css)$/.test(name)) yield path;
  }
}

function main(dist) {
  let wrong = 0;
  for (const path of files(dist)) {
    const text = readFileSync(path, "utf8");
    const found = path.endsWith(".css") ? scanCSS(text) : scanJS(text);
    const left = new Map(found.filter((f) => !Object.hasOwn(passes, f.what)).map((f) => [f.what, f]));
    for (const f of left.values()) {
      wrong++;
      console.log(`${path.slice(dist.length)}: ${f.what} (Chromium ${f.since})${f.at ? ` … ${text.slice(Math.max(0, f.at - 40), f.at + 60).replace(/\s+/g, " ")}` : ""}`);
    }
  }
  console.log(wrong ? `${wrong} things that Chromium ${floor} does not know` : `nothing younger than Chromium ${floor}`);
  return wrong;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exit(main(process.argv[2] ?? fileURLToPath(new URL("../../internal/server/app/office/dist/", import.meta.url))) ? 1 : 0);
}
