// The keys of the app in one place: every shortcut is named here, so that the
// list behind "?" is complete, and none of them disturbs typing.
import { onBeforeUnmount, onMounted, shallowReactive } from "vue";
import { composing, typing } from "kit/ime";
import { say, type Pair } from "kit/language";
import { look } from "kit/look";

export interface Key {
  keys: string; // "j", "g d", "Ctrl+Enter"
  does: Pair;
  run: (e: KeyboardEvent) => void;
  over?: boolean; // also while a drawer or a dialog lies over the page
  when?: () => boolean;
}

const bound = shallowReactive<Key[]>([]);
let armed = { key: "", at: 0 };

/** What a key press is called: "j", "?", "Ctrl+k". */
export function pressed(e: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const name = e.key === " " ? "Space" : e.key;
  if (e.altKey) return "Alt+" + name;
  return e.ctrlKey || e.metaKey ? "Ctrl+" + (name.length === 1 ? name.toLowerCase() : name) : name;
}

/** The binding that a press means: the latest one, a sequence before a single key. */
export function meant<K extends Pick<Key, "keys">>(all: readonly K[], before: string, now: string): K | undefined {
  const last = (keys: string) => all.filter((k) => k.keys === keys).pop();
  return (before && last(`${before} ${now}`)) || last(now);
}

/** Reports whether a drawer or a dialog lies over the page. */
export function covered(): boolean {
  return [...document.querySelectorAll<HTMLElement>(".el-overlay, [data-over]")].some((o) => o.style.display !== "none");
}

function onKey(e: KeyboardEvent) {
  if (composing(e) || e.defaultPrevented) return;
  const now = pressed(e);
  const single = !now.startsWith("Ctrl+") && !now.startsWith("Alt+");
  if (single && (typing(e) || !look.keys)) return;
  const over = covered();
  const usable = bound.filter((k) => (!over || k.over) && (!k.when || k.when()));
  const before = Date.now() - armed.at < 1200 ? armed.key : "";
  const key = meant(usable, before, now);
  armed = !key && usable.some((k) => k.keys.startsWith(now + " ")) ? { key: now, at: Date.now() } : { key: "", at: 0 };
  if (!key) return;
  e.preventDefault();
  key.run(e);
}

/** Binds keys while the component is there. */
export function useKeys(keys: Key[]) {
  onMounted(() => {
    if (!bound.length) document.addEventListener("keydown", onKey);
    bound.push(...keys);
  });
  onBeforeUnmount(() => {
    for (const k of keys) bound.splice(bound.indexOf(k), 1);
    if (!bound.length) document.removeEventListener("keydown", onKey);
  });
}

/** The shortcuts in force now, each once, for people to read. */
export function keyList(): { keys: string; does: string }[] {
  const seen = new Map<string, string>();
  for (const k of bound) if (!k.when || k.when()) seen.set(k.keys, say(k.does));
  return [...seen].map(([keys, does]) => ({ keys, does }));
}
