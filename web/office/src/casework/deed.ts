// A step of a case as a dialog: what it asks for and what it does. Any part of
// the drawer begins one; the drawer shows it, one at a time.
import { useQueryClient } from "@tanstack/vue-query";
import { computed, inject, provide, ref, shallowRef, type InjectionKey } from "vue";
import type { Ask, Values } from "kit/step";

export interface Deed {
  title: string;
  hint?: string;
  asks: Ask[];
  danger?: boolean;
  draft: string; // the name what is typed is kept under
  perform: (values: Values) => Promise<unknown>;
}

type Begin = (deed: () => Deed) => void;
const key: InjectionKey<Begin> = Symbol("deed");

/** What an act on a case may have changed. */
const stale = ["case", "cases", "decision", "exhibit", "missing", "obstacles", "papers", "entitled", "writs", "referrals", "desk", "table"];

export function useRefresh() {
  const queries = useQueryClient();
  return () => Promise.all(stale.map((k) => queries.invalidateQueries({ queryKey: [k] })));
}

/**
 * The drawer's side: what is being done now. While a dialog stands open its
 * choices follow the record; once it is sent nothing in it changes any more, and
 * its draft keeps its name throughout.
 */
export function provideDeeds() {
  const make = shallowRef<() => Deed>();
  const first = shallowRef<Deed>();
  const sent = shallowRef<Deed>();
  const open = ref(false);
  const deed = computed(() => sent.value ?? (make.value && first.value ? { ...make.value(), draft: first.value.draft } : undefined));
  const refresh = useRefresh();
  const begin: Begin = (of) => {
    sent.value = undefined;
    first.value = of();
    make.value = of;
    open.value = true;
  };
  provide(key, begin);
  async function perform(values: Values) {
    const now = deed.value!;
    await now.perform(values);
    sent.value = now;
    await refresh();
  }
  return { deed, open, begin, perform };
}

/** A part's side. */
export function useDeeds(): Begin {
  return inject(key)!;
}
