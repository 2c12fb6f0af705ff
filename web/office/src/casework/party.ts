// The parties of a case as the drawer names them: what they are called is
// sealed, so they go by their number and kind.
import { computed } from "vue";
import { aside, speak } from "kit/language";
import type { CaseDossier } from "kit/types";
import { parties } from "./life";
import { caseworkWords } from "./words";

const t = speak(caseworkWords);

export function useParties(dossier: () => CaseDossier | undefined) {
  const here = computed(() => dossier()?.parties ?? []);
  function named(id: string): string {
    const i = here.value.findIndex((p) => p.id === id);
    if (i < 0) return "";
    const name = here.value.length > 1 ? `${t("party")} ${i + 1}` : t("party");
    return name + aside(here.value[i].kind === "org" ? t("org") : t("person"));
  }
  const options = computed(() => (dossier() ? parties(dossier()!) : []).map((p) => ({ value: p.id, label: named(p.id) })));
  return { named, options };
}
