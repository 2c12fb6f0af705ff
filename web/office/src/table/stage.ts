// The stage report's text, cut where its numbers stand. Its paragraphs carry
// marks in braces: a figure {B01}, {B05+B06:value}; words that hold only while
// a figure is nothing {D06=0|…}; a number that needs no cell {date:11月15日}.
import { printed, type Figure } from "kit/figure";
import type { Table } from "kit/types";

type Figures = Record<string, Figure>;

export interface Piece {
  text: string;
  code?: string; // the cell it opens
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
    else out.push({ text: words ?? shown(figures[`${code}:${column ?? "cumulative"}`]), code: single(code) });
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
    const [code, column] = key.split(":");
    const row = rows.get(code);
    const cell = row?.[(column ?? "cumulative") as "value" | "cumulative" | "adjustment" | "registered"];
    return row !== undefined && String(cell ?? "") !== String(value ?? "");
  }).map(([key]) => key);
}
