// Which outcomes of a visit may stand together. The server holds the same
// rule; here it keeps one from being offered what it would refuse.
import { results } from "kit/catalog";

const only = ["01", "03"];
const gone = ["05", "06", "07", "08", "10", "11", "12"];

/** Reports whether an outcome rules another one out. */
export function excludes(a: string, b: string): boolean {
  if (a === b) return false;
  if (only.includes(a)) return true;
  return gone.includes(a) && (gone.includes(b) || b === "02" || b === "04");
}

export function clash(a: string, b: string): boolean {
  return excludes(a, b) || excludes(b, a);
}

/** The outcomes after one more has been chosen: it drives out what it excludes. */
export function choose(chosen: readonly string[], code: string): string[] {
  if (chosen.includes(code)) return chosen.filter((c) => c !== code);
  return [...chosen.filter((c) => !clash(c, code)), code].sort();
}

/** Those of the chosen outcomes that one more drives out. */
export function dropped(chosen: readonly string[], code: string): string[] {
  return chosen.includes(code) ? [] : chosen.filter((c) => clash(c, code));
}

/** Reports whether outcomes part because one of them only ever stands alone. */
export function alone(code: string, others: readonly string[]): boolean {
  return only.includes(code) || others.some((c) => only.includes(c));
}

/** Reads outcomes as typed: "1", "02、09", "未发现问题"; unknown ones stay. */
export function parseResults(text: string): { codes: string[]; unknown: string[] } {
  const codes: string[] = [];
  const unknown: string[] = [];
  for (const word of text.split(/[、,，;；\s]+/).filter(Boolean)) {
    const code = /^\d{1,2}$/.test(word) ? word.padStart(2, "0") : (Object.entries(results).find(([, [zh]]) => zh === word)?.[0] ?? word);
    if (code in results) codes.push(code);
    else unknown.push(word);
  }
  return { codes: [...new Set(codes)].sort(), unknown };
}
