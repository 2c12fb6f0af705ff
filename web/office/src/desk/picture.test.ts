import { describe, expect, it } from "vitest";
import { sentence, thickest } from "./picture";

const figures = new Map<string, number | string | null>([["B17", 7436], ["B16", 7422], ["B18", "99.81"], ["D06", 2], ["E01", 4], ["E13", 1]]);

describe("the leader's sentence", () => {
  it("says how far the county is, each number leading on", () => {
    const pieces = sentence({ day: "2026-11-25", figures, unvisited: 14, where: ["莲花镇", "高垅乡"], late: 0 });
    expect(pieces.map((p) => p.text).join("")).toBe("截至 2026-11-25，台账在册 7,436 户，已检查覆盖 7,422 户，覆盖率 99.81%，尚有 14 户未查，集中在莲花镇、高垅乡；线索 2 条，立案 4 件，移送公安 1 件；本单位逾期事项 0 件。");
    expect(pieces.filter((p) => p.code).map((p) => p.code)).toEqual(["B17", "B16", "B18", "D06", "E01", "E13"]);
    expect(pieces.filter((p) => p.to).map((p) => p.to)).toEqual(["unvisited", "late"]);
  });
  it("leaves out what is not known, and does not say where nothing is left", () => {
    expect(sentence({ day: "2026-11-25", figures, where: [], late: 3 }).map((p) => p.text).join("")).not.toMatch(/未查/);
    expect(sentence({ day: "2026-11-25", figures, unvisited: 0, where: ["莲花镇"], late: 0 }).map((p) => p.text).join("")).toMatch(/尚有 0 户未查；线索/);
  });
  it("names the townships where half of the unvisited are, three at most", () => {
    const part = (region: string, count: number, visited: number) => ({ region, count, visited });
    expect(thickest([part("a", 100, 40), part("b", 50, 30), part("a", 10, 10), part("c", 50, 40)])).toEqual(["a"]);
    expect(thickest(["a", "b", "c", "d", "e", "f", "g", "h"].map((r) => part(r, 10, 9)))).toHaveLength(3);
    expect(thickest([part("a", 5, 5)])).toEqual([]);
  });
});
