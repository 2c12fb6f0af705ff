// An advice as plain text, to be pasted into a file or printed.
import { yuan } from "kit/format";
import { aside, labelled, listed, nameOf, speak } from "kit/language";
import { violations } from "kit/catalog";
import { clocksOf, papersOf } from "./follow";
import { listsUsed } from "./range";
import { cited, refOf } from "./refs";
import type { Advice, Deed, ListUsed, Violation } from "./types";
import { actNames, authorities, baseNames, classNames, lawWords, statusNames } from "./words";

const t = speak(lawWords);

/** A range of fen in words; nothing is said where it is not known. */
export function range(low: number | null, high: number | null): string {
  if (low === null || high === null || low === undefined || high === undefined) return t("fineUnknown");
  return low === high ? `¥${yuan(low)}` : `¥${yuan(low)} – ¥${yuan(high)}`;
}

/** The fine of a violation in words. */
export function fineOf(v: Violation): string {
  if (v.fine.base === "none") return t("fineNone");
  return range(v.fine.min_fen, v.fine.max_fen);
}

export const refsOf = (v: Violation, which: "prohibition" | "penalty") => (v[which] ?? []).map((s) => refOf(v.edition, s) || s);
export const competentOf = (v: Violation) => listed((v.competent ?? []).map((c) => nameOf(authorities, c)));
export const adviceWord = (code: string) => t(`advice_${code === "transfer" || code === "doubt" ? code : "none"}`);

/** What was done to what, in a line. */
export function deedLine(d: Deed): string {
  const things = d.items.map((i) => `${i.name}${i.qty === undefined ? "" : ` ${i.qty} ${i.unit}`}`);
  return `${d.act_date} · ${nameOf(actNames, d.act)} · ${listed(things)}`;
}

/** The whole advice, line by line. */
export function tell(d: Deed, a: Advice, lists: readonly ListUsed[] = []): string {
  const out: string[] = [t("ofCopy"), deedLine(d), ""];
  const head = (key: Parameters<typeof t>[0]) => out.push(`【${t(key)}】`);
  head("itemsTitle");
  for (const i of a.items ?? []) out.push(`- ${i.name}${i.species && i.species !== i.name ? ` → ${i.species}` : ""}${aside(nameOf(classNames, i.class))} ${i.entry || t("noEntry")}${i.note ? ` ${i.note}` : ""}`);
  head("violationsTitle");
  if (!a.violations?.length) out.push(t("noViolations"));
  for (const v of a.violations ?? []) {
    out.push(`- ${v.code} ${nameOf(violations, v.code)}${aside(v.edition)}${v.applies ? ` ★${t("applies")}` : ""}`);
    out.push(`  ${labelled(t("prohibition"), listed(refsOf(v, "prohibition").map(cited)))}`, `  ${labelled(t("penalty"), listed(refsOf(v, "penalty").map(cited)))}`);
    out.push(`  ${labelled(t("fine"), fineOf(v))}${v.fine.base === "none" ? "" : aside(nameOf(baseNames, v.fine.base))}`);
    if (v.other?.length) out.push(`  ${labelled(t("other"), v.other.join("；"))}`);
    out.push(`  ${labelled(t("competent"), competentOf(v))}；${v.hearing ? t("hearing") : t("noHearing")}`);
  }
  if (a.lenient) out.push(`【${t("lenientTitle")}】`, `${t("edition", { edition: a.lenient.edition })}：${a.lenient.reason}`);
  head("valueTitle");
  out.push(a.value.low_fen === null ? `${t("valueUnknown")}；${t("needsAppraisal")}` : range(a.value.low_fen, a.value.high_fen));
  if (a.value.method) out.push(a.value.method);
  head("criminalTitle");
  out.push(`${adviceWord(a.criminal.advice)}${a.criminal.crime ? `：${a.criminal.crime}` : ""}`, ...(a.criminal.reasons ?? []).map((r) => `- ${r}`));
  head("followTitle");
  for (const f of [...papersOf(a), ...clocksOf(a, d.act_date)]) out.push(`- ${t(f.key as Parameters<typeof t>[0])}${aside(listed(f.refs.map(cited)))}`);
  head("warningsTitle");
  out.push(...(a.warnings ?? []).map((w) => `- ${w}`));
  const used = listsUsed(a, lists);
  if (used.length) {
    head("lists");
    for (const l of used) out.push(`- ${l.name}${aside(l.version)} ${nameOf(statusNames, l.status)}`);
  }
  out.push("", t("subtitle"));
  return out.join("\n");
}
