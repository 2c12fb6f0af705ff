// What a person may write about a subject, and what is wrong with it.
import type { Fill } from "kit/language";
import type { Party, Subject } from "kit/types";
import type { registryWords } from "./words";

export const fields = ["name", "venue", "town_code", "codes", "address", "operator", "organiser", "phones", "grade", "business", "platform", "url", "remark"] as const;
export type Field = (typeof fields)[number];

export interface Wrong {
  field: Field;
  word: keyof typeof registryWords;
  fill?: Fill;
}

/** The part of a subject that a form shows and writes. */
export function partyOf(s: Subject): Party {
  return {
    venue: s.venue, name: s.name, address: s.address, town_code: s.town_code || s.region, codes: (s.codes ?? []).map((c) => c.value).join(" "),
    organiser: s.organiser ?? "", operator: s.operator ?? "", phones: s.phones ?? [], grade: (s.grade ?? "") as Party["grade"], business: s.business ?? "",
    remark: s.remark ?? "", platform: s.platform ?? "", shop_id: s.shop_id ?? "", url: s.url ?? "",
  };
}

/** What has to be mended before the form may be sent, in the form's order. */
export function wrongs(p: Partial<Party>): Wrong[] {
  const out: Wrong[] = [];
  const codes = (p.codes ?? "").split(/\s+/).filter(Boolean);
  const odd = codes.find((c) => c.length !== 18 && c.length !== 15 && c.length !== 13);
  if (!p.name?.trim()) out.push({ field: "name", word: "nameMissing" });
  if (!p.venue) out.push({ field: "venue", word: "venueMissing" });
  if (!p.town_code) out.push({ field: "town_code", word: "townMissing" });
  if (odd) out.push({ field: "codes", word: "codeWrong", fill: { n: odd.length } });
  if (!codes.length && !p.address?.trim()) out.push({ field: "address", word: "addressMissing" });
  return out;
}
