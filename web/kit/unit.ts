// What figures are counted in, in the language in use. The units are the
// definitions' own; one that is missing here shows as it is.
import { language } from "kit/language";

const english: Record<string, readonly [one: string, many: string]> = {
  "%": ["%", "%"],
  万元: ["CNY 10k", "CNY 10k"],
  公斤: ["kg", "kg"],
  千克: ["kg", "kg"],
  克: ["g", "g"],
  元: ["yuan", "yuan"],
  人: ["person", "people"],
  人次: ["person-time", "person-times"],
  户: ["subject", "subjects"],
  户次: ["visit", "visits"],
  "户（个）次": ["visit", "visits"],
  个: ["site", "sites"],
  个次: ["visit", "visits"],
  处次: ["site visit", "site visits"],
  家次: ["visit", "visits"],
  件: ["case", "cases"],
  "件（个、张、台）": ["piece", "pieces"],
  份: ["copy", "copies"],
  "份（个）": ["copy", "copies"],
  "份（条、块）": ["piece", "pieces"],
  只: ["animal", "animals"],
  "只（头）": ["animal", "animals"],
  "只（头、尾、条）": ["animal", "animals"],
  台次: ["vehicle trip", "vehicle trips"],
  场次: ["event", "events"],
  "期（场）": ["session", "sessions"],
  "张（块）": ["piece", "pieces"],
  条: ["item", "items"],
  条次: ["item", "items"],
  次: ["time", "times"],
};

/** A unit's name; in English by number, many where none is given. */
export function unitName(unit: string, n?: number | string | null): string {
  if (language.value === "zh") return unit;
  const names = english[unit];
  return names ? names[Number(n) === 1 ? 0 : 1] : unit;
}

export const knownUnits = Object.keys(english);
