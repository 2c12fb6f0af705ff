// An entry's facts in words: names for ids, yuan for fen, words for codes.
import * as catalog from "kit/catalog";
import { idOf, yuan } from "kit/format";
import { language, listed, nameOf, type Words } from "kit/language";
import { factNames, lists, recordKinds, scopes } from "./words";

type NameFor = (id: string | undefined) => string;

const codes: Record<string, Words> = {
  act: catalog.acts, advice: catalog.advices, bans: catalog.bans, classes: catalog.classes, codes: catalog.violations,
  channel: catalog.channels, class: catalog.exhibitClasses, department: catalog.departments, exemption: catalog.exemptions, origin: catalog.origins,
  outcome: catalog.outcomes, protection: catalog.protections, results: catalog.results, scope: scopes, venue: catalog.venues, violation: catalog.violations,
};

// What "kind", "state" and "from" mean depends on the verb.
const byVerb: Record<string, Record<string, Words>> = {
  campaign: { state: catalog.campaignStates, from: catalog.campaignStates, to: catalog.campaignStates },
  clock: { kind: catalog.clockKinds }, lead: { from: catalog.leadStates }, list: { list: lists }, outreach: { kind: catalog.outreachKinds }, pair: { kind: catalog.pairKinds },
  mark: { kind: catalog.markKinds, state: catalog.markStates }, zone: { field: catalog.zoneFields },
  permit: { about: recordKinds, kind: catalog.permitKinds, origin: catalog.permitOrigins, result: catalog.verifications, way: catalog.permitWays },
  penalty: { kind: catalog.decisionKinds }, plan: { state: catalog.planStates }, rectification: { kind: catalog.orderKinds }, unit: { kind: catalog.unitKinds },
};

const digests = ["digest", "law", "lists", "root", "pool", "commitment", "seed"];

/** The facts of an entry, each as its name and what it says; empty ones are left out. */
export function told(verb: string, facts: Record<string, unknown> | null | undefined, nameFor: NameFor): { name: string; text: string }[] {
  return Object.entries(facts ?? {})
    .map(([key, value]) => ({ name: nameOf(factNames, dated(key, value)), text: said(verb, key, value, nameFor) }))
    .filter((f) => f.text !== "");
}

// "from" is a day where something lasts and a state where something changes.
function dated(key: string, value: unknown): string {
  return (key === "from" || key === "to") && /^\d{4}-\d\d-\d\d$/.test(String(value)) ? key + "_day" : key;
}

function said(verb: string, key: string, value: unknown, nameFor: NameFor): string {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return listed(value.map((v) => said(verb, key, v, nameFor)));
  if (typeof value === "boolean") return language.value === "zh" ? (value ? "是" : "否") : value ? "yes" : "no";
  if (key.endsWith("_fen")) return Number(value) < 0 ? "" : language.value === "zh" ? `${yuan(Number(value))} 元` : `CNY ${yuan(Number(value))}`;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (digests.includes(key) || /^[0-9a-f]{40,}$/.test(text)) return text.slice(0, 12) + "…";
  const words = byVerb[verb.slice(0, verb.indexOf("."))]?.[key] ?? codes[key];
  if (words && text in words) return nameOf(words, text);
  return named(text, nameFor);
}

/** A reference or id by name; one that has none keeps its kind and the end of its id. */
export function named(text: string, nameFor: NameFor): string {
  const id = idOf(text);
  const name = nameFor(id);
  if (name && name !== id) return name;
  if (!/^[a-z_]+:.{8,}$/.test(text)) return text.length > 30 && !/\s/.test(text) ? "…" + text.slice(-6) : text;
  const kind = text.slice(0, text.indexOf(":"));
  return `${nameOf(recordKinds, kind)} …${id.slice(-6)}`;
}
