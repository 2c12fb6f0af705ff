// One act on a page: whether it is under way, and why it was refused.
import { ref, shallowRef } from "vue";

export function useAct<I extends unknown[], O>(perform: (...input: I) => Promise<O>) {
  const busy = ref(false);
  const problem = shallowRef<unknown>(null);

  /** Performs the act; undefined where it was refused or is still under way. */
  async function run(...input: I): Promise<O | undefined> {
    if (busy.value) return undefined; // a second press of the same button
    busy.value = true;
    problem.value = null;
    try {
      return await perform(...input);
    } catch (e) {
      problem.value = e;
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, run };
}
