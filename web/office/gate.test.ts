import { describe, expect, it } from "vitest";
// @ts-expect-error the gate is a plain script
import { scanCSS, scanJS } from "./gate.mjs";

const what = (found: { what: string }[]) => found.map((f) => f.what);

describe("what Chromium 86 does not know", () => {
  it.each([
    ["class A { static { f(); } }", "static block"],
    ["class A { #x; has(o) { return #x in o; } }", "#x in y"],
    ["await f();", "await at the top"],
    ["/a/d.test(b)", "regular expression /d"],
    ["structuredClone(a)", "structuredClone"],
    ["a.at(-1)", "at"],
    ["Object.hasOwn(a, b)", "hasOwn"],
    ["crypto.randomUUID()", "randomUUID"],
    ["AbortSignal.timeout(5)", "AbortSignal.timeout"],
  ])("%s", (text, name) => expect(what(scanJS(text))).toContain(name));

  it("what it knows passes", () => {
    expect(scanJS("class A { #a = 1; static b = 2; #c() { return this?.d ?? (this.#a ||= 1n); } } async function f() { for await (const x of y) await x; } a.replaceAll('b', 'c'); p.timeout(1);")).toEqual([]);
  });

  it("what cannot be parsed is younger still", () => expect(what(scanJS("/a/v.test(b)"))[0]).toMatch(/syntax/));

  it.each([
    [".a { inset: 0 }", "inset"], [".a { aspect-ratio: 1 }", "aspect-ratio"], [".a { height: 100dvh }", "height: 100dvh"], [".a { color: color-mix(in srgb, red, blue) }", "color: color-mix(in srgb, red, blue)"],
    ["@layer a { .b { top: 0 } }", "@layer"], ["@container (width > 1px) { .b { top: 0 } }", "@container"], ["@media (width >= 600px) { .b { top: 0 } }", "range in @media"],
  ])("%s", (text, name) => expect(what(scanCSS(text))).toContain(name));
  it.each([".a:has(b) { top: 0 }", ".a:is(b, c) { top: 0 }", ".a:where(b) { top: 0 }", ".a:not(.b, .c) { top: 0 }", ".a { &:hover { top: 0 } }"])("%s", (text) => expect(scanCSS(text)).not.toEqual([]));

  it("plain style passes, and so does what is asked for first", () => {
    expect(scanCSS(".a:focus-visible:not(.b) { top: 0; gap: 4px; width: max(1px, 2vw) } @supports (inset: 0) { .a { inset: 0 } } @media (max-width: 9px) { .a { top: 1px } }")).toEqual([]);
  });
});
