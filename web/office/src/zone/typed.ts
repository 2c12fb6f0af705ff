// What is typed about a zone, read into the form the server takes.
import { speak } from "kit/language";
import { Problem } from "kit/problem";
import { zoneWords } from "./words";

const t = speak(zoneWords);
const wrong = (text: string) => new Problem({ status: 422, code: "zone.typed", text });
export interface Season { from: string; to: string }

/** A list with any of the usual marks between. */
export const partsOf = (text: unknown): string[] => String(text ?? "").split(/[、,，;；\n]+/).map((x) => x.trim()).filter(Boolean);

/** Spans of the year, one a line: "03-01 至 06-30", "3.1-6.30", "3月1日至6月30日". */
export function seasonsOf(text: unknown): Season[] {
  return String(text ?? "").split(/[\n;；、]+/).map((l) => l.trim()).filter(Boolean).map((line) => {
    const m = /^(\d{1,2})[-.月/](\d{1,2})日?\s*(?:至|到|~|—+|–|-|to)\s*(\d{1,2})[-.月/](\d{1,2})日?$/.exec(line);
    if (!m) throw wrong(t("seasonsWrong", { line }));
    const two = (n: string) => ("0" + n).slice(-2);
    return { from: `${two(m[1])}-${two(m[2])}`, to: `${two(m[3])}-${two(m[4])}` };
  });
}

/** The pasted boundary; of a Feature, its geometry is read by the server. */
export function areaOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw wrong(t("geojsonWrong"));
  }
}
