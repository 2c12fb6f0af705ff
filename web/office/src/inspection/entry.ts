// What a person writes of a visit: a form of it, what it lacks, and the entry
// that is sent. Recording, correcting and giving notice share it.
import { today } from "kit/format";
import type { Visit } from "kit/types";
import type { inspectionWords } from "./words";

export interface VisitText {
  subject: string;
  day: string;
  organs: string[];
  item: string;
  ground: "plan" | "exempt";
  plan: string;
  exemption: string;
  source: string;
  officers: string[];
  results: string[];
  text: string;
  photos: string[];
  kept: { campaign?: string; origin?: string; action?: string; code?: string; drawn?: string }; // what no field shows, and a correction must not lose
}

export type Word = keyof typeof inspectionWords;
export type Part = "subject" | "day" | "organs" | "item" | "plan" | "officers" | "results" | "text" | "photos";
export const whole: readonly Part[] = ["subject", "day", "organs", "item", "plan", "officers", "results", "text", "photos"];

export function blankVisit(subject = ""): VisitText {
  return { subject, day: today(), organs: [], item: "", ground: "plan", plan: "", exemption: "", source: "", officers: [], results: [], text: "", photos: [], kept: {} };
}

/** The form of a visit that is there. */
export function textOf(v: Visit): VisitText {
  const drawn = v.source?.startsWith("draw:") ? v.source : "";
  return {
    subject: v.subject, day: v.day, organs: [...v.organs], item: v.item, ground: v.exemption ? "exempt" : "plan", plan: v.plan ?? "", exemption: v.exemption ?? "",
    source: drawn ? "" : (v.source ?? ""), officers: [...v.officers], results: [...v.results], text: v.text ?? "", photos: [...(v.photos ?? [])],
    kept: { campaign: v.campaign, origin: v.origin, action: v.action ?? "", code: v.code ?? "", drawn },
  };
}

/** The entry that is sent. A drawn visit stays a drawn one; any other takes its origin from its ground. */
export function entryOf(f: VisitText) {
  const exempt = f.ground === "exempt";
  const { campaign, origin, action, code, drawn } = f.kept;
  return {
    subject: f.subject, day: f.day, organs: f.organs, item: f.item, officers: f.officers, results: f.results, text: f.text, photos: f.photos,
    plan: exempt ? "" : f.plan, exemption: exempt ? f.exemption : "", source: exempt ? f.source : (drawn ?? ""),
    ...(drawn && !exempt && origin ? { origin } : {}), ...(campaign ? { campaign } : {}), ...(action ? { action } : {}), ...(code ? { code } : {}),
  };
}

/** What a form still lacks, part by part, in the form's order. */
export function lacks(f: VisitText, parts: readonly Part[] = whole): Partial<Record<Part, Word>> {
  const out: Partial<Record<Part, Word>> = {};
  const ask = (part: Part, lacking: boolean, word: Word) => {
    if (lacking && parts.includes(part)) out[part] = word;
  };
  const drawn = f.ground === "plan" && !!f.kept.drawn;
  ask("subject", !f.subject, "needSubject");
  ask("day", !f.day, "needDay");
  ask("organs", !f.organs.length, "needOrgan");
  ask("item", !f.item, "needItem");
  ask("plan", !drawn && (f.ground === "plan" ? !f.plan : !f.exemption), "needGround");
  if (!out.plan) ask("plan", f.ground === "exempt" && !f.source.trim(), "needSource");
  ask("officers", f.officers.length < 2, "needOfficers");
  ask("results", !f.results.length, "needResults");
  return out;
}

/** The fields two people may have written differently; what a ground consists of goes together. */
export function comparable(f: VisitText) {
  const { day, organs, item, officers, results, text, photos } = f;
  const ground = [f.ground, f.plan, f.exemption, f.source];
  return { day, organs, item, ground, officers, results, text, photos };
}

/** What comes of a form when the fields of a comparison were chosen. */
export function withChosen(f: VisitText, chosen: Record<string, unknown>): VisitText {
  const { ground, ...rest } = chosen as ReturnType<typeof comparable>;
  const [kind, plan, exemption, source] = ground;
  return { ...f, ...rest, ground: kind as VisitText["ground"], plan, exemption, source };
}
