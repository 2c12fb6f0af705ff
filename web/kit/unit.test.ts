import { afterEach, expect, it } from "vitest";
import { language, say } from "kit/language";
import { knownUnits, unitName } from "kit/unit";

const definitions = import.meta.glob("../../data/**/*.y*ml", { eager: true, query: "?raw", import: "default" }) as Record<string, string>;
const han = /[\u4e00-\u9fff]/;
afterEach(() => (language.value = "zh"));

it("units follow the language and the number", () => {
  expect(unitName("户次", 7422)).toBe("户次");
  language.value = "en";
  expect([unitName("户次", 7422), unitName("户次", 1), unitName("户次"), unitName("万元", 1), unitName("斗", 2)]).toEqual(["visits", "visit", "visits", "CNY 10k", "斗"]);
});

it("every unit of the definitions has an English name", () => {
  const used = Object.values(definitions).flatMap((text) => [...text.matchAll(/^\s+unit: "?([^"\n]+?)"?\s*$/gm)].map((m) => m[1])).filter((u) => han.test(u));
  expect(used.length).toBeGreaterThan(20);
  expect([...new Set(used)].filter((u) => !knownUnits.includes(u))).toEqual([]);
});

it("nouns follow the number beside them", () => {
  const days = ["剩余 {n} 天", "{n} {n|day|days} left"] as const;
  expect(say(days, { n: 1 })).toBe("剩余 1 天");
  language.value = "en";
  expect([say(days, { n: 1 }), say(days, { n: "1,001" }), say(days, { n: 0 })]).toEqual(["1 day left", "1,001 days left", "0 days left"]);
});
