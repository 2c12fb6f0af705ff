// Every page at an office's small screen and on a telephone: nothing breaks,
// nothing needs scrolling sideways, and there is a picture of it to look at.
import assert from "node:assert/strict";
import { join } from "node:path";

const pages = {
  desk: "/", table: "/table", stage: "/stage", submissions: "/submissions", ledger: "/ledger", import: "/ledger/import", pairs: "/ledger/pairs",
  coverage: "/ledger/coverage", campaign: "/campaigns", plans: "/plans", draws: "/draws", visits: "/visits", visitForm: "/visits/new", grid: "/visits/grid",
  rectifications: "/rectifications", outreach: "/outreach", leads: "/leads", cases: "/cases", org: "/org",
};

async function tour({ open, base, accounts, shots }, width, height) {
  const b = await open(width, height);
  await b.signIn(base, accounts.lianxi);
  for (const [name, path] of Object.entries(pages)) {
    await b.visit(base + path);
    await b.page.screenshot({ path: join(shots, `${width}-${name}.png`) });
    const wide = await b.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px too wide at ${width}`);
  }
  b.clean();
}

export const journeys = {
  "every page at 1366×768": (world) => tour(world, 1366, 768),
  "every page at 390×844": (world) => tour(world, 390, 844),
};
