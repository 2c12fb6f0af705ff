import { describe, expect, it } from "vitest";
import { wrongBinding } from "./receiver";
import { difference, faulty, grouped, moved, nil, periodBefore } from "./rows";
import { boundIn, differing, numbered, pieces, refreshed, unbound, withVersion } from "./stage";

const row = (code: string, value: number | string | null, unit = "件") => ({ code, name: code, unit, value, cumulative: value, adjustment: null, registered: null });

describe("the table", () => {
  it("is printed by groups in the server's order", () => {
    expect(grouped([row("A01", 1), row("B01", 2), row("A02", 3)]).map((g) => [g.code, g.rows.length])).toEqual([["A", 2], ["B", 1]]);
  });
  it("is nil when nothing happened, whatever stands on the ledger", () => {
    expect(nil([row("B01", 0), row("E10", "0.00", "万元"), row("B17", 7436), row("B18", "99.81", "%"), row("D01", null)])).toBe(true);
    expect(nil([row("B01", 1)])).toBe(false);
  });
});

describe("the stage report's text", () => {
  const figures = { "B13:cumulative": 7422, "B05:value": 4791, "B05+B06:cumulative": 6928, "D06:cumulative": 0 };
  it("is cut where its figures stand", () => {
    expect(pieces("检查{B13}户次，其中商户{B05:value}户次。", figures)).toEqual([
      { text: "检查" }, { text: "7422", code: "B13", key: "B13:cumulative" }, { text: "户次，其中商户" }, { text: "4791", code: "B05", key: "B05:value" }, { text: "户次。" },
    ]);
  });
  it("a sum opens nothing, words for nothing open their cell, other numbers are words", () => {
    expect(pieces("{B05+B06}{D06=0|暂未发现线索}{date:11月15日}", figures)).toEqual([{ text: "6928", code: undefined, key: "B05+B06:cumulative" }, { text: "暂未发现线索", code: "D06", key: "D06:cumulative" }, { text: "11月15日" }]);
  });
  it("numbers its sections as the document does", () => {
    expect([1, 2, 10, 11, 20, 21].map((n) => numbered("下步打算", n))).toEqual(["一、下步打算", "二、下步打算", "十、下步打算", "十一、下步打算", "二十、下步打算", "二十一、下步打算"]);
    expect(numbered("三、下步打算", 3)).toBe("三、下步打算");
  });
  it("tells which figures the table has left behind", () => {
    expect(differing({ "B13:cumulative": 7422, "B05:value": 1 }, { rows: [row("B13", 7422), row("B05", 2)] })).toEqual(["B05:value"]);
  });
});

describe("walking the table", () => {
  const codes = ["A01", "A02", "B01"];
  it("goes as a spreadsheet goes, and not beyond the edges", () => {
    const from = { code: "A02", column: "value" as const };
    expect(moved(codes, from, "ArrowDown", false)).toEqual({ code: "B01", column: "value" });
    expect(moved(codes, { ...from, code: "B01" }, "ArrowDown", false)?.code).toBe("B01");
    expect(moved(codes, from, "ArrowRight", false)).toEqual({ code: "A02", column: "cumulative" });
    expect(moved(codes, from, "End", true)).toEqual({ code: "B01", column: "cumulative" });
    expect(moved(codes, from, "PageUp", false)?.code).toBe("A01");
    expect(moved(codes, from, "a", false)).toBeUndefined();
  });
  it("the cells to look at stand in the table's order, each once", () => {
    const rows = [row("A01", 1), row("B05", 2), row("E01", 3)];
    expect(faulty(rows, ["E01", "A01"], [{ ok: false, cells: ["B05", "E01"] }, { ok: true, cells: ["A02"] }])).toEqual(["A01", "B05", "E01"]);
  });
});

describe("the period before", () => {
  it("of a month is the month before, of months as many", () => {
    expect(periodBefore("2026-07-01", "2026-07-31", "2026-05-24")).toEqual({ from: "2026-06-01", to: "2026-06-30" });
    expect(periodBefore("2026-09-01", "2026-10-31", "2026-05-24")).toEqual({ from: "2026-07-01", to: "2026-08-31" });
  });
  it("of other spans has as many days, and does not begin before the campaign", () => {
    expect(periodBefore("2026-07-10", "2026-07-16", "2026-05-24")).toEqual({ from: "2026-07-03", to: "2026-07-09" });
    expect(periodBefore("2026-06-01", "2026-06-30", "2026-05-24")).toEqual({ from: "2026-05-24", to: "2026-05-31" });
    expect(periodBefore("2026-05-24", "2026-06-30", "2026-05-24")).toBeUndefined();
  });
  it("differs by what it differs, to the hundredth", () => {
    expect(difference(41, 38)).toBe("3");
    expect(difference("99.81", "100.00")).toBe("-0.19");
    expect(difference(null, 3)).toBe("");
  });
});

describe("a report that an officer has written in", () => {
  const table = { rows: [row("B05", 10), row("B06", 5), row("E09", "1.20", "万元")] };
  it("names its figures, sums too", () => {
    expect(boundIn(["检查{B05}户，合计{B05+B06:value}户", "案值{E09}万元"], table)).toEqual({ "B05:cumulative": 10, "B05+B06:value": 15, "E09:cumulative": "1.20" });
  });
  it("a sum that the table has left behind differs, and is refreshed", () => {
    const draft = { figures: { "B05+B06:value": 14, "B05:cumulative": 10 } };
    expect(differing(draft.figures, table)).toEqual(["B05+B06:value"]);
    expect(refreshed(draft, table).figures["B05+B06:value"]).toBe(15);
  });
  it("numbers without a cell are found, those that mark themselves are not", () => {
    expect(unbound("自2026年6月1日起依据濂市监字〔2026〕12号检查{B05}户，另查17户，举报电话12315")).toEqual(["17"]);
  });
  it("keeps twenty versions", () => {
    const all = Array.from({ length: 20 }, (_, i) => ({ at: String(i), name: "", draft: {} }));
    expect(withVersion(all, { at: "new", name: "", draft: {} }).map((v) => v.at).slice(0, 2)).toEqual(["new", "0"]);
    expect(withVersion(all, { at: "new", name: "", draft: {} })).toHaveLength(20);
  });
});

describe("a receiver's workbook", () => {
  it("is bound to cells and codes that there are", () => {
    const codes = new Set(["B05", "B06"]);
    const b = { sheet: "Sheet1", cell: "C5", code: "B05+B06", column: "value" };
    expect(wrongBinding(b, codes)).toBeUndefined();
    expect(wrongBinding({ ...b, cell: "5C" }, codes)).toBe("cell");
    expect(wrongBinding({ ...b, code: "B99" }, codes)).toBe("code");
  });
});
