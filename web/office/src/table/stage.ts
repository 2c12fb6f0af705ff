// The stage report's text, cut where its numbers stand. Its paragraphs carry
// marks in braces: a figure {B01}, {B05+B06:value}; words that hold only while
// a figure is nothing {D06=0|…}; a number that needs no cell {date:11月15日}.
import { printed, type Figure } from "kit/figure";
import type { Table } from "kit/types";

type Figures = Record<string, Figure>;

export interface Piece {
  text: string;
  code?: string; // the cell it opens
  key?: string; // of the figure, where it is one
}

const mark = /\{([A-Z]\d{2}(?:\+[A-Z]\d{2})*)(?::(\w+))?(?:=0\|([^{}]*))?\}|\{\w+:([^{}]*)\}/g;

/** Cuts a paragraph into words and figures. */
export function pieces(text: string, figures: Figures): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const m of text.matchAll(mark)) {
    const [whole, code, column, words, given] = m;
    out.push({ text: text.slice(at, m.index) });
    at = m.index! + whole.length;
    if (given !== undefined) out.push({ text: given });
    else out.push({ text: words ?? shown(figures[`${code}:${column ?? "cumulative"}`]), code: single(code), key: `${code}:${column ?? "cumulative"}` });
  }
  out.push({ text: text.slice(at) });
  return out.filter((p) => p.text);
}

// In running text numbers stand without separators, as the document prints them.
function shown(value: Figure): string {
  return printed(value).replace(/,/g, "");
}

// A sum of cells has no drill of its own; it stands without a link.
function single(code: string): string | undefined {
  return code.includes("+") ? undefined : code;
}

/** A section's heading with its number, as the document prints it: 一、 二、 … 十一、 */
export function numbered(heading: string, n: number): string {
  return /^[一二三四五六七八九十]+、/.test(heading) ? heading : `${numeral(n)}、${heading}`;
}

function numeral(n: number): string {
  const digits = "〇一二三四五六七八九";
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return (tens > 1 ? digits[tens] : "") + (tens ? "十" : "") + (ones ? digits[ones] : "");
}

/** The figures of the text that say otherwise than the table does now. */
export function differing(figures: Figures, table: Pick<Table, "rows">): string[] {
  const rows = new Map(table.rows.map((r) => [r.code, r]));
  return Object.entries(figures).filter(([key, value]) => {
    const cell = cellOf(rows, key);
    return cell !== undefined && String(cell ?? "") !== String(value ?? "");
  }).map(([key]) => key);
}

/** A report with its figures as the table has them now. */
export function refreshed<D extends { figures: Figures }>(draft: D, table: Pick<Table, "rows">): D {
  const rows = new Map(table.rows.map((r) => [r.code, r]));
  const figures: Figures = { ...draft.figures };
  for (const key of Object.keys(figures)) figures[key] = cellOf(rows, key) ?? figures[key];
  return { ...draft, figures };
}

type Cells = ReadonlyMap<string, Table["rows"][number]>;

// A figure of the text by its key, B05:cumulative or B05+B06:value, from the table.
function cellOf(rows: Cells, key: string): Figure {
  const [codes, column] = key.split(":");
  const parts = codes.split("+").map((c) => rows.get(c)?.[(column ?? "cumulative") as "value"]);
  if (parts.some((p) => p === undefined)) return undefined;
  if (parts.length === 1) return parts[0];
  const whole = parts.reduce<number>((n, p) => n + Math.round(Number(p ?? 0) * 100), 0) / 100;
  return parts.some((p) => String(p).includes(".")) ? whole.toFixed(2) : whole;
}

/** The figures that the paragraphs name, by their keys, each with its place in the table now. */
export function boundIn(texts: readonly string[], table: Pick<Table, "rows">): Figures {
  const rows = new Map(table.rows.map((r) => [r.code, r]));
  const out: Figures = {};
  for (const text of texts) for (const m of text.matchAll(mark)) if (m[1]) {
    const key = `${m[1]}:${m[2] ?? "cumulative"}`;
    out[key] = cellOf(rows, key) ?? null;
  }
  return out;
}

// Dates, document numbers, articles and hotlines need no cell and mark themselves.
const selfMarked = /\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|〔\d{4}〕\d{1,5}号|第\d{1,3}条|12315|12345|12369|12313/g;

/** The numbers of a paragraph that stand there without a cell; a document refuses them. */
export function unbound(text: string): string[] {
  return text.replace(mark, "").replace(selfMarked, "").match(/\d[\d,.]*/g) ?? [];
}

export interface Version {
  at: string; // when it was kept
  name: string;
  draft: unknown;
}

/** Adds a version to those kept, the newest first; twenty are kept. */
export function withVersion(all: readonly Version[], v: Version): Version[] {
  return [v, ...all].slice(0, 20);
}
