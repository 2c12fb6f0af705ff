import { describe, expect, it } from "vitest";
import { addressOf, composition, figureAt, inUnit, printed, prove, signed, since, total, type FigureRef } from "kit/figure";
import type { DrillLine } from "kit/types";

const line = (amount: number, code?: string, day = "2026-07-01"): DrillLine => ({ entry: 1, subject: "inspection:1", day, amount, title: "某店", ...(code ? { code } : {}) });
const lines = (n: number) => Array.from({ length: n }, () => line(1));

describe("a figure against its records", () => {
  const cases: [string, Parameters<typeof prove>, boolean, string][] = [
    ["4,791 visits are 4,791 lines", [4791, "户次", lines(4791)], true, "4791"],
    ["one line too few is told", [4791, "户次", lines(4790)], false, "4790"],
    ["a reversal takes its visit back", [1, "户次", [line(1), line(1), line(-1)]], true, "1"],
    ["a total is the sum of its parts", [7, "户次", [...lines(3).map((l) => ({ ...l, code: "B05" })), ...lines(4).map((l) => ({ ...l, code: "B06" }))]], true, "7"],
    ["fen make 万元 with two decimals, half up", ["1.24", "万元", [line(1_235_000)]], true, "1.24"],
    ["just below the half goes down", ["1.23", "万元", [line(1_234_999)]], true, "1.23"],
    ["grams make 公斤", ["0.40", "公斤", [line(400)]], true, "0.40"],
    ["a ratio is one part over the other", ["99.81", "%", [line(7422, "B16"), line(7436, "B17")], ["B16", "B17"]], true, "99.81"],
    ["a wrong ratio is told", ["99.80", "%", [line(7422, "B16"), line(7436, "B17")], ["B16", "B17"]], false, "99.81"],
    ["a ratio over nothing is no figure", [null, "%", [line(0, "B16")], ["B16", "B17"]], true, "—"],
    ["nothing is nothing", [0, "件", []], true, "0"],
  ];
  for (const [name, args, exact, found] of cases) {
    it(name, () => {
      const proof = prove(...args);
      expect(proof.found).toBe(found);
      expect(proof.exact).toBe(exact);
    });
  }
});

describe("what a figure is made of", () => {
  it("adds up to it, in order", () => {
    const all = [line(2, "B06"), line(3, "B05"), line(-1, "B05")];
    const parts = composition(all, (l) => l.code ?? "");
    expect(parts).toEqual([{ key: "B05", count: 2, amount: 2 }, { key: "B06", count: 1, amount: 2 }]);
    expect(parts.reduce((n, p) => n + p.amount, 0)).toBe(total(all));
  });
});

describe("printing", () => {
  it("groups thousands and keeps decimals", () => {
    expect([0, 7422, "12345.60", null, undefined, -1234].map(printed)).toEqual(["0", "7,422", "12,345.60", "—", "—", "-1,234"]);
  });
  it("signs a change", () => {
    expect([3, -3, 0].map(signed)).toEqual(["+3", "-3", "0"]);
  });
  it("rounds amounts below nothing away from it, as the server does", () => {
    expect(inUnit(-1_235_000, "万元")).toBe("-1.24");
  });
});

describe("a figure's address", () => {
  const b05: FigureRef = { campaign: "lianxi-2026", code: "B05", from: "2026-06-01", to: "2026-11-15", department: "forestry", region: "360402001000", seen: 8842, was: "41" };
  it("names it again", () => {
    const at = addressOf(b05);
    expect(at.path).toBe("/d");
    expect(figureAt(at.query)).toEqual(b05);
  });
  it("leaves out what is the whole", () => {
    expect(addressOf({ ...b05, department: "", region: "", seen: undefined, was: undefined }).query).toEqual({ m: "B05", c: "lianxi-2026", from: "2026-06-01", to: "2026-11-15" });
  });
  it("names nothing where a part is missing or is no such thing", () => {
    for (const query of [{}, { m: "B05" }, { m: "B5", c: "x", from: "2026-06-01", to: "2026-06-30" }, { m: "B05", c: "x", from: "June", to: "2026-06-30" }, { m: ["B05", "B06"], c: "x", from: "2026-06-01", to: "2026-06-30" }]) {
      expect(figureAt(query)).toBeUndefined();
    }
  });
});

describe("what came after", () => {
  const line = (entry: number, amount: number) => ({ entry, amount, subject: "visit:1", day: "2026-06-01", title: "" });
  it("counts the lines of later entries, and what they come to", () => {
    expect(since([line(5, 1), line(9, -1), line(12, 3)], 8)).toEqual({ count: 2, amount: 2 });
    expect(since([line(5, 1)], 8)).toEqual({ count: 0, amount: 0 });
  });
});
