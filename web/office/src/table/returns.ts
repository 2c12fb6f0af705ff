// The matrix of deadlines and departments, apart from how it is drawn.
import type { components } from "kit/api";

export type Row = components["schemas"]["DeskRow"];
export type Cell = components["schemas"]["DeskCell"];
export type CellState = "ahead" | "late" | "nil" | "submitted" | "returned" | "received";

/** What a cell says; a missing one says whether its day is over. */
export function cellState(c: Pick<Cell, "state" | "nil">, over: boolean): CellState {
  if (c.state === "missing") return over ? "late" : "ahead";
  if (c.state === "submitted") return c.nil ? "nil" : "submitted";
  return c.state as CellState;
}

export const tones: Record<CellState, string> = { ahead: "", late: "late", nil: "go", submitted: "go", returned: "warn", received: "done" };

/** The deadlines to look at today: what is open of the past, and the next three. */
export function near(rows: readonly Row[], today: string): Row[] {
  const open = (r: Row) => r.cells.some((c) => c.state === "missing" || c.state === "returned");
  const past = rows.filter((r) => r.day < today && open(r)).slice(-3);
  return [...past, ...rows.filter((r) => r.day >= today).slice(0, 3)];
}
