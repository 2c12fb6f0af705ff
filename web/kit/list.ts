// The state of a list lies in the address of the page, so that a copied link
// shows the same list. Pages go by key: forward with the mark the server gave,
// back through the marks already seen.
import { computed, ref, type ComputedRef, type WritableComputedRef } from "vue";
import { useRoute, useRouter } from "vue-router";

export type Filters = Record<string, string>;
export type Query = Record<string, string | string[] | null | undefined>;

/** Reads the filters out of an address; what it does not name has its default. */
export function filtersOf<F extends Filters>(query: Query, defaults: F): F {
  const out: Filters = { ...defaults };
  for (const key of Object.keys(defaults)) {
    const v = query[key];
    if (typeof v === "string") out[key] = v;
  }
  return out as F;
}

/** Writes the filters into an address; defaults are left out, and so is the page. */
export function queryOf<F extends Filters>(filters: F, defaults: F, rest: Query = {}): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, v] of Object.entries(rest)) {
    if (typeof v === "string" && !(key in defaults) && key !== "after" && key !== "page") out[key] = v;
  }
  for (const [key, v] of Object.entries(filters)) if (v !== defaults[key]) out[key] = v;
  return out;
}

/** The marks of the pages seen so far; the first page has none. */
export class Trail {
  private marks: string[] = [""];

  /** The mark of the page before the one that begins after mark. */
  before(mark: string): string | undefined {
    const i = this.marks.indexOf(mark);
    return i > 0 ? this.marks[i - 1] : undefined;
  }

  /** Notes that a page begins after to, and follows the one after from. */
  step(from: string, to: string) {
    const i = this.marks.indexOf(from);
    this.marks = i < 0 ? [from, to] : [...this.marks.slice(0, i + 1), to];
  }

  restart() {
    this.marks = [""];
  }
}

export interface ListState<F extends Filters> {
  filters: ComputedRef<F>;
  after: ComputedRef<string>;
  page: ComputedRef<number>;
  active: ComputedRef<string[]>;
  set(change: Partial<F>): void;
  clear(): void;
  forward(next: string): void;
  back(): void;
}

export function useList<F extends Filters>(defaults: F): ListState<F> {
  const route = useRoute();
  const router = useRouter();
  const trail = ref(new Trail());
  const filters = computed(() => filtersOf(route.query as Query, defaults));
  const after = computed(() => (typeof route.query.after === "string" ? route.query.after : ""));
  const page = computed(() => Number(route.query.page) || 1);
  const go = (query: Record<string, string>) => void router.push({ query });

  return {
    filters, after, page,
    active: computed(() => Object.keys(defaults).filter((k) => filters.value[k] !== defaults[k])),
    set(change) {
      trail.value.restart();
      go(queryOf({ ...filters.value, ...change } as F, defaults, route.query as Query));
    },
    clear() {
      trail.value.restart();
      go(queryOf(defaults, defaults, route.query as Query));
    },
    forward(next) {
      trail.value.step(after.value, next);
      go({ ...queryOf(filters.value, defaults, route.query as Query), after: next, page: String(page.value + 1) });
    },
    back() {
      const mark = trail.value.before(after.value) ?? "";
      const query = queryOf(filters.value, defaults, route.query as Query);
      go(mark ? { ...query, after: mark, page: String(Math.max(1, page.value - 1)) } : query);
    },
  };
}

/** Which tab of a page is open; it lies in the address, and a new one starts anew. */
export function useTab<K extends string>(first: K): WritableComputedRef<K> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => (typeof route.query.tab === "string" ? route.query.tab : first) as K,
    set: (tab) => void router.push({ query: tab === first ? {} : { tab } }),
  });
}
