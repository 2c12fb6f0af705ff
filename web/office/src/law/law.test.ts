import { describe, expect, it } from "vitest";
import { clocksOf, papersOf, yearsAfter } from "./follow";
import { asksOf, deedOf, formOf, newForm, newThing, wrongs, type Form } from "./matter";
import { around, chinese, citations, cited, numeral, refOf } from "./refs";
import { listOf, rangeOf } from "./range";
import { readLine } from "./sentence";
import { tell } from "./tell";
import type { Advice } from "./types";

const today = "2026-11-25";
const blank = () => newForm(today, "360402");
const read = (line: string) => readLine(line, blank(), today);

describe("a line typed at a stall", () => {
  it("is the record the officer means", () => {
    expect(deedOf(read("穿山甲甲片 2 公斤、无专用标识、出售"))).toEqual({
      act: "sell", act_date: today, region: "360402", items: [{ name: "穿山甲甲片", qty: 2, unit: "kg", marking: "none" }],
    });
  });

  it.each([
    ["出售象牙手镯1个，售价3000元", "sell", "象牙手镯", "1", "件", { price: "3000" }],
    ["猎捕野猪一头，在禁猎区，使用猎夹", "hunt", "野猪", "1", "头", {}],
    ["昨天运输人工繁育的乌龟20只，无检疫证明", "transport", "乌龟", "20", "只", { origin: "captive", quarantine: "none" }],
    ["为食用购买果子狸 3斤", "buy_to_eat", "果子狸", "1.5", "kg", {}],
    ["收购黄鼬皮十二张 来源不明", "buy", "黄鼬皮", "12", "件", { provenance: "none" }],
    ["捕捞鳤鱼5尾，禁渔期", "fish", "鳤鱼", "5", "尾", {}],
    ["人工繁育 缅甸蟒 3条 许可证过期", "", "缅甸蟒", "3", "条", { permit: "expired", origin: "captive" }],
  ])("%s", (line, act, name, qty, unit, more) => {
    const f = read(line);
    expect(f.act).toBe(act);
    expect(f.things[0]).toMatchObject({ name, qty, unit, ...more });
    expect(f.things.length).toBe(1);
  });

  it("keeps its day, its places and its tools", () => {
    expect(read("2024年3月10日猎捕珠颈斑鸠10只，禁猎期，用粘网")).toMatchObject({ act: "hunt", act_date: "2024-03-10", banned_period: "yes", tools: "粘网" });
    expect(read("昨天出售花龟1只").act_date).toBe("2026-11-24");
  });

  it("may name several things", () => {
    const f = read("出售穿山甲甲片2公斤、熊掌4只、无标识");
    expect(f.things.map((t) => [t.name, t.qty, t.unit, t.marking])).toEqual([["穿山甲甲片", "2", "kg", "none"], ["熊掌", "4", "只", "none"]]);
  });

  it("adds papers to what is already in the form, and guesses no name", () => {
    const before: Form = { ...blank(), act: "sell", things: [{ ...newThing(), name: "花龟", qty: "1" }] };
    expect(readLine("无专用标识", before, today).things).toEqual([{ ...newThing(), name: "花龟", qty: "1", marking: "none" }]);
    expect(read("什么东西").things[0].name).toBe("什么东西");
    expect(read("什么东西").act).toBe("");
  });
});

describe("the form", () => {
  it("asks only what the act turns on", () => {
    expect(asksOf("hunt").record).toContain("banned_area");
    expect(asksOf("sell").record).not.toContain("banned_area");
    expect(asksOf("eat").thing).not.toContain("marking");
  });

  it("does not send what the act does not ask, nor what is not known", () => {
    const f: Form = { ...blank(), act: "sell", banned_area: "yes", for_food: "no", things: [{ ...newThing(), name: "花龟", qty: "2", price: "12.5" }] };
    expect(deedOf(f)).toEqual({ act: "sell", act_date: today, region: "360402", for_food: false, items: [{ name: "花龟", qty: 2, unit: "只", price_fen: 1250 }] });
  });

  it("tells no tools from tools not known", () => {
    const f: Form = { ...blank(), act: "hunt", things: [{ ...newThing(), name: "野猪", qty: "1" }] };
    expect(deedOf(f).tools).toBeUndefined();
    expect(deedOf({ ...f, tools: "无" }).tools).toEqual([]);
    expect(deedOf({ ...f, tools: "猎夹、弹弓" }).tools).toEqual(["猎夹", "弹弓"]);
  });

  it("leaves the amount out where nothing was caught", () => {
    const f: Form = { ...blank(), act: "hunt", caught: "no", things: [{ ...newThing(), name: "野猪", qty: "" }] };
    expect(wrongs(f, today)).toEqual([]);
    expect(deedOf(f)).toMatchObject({ caught: false, items: [{ name: "野猪" }] });
  });

  it("survives being kept", () => {
    const f = read("2024年3月10日猎捕珠颈斑鸠10只，禁猎期，用粘网");
    expect(formOf(deedOf(f))).toEqual(f);
  });

  it("says what is missing and where", () => {
    const f: Form = { ...blank(), act_date: "2026-12-01", decision_date: "2026-01-01", prior: "去年", things: [{ ...newThing(), qty: "0", price: "许多" }] };
    expect(wrongs(f, today).map((w) => w.id)).toEqual(["law-act", "law-day", "law-decision", "law-prior", "law-name-0", "law-qty-0", "law-price-0"]);
  });
});

