// What a decision asks for, and every step that follows it.
import { act, read } from "kit/call";
import { decisionKinds } from "kit/catalog";
import { dayOf, fen, today, yuan } from "kit/format";
import { nameOf, say, speak } from "kit/language";
import type { Ask, Values } from "kit/step";
import type { CaseDossier, Decision } from "kit/types";
import type { Deed } from "./deed";
import { decisionWords, deviations, remedyKinds, remedyResults } from "./decision.words";
import { latest, undecided } from "./life";
import { useParties } from "./party";
import { blob, choices } from "./choices";
import { procedureWords, stepResults, verbNames } from "./procedure.words";

const t = speak(decisionWords);
const p = speak(procedureWords);
interface Option { value: string; label: string }

const plain = (fen: number | undefined) => (fen ? (fen / 100).toFixed(2).replace(/\.00$/, "") : "0");
const penal = (v: Values) => v.kind === "penalty";
const day = (key: string, label: string): Ask => ({ key, label, kind: "date", start: today() });
const scans = (): Ask => ({ key: "files", label: p("attachment"), kind: "photos", least: 0, optional: true });

/** Instalments as typed, a day and yuan a line; the number of the first line that cannot be read. */
export function termsOf(text: string): { terms: { due_on: string; fen: number }[]; wrong: number } {
  const lines = text.split(/\n/).map((l) => l.trim()).filter(Boolean);
  const terms = lines.map((l) => {
    const m = /^(\S+)[\s,，:：]+([\d.,，]+)\s*元?$/.exec(l);
    return { due_on: m ? dayOf(m[1]) : "", fen: m ? fen(m[2]) : NaN };
  });
  return { terms, wrong: terms.findIndex((x) => !x.due_on || isNaN(x.fen)) + 1 };
}

