// Deciding many suspected pairs: which are chosen, and which wait for a merge
// that must come first.
import type { SuspectedPair } from "kit/types";

export const keyOf = (p: SuspectedPair) => `${p.a.id} ${p.b.id}`;

/** Parts chosen pairs into those that can be decided together and those that share a subject with one of them: its fate must be known first. */
export function apart(pairs: readonly SuspectedPair[]): { now: SuspectedPair[]; later: SuspectedPair[] } {
  const seen = new Set<string>();
  const now: SuspectedPair[] = [];
  const later: SuspectedPair[] = [];
  for (const p of pairs) {
    if (seen.has(p.a.id) || seen.has(p.b.id)) later.push(p);
    else now.push(p);
    seen.add(p.a.id);
    seen.add(p.b.id);
  }
  return { now, later };
}
