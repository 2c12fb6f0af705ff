// What the header says one is looking at: the campaign, where, and when. It is
// kept for the tab, so that each page speaks of the same.
import { useQuery } from "@tanstack/vue-query";
import { computed, reactive, watch } from "vue";
import { read } from "kit/call";
import { today } from "kit/format";
import { may, session } from "kit/session";
import type { Campaign, Division, Page } from "kit/types";

const kept = "zhiye.scope";

export const scope = reactive({ campaign: "", region: "", from: "", to: "" });
recall();

function recall() {
  try {
    Object.assign(scope, JSON.parse(sessionStorage.getItem(kept) ?? "{}"));
  } catch {
    // begin with nothing chosen
  }
}

watch(scope, (now) => {
  try {
    sessionStorage.setItem(kept, JSON.stringify(now));
  } catch {
    // the choice then lasts as long as the page
  }
});

/** Lists come as a page or bare; both are read. */
export function items<T>(answer: Page<T> | T[] | null | undefined): T[] {
  return Array.isArray(answer) ? answer : (answer?.items ?? []);
}

export function useCampaigns() {
  const query = useQuery({
    queryKey: ["campaigns", () => session.home],
    queryFn: ({ signal }) => read("/campaigns", {}, signal),
    enabled: () => !!session.home && may("campaign.read"),
    // until one is published every page looks again: somebody else publishes it
    staleTime: (q) => (items(q.state.data as Page<Campaign> | undefined).some((c) => c.state === "published") ? 60_000 : 0),
  });
  const campaigns = computed(() => items(query.data.value));
  watch(campaigns, (list) => {
    if (!list.length || list.some((c) => c.id === scope.campaign)) return;
    choose(list.find((c) => c.state === "published") ?? list[0]);
  }, { immediate: true });
  return { query, campaigns, current: computed(() => campaigns.value.find((c) => c.id === scope.campaign)) };
}

/** Takes a campaign, and its days so far as the period. */
export function choose(c: Campaign) {
  scope.campaign = c.id;
  scope.from = c.from;
  scope.to = earlier(today(), c.to);
  if (scope.to < scope.from) scope.to = c.to;
}

export function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

/** The first and last day of the month that many months before day. */
export function month(day: string, before = 0): [string, string] {
  const [y, m] = day.split("-").map(Number);
  const first = new Date(Date.UTC(y, m - 1 - before, 1));
  const last = new Date(Date.UTC(y, m - before, 0));
  return [first.toISOString().slice(0, 10), last.toISOString().slice(0, 10)];
}

export function useDivisions() {
  const query = useQuery({
    queryKey: ["divisions", () => session.home],
    queryFn: ({ signal }) => read("/divisions", {}, signal),
    enabled: () => !!session.home && may("org.read", "registry.read"),
    staleTime: 600_000,
  });
  const divisions = computed(() => items(query.data.value));
  const names = computed(() => new Map(divisions.value.map((d) => [d.code, d.name])));
  const towns = computed(() => divisions.value.map((d) => ({ value: d.code, label: d.name })));
  return { divisions, towns, townshipName: (code: string | undefined) => (!code || code.endsWith("000000") ? "" : (names.value.get(code) ?? code)) };
}
