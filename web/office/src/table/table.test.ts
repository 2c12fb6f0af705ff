import { describe, expect, it } from "vitest";
import { grouped, nil } from "./rows";
import { differing, numbered, pieces } from "./stage";

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
      { text: "检查" }, { text: "7422", code: "B13" }, { text: "户次，其中商户" }, { text: "4791", code: "B05" }, { text: "户次。" },
    ]);
  });
  it("a sum opens nothing, words for nothing open their cell, other numbers are words", () => {
    expect(pieces("{B05+B06}{D06=0|暂未发现线索}{date:11月15日}", figures)).toEqual([{ text: "6928", code: undefined }, { text: "暂未发现线索", code: "D06" }, { text: "11月15日" }]);
  });
  it("numbers its sections as the document does", () => {
    expect([1, 2, 10, 11, 20, 21].map((n) => numbered("下步打算", n))).toEqual(["一、下步打算", "二、下步打算", "十、下步打算", "十一、下步打算", "二十、下步打算", "二十一、下步打算"]);
    expect(numbered("三、下步打算", 3)).toBe("三、下步打算");
  });
  it("tells which figures the table has left behind", () => {
    expect(differing({ "B13:cumulative": 7422, "B05:value": 1 }, { rows: [row("B13", 7422), row("B05", 2)] })).toEqual(["B05:value"]);
  });
});
