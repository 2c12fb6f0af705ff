// axe finds nothing serious on any page, in both themes and in large text; nor
// in what lies over a page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { administration, pages } from "./pages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds serious or worse where the browser stands. */
async function findings(b) {
  await b.page.evaluate(axe); // not as a script of the page: its policy forbids that
  const found = await b.page.evaluate((only) => globalThis.axe.run(document, { runOnly: only, resultTypes: ["violations"] }), tags);
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.slice(0, 4).map((n) => `${n.target.join(" ")} ${n.any?.[0]?.message ?? n.all?.[0]?.message ?? ""}`).join(" | ")}`);
}

async function walk({ open, base, accounts }, look, account = accounts.lianxi, where = pages) {
  const b = await open();
  await b.dress(look);
  const wrong = [];
  const hold = async (name) => {
    for (const f of await findings(b)) wrong.push(`${name}: ${f}`);
  };
  await b.visit(base + "/sign-in", "form");
  await hold("sign-in");
  await b.signIn(base, account);
  for (const [name, path] of Object.entries(where)) {
    await b.visit(base + path, "h1");
    await hold(name);
  }
  return { b, wrong, hold };
}

/** What lies over a page: drawers, dialogs, the palette, the menus. */
async function over(b, base, hold) {
  for (const [name, path] of [["dossier", "/ledger"], ["visit", "/visits"], ["lead", "/leads"], ["case", "/cases"]]) {
    await b.visit(base + path, "tbody tr.opens");
    await b.page.click("tbody tr.opens");
    await b.page.waitForSelector(".el-drawer dl.facts");
    await b.settled();
    await b.page.waitForTimeout(400);
    await hold("drawer " + name);
  }
  await b.visit(base + "/ledger", "tbody tr.opens");
  await b.page.click('[data-test="add"]');
  await b.page.waitForSelector("#subject-name");
  await b.page.click('[data-test="save-subject"]');
  await b.page.waitForTimeout(400);
  await hold("form with errors");
  await b.visit(base + "/leads", "tbody tr.opens");
  await b.page.click(".page-head .el-button--primary");
  await b.page.waitForTimeout(400);
  await hold("dialog");
  await b.visit(base + "/visits", "tbody tr.opens");
  await b.page.click('[data-test="columns"]');
  await b.page.waitForTimeout(300);
  await hold("columns");
  await b.page.keyboard.press("Control+k");
  await b.page.keyboard.type("tj");
  await hold("palette");
  await b.page.keyboard.press("Escape");
  await b.page.click("h1"); // closes the columns
  await b.page.waitForTimeout(600);
  await b.page.click('[data-test="me"]');
  await b.page.waitForTimeout(300);
  await hold("menu");
}

export const journeys = {
  async "nothing serious in the light"(world) {
    const { b, wrong, hold } = await walk(world, { theme: "light" });
    await over(b, world.base, hold);
    assert.deepEqual(wrong, []);
  },
  async "nothing serious in the dark"(world) {
    const { b, wrong, hold } = await walk(world, { theme: "dark" });
    await over(b, world.base, hold);
    assert.deepEqual(wrong, []);
  },
  async "nothing serious in large text with high contrast"(world) {
    const { wrong } = await walk(world, { theme: "light", elder: true, contrast: true });
    assert.deepEqual(wrong, []);
  },
  async "nothing serious where the system is run"(world) {
    const { wrong } = await walk(world, { theme: "dark" }, world.accounts.auditor ?? world.accounts.lianxi, administration);
    assert.deepEqual(wrong, []);
  },
};
