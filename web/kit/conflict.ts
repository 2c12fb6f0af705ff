// Two people have changed one record: what differs, and what becomes of it.
// Nothing is dropped without having been shown.

export type Side = "mine" | "theirs";

export interface Difference {
  field: string;
  mine: string;
  theirs: string;
}

type Plain = Record<string, unknown>;

/** The fields that differ, among those a form lets one write. */
export function differences(mine: Plain, theirs: Plain, fields: readonly string[]): Difference[] {
  return fields
    .map((field) => ({ field, mine: shown(mine[field]), theirs: shown(theirs[field]) }))
    .filter((d) => d.mine !== d.theirs);
}

/** What is saved: theirs as the ground, mine where it was chosen, their version. */
export function merged<T extends Plain>(mine: T, theirs: T, fields: readonly string[], choice: Record<string, Side>): T {
  const out: Plain = { ...theirs };
  for (const field of fields) if (choice[field] !== "theirs") out[field] = mine[field];
  return out as T;
}

/** A value as text, the same for the same content. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(shown).join("、");
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
