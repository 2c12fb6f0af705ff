// What of a writ's form is written here, and what its records hold.
import { idOf } from "kit/format";
import type { Field, Sheet } from "kit/types";

export interface Filled { text: string; rows: string[][] }
export type Written = Record<string, Filled>;

/** Reports whether a field is written in the form: what a record holds is mended there, unless it is only a proposal. */
export function writable(s: Sheet, f: Field): boolean {
  const v = s.values[f.key];
  return f.edit || !v?.from;
}

/** What the form begins with. */
export function writtenOf(s: Sheet): Written {
  const out: Written = {};
  for (const f of s.template.fields) {
    if (!writable(s, f)) continue;
    const v = s.values[f.key];
    out[f.key] = { text: v?.text ?? "", rows: (v?.rows ?? []).map((r) => r.slice()) };
  }
  return out;
}

/** What is sent: no row that is all empty; what a record proposes is not sent back unless it was changed. */
export function toSend(s: Sheet, w: Written): Record<string, { text?: string; rows?: string[][] }> {
  const out: Record<string, { text?: string; rows?: string[][] }> = {};
  for (const [key, v] of Object.entries(w)) {
    const rows = v.rows.filter((r) => r.some((c) => c.trim()));
    const held = s.values[key];
    if (held?.from && held.text === v.text && JSON.stringify(held.rows ?? []) === JSON.stringify(rows)) continue;
    if (v.text.trim()) out[key] = { text: v.text };
    else if (rows.length) out[key] = { rows };
  }
  return out;
}

/** The kind of the record a value comes from: "case:01…" is a case. */
export const kindOf = (ref: string | undefined) => (ref ?? "").split(":")[0];

/** Where a value's record is opened, if it has a page. */
export function pageOf(ref: string | undefined) {
  const id = idOf(ref);
  switch (kindOf(ref)) {
    case "visit": return { name: "inspection", query: { id } };
    case "subject": return { name: "registry", query: { id } };
    case "lead": return { name: "lead", query: { id } };
    case "case": return { name: "casework", query: { id } };
    default: return undefined;
  }
}
