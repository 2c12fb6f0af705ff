// The titles of the records a page of the journal speaks of, where the reader
// may read them.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { read } from "kit/call";
import { idOf } from "kit/format";
import { may, session } from "kit/session";

const most = 40; // a page of the journal must not become a hundred questions

const readers: Record<string, { permission: string; title: (id: string) => Promise<string> }> = {
  subject: { permission: "registry.read", title: async (id) => (await read("/subjects/{id}", { path: { id } })).name },
  lead: { permission: "lead.read", title: async (id) => (await read("/leads/{id}", { path: { id } })).lead.title },
  case: { permission: "case.read", title: async (id) => (await read("/cases/{id}", { path: { id } })).case.title },
  draw: { permission: "draw.read", title: async (id) => (await read("/draws/{id}", { path: { id } })).title },
};

export function useTitles(references: () => string[]) {
  const wanted = computed(() => [...new Set(references())].filter((r) => may(readers[r.slice(0, r.indexOf(":"))]?.permission ?? "")).slice(0, most));
  const query = useQuery({
    queryKey: ["titles", () => session.home, wanted],
    queryFn: async () => {
      const all = await Promise.allSettled(wanted.value.map((r) => readers[r.slice(0, r.indexOf(":"))].title(idOf(r))));
      return Object.fromEntries(wanted.value.map((r, i) => [r, all[i].status === "fulfilled" ? (all[i] as PromiseFulfilledResult<string>).value : ""]));
    },
    enabled: () => wanted.value.length > 0,
    staleTime: 300_000,
  });
  return (reference: string) => query.data.value?.[reference] ?? "";
}
