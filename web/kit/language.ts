// Every text of the app is a pair, Chinese first. A pair that lacks a language
// does not compile; kit/language.test.ts holds the pairs against each other.
import { ref } from "vue";

export type Language = "zh" | "en";
export type Pair = readonly [zh: string, en: string];
export type Words = Readonly<Record<string, Pair>>;
export type Fill = Readonly<Record<string, string | number>>;

const kept = "zhiye.language";

/** The language of this browser's user; it survives a reload. */
export const language = ref<Language>(recall());

function recall(): Language {
  try {
    return localStorage.getItem(kept) === "en" ? "en" : "zh";
  } catch {
    return "zh"; // a private window, or no browser at all
  }
}

export function setLanguage(to: Language) {
  language.value = to;
  document.documentElement.lang = to === "zh" ? "zh-CN" : "en";
  try {
    localStorage.setItem(kept, to);
  } catch {
    // the choice then lasts as long as the page
  }
}

/**
 * One pair in the language in use, with {places} filled; {n|day|days} is the
 * first word where n is one, the second otherwise.
 */
export function say(pair: Pair, fill?: Fill): string {
  const text = pair[language.value === "zh" ? 0 : 1];
  if (!fill) return text;
  return text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    if (!(name in fill)) return whole;
    return one === undefined ? String(fill[name]) : String(fill[name]) === "1" ? one : many!;
  });
}

/** Makes the speaker of a dictionary: t("save"), t("rows", { n: 3 }). */
export function speak<W extends Words>(words: W) {
  return (key: keyof W, fill?: Fill) => say(words[key], fill);
}

/** The name of a code that the server sent; an unknown one stands for itself. */
export function nameOf(words: Words, code: string | undefined): string {
  if (!code) return "";
  const pair = words[code];
  return pair ? say(pair) : code;
}

/** What stands between several things in a row: 甲、乙; a, b. */
export function comma(): string {
  return language.value === "zh" ? "、" : ", ";
}

/** Several things in a row. */
export function listed(things: readonly string[]): string {
  return things.join(comma());
}

/** A remark after something: （选填） or  (optional). */
export function aside(remark: string | number): string {
  return language.value === "zh" ? `（${remark}）` : ` (${remark})`;
}

/** A label before what it says: 依据：… or Basis: … */
export function labelled(label: string, what: string | number): string {
  return language.value === "zh" ? `${label}：${what}` : `${label}: ${what}`;
}
