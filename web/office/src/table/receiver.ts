// A receiver's own workbook (一表同享): uploaded, its cells bound to the table's
// codes, and given back filled. Which cells were bound is kept under the name of
// the file, for the same form comes every month.
import { href, type Where } from "kit/call";
import { newKey } from "kit/once";
import { problemOf, unreachable } from "kit/problem";
import type { components } from "kit/api";

export type Binding = components["schemas"]["ReportBinding"];

const shelf = (file: string) => `zhiye.receiver.${file}`;

export function keptBindings(file: string): Binding[] | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(shelf(file)) ?? "null");
    return Array.isArray(kept) && kept.every((b) => typeof b?.cell === "string" && typeof b?.code === "string") ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepBindings(file: string, bindings: readonly Binding[]) {
  try {
    localStorage.setItem(shelf(file), JSON.stringify(bindings));
  } catch {
    // then they are proposed anew next time
  }
}

/** What is wrong with a binding, by field; nothing where it can be used. */
export function wrongBinding(b: Binding, codes: ReadonlySet<string>): "cell" | "code" | undefined {
  if (!/^[A-Z]{1,3}[1-9]\d{0,6}$/.test(b.cell)) return "cell";
  if (!b.code.split("+").every((c) => codes.has(c))) return "code";
  return undefined;
}

/** Posts what gives a file back; a refusal becomes a Problem as elsewhere. */
export async function fetchFile(route: string, body: FormData | string, where: Where): Promise<Blob> {
  const headers: Record<string, string> = { "Idempotency-Key": newKey() };
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(href(route, where), { method: "POST", body, headers, credentials: "same-origin" });
  } catch {
    throw unreachable();
  }
  if (response.ok) return response.blob();
  const text = await response.text();
  throw problemOf(response.status, text ? JSON.parse(text) : undefined);
}

/** Gives a file to the person. */
export function save(name: string, blob: Blob) {
  const url = URL.createObjectURL(blob);
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
