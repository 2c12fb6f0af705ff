// The table in the order it is printed: groups A to G, each with its rows.
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
