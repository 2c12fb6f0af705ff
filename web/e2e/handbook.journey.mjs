// The pictures of the handbook: taken anew from every build, so that they show
// the program as it is. `make handbook` puts them beside the text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const text = readFileSync(new URL("../../docs/zh/使用手册.md", import.meta.url), "utf8");
const wanted = [...text.matchAll(/\]\(img\/([\w-]+)\.png\)/g)].map((m) => m[1]);
const period = "campaign=lianxi-2026&from=2026-06-01&to=2026-11-15";

export const journeys = {
  async "every picture of the handbook is taken"({ open, base, accounts, shots }) {
    const [b, phone] = [await open(), await open(390, 844)];
    await b.signIn(base, accounts.lianxi);
    await phone.signIn(base, accounts.lianxi);
    const taken = [];
    const take = async (name, path, selector, after) => {
      const at = name.endsWith("-phone") ? phone : b;
      await at.visit(base + path, selector);
      if (after) await after(at);
      await at.page.waitForTimeout(400); // drawers slide in
      await at.page.screenshot({ path: join(shots, `handbook-${name}.png`) });
      taken.push(name);
    };
    const draws = await b.page.evaluate(async () => (await (await fetch("/api/v1/homes/360402/draws?campaign=lianxi-2026")).json()).items);
    const cases = await b.page.evaluate(async () => (await (await fetch("/api/v1/homes/360402/cases")).json()).items);
    await take("desk", "/", "main#content h1");
    await take("import", "/ledger/import", 'input[type="file"]');
    await take("draw", `/draws/${draws[0].id}`, "main#content h1");
    await take("visit", "/visits/new", '[data-test="visit-form"]');
    await take("visit-phone", "/visits/new", '[data-test="visit-form"]');
    await take("case", `/cases?id=${cases[0].id}`, ".el-drawer:visible");
    await take("law", "/law", "main#content h1", async (at) => {
      await at.page.fill('input[name="line"]', "穿山甲甲片 2 公斤、无专用标识、出售");
      await at.page.keyboard.press("Enter");
      await at.page.waitForSelector("text=V07");
    });
    await take("table", `/table?${period}`, '[data-code="B05"]');
    await take("drill", `/table?${period}`, '[data-code="B05"]', async (at) => {
      await at.page.click('[data-code="B05"]');
      await at.page.waitForSelector('[data-test="drill-sum"]', { state: "attached" });
    });
    await take("stage", "/stage", "[data-figure]");
    assert.deepEqual([...new Set(wanted)].sort(), taken.sort(), "the handbook shows these pictures");
  },
};
