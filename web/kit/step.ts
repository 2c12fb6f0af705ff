// A step that a record takes asks for a few things; this is what, and what is
// still missing. One dialog serves every step of every record.

export type Value = string | string[] | boolean | number;
export type Values = Record<string, any>;

export interface Ask {
  key: string;
  label: string;
  kind?: "text" | "area" | "select" | "choice" | "date" | "yuan" | "number" | "check" | "photos";
  options?: { value: string; label: string }[];
  multiple?: boolean;
  optional?: boolean;
  least?: number; // how many of several at least
  start?: Value;
  most?: number; // characters of an area, where the usual are too few
  hint?: string | ((values: Values) => string);
  when?: (values: Values) => boolean;
}

/** The values a dialog begins with. */
export function begin(asks: readonly Ask[]): Values {
  const out: Values = {};
  for (const a of asks) out[a.key] = a.start ?? (a.kind === "check" ? false : a.multiple || a.kind === "photos" ? [] : "");
  return out;
}

/** The asks that still want an answer. */
export function missing(asks: readonly Ask[], values: Values): Ask[] {
  return asks.filter((a) => {
    if (a.when && !a.when(values)) return false;
    const v = values[a.key];
    if (a.kind === "check") return false;
    if (Array.isArray(v)) return v.length < (a.least ?? (a.optional ? 0 : 1));
    if (a.optional && String(v).trim() === "") return false;
    if (a.kind === "yuan") return !/^\d+(\.\d{1,2})?$/.test(String(v).replace(/[,，\s]/g, ""));
    if (a.kind === "number") return !/^\d+$/.test(String(v).trim());
    return String(v ?? "").trim() === "";
  });
}
