import { describe, expect, it } from "vitest";
import { transferStates, transferSteps as names } from "kit/catalog";
import { begin, missing, type Ask } from "kit/step";
import { due } from "../lead/due";
import { rateOf } from "../spotcheck/rate";
import type { CaseDossier } from "kit/types";
import { termsOf } from "./decide";
import { caseMay, lacking, standings, transferMay, transferSteps, verbsOf } from "./life";
import { verbNames } from "./procedure.words";
import { toSend, writtenOf } from "./writ";

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

type Made = { kind: string; party?: string; result?: string; withdrawn?: string; proposal?: object };
/** A case with one party and the steps taken so far. */
function made(state: string, steps: Made[], more: object = {}): CaseDossier {
  return {
    case: { id: "c", state, version: 1 }, parties: [{ id: "p" }], decisions: [], exhibits: [], clocks: [], transfers: [],
    steps: steps.map((s, i) => ({ id: String(i), on: "2026-11-25", by: "person:1", ...s })), ...more,
  } as unknown as CaseDossier;
}
const approval = { kind: "approval", result: "approved" };
const notice = { kind: "notice", party: "p", proposal: { hearing: true } };

describe("where a case stands", () => {
  const lack = (code: string) => ({ code, text: code });
  const places = (d: CaseDossier, lacks: string[] = []) => Object.fromEntries(standings(d, lacks.map(lack), []).map((s) => [s.stage, s.place]));
  const rows: [string, CaseDossier, string[], Record<string, string>][] = [
    ["filed: the approval is next", made("filed", []), ["procedure.approval"], { filing: "done", approval: "now", investigation: "later" }],
    ["an approval taken back counts for nothing", made("filed", [{ ...approval, withdrawn: "误登记" }]), [], { approval: "now" }],
    ["investigated until there is a notice", made("investigating", [approval]), ["procedure.notice"], { investigation: "now", notice: "later" }],
    ["told: the statement is next", made("investigating", [approval, notice]), ["procedure.statement", "procedure.request", "procedure.review"], { notice: "done", statement: "now", hearing: "later", review: "later", discussion: "spare" }],
    ["a small case does without hearing, review and discussion", made("investigating", [approval, notice, { kind: "statement", party: "p", result: "waived" }]), [], { statement: "done", hearing: "spare", review: "spare", discussion: "spare", decision: "now" }],
    ["heavier than announced: told anew", made("investigating", [approval, notice]), ["procedure.heavier"], { notice: "now" }],
    ["told anew: what answered the first notice is behind", made("investigating", [approval, notice, { kind: "statement", party: "p", result: "waived" }, notice]), ["procedure.statement"], { statement: "now" }],
    ["decided on the spot", made("decided", [{ kind: "notice", party: "p" }], { decisions: [{ party: "p", kind: "penalty", summary: true, served_on: "2026-11-25" }] }), [], { approval: "spare", review: "spare", decision: "done", service: "done", execution: "now" }],
  ];
  for (const [name, d, lacks, want] of rows) it(name, () => expect(places(d, lacks)).toMatchObject(want));
  it("a locked decision lists everything that is missing before it", () => {
    const s = standings(made("investigating", [approval]), [lack("procedure.notice"), lack("procedure.review")], []).find((s) => s.stage === "decision");
    expect(s?.lacks.map((l) => l.code)).toEqual(["procedure.notice", "procedure.review"]);
  });
});

describe("the steps a case may take", () => {
  const next = (d: CaseDossier) => verbsOf(d).next;
  it("nothing is investigated before the filing is approved", () => {
    expect(next(made("filed", []))).toEqual(["approve", "summary"]);
    expect(next(made("filed", [approval]))).toEqual(["investigate"]);
  });
  it("a hearing is held when it was asked for", () => {
    const asked = [approval, notice, { kind: "request", party: "p", result: "asked" }];
    expect(next(made("investigating", asked))).toContain("summon");
    expect(next(made("investigating", [...asked, { kind: "summons", party: "p" }, { kind: "hearing", party: "p", result: "held" }]))).not.toContain("hold");
  });
  it("every step has a name and a permission", () => expect(Object.keys(verbNames).sort()).toEqual(Object.keys(caseMay).sort()));
});

describe("instalments as typed", () => {
  it("are days and yuan, a line each", () => expect(termsOf("2027-01-15 5,000\n20270226：2500.50元\n")).toEqual({ wrong: 0, terms: [{ due_on: "2027-01-15", fen: 500000 }, { due_on: "2027-02-26", fen: 250050 }] }));
  it("the line that cannot be read is told", () => expect(termsOf("2027-01-15 5000\n二月 一万").wrong).toBe(2));
});

describe("what is written into a writ", () => {
  const sheet = {
    template: { fields: [{ key: "title", edit: false }, { key: "facts", edit: true }, { key: "goods", kind: "table" }, { key: "reason" }] },
    values: { title: { text: "案由", from: "case:1" }, facts: { text: "事实", from: "case:1" } },
  } as never;
  it("what a record holds is mended there, unless it is a proposal", () => expect(Object.keys(writtenOf(sheet))).toEqual(["facts", "goods", "reason"]));
  it("an unchanged proposal follows its record; empty rows are not sent", () => {
    const w = writtenOf(sheet);
    w.goods.rows = [["", ""], ["画眉", "3"]];
    w.reason.text = "理由";
    expect(toSend(sheet, w)).toEqual({ goods: { rows: [["画眉", "3"]] }, reason: { text: "理由" } });
  });
});
