// What verification comes to: the lead is true and has a finding, or it is not
// and is dismissed with the reason.
import { speak } from "kit/language";
import type { Ask, Values } from "kit/step";
import { leadWords } from "./words";

const t = speak(leadWords);

/** What is asked at verification; who may not dismiss can only find a lead true. */
export function verifyAsks(mayDismiss: boolean): Ask[] {
  const outcomes = [{ value: "true", label: t("isTrue") }, ...(mayDismiss ? [{ value: "false", label: t("isFalse") }] : [])];
  return [
    { key: "outcome", label: t("outcome"), kind: "choice", options: outcomes, hint: mayDismiss ? undefined : t("mayNotDismiss") },
    { key: "finding", label: t("finding"), kind: "area", hint: t("findingHint"), when: (v) => v.outcome === "true" },
    { key: "reason", label: t("dismissReason"), kind: "area", hint: t("dismissHint"), when: (v) => v.outcome === "false" },
  ];
}

/** The step an outcome takes, and what goes with it. */
export function verified(v: Values): { verb: "verify" | "dismiss"; values: Values } {
  return v.outcome === "false" ? { verb: "dismiss", values: { reason: v.reason } } : { verb: "verify", values: { finding: v.finding } };
}

const hints: Record<string, keyof typeof leadWords> = {
  own: "sourceOwn", media: "sourceMedia", complaint: "sourceComplaint", tip: "sourceTip", transfer: "sourceTransfer",
};

/** What the source document is, by the channel a lead came in. */
export function sourceHint(channel: string): string {
  return t(hints[channel] ?? "sourceHint");
}
