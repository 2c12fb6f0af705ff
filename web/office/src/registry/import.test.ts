import { expect, it } from "vitest";
import type { Issue } from "kit/types";
import { bySeverity, issuesCSV } from "./issues";
import { expiredOn } from "./permit";

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

it("a permit is expired the day after its last", () => {
  expect([expiredOn("2026-11-24", "2026-11-25"), expiredOn("2026-11-25", "2026-11-25"), expiredOn("", "2026-11-25"), expiredOn(undefined, "2026-11-25")]).toEqual([true, false, false, false]);
});
