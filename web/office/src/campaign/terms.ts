// What is wrong with a campaign's terms before they are sent.
import type { Campaign, Unit } from "kit/types";
import type { campaignWords } from "./words";

export type Terms = Pick<Campaign, "title" | "from" | "to" | "stages" | "organs" | "deadlines"> & { number: string };

export type Organ = Campaign["organs"][number];
type Known = Pick<Unit, "id" | "name" | "kind" | "department" | "closed_on">;

/** The template's organs as units of the home, and the names of those the home has no unit for. */
export function fitted(organs: readonly Organ[], units: readonly Known[]): { found: Organ[]; lacking: string[] } {
  const found: Organ[] = [];
  const lacking: string[] = [];
  for (const o of organs) {
    const names = [o.name, ...(o.aliases ?? [])];
    const right = (u: Known) => !u.closed_on && (o.role === "office" ? u.kind === "coordination" : o.departments.includes(u.department as never));
    const unit = units.find((u) => right(u) && names.some((n) => u.name.endsWith(n))) ?? (o.role === "office" ? units.find(right) : undefined);
    if (unit) found.push({ ...o, unit: unit.id, name: unit.name, aliases: names.filter((n) => n !== unit.name) });
    else lacking.push(o.name);
  }
  return { found, lacking };
}

/** The organs for the chosen units: the template's, and plain members for the others. */
export function taking(found: readonly Organ[], chosen: readonly string[], units: readonly Known[]): Organ[] {
  return chosen.flatMap((id) => {
    const u = units.find((x) => x.id === id);
    return found.find((o) => o.unit === id) ?? (u ? [{ unit: id, name: u.name, role: u.kind === "coordination" ? "office" : "member", departments: u.department ? [u.department] : [], duties: [] } as unknown as Organ] : []);
  });
}

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
