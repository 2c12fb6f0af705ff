// Where a case and its transfer stand and which steps they may take. The server
// decides; this spares a person the buttons it would refuse.
import type { CaseDossier, Decision, Step } from "kit/types";

/** The way of a case, in the order law gives it. */
export const stages = ["filing", "approval", "investigation", "notice", "statement", "hearing", "review", "discussion", "decision", "service", "execution", "closing", "publication"] as const;
export type Stage = (typeof stages)[number];
/** done; now: to be done next; later: something is missing before it; spare: this case does without. */
export type Place = "done" | "now" | "later" | "spare";
export interface Lack { code: string; text: string; detail?: string }
export interface Standing { stage: Stage; place: Place; lacks: Lack[] }

const stageOf: Record<string, Stage> = {
  "procedure.approval": "approval", "procedure.notice": "notice", "procedure.heavier": "notice", "procedure.right": "notice", "procedure.statement": "statement",
  "procedure.request": "hearing", "procedure.hearing": "hearing", "procedure.review": "review", "procedure.discussion": "discussion",
  "case.unserved": "service", "case.unpaid": "execution",
};

export const standing = (steps: readonly Step[]) => steps.filter((s) => !s.withdrawn);

/** The latest step of a kind, of a party; a new notice leaves behind what answered the one before. */
export function latest(steps: readonly Step[], kind: string, party = ""): Step | undefined {
  const mine = standing(steps).filter((s) => !s.party || s.party === party);
  const from = ["statement", "request", "summons", "hearing"].includes(kind) ? mine.map((s) => s.kind).lastIndexOf("notice") : 0;
  return mine.slice(Math.max(0, from)).reverse().find((s) => s.kind === kind);
}

export const approved = (d: CaseDossier) => latest(d.steps, "approval")?.result === "approved";
export const stands = (x: Decision) => !x.annulled;
export const parties = (d: CaseDossier) => d.parties.filter((p) => !p.dropped);
/** The parties nothing is decided of yet. */
export const undecided = (d: CaseDossier) => parties(d).filter((p) => !d.decisions.some((x) => stands(x) && x.party === p.id));

const past = ["decided", "executed", "closed", "published", "withdrawn"];

function reached(d: CaseDossier, lacks: readonly Lack[], stage: Stage): Place | undefined {
  const c = d.case;
  const of = undecided(d);
  const each = (kind: string, ok: (s: Step) => boolean) => of.length > 0 && of.every((p) => { const s = latest(d.steps, kind, p.id); return !!s && ok(s); });
  const wanted = lacks.some((l) => stageOf[l.code] === stage);
  const noticed = each("notice", () => true);
  const was = (kind: string) => standing(d.steps).some((s) => s.kind === kind);
  const over = past.includes(c.state);
  /** What is done, what a finished case did, what this case does without. */
  const step = (kind: string, done: boolean): Place | undefined =>
    over ? (was(kind) ? "done" : "spare") : done && !wanted ? "done" : noticed && !wanted ? "spare" : undefined;
  const decisions = d.decisions.filter(stands);
  const penalties = decisions.filter((x) => x.kind === "penalty");
  switch (stage) {
    case "filing": return "done";
    case "approval": return approved(d) ? "done" : over ? "spare" : undefined;
    case "investigation": return over || noticed ? "done" : undefined;
    case "notice": return over ? step("notice", false) : noticed && !wanted ? "done" : undefined;
    case "statement": return step("statement", each("statement", () => true));
    case "hearing": return over ? (was("hearing") ? "done" : "spare") : step("hearing", each("request", (s) => s.result === "waived") || each("hearing", () => true));
    case "review": return step("review", latest(d.steps, "review")?.result === "passed");
    case "discussion": return step("discussion", latest(d.steps, "discussion")?.result === "agreed");
    case "decision": return decisions.length && !of.length ? "done" : over ? "spare" : undefined;
    case "service": return decisions.length && decisions.every((x) => x.served_on) ? "done" : over && !decisions.length ? "spare" : undefined;
    case "execution": return c.executed_on || ["executed", "published"].includes(c.state) ? "done" : c.state === "closed" || decisions.length && !penalties.length ? "spare" : undefined;
    case "closing": return c.closed_on ? "done" : c.state === "withdrawn" ? "spare" : undefined;
    case "publication": return penalties.length && penalties.every((x) => x.published_on) ? "done" : !penalties.length && over ? "spare" : undefined;
  }
}

/** Where a case stands on its whole way: what lacks are missing before a decision, or before it closes. */
export function standings(d: CaseDossier, lacks: readonly Lack[], obstacles: readonly Lack[]): Standing[] {
  let now = false;
  return stages.map((stage) => {
    const own = [...lacks.filter((l) => (stageOf[l.code] ?? "decision") === stage), ...obstacles.filter((l) => (stageOf[l.code] ?? "closing") === stage)];
    let place = reached(d, lacks, stage);
    if (!place) {
      place = now ? "later" : "now";
      now = true;
    }
    const before = stage === "decision" && place === "later" ? [...lacks] : own;
    return { stage, place, lacks: place === "done" || place === "spare" ? [] : before };
  });
}

