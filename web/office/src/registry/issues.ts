// What an import has to say about rows: narrowed, paged, and taken along.
import type { Issue } from "kit/types";

/** How many issues lie on one page. */
export const issuePage = 100;

/** How many issues each severity has, in the order they weigh. */
export function bySeverity(issues: readonly Issue[]): { severity: string; count: number }[] {
  const order = ["reject", "foreign", "suspect", "warn"];
  const counts = new Map<string, number>();
  for (const i of issues) counts.set(i.severity, (counts.get(i.severity) ?? 0) + 1);
  const rank = (s: string) => (order.includes(s) ? order.indexOf(s) : order.length);
  return [...counts].map(([severity, count]) => ({ severity, count })).sort((a, b) => rank(a.severity) - rank(b.severity));
}

/** The issues as a table that spreadsheets open; the first line names the columns. */
export function issuesCSV(heading: readonly string[], issues: readonly Issue[], name: (severity: string) => string): string {
  return csvOf([heading, ...issues.map((i) => [i.file, i.sheet, String(i.row || ""), name(i.severity), i.text])]);
}

/** Lines of cells as a file that spreadsheets open as it is meant. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  return "\ufeff" + lines.map((l) => l.map(cell).join(",")).join("\r\n") + "\r\n";
}

// A text that a spreadsheet would take for a formula gets a quotation mark before it.
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}
