// Any part of an answer may open an article; one panel shows it.
import { inject, provide, ref, type InjectionKey, type Ref } from "vue";

const key: InjectionKey<Ref<string>> = Symbol("article");

/** Makes the place where articles open; the panel follows the reference. */
export function provideArticle(): Ref<string> {
  const open = ref("");
  provide(key, open);
  return open;
}

/** Opens the text of a reference. */
export function useArticle(): (ref: string) => void {
  const open = inject(key, undefined);
  return (r) => {
    if (open) open.value = r;
  };
}