export type CaseVerb =
  | "approve" | "investigate" | "summary" | "notify" | "hear" | "request" | "summon" | "hold" | "review" | "discuss" | "decide"
  | "assign" | "value" | "weigh" | "execute" | "close" | "reopen" | "withdraw";

export const caseMay: Record<CaseVerb, string> = {
  approve: "case.decide", investigate: "case.handle", summary: "case.handle", notify: "case.handle", hear: "case.handle", request: "case.handle", summon: "case.handle",
  hold: "case.handle", review: "case.review", discuss: "case.decide", decide: "case.decide", assign: "case.handle", value: "case.handle", weigh: "case.handle",
  execute: "case.handle", close: "case.close", reopen: "case.decide", withdraw: "case.decide",
};

/** Reports whether the case is out of the organ's hands: sent to the police and not come back. */
export function withPolice(transfers: readonly { state: string }[]): boolean {
  const last = transfers[transfers.length - 1];
  return !!last && ["sent", "received", "relayed", "filed", "handed"].includes(last.state);
}

function investigating(d: CaseDossier): CaseVerb[] {
  const of = undecided(d);
  const some = (test: (at: (kind: string) => Step | undefined) => boolean) => of.some((p) => test((kind) => latest(d.steps, kind, p.id)));
  const told = some((at) => !!at("notice"));
  const next: CaseVerb[] = [];
  if (some((at) => !at("notice"))) next.push("notify");
  if (some((at) => !!at("notice") && !at("statement"))) next.push("hear");
  if (some((at) => !!at("notice")?.proposal?.hearing && !at("request"))) next.push("request");
  if (some((at) => at("request")?.result === "asked" && !at("summons") && !at("hearing"))) next.push("summon");
  if (some((at) => at("request")?.result === "asked" && !at("hearing"))) next.push("hold");
  if (told && latest(d.steps, "review")?.result !== "passed") next.push("review");
  if (told && latest(d.steps, "discussion")?.result !== "agreed") next.push("discuss");
  if (of.length) next.push("decide");
  return next;
}

/** The steps open to a case: those on its way, the likely one first, and those beside it. */
export function verbsOf(d: CaseDossier): { next: CaseVerb[]; beside: CaseVerb[] } {
  switch (d.case.state) {
    case "filed": return { next: approved(d) ? ["investigate"] : parties(d).length ? ["approve", "summary"] : ["approve"], beside: ["assign", "value", "weigh", "close", "withdraw"] };
    case "investigating": {
      const next = investigating(d);
      const beside: CaseVerb[] = next.includes("notify") || !undecided(d).length ? [] : ["notify"]; // told anew
      return { next, beside: [...beside, "assign", "value", "weigh", "close"] };
    }
    case "decided": return { next: ["execute"], beside: ["value", "close"] };
    case "executed": return { next: ["close"], beside: [] };
    case "closed": return { next: [], beside: ["reopen"] };
    default: return { next: [], beside: [] };
  }
}

/** The clocks that may stand still; the others are red lines. */
export const elastic = ["decision", "seizure"];

export type TransferVerb =
  | "report" | "approve" | "reject" | "send" | "recall" | "receive" | "relay" | "file" | "refuse" | "hand" | "appeal" | "uphold" | "petition" | "return" | "drop";

/** The Provisions of the State Council no. 310, as a drawing of its gates. */
export const transferSteps: Record<string, readonly TransferVerb[]> = {
  formed: ["report", "drop"],
  reported: ["approve", "reject"],
  rejected: ["report"],
  approved: ["send"],
  sent: ["receive", "recall"],
  received: ["file", "refuse", "relay"],
  relayed: ["receive"],
  filed: ["hand"],
  handed: ["return"],
  refused: ["appeal", "return"],
  appealed: ["file", "uphold"],
  upheld: ["petition", "return"],
  petitioned: ["file", "return"],
};

export const transferMay: Record<TransferVerb, string> = {
  report: "transfer.propose", drop: "transfer.propose", appeal: "transfer.propose", petition: "transfer.propose", return: "transfer.propose",
  approve: "transfer.approve", reject: "transfer.approve", send: "transfer.send", recall: "transfer.send", receive: "transfer.send", relay: "transfer.send",
  hand: "transfer.send", file: "transfer.answer", refuse: "transfer.answer", uphold: "transfer.answer",
};

export const fivePapers = ["letter", "report", "inventory", "opinion", "other"] as const;

/** The papers a transfer still lacks. */
export function lacking(documents: readonly { kind: string; file?: string; none?: string }[]): string[] {
  return fivePapers.filter((p) => !documents.some((d) => d.kind === p && (d.file || (p === "other" && d.none))));
}
