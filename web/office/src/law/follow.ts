// What follows from an advice: the papers to make and the clocks that run, each
// with the article that wants it. It is a list to work by, no advice of its own.
import type { Advice } from "./types";

export interface Follow {
  key: string; // of lawWords: doc_… or clock_…
  refs: string[];
  day?: string; // where the day is known
}

const penalty = "行政处罚法:";
const force = "行政强制法:";

/** The papers, in the order of the work. */
export function papersOf(a: Advice): Follow[] {
  const some = !!a.violations?.length;
  if (!some && a.criminal.advice === "none") return [];
  const hearing = a.violations?.some((v) => v.hearing) ?? false;
  const out: Follow[] = [{ key: "doc_site", refs: [penalty + "55"] }, { key: "doc_preserve", refs: [penalty + "56", force + "24"] }];
  if (a.value.needs_appraisal || a.items?.some((i) => i.class === "unknown")) out.push({ key: "doc_appraise", refs: ["法释〔2022〕12号:16"] });
  if (a.criminal.advice === "transfer") out.push({ key: "doc_transfer", refs: [penalty + "27.1", penalty + "57.1"] });
  if (a.criminal.advice === "doubt") out.push({ key: "doc_perhaps", refs: [penalty + "27.1"] });
  if (!some) return out;
  out.push({ key: "doc_file", refs: [penalty + "54.2"] }, { key: "doc_correct", refs: [penalty + "28.1"] }, { key: "doc_notice", refs: [penalty + "44", penalty + "45"] });
  if (hearing) out.push({ key: "doc_hearing", refs: [penalty + "63.1"] }, { key: "doc_review", refs: [penalty + "58.1", penalty + "57.2"] });
  out.push({ key: "doc_decision", refs: [penalty + "59"] }, { key: "doc_receipt", refs: [penalty + "61.1"] });
  return out;
}

/** The clocks; the day of the act is where the limitation begins. */
export function clocksOf(a: Advice, act: string): Follow[] {
  if (!a.violations?.length) return [];
  const out: Follow[] = [
    { key: "clock_limit", refs: [penalty + "36"], day: yearsAfter(act, 2) }, { key: "clock_preserve", refs: [penalty + "56"] }, { key: "clock_seize", refs: [force + "25.1"] },
    { key: "clock_decide", refs: [penalty + "60"] },
  ];
  if (a.violations.some((v) => v.hearing)) out.push({ key: "clock_hearing", refs: [penalty + "64"] });
  out.push({ key: "clock_serve", refs: [penalty + "61.1"] }, { key: "clock_pay", refs: [penalty + "67.3", penalty + "72.1"] });
  return out;
}

/** The same day some years later; 29 February ends on the 28th. */
export function yearsAfter(day: string, n: number): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!m) return "";
  const y = Number(m[1]) + n;
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  return `${y}-${m[2]}-${m[2] === "02" && m[3] === "29" && !leap ? "28" : m[3]}`;
}
