// Every page at an office's small screen and on a telephone: nothing breaks,
// nothing needs scrolling sideways, and there is a picture of it to look at.
import assert from "node:assert/strict";
import { join } from "node:path";
import { pages } from "./pages.mjs";

async function tour({ open, base, accounts, shots }, width, height, look = {}) {
  const b = await open(width, height);
  await b.dress(look);
  await b.signIn(base, accounts.lianxi);
  for (const [name, path] of Object.entries(pages)) {
    await b.visit(base + path, "h1");
    await b.page.screenshot({ path: join(shots, `${[width, look.theme, look.elder && "elder"].filter(Boolean).join("-")}-${name}.png`) });
    const wide = await b.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${width}`);
  }
  b.clean();
}

export const journeys = {
  "every page at 1366×768": (world) => tour(world, 1366, 768),
  "every page at 390×844": (world) => tour(world, 390, 844),
  "every page in the dark": (world) => tour(world, 1366, 768, { theme: "dark" }),
  "every page in large text": (world) => tour(world, 1366, 768, { elder: true }),
  "every page in large text on a telephone": (world) => tour(world, 390, 844, { elder: true }),
};