describe("references", () => {
  it("name the edition or the other law", () => {
    expect(refOf("2022", "52.1")).toBe("野生动物保护法2022:52.1");
    expect(refOf("2018", "动物防疫法100.1")).toBe("动物防疫法:100.1");
    expect(cited("野生动物保护法2022:52.1")).toBe("野生动物保护法（2022）第五十二条第一款");
    expect(cited("刑法:344_1")).toBe("刑法第三百四十四条之一");
  });

  it("count as Chinese does", () => {
    for (const n of [1, 10, 11, 20, 52, 100, 101, 110, 115, 341]) expect(numeral(chinese(n))).toBe(n);
  });

  it("are found in a sentence, also those that follow with only a number", () => {
    const refs = (s: string) => citations(s, "2022").filter((x) => x.ref).map((x) => [x.text, x.ref]);
    expect(refs("法释〔2022〕12号第六条第一款（危害珍贵、濒危野生动物罪）：价值")).toEqual([["法释〔2022〕12号第六条第一款", "法释〔2022〕12号:6.1"]]);
    expect(refs("（行政处罚法第五十七条、第五十八条、第六十三条）")).toEqual([
      ["行政处罚法第五十七条", "行政处罚法:57"], ["第五十八条", "行政处罚法:58"], ["第六十三条", "行政处罚法:63"],
    ]);
    expect(refs("均看行为终了之日（行政处罚法36.2）；另看刑法第三百一十二条")).toEqual([["行政处罚法36.2", "行政处罚法:36.2"], ["刑法第三百一十二条", "刑法:312"]]);
    expect(refs("没有引用任何条文")).toEqual([]);
    expect(citations("甲乙", "2022")).toEqual([{ text: "甲乙" }]);
    expect(citations("见行政处罚法第三十三条。", "2022").map((s) => s.text).join("")).toBe("见行政处罚法第三十三条。");
  });

  it("mark one paragraph of an article", () => {
    expect(around("甲\n乙\n丙", "乙")).toEqual(["甲\n", "乙", "\n丙"]);
    expect(around("甲", "")).toEqual(["甲", "", ""]);
  });
});

const advice: Advice = {
  id: "x", items: [{ name: "穿山甲甲片", species: "穿山甲", class: "national1", authority: "forestry", entry: "国家重点保护野生动物名录（2021） 穿山甲", wild_only: false, note: "" }],
  violations: [{ code: "V07", edition: "2022", prohibition: ["28.1"], penalty: ["52.1"], fine: { min_fen: null, max_fen: null, base: "value" }, other: ["没收"], competent: ["forestry", "market"], hearing: true, applies: true }],
  value: { low_fen: null, high_fen: null, method: "", needs_appraisal: true }, criminal: { advice: "doubt", crime: "危害珍贵、濒危野生动物罪", reasons: ["须认定"] }, warnings: ["须鉴定"],
};

describe("what follows", () => {
  it("has a hearing, a review and an appraisal where they are due", () => {
    expect(papersOf(advice).map((p) => p.key)).toEqual(["doc_site", "doc_preserve", "doc_appraise", "doc_perhaps", "doc_file", "doc_correct", "doc_notice", "doc_hearing", "doc_review", "doc_decision", "doc_receipt"]);
    expect(clocksOf(advice, "2024-02-29")[0].day).toBe("2026-02-28");
    expect(yearsAfter("", 2)).toBe("");
  });

  it("is nothing where nothing is broken", () => {
    const none: Advice = { ...advice, violations: [], criminal: { advice: "none", reasons: [] } };
    expect([...papersOf(none), ...clocksOf(none, today)]).toEqual([]);
  });
});

describe("the advice as text", () => {
  it("says advice, article, what is not determined, and never a verdict", () => {
    const text = tell({ act: "sell", act_date: today, region: "360402", items: [{ name: "穿山甲甲片", qty: 2, unit: "kg" }] }, advice);
    for (const s of ["存疑，需认定", "野生动物保护法（2022）第五十二条第一款", "未定", "须鉴定", "提示，不是认定"]) expect(text).toContain(s);
    expect(text).not.toMatch(/构成犯罪|有罪/);
  });
});

describe("a range", () => {
  const of = { edition: "2022", label: "", label_en: "", prohibition: [], penalty: [], measures: [] };
  it("has its times, its fixed part and its condition", () => {
    expect(rangeOf({ ...of, base: "value", min_times: 2, max_times: 20, fixed_min_fen: 1000000, fixed_max_fen: 10000000, fixed_when: "below", below_fen: 500000 }))
      .toBe("价值的 2 倍以上 20 倍以下；没有价值或者不足 ¥5,000 的，¥10,000 以上 ¥100,000 以下");
    expect(rangeOf({ ...of, base: "fixed", fixed_min_fen: 100000, fixed_max_fen: 1000000, fixed_when: "always", condition: "overdue" })).toBe("¥1,000 以上 ¥10,000 以下；逾期未改的才处罚款");
    expect(rangeOf({ ...of, base: "none" })).toBe("这一条不设罚款");
  });

  it("knows the list an entry stands in, by its year", () => {
    const lists = [{ name: "名录", version: "2000", status: "partial" }, { name: "名录", version: "2023", status: "complete" }];
    expect(listOf("名录（2023） 野鸭", lists)?.status).toBe("complete");
    expect(listOf("别的", lists)).toBeUndefined();
  });
});
