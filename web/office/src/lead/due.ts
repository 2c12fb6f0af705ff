// How long there is until a day, as a badge says it.
import { daysBetween, today } from "kit/format";

export interface Due {
  days: number;
  tone: "" | "warn" | "late";
}

export function due(day: string, now = today()): Due {
  const days = daysBetween(now, day);
  return { days, tone: days < 0 ? "late" : days <= 3 ? "warn" : "" };
}
