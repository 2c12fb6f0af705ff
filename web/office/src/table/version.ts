// Versions of a report, kept in this browser: what was written at a moment, to
// be taken up again. The document that goes upward is kept by who receives it.
import { computed, ref, watch } from "vue";
import { session } from "kit/session";
import { withVersion, type Version } from "./stage";

export function useVersions(name: () => string) {
  const shelf = computed(() => ["zhiye.version", session.who?.account?.id ?? "", session.home, name()].join("/"));
  const all = ref<Version[]>([]);
  watch(shelf, (key) => {
    try {
      all.value = JSON.parse(localStorage.getItem(key) ?? "[]") as Version[];
    } catch {
      all.value = [];
    }
  }, { immediate: true });
  function put(now: Version[]) {
    all.value = now;
    try {
      localStorage.setItem(shelf.value, JSON.stringify(now));
    } catch {
      // they then last as long as the page
    }
  }
  return {
    all,
    add: (v: Version) => put(withVersion(all.value, v)),
    drop: (i: number) => put(all.value.filter((_, k) => k !== i)),
  };
}
