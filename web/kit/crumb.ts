// The last part of the breadcrumbs: the record that is open, named by whoever
// shows it.
import { onBeforeUnmount, shallowRef, watch } from "vue";

export const crumb = shallowRef("");

/** Names the open record while the component is there. */
export function useCrumb(name: () => string) {
  watch(name, (now) => (crumb.value = now), { immediate: true });
  onBeforeUnmount(() => (crumb.value = ""));
}
