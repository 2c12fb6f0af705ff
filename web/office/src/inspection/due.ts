// Quick ways to the orders that press.
import { say } from "kit/language";
import { inspectionWords } from "./words";

/** The day so many days after another. */
export function later(day: string, days: number): string {
  const [y, m, d] = day.split("-").map(Number);
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
}

/** Overdue orders, and those due within a week. */
export function dueChips(today: string) {
  return [
    { label: say(inspectionWords.overdue), set: { state: "open", due_by: later(today, -1) } },
    { label: say(inspectionWords.dueWeek), set: { state: "open", due_by: later(today, 7) } },
  ];
}
