// Which steps a case and its transfer may take from where they stand. The
// server decides; this spares a person the buttons it would refuse.

export type CaseVerb = "assign" | "investigate" | "value" | "decide" | "execute" | "close" | "reopen" | "withdraw";

export const caseSteps: Record<string, readonly CaseVerb[]> = {
  filed: ["investigate", "assign", "value", "close", "withdraw"],
  investigating: ["decide", "value", "assign", "close"],
  decided: ["execute", "value", "close"],
  executed: ["close"],
  closed: ["reopen"],
};

/** Reports whether the case is out of the organ's hands: sent to the police and not come back. */
export function withPolice(transfers: readonly { state: string }[]): boolean {
  const last = transfers[transfers.length - 1];
  return !!last && ["sent", "received", "relayed", "filed", "handed"].includes(last.state);
}

/** The steps open to a case, the likely one first; while it is with the police a decision is the least likely. */
export function stepsOf(state: string, police = false): readonly CaseVerb[] {
  const steps = caseSteps[state] ?? [];
  return police && steps.includes("decide") ? [...steps.filter((s) => s !== "decide"), "decide"] : steps;
}

export const caseMay: Record<CaseVerb, string> = {
  assign: "case.handle", investigate: "case.handle", value: "case.handle", decide: "case.decide", execute: "case.handle",
  close: "case.close", reopen: "case.decide", withdraw: "case.decide",
};

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
