import { expect, it } from "vitest";
import type { Issue } from "kit/types";
import { bySeverity, issuesCSV } from "./issues";
import { sheets, totals } from "./report";

const issue = (severity: string, text: string, row = 3): Issue => ({ file: "台账.xlsx", sheet: "餐饮", row, severity, code: "X", text });

it("issues are counted by severity, the gravest first", () => {
  expect(bySeverity([issue("warn", "a"), issue("reject", "b"), issue("warn", "c")])).toEqual([{ severity: "reject", count: 1 }, { severity: "warn", count: 2 }]);
});

it("a spreadsheet reads every issue as one line, and none as a formula", () => {
  const csv = issuesCSV(["文件", "工作表", "行", "级别", "问题"], [issue("reject", '名称为空，"字号"未填'), issue("warn", "=1+1", 0)], (s) => s);
  expect(csv.split("\r\n")).toEqual([
    "\ufeff文件,工作表,行,级别,问题", '台账.xlsx,餐饮,3,reject,"名称为空，""字号""未填"', "台账.xlsx,餐饮,,warn,'=1+1", "",
  ]);
});

it("rows that say nothing new are known, the others of subjects already there are added to them", () => {
  const sheet = { sheet: "餐饮", rows_read: 14, created: 1, dup_exact: 1, merged_code: 9, merged_na: 3, merged: 0, joined: 8, detail: 0, foreign: 0, rejected: {}, warnings: {} };
  const [line] = sheets({ files: [{ file: "台账.xlsx", sheets: [sheet] }], issues: [], suspected_pairs: 0 } as never);
  expect([line.created, line.dup, line.known, line.merged]).toEqual([1, 1, 4, 8]);
  expect(totals([line, line]).known).toBe(8);
});
