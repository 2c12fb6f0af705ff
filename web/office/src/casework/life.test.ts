import { describe, expect, it } from "vitest";
import { transferStates, transferSteps as names } from "kit/catalog";
import { begin, missing, type Ask } from "kit/step";
import { due } from "../lead/due";
import { rateOf } from "../spotcheck/rate";
import { lacking, transferMay, transferSteps } from "./life";

describe("a case's way to the police", () => {
  it("lacks every paper that is not attached; only “other” may be said to be none", () => {
    expect(lacking([])).toHaveLength(5);
    const four = ["letter", "report", "inventory", "opinion"].map((kind) => ({ kind, file: "blob:1" }));
    expect(lacking([...four, { kind: "other", none: "无其他材料" }])).toEqual([]);
    expect(lacking([{ kind: "letter", none: "无" }])).toContain("letter");
  });
  it("every gate leads to a named step that somebody may take", () => {
    for (const [state, steps] of Object.entries(transferSteps)) {
      expect(transferStates).toHaveProperty(state);
      for (const s of steps) {
        expect(names).toHaveProperty(s);
        expect(transferMay).toHaveProperty(s);
      }
    }
  });
});

describe("a step's questions", () => {
  const asks: Ask[] = [
    { key: "reason", label: "理由" },
    { key: "team", label: "成员", multiple: true, least: 2 },
    { key: "fine", label: "罚款", kind: "yuan", when: (v) => v.kind === "penalty" },
    { key: "note", label: "备注", optional: true },
  ];
  it("wants what is not optional", () => {
    expect(missing(asks, { ...begin(asks), team: ["a"] }).map((a) => a.key)).toEqual(["reason", "team"]);
    expect(missing(asks, { reason: "因为", team: ["a", "b"], note: "" })).toEqual([]);
  });
  it("asks only what the other answers call for, and wants real amounts", () => {
    expect(missing(asks, { reason: "x", team: ["a", "b"], kind: "penalty", fine: "十元", note: "" }).map((a) => a.key)).toEqual(["fine"]);
  });
});

describe("due badges", () => {
  it("warn three days ahead and tell how late it is", () => {
    expect(due("2026-11-29", "2026-11-25")).toEqual({ days: 4, tone: "" });
    expect(due("2026-11-28", "2026-11-25").tone).toBe("warn");
    expect(due("2026-11-24", "2026-11-25")).toEqual({ days: -1, tone: "late" });
  });
});

describe("a rate is an exact decimal", () => {
  const cases: [string, string][] = [["10", "0.1"], ["2.5", "0.025"], ["100", "1"], ["0.3", "0.003"], ["7", "0.07"], ["0", ""], ["101", ""], ["一成", ""]];
  for (const [typed, rate] of cases) it(`${typed} % is ${rate || "no rate"}`, () => expect(rateOf(typed)).toBe(rate));
});
