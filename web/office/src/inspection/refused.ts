// A form of a visit that was refused: what it lacked before it was sent, and
// what the server said field by field.
import { computed, ref, type Ref } from "vue";
import { speak } from "kit/language";
import { Problem } from "kit/problem";
import type { Refusal } from "kit/types";
import { lacks, type Part, type VisitText } from "./entry";
import { inspectionWords } from "./words";

const told = (r: Refusal) => [r.text, r.detail].filter(Boolean).join("：");

export function useRefusals(form: Ref<VisitText>, problem: Ref<unknown>, parts?: readonly Part[]) {
  const t = speak(inspectionWords);
  const tries = ref(0);
  const refusals = computed<Refusal[]>(() => {
    const p = problem.value;
    return p instanceof Problem && Array.isArray(p.theirs) ? (p.theirs as Refusal[]) : [];
  });
  const local = computed<Record<string, string>>(() => (tries.value ? Object.fromEntries(Object.entries(lacks(form.value, parts)).map(([part, word]) => [part, t(word!)])) : {}));
  const errors = computed(() => [
    ...Object.entries(local.value).map(([field, text]) => ({ id: "visit-" + field, text })),
    ...refusals.value.map((r) => ({ id: document.getElementById("visit-" + r.field) ? "visit-" + r.field : "", text: told(r) })),
  ]);

  /** What is said at a field that answers to these names. */
  function wrong(...fields: string[]): string {
    for (const f of fields) if (local.value[f]) return local.value[f];
    const r = refusals.value.find((x) => fields.includes(x.field));
    return r ? told(r) : "";
  }

  /** Counts a try, and reports whether the form may be sent. */
  function ready(): boolean {
    tries.value++;
    return !Object.keys(lacks(form.value, parts)).length;
  }

  return { tries, refusals, errors, wrong, ready };
}
