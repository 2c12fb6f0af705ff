import { describe, expect, it } from "vitest";
import { answers, initials } from "kit/pinyin";

describe("initials", () => {
  it.each([
    ["监管台账", "jgtz"], ["濂溪区", "lxq"], ["十里街道", "sljd"], ["专项行动", "zxxd"], ["疑似重复", "yscf"], ["线索案件", "xsaj"], ["B13 检查场所", "b13jccs"], ["", ""],
  ])("%s: %s", (text, short) => expect(initials(text)).toBe(short));
});

describe("what answers to what was typed", () => {
  it("the beginning before the middle, characters before initials", () => {
    expect(answers("十里", "十里街道")).toBeGreaterThan(answers("里街", "十里街道"));
    expect(answers("slj", "十里街道")).toBeGreaterThan(0);
    expect(answers("jd", "十里街道")).toBeGreaterThan(0);
    expect(answers("xyz", "十里街道")).toBe(0);
    expect(answers("莲花", "十里街道")).toBe(0);
    expect(answers("  ", "十里街道")).toBeGreaterThan(0); // nothing typed hides nothing
  });
});
