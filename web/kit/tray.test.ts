import { describe, expect, it } from "vitest";
import { nameOfJob, pace, problemOfJob, standing, type Job } from "kit/tray";

const job = (over: Partial<Job>): Job => ({
  id: "1", kind: "list.export", title: "监管对象台账", by: "person:1", state: "running", done: 0, total: 0, word: "行", attempt: 1,
  asked_at: "2026-11-25T01:00:00Z", started_at: "2026-11-25T01:00:00Z", ...over,
});
const after = (seconds: number) => Date.parse("2026-11-25T01:00:00Z") + seconds * 1000;

describe("a job is told in words", () => {
  it("how far, how fast, how long still", () => {
    const j = job({ done: 41_200, total: 100_000 });
    expect(pace(j, after(10))).toEqual({ rate: 4120, left: 15 });
    expect(standing(j, after(10))).toBe("41,200 / 100,000 行 · 4,120 行/秒 · 约 15 秒");
    expect(standing(job({ done: 1000, total: 1_000_000 }), after(1))).toBe("1,000 / 1,000,000 行 · 1,000 行/秒 · 约 17 分钟");
  });

  it("nothing is promised that nobody knows", () => {
    expect(standing(job({}), after(10))).toBe("正在开始");
    expect(standing(job({ done: 500 }), after(10))).toBe("500 行 · 50 行/秒");
    expect(standing(job({ state: "waiting", started_at: undefined }))).toBe("排队中");
    expect(standing(job({ done: 10, total: 20, stopping: true }), after(1))).toBe("正在取消");
    expect(standing(job({ done: 10, total: 20, attempt: 2 }), after(1))).toContain("重新开始");
  });

  it("what came of it, in numbers", () => {
    expect(standing(job({ state: "done", result: { counts: { rows: 7389 } } }))).toBe("已导出 7,389 行");
    expect(standing(job({ kind: "import.read", state: "done", result: { counts: { created: 7389, rejected: 11, foreign: 2 } } }))).toBe("新增 7,389 户，未导入 13 行");
    expect(standing(job({ kind: "tally.recount", state: "done", result: { counts: { cells: 90, differences: 2 } } }))).toBe("2 格不符，请下载明细");
    expect(nameOfJob(job({}))).toBe("导出 · 监管对象台账");
    expect(nameOfJob(job({ kind: "later.kind", title: "" }))).toBe("later.kind");
  });

  it("why it failed, with a number to tell where it is ours to mend", () => {
    const theirs = problemOfJob(job({ state: "failed", trouble: { code: "registry.in_use", text: "已被引用" } }));
    const ours = problemOfJob(job({ state: "failed", trouble: { code: "internal", text: "内部错误" } }));
    expect([theirs?.text, theirs?.trace, ours?.trace, problemOfJob(job({}))]).toEqual(["已被引用", "", "1", undefined]);
  });
});
