// Rows of visits as they come from a spreadsheet, and what is wrong with each
// cell before anything is sent.
import { dayOf } from "kit/format";
import { clash, parseResults } from "./results";
import type { inspectionWords } from "./words";

export const columns = ["key", "address", "day", "officers", "results", "text"] as const;
export type Cell = (typeof columns)[number];
export type Row = Record<Cell, string>;
export type Word = keyof typeof inspectionWords;
export type Wrongs = Partial<Record<Cell, Word>>;

export const blank = (): Row => ({ key: "", address: "", day: "", officers: "", results: "", text: "" });
export const empty = (row: Row) => columns.every((c) => !row[c].trim());

/** Cuts what a spreadsheet puts on the clipboard: tabs, lines, quoted cells. */
export function parseClipboard(text: string): string[][] {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    const row = rows[rows.length - 1];
    if (quoted && c === '"' && text[i + 1] === '"') row[row.length - 1] += text[++i];
    else if (quoted ? c === '"' : c === '"' && row[row.length - 1] === "") quoted = !quoted;
    else if (!quoted && c === "\t") row.push("");
    else if (!quoted && (c === "\n" || c === "\r")) {
      if (c === "\r" && text[i + 1] === "\n") i++;
      rows.push([""]);
    } else row[row.length - 1] += c;
  }
  if (rows.length > 1 && rows[rows.length - 1].every((c) => c === "")) rows.pop();
  return rows;
}

/** Lays pasted cells over the rows, from a cell on, as a spreadsheet does. */
export function paste(rows: readonly Row[], at: number, column: Cell, text: string): Row[] {
  const out = rows.map((r) => ({ ...r }));
  const first = columns.indexOf(column);
  parseClipboard(text).forEach((cells, i) => {
    while (out.length <= at + i) out.push(blank());
    cells.forEach((cell, j) => {
      const c = columns[first + j];
      if (c) out[at + i][c] = cell.trim();
    });
  });
  return out;
}

/** What is wrong with a row that can be seen without asking the server. */
export function wrongs(row: Row, now?: string): Wrongs {
  const out: Wrongs = {};
  if (!row.key.trim()) out.key = "cellSubject";
  if (!dayOf(row.day, now)) out.day = "cellDay";
  if (people(row.officers).length < 2) out.officers = "cellOfficers";
  const { codes, unknown } = parseResults(row.results);
  if (unknown.length || !codes.length) out.results = "cellResults";
  else if (codes.some((a) => codes.some((b) => clash(a, b)))) out.results = "cellMixed";
  return out;
}

export function people(text: string): string[] {
  return [...new Set(text.split(/[、,，;；\s/]+/).filter(Boolean))];
}

/** The cell beside a cell, as the arrow keys and Enter go; undefined at an edge. */
export function beside(at: { row: number; column: Cell }, key: string, rows: number): { row: number; column: Cell } | undefined {
  const down = key === "ArrowDown" || key === "Enter" ? 1 : key === "ArrowUp" ? -1 : 0;
  const row = at.row + down;
  return down && row >= 0 && row < rows ? { row, column: at.column } : undefined;
}

/** The columns of a sheet of visits, as the server knows them by name. */
export const sheetHeading = ["统一社会信用代码", "检查对象", "地址", "检查日期", "实施机关", "检查人员", "检查事项", "检查结果", "检查计划", "免予计划理由", "来源编号", "情况说明"] as const;
