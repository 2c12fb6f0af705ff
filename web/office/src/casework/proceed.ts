// What each step of a case before its decision asks for.
import { computed } from "vue";
import { act } from "kit/call";
import { fen, today } from "kit/format";
import { nameOf, speak } from "kit/language";
import type { Ask, Values } from "kit/step";
import type { CaseDossier } from "kit/types";
import { t as common } from "kit/words";
import { blob, choices } from "./choices";
import { useParties } from "./party";
import type { Deed } from "./deed";
import { me, type useEntitled } from "./entitled";
import { latest, undecided } from "./life";
import { procedureWords, stepResults, verbNames } from "./procedure.words";

const t = speak(procedureWords);

export type Proceeding = "approve" | "notify" | "hear" | "request" | "summon" | "hold" | "review" | "discuss";

/** The names of the operations, where they are not the verb's. */
const routes: Record<Proceeding, string> = {
  approve: "approve", notify: "notify", hear: "hear-statement", request: "request-hearing", summon: "summon-hearing", hold: "hold-hearing", review: "review", discuss: "discuss",
};

const resultAsk = (...keys: string[]): Ask => ({ key: "result", label: t("result"), kind: "choice", options: choices(stepResults, keys), start: keys[0] });
const onAsk = (): Ask => ({ key: "on", label: t("on"), kind: "date", start: today() });
const scan = (): Ask => ({ key: "files", label: t("attachment"), kind: "photos", optional: true, least: 0 });

/** Who took the step; for somebody else the number of what was signed is asked too. */
function byAsks(label: string, options: { value: string; label: string }[], hint: string): Ask[] {
  const start = options.some((o) => o.value === me()) ? me() : options.length === 1 ? options[0].value : "";
  return [
    { key: "by", label, kind: "select", options, start, hint },
    { key: "number", label: t("paperNumber"), hint: t("paperHint"), when: (v) => !!v.by && v.by !== me() },
  ];
}

export function useProceed(dossier: () => CaseDossier | undefined, { deciders, reviewers, others }: ReturnType<typeof useEntitled>) {
  const { named } = useParties(dossier);
  const open = computed(() => (dossier() ? undecided(dossier()!) : []));
  const has = (kind: string, result?: string) => open.value.filter((p) => { const s = latest(dossier()!.steps, kind, p.id); return !!s && (!result || s.result === result); });
  const without = (list: typeof open.value, kind: string) => list.filter((p) => !latest(dossier()!.steps, kind, p.id));
  function partyAsk(list: typeof open.value): Ask {
    const options = (list.length ? list : open.value).map((p) => ({ value: p.id, label: named(p.id) }));
    return { key: "party", label: t("ofParty"), kind: "select", options, start: options[0]?.value };
  }

  const asks: Record<Proceeding, () => Ask[]> = {
    approve: () => [
      resultAsk("approved", "refused"),
      { key: "words", label: t("opinion"), kind: "area", optional: true, when: (v) => v.result !== "refused" },
      { key: "refusal", label: t("refusal"), kind: "area", when: (v) => v.result === "refused" },
      ...byAsks(t("by"), deciders.value, t("byHint")), onAsk(), scan(),
    ],
    notify: () => [
      partyAsk(without(open.value, "notice")), { key: "number", label: t("noticeNumber") },
      { key: "fine", label: t("fine"), kind: "yuan", start: "0" }, { key: "confiscated", label: t("confiscated"), kind: "yuan", start: "0" },
      { key: "revoked", label: t("revoked"), kind: "number", start: "0" }, { key: "closure", label: t("closure"), kind: "check" },
      { key: "hearing", label: t("hearingRight"), kind: "check", hint: t("hearingHint") },
      { key: "words", label: t("noticeWords"), kind: "area", optional: true }, onAsk(), scan(),
    ],
    hear: () => [
      partyAsk(without(has("notice"), "statement")), resultAsk("made", "waived"),
      { key: "words", label: t("said"), kind: "area", when: (v) => v.result === "made" },
      { key: "answer", label: t("answer"), kind: "area", hint: t("answerHint"), when: (v) => v.result === "made" }, onAsk(), scan(),
    ],
    request: () => [partyAsk(without(has("notice"), "request")), resultAsk("asked", "waived"), { key: "number", label: t("requestNumber"), optional: true }, onAsk(), scan()],
    summon: () => [
      partyAsk(without(has("request", "asked"), "hearing")), { key: "by", label: t("presider"), kind: "select", options: others.value, hint: t("presiderHint") },
      { key: "number", label: t("noticeNumber") }, { key: "held_on", label: t("heldOn"), kind: "date", hint: t("heldHint") }, onAsk(), scan(),
    ],
    hold: () => {
      const list = without(has("request", "asked"), "hearing");
      const summons = list.length ? latest(dossier()!.steps, "summons", list[0].id) : undefined;
      return [
        partyAsk(list), resultAsk("held", "abandoned"), { key: "by", label: t("presider"), kind: "select", options: others.value, start: summons?.by, hint: t("presiderHint") },
        { key: "number", label: t("hearingNumber") }, { key: "words", label: t("hearingWords"), kind: "area", optional: true }, onAsk(), scan(),
      ];
    },
    review: () => [resultAsk("passed", "returned"), { key: "words", label: t("reviewWords"), kind: "area" }, ...byAsks(t("reviewer"), reviewers.value, t("reviewerHint")), onAsk(), scan()],
    discuss: () => [
      resultAsk("agreed", "returned"), { key: "words", label: t("conclusion"), kind: "area" },
      { key: "by", label: t("chair"), kind: "select", options: deciders.value, start: deciders.value.some((o) => o.value === me()) ? me() : "" },
      { key: "people", label: t("people"), kind: "select", multiple: true, least: 2, options: others.value }, { key: "number", label: t("minutes") }, onAsk(), scan(),
    ],
  };

  function body(verb: Proceeding, v: Values): Values {
    const { fine, confiscated, closure, revoked, hearing, refusal, files, ...rest } = v;
    const out: Values = { ...rest, ...(files?.length ? { file: blob(files[0]) } : {}) };
    if (verb === "approve" && v.result === "refused") out.words = refusal;
    if (verb === "notify") out.proposal = { fine_fen: fen(fine), confiscated_fen: fen(confiscated), closure, revoked: Number(revoked), hearing };
    if (verb === "hear" && v.result === "waived") out.words = out.answer = "";
    if (v.by === me() && (verb === "approve" || verb === "review")) out.number = "";
    return Object.fromEntries(Object.entries(out).filter(([, x]) => x !== ""));
  }

  function proceeding(verb: Proceeding): Deed {
    const id = dossier()!.case.id;
    return {
      title: nameOf(verbNames, verb), asks: asks[verb](), draft: `case:${id}:${verb}`,
      perform: (v) => act("POST", `/cases/{id}/${routes[verb]}` as "/cases/{id}/approve", body(verb, v) as never, { path: { id } }),
    };
  }

  /** Taking a mistaken record back. */
  const takeBack = (step: string): Deed => ({
    title: t("takeBack"), danger: true, draft: `step:${step}`, asks: [{ key: "reason", label: common("reason"), kind: "area" }],
    perform: (v) => act("POST", "/steps/{id}/withdraw", { text: v.reason }, { path: { id: step } }),
  });

  return { proceeding, takeBack };
}
