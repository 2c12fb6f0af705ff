// Where a record that something refers to is opened.
import { idOf } from "kit/format";

const pages: Record<string, string> = {
  subject: "registry", inspection: "inspection", visit: "inspection", lead: "lead", case: "casework", casework: "casework",
};

export interface Target {
  name: string;
  query?: Record<string, string>;
  params?: Record<string, string>;
}

/** The page of a reference such as "lead:0193…", if it has one. */
export function target(reference: string): Target | undefined {
  const kind = reference.slice(0, Math.max(0, reference.indexOf(":")));
  const id = idOf(reference);
  if (kind === "draw") return { name: "draw", params: { id } };
  return pages[kind] ? { name: pages[kind], query: { id } } : undefined;
}
