// What a person may write about a subject, and what is wrong with it.
import type { Fill } from "kit/language";
import type { Subject } from "kit/types";
import type { registryWords } from "./words";

export const fields = ["name", "venue", "code", "address", "town_code", "operator", "owner", "phones", "grade", "business", "remark", "platform", "url"] as const;
export type Field = (typeof fields)[number];

export interface Wrong {
  field: Field;
  word: keyof typeof registryWords;
  fill?: Fill;
}

/** What has to be mended before the form may be sent, in the form's order. */
export function wrongs(s: Partial<Subject>): Wrong[] {
  const out: Wrong[] = [];
  const code = (s.code ?? "").trim();
  if (!s.name?.trim()) out.push({ field: "name", word: "nameMissing" });
  if (!s.venue) out.push({ field: "venue", word: "venueMissing" });
  if (code && [...code].length !== 18 && [...code].length !== 15) out.push({ field: "code", word: "codeWrong", fill: { n: [...code].length } });
  if (!code && !s.address?.trim()) out.push({ field: "address", word: "addressMissing" });
  if (!s.town_code) out.push({ field: "town_code", word: "townMissing" });
  return out;
}
