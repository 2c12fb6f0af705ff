// The leader's sentence: how far the county is, from the table and the coverage,
// cut where its numbers stand, so that each can be opened.
import { printed, type Figure } from "kit/figure";
import { say, listed, type Pair } from "kit/language";

export interface Piece {
  text: string;
  code?: string; // the figure it opens
  to?: "unvisited" | "late"; // or the list
}

export interface Facts {
  day: string;
  figures: ReadonlyMap<string, Figure>; // by code, to date
  unvisited?: number;
  known?: number; // subjects of the frozen list
  where: readonly string[]; // townships with the most unvisited
  late: number; // of one's own unit's tasks
}

/** The townships where most of the unvisited are: enough of them for half, three at most. */
export function thickest(parts: readonly { region: string; count: number; visited: number }[]): string[] {
  const left = new Map<string, number>();
  for (const p of parts) left.set(p.region, (left.get(p.region) ?? 0) + p.count - p.visited);
  const all = [...left].filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
  const whole = all.reduce((n, [, x]) => n + x, 0);
  const out: string[] = [];
  let sum = 0;
  for (const [region, n] of all.slice(0, 3)) {
    if (sum * 2 >= whole) break;
    out.push(region);
    sum += n;
  }
  return out;
}

const words: Record<string, Pair> = {
  begin: ["截至 {day}，台账在册 ", "Through {day}, "],
  visited: [" 户，已检查覆盖 ", " subjects are on the ledger and "],
  rate: [" 户，覆盖率 ", " have been visited, "],
  rateEnd: ["%", "%"],
  left: ["，尚有 ", "; "],
  leftEnd: [" 户未查", " are still unvisited"],
  where: ["，集中在{towns}", ", most of them in {towns}"],
  leads: ["；线索 ", "; leads "],
  cases: [" 条，立案 ", ", cases "],
  police: [" 件，移送公安 ", ", sent to the police "],
  late: [" 件；本单位逾期事项 ", "; overdue with my unit "],
  end: [" 件。", "."],
};

/** The sentence in pieces; nothing while the table is not there. */
export function sentence(f: Facts): Piece[] {
  const figure = (code: string): Piece => ({ text: printed(f.figures.get(code)), code });
  const out: Piece[] = [{ text: say(words.begin, { day: f.day }) }, figure("B17"), { text: say(words.visited) }, figure("B16"), { text: say(words.rate) }, figure("B18"), { text: say(words.rateEnd) }];
  if (f.unvisited !== undefined) {
    out.push({ text: say(words.left) }, { text: printed(f.unvisited), to: "unvisited" }, { text: say(words.leftEnd) });
    if (f.unvisited > 0 && f.where.length) out.push({ text: say(words.where, { towns: listed(f.where) }) });
  }
  out.push({ text: say(words.leads) }, figure("D06"), { text: say(words.cases) }, figure("E01"), { text: say(words.police) }, figure("E13"), { text: say(words.late) }, { text: printed(f.late), to: "late" }, { text: say(words.end) });
  return out;
}
