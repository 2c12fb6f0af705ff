// An import's report, flattened to one line a sheet.
import type { ImportReport } from "kit/types";

export interface SheetLine {
  file: string;
  sheet: string;
  error?: string;
  rows: number;
  created: number;
  dup: number;
  known: number; // on the ledger already, and nothing new about them
  merged: number; // on the ledger, and a name or code was added
  detail: number;
  foreign: number;
  rejected: number;
  warnings: number;
}

export function sheets(report: ImportReport): SheetLine[] {
  return (report.files ?? []).flatMap((f) => {
    if (f.error) return [{ ...nothing, file: f.file, sheet: "", error: f.error }];
    return (f.sheets ?? []).map((s) => ({
      file: f.file, sheet: s.sheet, rows: s.rows_read, created: s.created, dup: s.dup_exact,
      known: s.merged_code + s.merged_na + s.merged - s.joined, merged: s.joined, detail: s.detail, foreign: s.foreign,
      rejected: count(s.rejected), warnings: count(s.warnings),
    }));
  });
}

const nothing = { rows: 0, created: 0, dup: 0, known: 0, merged: 0, detail: 0, foreign: 0, rejected: 0, warnings: 0 };

export function totals(lines: readonly SheetLine[]): typeof nothing {
  const sum = { ...nothing };
  for (const l of lines) for (const k of Object.keys(nothing) as (keyof typeof nothing)[]) sum[k] += l[k];
  return sum;
}

function count(by: Record<string, number> | null): number {
  return Object.values(by ?? {}).reduce((a, b) => a + b, 0);
}
