// A list with everything a list has: filters and page in the address, rows by
// key from the server, the open record, the selection. <DataGrid :of> shows it.
import { keepPreviousData, useQuery } from "@tanstack/vue-query";
import { computed, inject, provide, reactive, ref, watch, type InjectionKey } from "vue";
import { useRoute, useRouter, type RouteLocationRaw } from "vue-router";
import { useList, type Filters } from "kit/list";
import { session } from "kit/session";
import type { Page } from "kit/types";

export interface Source<T, F extends Filters> {
  name: string; // under which views and columns are kept
  filters: F; // with their defaults; "sort" is one of them where the list sorts
  rowKey: (row: T) => string;
  load: (query: F & { after: string; limit: number }, signal: AbortSignal) => Promise<Page<T> | T[]>;
  key: string; // of the query cache: what acts invalidate
  with?: () => Record<string, string | undefined>; // what else load depends on (campaign, period)
  enabled?: () => boolean;
  limit?: number;
  named?: { [K in keyof F]?: (value: string) => string }; // how an active filter is told
  to?: (row: T) => RouteLocationRaw; // the page of a row; without it a row opens beside the list
}

export interface Grid<T = any, F extends Filters = any> {
  readonly name: string;
  readonly filters: F;
  readonly active: { key: string; text: string }[];
  readonly rows: readonly T[] | undefined;
  readonly next: string;
  readonly page: number;
  readonly count: number | undefined;
  readonly loading: boolean;
  readonly problem: unknown;
  readonly opened: string; // key of the open record
  readonly place: string; // "3 / 50"
  readonly canStep: readonly [back: boolean, forward: boolean];
  readonly chosen: Map<string, T>; // the selection, across pages
  rowKey(row: T): string;
  set(change: Partial<F>): void;
  clear(): void;
  forward(): void;
  back(): void;
  retry(): void;
  open(row: T): void;
  show(id: string): void;
  close(): void;
  href(row: T): string;
  step(by: -1 | 1): void;
  toggle(row: T): void;
  togglePage(): void;
  unchoose(): void;
}

const walked: InjectionKey<Grid> = Symbol("grid");

/** The list beside which a drawer stands, if it stands beside one. */
export const useBeside = () => inject(walked, undefined);

/** A list of the server, page by page. */
export function useGrid<T, F extends Filters>(source: Source<T, F>): Grid<T, F> {
  const list = useList(source.filters);
  const limit = source.limit ?? 50;
  const query = computed(() => ({ ...list.filters.value, after: list.after.value, limit }));
  const asked = useQuery({
    queryKey: [source.key, () => session.home, query, computed(() => source.with?.() ?? {})],
    queryFn: ({ signal }) => source.load(query.value, signal),
    enabled: () => source.enabled?.() ?? true,
    placeholderData: keepPreviousData,
  });
  const answer = computed<Page<T> | undefined>(() => {
    const a = asked.data.value as Page<T> | T[] | undefined;
    return Array.isArray(a) ? { items: a } : a;
  });
  return walk(source, list, {
    rows: () => answer.value?.items, next: () => answer.value?.next ?? "", count: () => answer.value?.count,
    loading: () => asked.isFetching.value, problem: () => asked.error.value, retry: () => void asked.refetch(),
  });
}

export interface Local<T, F extends Filters> extends Omit<Source<T, F>, "load" | "key" | "with" | "enabled" | "limit"> {
  rows: (filters: F) => readonly T[] | undefined; // the server's rows, narrowed here
  loading?: () => boolean;
  problem?: () => unknown;
  retry?: () => void;
}

/** A list that is here in whole; it may be as long as it likes. */
export function useRows<T, F extends Filters>(source: Local<T, F>): Grid<T, F> {
  const list = useList(source.filters);
  const rows = computed(() => source.rows(list.filters.value));
  return walk(source, list, {
    rows: () => rows.value, next: () => "", count: () => rows.value?.length,
    loading: source.loading ?? (() => false), problem: source.problem ?? (() => null), retry: source.retry ?? (() => {}),
  });
}

interface Answer<T> {
  rows: () => readonly T[] | undefined;
  next: () => string;
  count: () => number | undefined;
  loading: () => boolean;
  problem: () => unknown;
  retry: () => void;
}

function walk<T, F extends Filters>(source: Pick<Source<T, F>, "name" | "filters" | "named" | "rowKey" | "to">, list: ReturnType<typeof useList<F>>, answer: Answer<T>): Grid<T, F> {
  const route = useRoute();
  const router = useRouter();
  const { rowKey } = source;
  const rows = computed(answer.rows);
  const opened = computed(() => (typeof route.query.id === "string" ? route.query.id : ""));
  const at = computed(() => rows.value?.findIndex((r) => rowKey(r) === opened.value) ?? -1);
  const chosen = reactive(new Map<string, T>()) as Map<string, T>;
  const edge = ref<"" | "first" | "last">(""); // which row of the coming page to open

  const where = (id: string): RouteLocationRaw => {
    const { id: _, ...rest } = route.query;
    return { query: id ? { ...rest, id } : rest };
  };
  const show = (id: string) => void router.push(where(id));
  watch(rows, (now) => {
    if (!edge.value || !now?.length || answer.loading()) return;
    const row = now[edge.value === "first" ? 0 : now.length - 1];
    edge.value = "";
    show(rowKey(row));
  });
  watch(() => JSON.stringify(list.filters.value), () => chosen.clear()); // a page more is no other list

  const grid: Grid<T, F> = reactive({
    name: source.name, filters: list.filters, page: list.page, rows, opened, chosen, rowKey,
    active: computed(() => list.active.value.filter((k) => k !== "sort").map((key) => {
      const v = (list.filters.value as Filters)[key];
      return { key, text: source.named?.[key]?.(v) ?? v };
    })),
    next: computed(answer.next), count: computed(answer.count), loading: computed(answer.loading), problem: computed(answer.problem),
    place: computed(() => (at.value < 0 ? "" : `${at.value + 1} / ${rows.value!.length}`)),
    canStep: computed(() => [at.value > 0 || (at.value === 0 && list.page.value > 1), at.value >= 0 && (at.value < rows.value!.length - 1 || !!answer.next())]),
    set: list.set, clear: list.clear, retry: answer.retry,
    forward: () => list.forward(answer.next()),
    back: list.back,
    open: (row: T) => (source.to ? void router.push(source.to(row)) : show(rowKey(row))),
    show,
    close: () => show(""),
    href: (row: T) => router.resolve(source.to ? source.to(row) : where(rowKey(row))).href,
    step(by: -1 | 1) {
      const to = at.value < 0 ? undefined : rows.value![at.value + by];
      if (to) return show(rowKey(to));
      if (at.value < 0) return;
      if (by > 0 && answer.next()) {
        edge.value = "first";
        list.forward(answer.next());
      } else if (by < 0 && list.page.value > 1) {
        edge.value = "last";
        list.back();
      }
    },
    toggle: (row: T) => void (chosen.delete(rowKey(row)) || chosen.set(rowKey(row), row)),
    togglePage() {
      const all = rows.value ?? [];
      const every = all.every((r) => chosen.has(rowKey(r)));
      for (const r of all) every ? chosen.delete(rowKey(r)) : chosen.set(rowKey(r), r);
    },
    unchoose: () => chosen.clear(),
  }) as unknown as Grid<T, F>;
  provide(walked, grid as Grid);
  return grid;
}
