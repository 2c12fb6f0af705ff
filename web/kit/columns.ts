// The columns of a list: what the page offers, and what its user made of it
// (which are shown, in what order, how wide, how many stand still).
import { session } from "kit/session";

export interface Column<R = any> {
  key: string;
  label: string;
  width?: string;
  number?: boolean;
  sort?: string; // the server's word for it
  text?: (row: R) => string | number | undefined;
  sum?: (row: R) => number; // added up in the last line
  wrap?: boolean;
  lesser?: boolean; // left out where there is little room, unless its user wants it
  fixed?: boolean; // cannot be hidden
}

export interface Arrangement {
  order: string[];
  hidden: string[];
  widths: Record<string, number>;
  frozen: number;
}

export const untouched: Arrangement = { order: [], hidden: [], widths: {}, frozen: 1 };

/** Reads a kept arrangement; anything else is none. */
export function arrangementOf(value: unknown): Arrangement {
  const v = (value ?? {}) as Partial<Arrangement>;
  const texts = (x: unknown) => (Array.isArray(x) ? x.filter((s): s is string => typeof s === "string") : []);
  const widths = Object.entries(v.widths ?? {}).filter(([, w]) => typeof w === "number" && w >= 40 && w <= 1200);
  return { order: texts(v.order), hidden: texts(v.hidden), widths: Object.fromEntries(widths), frozen: typeof v.frozen === "number" ? Math.min(4, Math.max(0, v.frozen)) : 1 };
}

/** All columns in their user's order; those he has not placed keep their place. */
export function ordered<C extends Column>(columns: readonly C[], a: Arrangement): C[] {
  const rank = (c: C, i: number) => {
    const at = a.order.indexOf(c.key);
    if (at >= 0) return at;
    const before = columns.slice(0, i).map((x) => a.order.indexOf(x.key)).filter((n) => n >= 0);
    return before.length ? Math.max(...before) + 0.5 : a.order.length ? -0.5 : i;
  };
  return columns.map((c, i) => ({ c, r: rank(c, i), i })).sort((x, y) => x.r - y.r || x.i - y.i).map((x) => x.c);
}

/** The columns shown, in order, as wide as their user made them. */
export function shown<C extends Column>(columns: readonly C[], a: Arrangement): C[] {
  const left = ordered(columns, a).filter((c) => c.fixed || !a.hidden.includes(c.key));
  return left.map((c) => (a.widths[c.key] ? { ...c, width: a.widths[c.key] + "px" } : c));
}

/** Moves a column one place; the arrangement then names every column. */
export function moved(columns: readonly Column[], a: Arrangement, key: string, by: -1 | 1): Arrangement {
  const order = ordered(columns, a).map((c) => c.key);
  const i = order.indexOf(key);
  const to = i + by;
  if (i < 0 || to < 0 || to >= order.length) return a;
  [order[i], order[to]] = [order[to], order[i]];
  return { ...a, order };
}

/** Reports whether two arrangements show the same; a server keeps no order of keys. */
export function alike(one: unknown, other: unknown): boolean {
  const [a, b] = [arrangementOf(one), arrangementOf(other)];
  const flat = (x: Arrangement) => JSON.stringify([x.order, [...x.hidden].sort(), Object.entries(x.widths).sort(), x.frozen]);
  return flat(a) === flat(b);
}

const shelf = (list: string) => `zhiye.columns.${session.who?.account?.id ?? ""}.${list}`;

export function readArrangement(list: string): Arrangement {
  try {
    return arrangementOf(JSON.parse(localStorage.getItem(shelf(list)) ?? "null"));
  } catch {
    return { ...untouched };
  }
}

export function keepArrangement(list: string, a: Arrangement) {
  try {
    localStorage.setItem(shelf(list), JSON.stringify(a));
  } catch {
    // it then lasts as long as the page
  }
}
