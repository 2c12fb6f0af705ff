// What is wrong with a campaign's terms before they are sent.
import type { Campaign } from "kit/types";
import type { campaignWords } from "./words";

export type Terms = Pick<Campaign, "title" | "from" | "to" | "stages" | "organs" | "deadlines"> & { number: string };

export interface TermError {
  id: string; // of the field
  key: keyof typeof campaignWords;
  fill?: Record<string, string | number>;
}

export function termErrors(c: Terms): TermError[] {
  const out: TermError[] = [];
  if (!c.title.trim()) out.push({ id: "term-title", key: "titleWanted" });
  if (!c.from || !c.to || c.to < c.from) out.push({ id: "", key: "daysWrong" });
  c.stages.forEach((s, i) => {
    if (!s.title.trim()) out.push({ id: `stage-${i}-title`, key: "stageTitleWanted", fill: { n: i + 1 } });
    if (!s.from || !s.to || s.to < s.from) out.push({ id: `stage-${i}`, key: "stageDaysWrong", fill: { n: i + 1 } });
    else if (s.from < c.from || s.to > c.to) out.push({ id: `stage-${i}`, key: "stageOutside", fill: { n: i + 1, from: c.from, to: c.to } });
  });
  return out;
}

/** The organs nobody answers for: neither named in the campaign nor a contact of the unit. */
export function mute(organs: Terms["organs"], units: ReadonlySet<string>): string[] {
  return organs.filter((o) => !o.contact && !units.has(o.unit)).map((o) => o.name);
}
