// Whether the server can be reached, and of when what one sees is.
import { reactive } from "vue";

export const net = reactive({
  down: false,
  answeredAt: "", // the moment of the last answer
});

/** The server answered, whatever it said. */
export function answered(now = new Date()) {
  net.down = false;
  net.answeredAt = now.toISOString();
}

/** The server did not answer. */
export function silent() {
  net.down = true;
}

/** Listens to the browser, which knows when the cable is out. */
export function watchNet() {
  window.addEventListener("offline", silent);
  window.addEventListener("online", () => (net.down = false));
  if (navigator.onLine === false) silent();
}
