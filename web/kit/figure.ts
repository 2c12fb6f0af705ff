// Figures as the table prints them, and the arithmetic that holds a figure
// against the records behind it.
import type { DrillLine } from "kit/types";

/** An integer, a decimal string (万元, 公斤, %), or nothing to say. */
export type Figure = number | string | null | undefined;

export function printed(value: Figure): string {
  if (value === null || value === undefined || value === "") return "—";
  const [whole, fraction] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

export function signed(value: Figure): string {
  const text = printed(value);
  return Number(value) > 0 ? "+" + text : text;
}

/** How many smallest units (fen, gram) make one unit of the table. */
export function scaleOf(unit: string): number {
  if (unit === "万元") return 1_000_000;
  if (unit === "公斤" || unit === "千克") return 1_000;
  return 1;
}

/** A sum of smallest units as the table prints it: two decimals, half up. */
export function inUnit(amount: number, unit: string): string {
  const scale = scaleOf(unit);
  if (scale === 1) return String(amount);
  return decimal(Math.sign(amount) * Math.floor((Math.abs(amount) * 100 + scale / 2) / scale));
}

export function total(lines: readonly DrillLine[]): number {
  return lines.reduce((n, line) => n + line.amount, 0);
}

export interface Proof {
  exact: boolean;
  shown: string; // in the cell
  found: string; // what the records come to
}

/** Holds a cell against its records; a ratio against its two parts. */
export function prove(shown: Figure, unit: string, lines: readonly DrillLine[], ratio?: readonly string[]): Proof {
  const cell = shown === null || shown === undefined ? "—" : String(shown);
  const found = ratio && ratio.length === 2 ? percent(lines, ratio) : inUnit(total(lines), unit);
  return { exact: cell === found || (cell === "—" && (found === "0" || found === "—")), shown: cell, found };
}

function percent(lines: readonly DrillLine[], [over, under]: readonly string[]): string {
  const a = total(lines.filter((l) => l.code === over));
  const b = total(lines.filter((l) => l.code === under));
  if (b === 0) return "—";
  return decimal(Math.floor((a * 20000 + b) / (2 * b)));
}

function decimal(hundredths: number): string {
  const text = String(Math.abs(hundredths)).padStart(3, "0");
  return `${hundredths < 0 ? "-" : ""}${text.slice(0, -2)}.${text.slice(-2)}`;
}

export interface Part {
  key: string;
  count: number;
  amount: number;
}

/** What a figure is made of, by a property of its lines; the parts add up to it. */
export function composition(lines: readonly DrillLine[], by: (line: DrillLine) => string): Part[] {
  const parts = new Map<string, Part>();
  for (const line of lines) {
    const key = by(line);
    const part = parts.get(key) ?? { key, count: 0, amount: 0 };
    part.count++;
    part.amount += line.amount;
    parts.set(key, part);
  }
  return [...parts.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A figure by what it is: which cell of which table. It has an address of its own. */
export interface FigureRef {
  campaign: string;
  code: string; // B05
  from: string;
  to: string;
  department: string; // "" for the joint table
  region: string; // "" for the whole home
  seen?: number; // position of the journal when its address was made
  was?: string; // what it was then
}

/** The address of a figure, for people to send to one another: /d?m=B05&… */
export function addressOf(f: FigureRef): { path: string; query: Record<string, string> } {
  const query = { m: f.code, c: f.campaign, from: f.from, to: f.to, dept: f.department, org: f.region, snap: f.seen ? String(f.seen) : "", v: f.was ?? "" };
  return { path: "/d", query: Object.fromEntries(Object.entries(query).filter(([, v]) => v)) };
}

/** The figure that an address names, or nothing where it names none. */
export function figureAt(query: Readonly<Record<string, unknown>>): FigureRef | undefined {
  const word = (key: string) => (typeof query[key] === "string" ? (query[key] as string) : "");
  const day = (key: string) => (/^\d{4}-\d{2}-\d{2}$/.test(word(key)) ? word(key) : "");
  if (!/^[A-Z]\d{2}$/.test(word("m")) || !word("c") || !day("from") || !day("to")) return undefined;
  return {
    code: word("m"), campaign: word("c"), from: day("from"), to: day("to"), department: word("dept"), region: word("org"),
    seen: /^\d+$/.test(word("snap")) ? Number(word("snap")) : undefined, was: word("v") || undefined,
  };
}

/** What came after a position of the journal: how many lines, and what they come to. */
export function since(lines: readonly DrillLine[], seq: number): { count: number; amount: number } {
  const later = lines.filter((l) => l.entry > seq);
  return { count: later.length, amount: total(later) };
}
