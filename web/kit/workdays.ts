// How many working days are left until a day: weekends, holidays and the
// weekends that are worked instead are the server's.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { read } from "kit/call";
import { today } from "kit/format";
import { may, session } from "kit/session";

const back = 200; // days
const ahead = 400;

export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}

/** The working days after from until to, to included; negative where to is over. */
export function workdays(from: string, to: string, off: ReadonlySet<string>): number {
  if (to < from) return -workdays(to, from, off);
  let n = 0;
  for (let d = shiftDay(from, 1); d <= to; d = shiftDay(d, 1)) if (!off.has(d)) n++;
  return n;
}

export interface Left {
  n: number;
  tone: "" | "warn" | "late";
}

/** What a badge says of a day that is due: more than five working days off, at most three, over. */
export function leftOf(day: string, working: number, now: string): Left {
  if (day < now) return { n: Math.max(1, -working), tone: "late" };
  return { n: Math.max(0, working), tone: working <= 3 ? "warn" : "" };
}

/** Counts working days from today; nothing while the calendar is on its way or does not reach that far. */
export function useWorkdays() {
  const from = computed(() => shiftDay(today(), -back));
  const to = computed(() => shiftDay(today(), ahead));
  const query = useQuery({
    queryKey: ["calendar", () => session.home, from, to],
    queryFn: ({ signal }) => read("/calendar", { query: { from: from.value, to: to.value } }, signal),
    enabled: () => !!session.home && may("self.manage"),
    staleTime: 3_600_000,
  });
  const off = computed(() => new Set(query.data.value?.days ?? []));
  return (day: string): number | undefined => (query.data.value && day >= from.value && day <= to.value ? workdays(today(), day, off.value) : undefined);
}
