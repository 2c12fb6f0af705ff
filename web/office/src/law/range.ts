// The range of a fine as an edition has it, in words and numbers.
import { yuan } from "kit/format";
import { nameOf, speak } from "kit/language";
import type { Advice, Edition, ListUsed } from "./types";
import { baseNames, lawWords } from "./words";

const t = speak(lawWords);
const money = (fen: number) => `¥${yuan(fen).replace(/\.00$/, "")}`;

/** "2–20 × value; ¥10,000–¥100,000 where there is none or it is below ¥5,000". */
export function rangeOf(e: Edition): string {
  const out: string[] = [];
  const base = nameOf(baseNames, e.base);
  if (e.base === "none") return t("fineNone");
  if (e.base === "same") return base;
  if (e.max_times) out.push(e.min_times ? t("rangeTimes", { base, min: e.min_times, max: e.max_times }) : t("rangeUpTo", { base, max: e.max_times }));
  if (e.fixed_max_fen) {
    const fill = { min: money(e.fixed_min_fen ?? 0), max: money(e.fixed_max_fen), below: money(e.below_fen ?? 0), base };
    out.push(e.fixed_when === "below" ? t("rangeBelow", fill) : e.fixed_when === "none" ? t("rangeNone", fill) : t("rangeFixed", fill));
  }
  if (e.condition === "serious" || e.condition === "overdue") out.push(t(`only_${e.condition}`));
  return out.join("；");
}

/** The list an entry was decided by, so that its standing is said beside it. */
export function listOf(entry: string, lists: readonly ListUsed[]): ListUsed | undefined {
  const named = lists.filter((l) => entry.startsWith(l.name));
  return named.find((l) => l.version && entry.slice(l.name.length, l.name.length + 16).includes(l.version)) ?? named[0];
}

/** The lists that decided the things of an advice. */
export function listsUsed(a: Advice, lists: readonly ListUsed[]): ListUsed[] {
  const out: ListUsed[] = [];
  for (const i of a.items ?? []) {
    const l = i.entry ? listOf(i.entry, lists) : undefined;
    if (l && !out.includes(l)) out.push(l);
  }
  return out;
}
