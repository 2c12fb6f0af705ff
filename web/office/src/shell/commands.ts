// What the palette offers besides records: the pages and a few commands, found
// by name, English name or pinyin initials.
import type { RouteLocationRaw } from "vue-router";
import { say } from "kit/language";
import { answers } from "kit/pinyin";
import { may } from "kit/session";
import { places } from "./menu";
import { shellWords } from "./words";

export interface Command {
  id: string;
  text: string; // as shown
  also: string; // the other language: what is typed finds both
  to?: RouteLocationRaw;
  run?: () => unknown;
}

type Key = keyof typeof shellWords;
const named = (key: Key) => ({ text: say(shellWords[key]), also: shellWords[key].join(" ") });

/** The pages the person may open. */
export function pageCommands(): Command[] {
  const pages = places().map((p) => ({ id: p.route, ...named(p.page ?? p.module), to: { name: p.route } }));
  const more: Command[] = may("visit.record")
    ? [{ id: "visit-new", ...named("newVisit"), to: { name: "visit-new" } }, { id: "visit-grid", ...named("newGrid"), to: { name: "visit-grid" } }]
    : [];
  return [...pages, ...more, { id: "check", ...named("check"), to: { name: "check" } }];
}

/** A command of the shell by the word on its button. */
export function command(key: Key, run: () => unknown): Command {
  return { id: key, ...named(key), run };
}

/** The commands that answer to what was typed, the best first. */
export function matching(all: readonly Command[], typed: string): Command[] {
  const score = (c: Command) => Math.max(answers(typed, c.text), answers(typed, c.also));
  return all.map((c) => ({ c, n: score(c) })).filter((x) => x.n > 0).sort((a, b) => b.n - a.n).map((x) => x.c);
}
