import { describe, expect, it } from "vitest";
import { language, nameOf, say, speak, type Words } from "kit/language";

// Every dictionary of the app: kit/*.words.ts, kit/words.ts, kit/catalog.ts and
// the words.ts of each page folder.
const files = import.meta.glob(["./words.ts", "./*.words.ts", "./catalog.ts", "../office/src/**/words.ts"], { eager: true }) as Record<string, Record<string, unknown>>;

function dictionaries(): [string, Words][] {
  return Object.entries(files).flatMap(([file, exports]) =>
    Object.entries(exports).filter(([, v]) => isDictionary(v)).map(([name, v]) => [`${file} ${name}`, v as Words] as [string, Words]),
  );
}

function isDictionary(v: unknown): boolean {
  return typeof v === "object" && v !== null && Object.values(v).every(Array.isArray) && !Array.isArray(v);
}

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
const han = /[\u4e00-\u9fff]/;

describe("the dictionaries", () => {
  it("are all found", () => {
    expect(dictionaries().length).toBeGreaterThan(20);
  });

  for (const [name, words] of dictionaries()) {
    it(`${name} says everything in both languages`, () => {
      for (const [key, pair] of Object.entries(words)) {
        const [zh, en] = pair;
        if (key === "enChinese") continue; // a note for readers of English only
        expect(zh.trim(), `${key} in Chinese`).not.toBe("");
        expect(en.trim(), `${key} in English`).not.toBe("");
        expect(places(zh), `places of ${key}`).toEqual(places(en));
        if (key !== "language" && !/^[A-Z0-9]+$/.test(zh)) expect(han.test(en.replace(/濂市监/g, "")), `${key} in English has Chinese left`).toBe(false);
      }
    });
  }

  it("never use the words the glossary rules out", () => {
    const ruledOut = /提交工单|推送|打回|仪表盘|参数非法|系统异常/;
    for (const [name, words] of dictionaries()) {
      for (const [key, [zh]] of Object.entries(words)) expect(ruledOut.test(zh), `${name} ${key}: ${zh}`).toBe(false);
    }
  });
});

describe("speaking", () => {
  const t = speak({ rows: ["共 {n} 条", "{n} records"] });

  it("follows the language and fills the places", () => {
    language.value = "zh";
    expect(t("rows", { n: 3 })).toBe("共 3 条");
    language.value = "en";
    expect(t("rows", { n: 3 })).toBe("3 records");
    language.value = "zh";
  });

  it("leaves a place that nothing fills", () => {
    expect(say(["{a}", "{a}"], { b: 1 })).toBe("{a}");
  });

  it("lets an unknown code stand for itself", () => {
    expect(nameOf({ a: ["甲", "A"] }, "a")).toBe("甲");
    expect(nameOf({ a: ["甲", "A"] }, "zz")).toBe("zz");
    expect(nameOf({}, undefined)).toBe("");
  });
});
