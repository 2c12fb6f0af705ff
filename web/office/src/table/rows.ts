// The table in the order it is printed: groups A to G, each with its rows.
import type { Figure } from "kit/figure";
import type { TableRow } from "kit/types";

export interface Group {
  code: string;
  rows: TableRow[];
}

export function grouped(rows: readonly TableRow[]): Group[] {
  const out: Group[] = [];
  for (const row of rows) {
    const code = row.group || row.code.slice(0, 1);
    let group = out.find((g) => g.code === code);
    if (!group) out.push((group = { code, rows: [] }));
    group.rows.push(row);
  }
  return out;
}

/** Reports whether nothing at all happened, so that a nil return is true. */
export function nil(rows: readonly TableRow[]): boolean {
  return rows.every((r) => r.unit === "%" || stock(r) || !Number(r.value));
}

// What stands on the ledger is there in a period in which nothing happened.
function stock(row: TableRow): boolean {
  return row.code === "B17";
}

/** The period before one: the month before where it is a month or more of them, as many days before otherwise; nothing before the first day. */
export function periodBefore(from: string, to: string, first: string): { from: string; to: string } | undefined {
  if (from <= first) return undefined;
  const end = shift(from, -1);
  const whole = from.endsWith("-01") && shift(to, 1).endsWith("-01");
  const begin = whole ? monthsBefore(from, months(from, to)) : shift(from, -(days(from, to) + 1));
  return { from: begin < first ? first : begin, to: end };
}

function shift(day: string, by: number): string {
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}

function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function months(from: string, to: string): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1;
}

function monthsBefore(day: string, n: number): string {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - n, 1)).toISOString().slice(0, 10);
}

/** What a figure is more than another; nothing where either cannot be told. */
export function difference(now: Figure, before: Figure): string {
  if (now === null || now === undefined || before === null || before === undefined || now === "" || before === "") return "";
  const decimals = String(now).includes(".") || String(before).includes(".") ? 2 : 0;
  return (Math.round(Number(now) * 100) / 100 - Math.round(Number(before) * 100) / 100).toFixed(decimals);
}

/** The cells that want attention, in the order of the table: returned ones, and those of checks that do not hold. */
export function faulty(rows: readonly TableRow[], marked: readonly string[], checks: readonly { ok: boolean; cells: string[] }[]): string[] {
  const wrong = new Set([...marked, ...checks.filter((c) => !c.ok).flatMap((c) => c.cells)]);
  return rows.map((r) => r.code).filter((code) => wrong.has(code));
}

export type Column = "value" | "cumulative";
export interface At {
  code: string;
  column: Column;
}

/** The cell that a key leads to from another: arrows, Home and End within the row's two figures and the rows. */
export function moved(codes: readonly string[], at: At, key: string, ctrl: boolean): At | undefined {
  const i = Math.max(0, codes.indexOf(at.code));
  const to = (n: number, column = at.column): At => ({ code: codes[Math.min(codes.length - 1, Math.max(0, n))], column });
  switch (key) {
    case "ArrowDown": return ctrl ? to(codes.length - 1) : to(i + 1);
    case "ArrowUp": return ctrl ? to(0) : to(i - 1);
    case "PageDown": return to(i + 15);
    case "PageUp": return to(i - 15);
    case "ArrowRight": return to(i, "cumulative");
    case "ArrowLeft": return to(i, "value");
    case "Home": return ctrl ? to(0, "value") : to(i, "value");
    case "End": return ctrl ? to(codes.length - 1, "cumulative") : to(i, "cumulative");
  }
  return undefined;
}
