// How the table of a period stands: never handed in, handed in, returned,
// received; and which cells a return points at.
import { useQuery } from "@tanstack/vue-query";
import { computed, type Ref } from "vue";
import { read } from "kit/call";
import type { Words } from "kit/language";
import { may } from "kit/session";
import type { Submission } from "kit/types";
import { scope } from "../shell/scope";

export type State = "missing" | "submitted" | "returned" | "received";

export const reasons = {
  missing: ["数据缺失", "Data missing"],
  logic: ["逻辑不符", "Does not add up"],
  evidence: ["佐证不足", "Not shown by evidence"],
  format: ["格式不符", "Wrong form"],
  other: ["其他", "Other"],
} satisfies Words;

/** The latest round of the period that the page shows. */
export function usePeriod(department: Ref<string>) {
  const where = computed(() => ({ from: scope.from, to: scope.to, department: department.value || "*", limit: 1 }));
  const query = useQuery({
    queryKey: ["submissions", "latest", () => scope.campaign, where],
    queryFn: ({ signal }) => read("/campaigns/{campaign}/submissions", { path: { campaign: scope.campaign }, query: where.value }, signal),
    enabled: () => !!scope.campaign && !!scope.from && may("table.read"),
  });
  const latest = computed<Submission | undefined>(() => query.data.value?.items?.[0]);
  const state = computed<State>(() => (latest.value?.state as State) ?? "missing");
  const marks = computed(() => new Map((state.value === "returned" ? (latest.value?.marks ?? []) : []).map((m) => [m.code, m])));
  return { query, latest, state, marks };
}
