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
