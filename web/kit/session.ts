// Who is signed in, for which post, and what that allows.
import { reactive } from "vue";
import type { Principal } from "kit/types";

export const session = reactive({
  who: null as Principal | null,
  home: "",
  expired: false, // the session ended while a page was open
});

/** Takes over who the server says one is. */
export function enter(who: Principal) {
  session.who = who;
  session.home = who.home;
  session.expired = false;
}

export function leave() {
  session.who = null;
  session.home = "";
  session.expired = false;
}

/** Reports whether the person holds one of the permissions here. */
export function may(...permissions: string[]): boolean {
  const held = session.who?.permissions ?? [];
  return permissions.some((p) => held.includes(p));
}
