// The species of a permit as they are typed: one a line, with its quantity and
// unit where the paper states them.
import { Problem } from "kit/problem";

export interface Line { name: string; qty?: string; unit?: string }

/** Reads "梅花鹿 20 只", "梅花鹿20只" or "梅花鹿"; what it cannot tell apart stays the name. */
export function linesOf(text: string): Line[] {
  return text.split(/[\n;；]+/).map((l) => l.trim()).filter(Boolean).map((l) => {
    const m = /^(.*[^\s\d.])\s*[\s:：,，]?\s*(\d+(?:\.\d{1,6})?)\s*([一-鿿A-Za-z]{1,4})$/.exec(l);
    return m ? { name: m[1].replace(/[\s:：,，]+$/, ""), qty: m[2], unit: m[3] } : { name: l };
  });
}

/** What is there already is no change by another: the refusal is told as it is. */
export async function registered<T>(made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (e) {
    if (e instanceof Problem && e.conflict) throw new Problem({ status: e.status, code: e.code, text: e.words[0], text_en: e.words[1], detail: e.detail, trace: e.trace });
    throw e;
  }
}
