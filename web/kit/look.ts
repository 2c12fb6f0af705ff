// How the app looks to its user: theme, size, contrast, density, and whether
// single keys are shortcuts. Kept in the browser, for each account.
import { reactive, watch } from "vue";

export type Theme = "light" | "dark" | "system";
export type Density = "tight" | "normal" | "wide";

export interface Look {
  theme: Theme;
  elder: boolean; // 长辈版
  contrast: boolean;
  density: Density;
  keys: boolean; // single-key shortcuts (WCAG 2.1.4)
}

const plain: Look = { theme: "light", elder: false, contrast: false, density: "normal", keys: true };
const kept = "zhiye.look";

export const look = reactive<Look>({ ...plain });
let account = "";

/** Reads what was kept; anything that is no look is the plain one. */
export function parsed(text: string | null): Look {
  try {
    const v = JSON.parse(text ?? "{}") as Partial<Look>;
    return {
      theme: v.theme === "dark" || v.theme === "system" ? v.theme : "light",
      elder: v.elder === true,
      contrast: v.contrast === true,
      density: v.density === "tight" || v.density === "wide" ? v.density : "normal",
      keys: v.keys !== false,
    };
  } catch {
    return { ...plain };
  }
}

/** Takes the look of an account; "" is whoever used this browser last. */
export function lookOf(id: string) {
  account = id;
  try {
    Object.assign(look, parsed((id && localStorage.getItem(`${kept}.${id}`)) || localStorage.getItem(kept)));
  } catch {
    // a private window: the look lasts as long as the page
  }
}

function keep() {
  const text = JSON.stringify(look);
  try {
    localStorage.setItem(kept, text); // for the page of signing in
    if (account) localStorage.setItem(`${kept}.${account}`, text);
  } catch {
    // as above
  }
}

function show(night: boolean) {
  const c = document.documentElement.classList;
  c.toggle("dark", look.theme === "dark" || (look.theme === "system" && night));
  c.toggle("elder", look.elder);
  c.toggle("contrast", look.contrast);
  document.documentElement.dataset.density = look.density;
}

/** Begins to show the look on this page, and keeps its changes. */
export function startLook() {
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  lookOf("");
  show(night.matches);
  night.addEventListener("change", () => show(night.matches));
  watch(look, () => {
    show(night.matches);
    keep();
  });
}
