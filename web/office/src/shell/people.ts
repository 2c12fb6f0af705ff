// Units and officers by their ids, for pages that name them.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { read } from "kit/call";
import { idOf, today } from "kit/format";
import { may, session } from "kit/session";
import type { Officer } from "kit/types";
import { certified } from "./certified";
import { items } from "./scope";

/** People and units by their ids, for pages that show ids to a person. */
export function useNames() {
  const query = useQuery({
    queryKey: ["names", () => session.home],
    queryFn: ({ signal }) => read("/names", {}, signal),
    enabled: () => !!session.home && may("org.read"),
    staleTime: 60_000,
  });
  return { nameFor: (id: string | undefined) => (id ? (query.data.value?.[idOf(id)] ?? id) : "") };
}

export function useUnits() {
  const query = useQuery({
    queryKey: ["units", () => session.home],
    queryFn: ({ signal }) => read("/units", {}, signal),
    enabled: () => !!session.home && may("org.read"),
    staleTime: 300_000,
  });
  const units = computed(() => items(query.data.value));
  const { nameFor } = useNames();
  return { units, query, unitName: nameFor };
}

/** How records name a person. */
export const personRef = (id: string) => "person:" + id;

/** Officers who may inspect on a day, with the certificates valid then. */
export function useOfficers(day: () => string = today) {
  const on = computed(day);
  const query = useQuery({
    queryKey: ["officers", () => session.home, on],
    queryFn: ({ signal }) => read("/officers", { query: { on: on.value } }, signal),
    enabled: () => !!session.home && may("org.read"),
    staleTime: 60_000,
  });
  const officers = computed(() => items(query.data.value));
  const { nameFor } = useNames();
  const options = (list: readonly Officer[]) => list.map((o) => ({ value: personRef(o.person.id), label: [o.person.name, ...o.posts.map((p) => p.name)].join(" · ") }));
  return {
    officers, query, personName: nameFor,
    people: computed(() => options(officers.value)),
    enforcers: (subject?: string) => options(certified(officers.value, subject)),
  };
}