export function useDecide(dossier: () => CaseDossier | undefined, deciders: () => Option[]) {
  const { named } = useParties(dossier);
  const id = () => dossier()!.case.id;
  const partyAsk = (): Ask => {
    const options = undecided(dossier()!).map((x) => ({ value: x.id, label: named(x.id) }));
    return { key: "party", label: t("party"), kind: "select", options, start: options[0]?.value };
  };
  const approver = (): Ask => ({ key: "approver", label: t("approver"), kind: "select", options: deciders(), start: deciders().length === 1 ? deciders()[0].value : "", hint: p("byHint") });

  function decide(): Deed {
    const first = undecided(dossier()!)[0];
    const notice = first && latest(dossier()!.steps, "notice", first.id);
    const told = notice?.proposal;
    const departs = (v: Values) => penal(v) && !!v.deviation;
    return {
      title: nameOf(verbNames, "decide"), draft: `case:${id()}:decide:${notice?.id ?? ""}`, // what was typed before another notice is not brought back over it
      asks: [
        partyAsk(), { key: "kind", label: t("kind"), kind: "select", options: choices(decisionKinds), start: "penalty" },
        { key: "number", label: t("number") }, { key: "text", label: t("text"), kind: "area" },
        { key: "fine", label: t("fine"), kind: "yuan", start: plain(told?.fine_fen), when: penal }, { key: "confiscated", label: t("confiscated"), kind: "yuan", start: plain(told?.confiscated_fen), when: penal },
        { key: "revoked", label: t("revoked"), kind: "number", start: String(told?.revoked ?? 0), when: penal }, { key: "closure", label: t("closure"), kind: "check", start: told?.closure ?? false, when: penal },
        { key: "min", label: t("min"), kind: "yuan", optional: true, when: penal }, { key: "max", label: t("max"), kind: "yuan", optional: true, hint: t("rangeHint"), when: penal },
        { key: "basis", label: t("rangeBasis"), when: (v) => penal(v) && !!v.max },
        { key: "deviation", label: t("deviation"), kind: "select", optional: true, options: choices(deviations), hint: t("deviationHint"), when: penal },
        { key: "deviation_reason", label: t("deviationReason"), kind: "area", when: departs }, day("decided_on", t("decidedOn")),
      ],
      perform: (v) => act("POST", "/cases/{id}/decide", {
        version: dossier()!.case.version, decision: {
          party: v.party, kind: v.kind, number: v.number, text: v.text, decided_on: v.decided_on,
          ...(penal(v) ? {
            fine_fen: fen(v.fine), confiscated_fen: fen(v.confiscated), revoked: Number(v.revoked), closure: v.closure,
            ...(v.max ? { range: { min_fen: v.min ? fen(v.min) : 0, max_fen: fen(v.max), basis: v.basis } } : {}),
            ...(departs(v) ? { deviation: v.deviation, deviation_reason: v.deviation_reason } : {}),
          } : {}),
        },
      } as never, { path: { id: id() } }),
    };
  }

  const summary = (): Deed => ({
    title: nameOf(verbNames, "summary"), hint: t("summaryHint"), draft: `case:${id()}:summary`,
    asks: [
      partyAsk(), { key: "number", label: t("number") }, { key: "text", label: t("text"), kind: "area" }, { key: "fine", label: t("fine"), kind: "yuan", start: "0" },
      { key: "statement", label: t("statement"), kind: "choice", start: "waived", options: choices(stepResults, ["waived", "made"]) },
      { key: "words", label: p("said"), kind: "area", when: (v) => v.statement === "made" }, { key: "answer", label: p("answer"), kind: "area", when: (v) => v.statement === "made" },
    ],
    perform: (v) => act("POST", "/cases/{id}/decide-summary", {
      version: dossier()!.case.version, statement: v.statement, ...(v.statement === "made" ? { words: v.words, answer: v.answer } : {}),
      decision: { party: v.party, number: v.number, kind: "penalty", text: v.text, fine_fen: fen(v.fine) },
    } as never, { path: { id: id() } }),
  });

  const post = (x: Decision, route: string, body: unknown) => act("POST", `/decisions/{id}/${route}` as "/decisions/{id}/serve", body as never, { path: { id: x.id } });
  const deed = (x: Decision, verb: "serve" | "pay" | "plan" | "demand" | "apply" | "rule" | "archive" | "contest" | "publish" | "unpublish", asks: Ask[], body: (v: Values) => unknown, more: Partial<Deed> = {}): Deed => ({
    title: t(verb), draft: `decision:${x.id}:${verb}`, asks, perform: (v) => post(x, verb, body(v)), ...more,
  });
  const file = (v: Values) => (v.files?.length ? { file: blob(v.files[0]) } : {});

  return {
    decide, summary,
    serve: (x: Decision) => deed(x, "serve", [day("on", t("servedOn"))], (v) => ({ on: v.on })),
    pay: (x: Decision, owed: number) => deed(x, "pay", [
      { key: "amount", label: t("amount"), kind: "yuan", start: owed > 0 ? plain(owed) : "" }, day("paid_on", t("paidOn")), { key: "receipt", label: t("receipt"), optional: true },
      { key: "on_spot", label: t("onSpot"), kind: "check" }, { key: "reason", label: t("spotReason"), kind: "area", optional: true, hint: t("spotHint"), when: (v) => v.on_spot },
    ], (v) => ({ amount_fen: fen(v.amount), paid_on: v.paid_on, ...(v.receipt ? { receipt: v.receipt } : {}), ...(v.on_spot ? { on_spot: true, ...(v.reason ? { reason: v.reason } : {}) } : {}) })),
    plan: (x: Decision, owed: number) => deed(x, "plan", [
      { key: "number", label: t("planNumber") }, approver(), { key: "words", label: t("planWords"), kind: "area" }, { key: "terms", label: t("terms"), kind: "area", hint: t("termsHint", { owed: yuan(owed) }) }, scans(),
    ], (v) => {
      const { terms, wrong } = termsOf(v.terms);
      if (wrong) throw new Error(say(decisionWords.termsWrong, { n: wrong }));
      return { number: v.number, approver: v.approver, words: v.words, terms, ...file(v) };
    }),
    demand: (x: Decision) => deed(x, "demand", [{ key: "number", label: t("demandNumber") }, day("on", t("on")), scans()], (v) => ({ number: v.number, on: v.on, ...file(v) })),
    apply: (x: Decision) => deed(x, "apply", [{ key: "number", label: t("applyNumber") }, approver(), scans()], (v) => ({ number: v.number, approver: v.approver, ...file(v) })),
    rule: (x: Decision) => deed(x, "rule", [{ key: "number", label: t("ruleNumber") }, { key: "words", label: t("ruleWords"), kind: "area" }, scans()], (v) => ({ number: v.number, words: v.words, ...file(v) })),
    archive: (x: Decision) => deed(x, "archive", [{ key: "number", label: t("archiveNumber") }, day("on", t("on"))], (v) => ({ number: v.number, on: v.on })),
    contest: (x: Decision) => deed(x, "contest", [
      { key: "kind", label: t("remedyKind"), kind: "choice", options: choices(remedyKinds), start: "review" }, { key: "organ", label: t("organ") }, { key: "number", label: t("noticeNumber") }, day("received_on", t("receivedOn")),
    ], (v) => v),
    end: (remedy: string): Deed => ({
      title: t("end"), draft: `remedy:${remedy}`,
      asks: [
        { key: "result", label: t("endResult"), kind: "select", options: choices(remedyResults) }, { key: "paper", label: t("endPaper") }, day("ended_on", t("endedOn")),
        { key: "fine", label: t("endFine"), kind: "yuan", start: "0", when: (v) => v.result === "changed" }, { key: "confiscated", label: t("endConfiscated"), kind: "yuan", start: "0", when: (v) => v.result === "changed" },
        { key: "words", label: t("endWords"), kind: "area", optional: true },
      ],
      perform: (v) => act("POST", "/remedies/{id}/end", {
        result: v.result, paper: v.paper, ended_on: v.ended_on, words: v.words, fine_fen: v.result === "changed" ? fen(v.fine) : 0, confiscated_fen: v.result === "changed" ? fen(v.confiscated) : 0,
      } as never, { path: { id: remedy } }),
    }),
    /** The text is what rule leaves of the decision; it may be shortened, never lengthened with what leaks. */
    publish: (x: Decision, preview: { title: string; text: string }) => deed(x, "publish", [
      { key: "title", label: t("publishTitle"), start: preview.title }, { key: "text", label: t("publishText"), kind: "area", start: preview.text },
    ], (v) => ({ title: v.title, text: v.text }), { hint: t("publishHint") }),
    unpublish: (x: Decision) => deed(x, "unpublish", [{ key: "reason", label: t("unpublishReason"), kind: "area", optional: !!x.annulled, hint: x.annulled ? t("unpublishHint") : undefined }], (v) => (v.reason ? { reason: v.reason } : {}), { danger: true }),
  };
}

/** What would be published, with personal data removed by rule. */
export const publicationOf = (id: string, signal?: AbortSignal) => read("/decisions/{id}/publication", { path: { id } }, signal);
