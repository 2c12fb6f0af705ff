import { describe, expect, it } from "vitest";
import { beside, blank, parseClipboard, paste, people, wrongs, type Row } from "./grid";
import { choose, clash, parseResults } from "./results";

describe("what a spreadsheet puts on the clipboard", () => {
  const cases: [string, string, string[][]][] = [
    ["one row", "a\tb", [["a", "b"]]],
    ["a last line break is no row", "a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]],
    ["a quoted cell may hold lines and quotes", '"x\ny"\t"say ""hi"""', [["x\ny", 'say "hi"']]],
    ["a quote inside a cell is a letter", 'a"b\tc', [['a"b', "c"]]],
    ["empty cells stay", "\t\t3", [["", "", "3"]]],
  ];
  for (const [name, text, rows] of cases) it(name, () => expect(parseClipboard(text)).toEqual(rows));

  it("is laid over the rows from the cell on, and adds rows", () => {
    const rows = paste([blank()], 0, "day", "2026-07-01\t张三、李四\n2026-07-02\t王五、赵六");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({ key: "", day: "2026-07-02", officers: "王五、赵六" });
  });

  it("drops columns beyond the last", () => {
    expect(paste([blank()], 0, "text", "说明\t多余")[0].text).toBe("说明");
  });
});

describe("a row of the grid", () => {
  const good: Row = { key: "91360402MA6C4BTQGM", address: "", day: "2026-07-01", officers: "张三、李四", results: "01", text: "" };
  const cases: [string, Partial<Row>, object][] = [
    ["is fine", {}, {}],
    ["needs a subject", { key: " " }, { key: "cellSubject" }],
    ["needs a day", { day: "7 月初" }, { day: "cellDay" }],
    ["needs two officers", { officers: "张三" }, { officers: "cellOfficers" }],
    ["counts one officer once", { officers: "张三、张三" }, { officers: "cellOfficers" }],
    ["needs known results", { results: "99" }, { results: "cellResults" }],
    ["needs results", { results: "" }, { results: "cellResults" }],
    ["may not contradict itself", { results: "01、09" }, { results: "cellMixed" }],
  ];
  for (const [name, over, wrong] of cases) it(name, () => expect(wrongs({ ...good, ...over }, "2026-11-25")).toEqual(wrong));
  it("reads names however they are parted", () => expect(people("张三，李四/王五 赵六")).toEqual(["张三", "李四", "王五", "赵六"]));
});

describe("outcomes of a visit", () => {
  it("“no problem” stands alone", () => {
    expect(choose(["02", "09"], "01")).toEqual(["01"]);
    expect(choose(["01"], "09")).toEqual(["09"]);
  });
  it("a place is gone in one way only, and nothing was put right there", () => {
    expect(clash("05", "08")).toBe(true);
    expect(clash("10", "02")).toBe(true);
    expect(clash("10", "13")).toBe(false);
    expect(clash("02", "09")).toBe(false);
  });
  it("are read by code or name", () => {
    expect(parseResults("1、未发现问题 09")).toEqual({ codes: ["01", "09"], unknown: [] });
    expect(parseResults("好").unknown).toEqual(["好"]);
  });
});

describe("walking the grid", () => {
  it("goes down by Enter and arrow, up by arrow, and stops at the edges", () => {
    expect(beside({ row: 0, column: "day" }, "Enter", 2)).toEqual({ row: 1, column: "day" });
    expect(beside({ row: 1, column: "day" }, "ArrowDown", 2)).toBeUndefined();
    expect(beside({ row: 0, column: "day" }, "ArrowUp", 2)).toBeUndefined();
    expect(beside({ row: 0, column: "day" }, "a", 2)).toBeUndefined();
  });
});
