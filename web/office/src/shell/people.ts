// Units and officers by their ids, for pages that name them.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { read } from "kit/api";
import { today } from "kit/format";
import { may, session } from "kit/session";
import type { Officer, Page, Unit } from "kit/types";
import { items } from "./scope";

export function useUnits() {
  const query = useQuery({
    queryKey: ["units", () => session.home],
    queryFn: ({ signal }) => read<Page<Unit>>("/units", {}, signal),
    enabled: () => !!session.home && may("org.read"),
    staleTime: 300_000,
  });
  const units = computed(() => items(query.data.value));
  const names = computed(() => new Map(units.value.map((u) => [u.id, u.name])));
  return { units, query, unitName: (id: string | undefined) => (id ? (names.value.get(id) ?? id) : "") };
}

/** Officers who may inspect on a day, with the certificates valid then. */
export function useOfficers(day: () => string = today) {
  const on = computed(day);
  const query = useQuery({
    queryKey: ["officers", () => session.home, on],
    queryFn: ({ signal }) => read<Page<Officer>>("/officers", { query: { on: on.value } }, signal),
    enabled: () => !!session.home && may("org.read"),
    staleTime: 60_000,
  });
  const officers = computed(() => items(query.data.value));
  const names = computed(() => new Map(officers.value.map((o) => [o.person.id, o.person.name])));
  return {
    officers, query,
    personName: (id: string | undefined) => {
      const bare = id?.startsWith("person:") ? id.slice(7) : id;
      return bare ? (names.value.get(bare) ?? bare) : "";
    },
  };
}
