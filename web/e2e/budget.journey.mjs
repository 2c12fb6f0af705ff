// What a person feels: how long a list of 100,000 subjects, a change of page and
// a key take. The budgets are for a quiet machine; here they may take twice as
// long, and what was measured is said.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const slack = 2;

function within(what, took, budget) {
  console.log(`    ${what}: ${took.toFixed(0)} ms (budget ${budget})`);
  assert.ok(took <= budget * slack, `${what} took ${took.toFixed(0)} ms`);
}

/** From the click on a menu's entry until a frame shows what is looked for. */
function goes(b, name, selector) {
  return b.page.evaluate(([name, selector]) => new Promise((done) => {
    const link = [...document.querySelectorAll("nav.side a")].find((a) => a.textContent.trim() === name);
    const from = performance.now();
    link.click();
    const look = () => requestAnimationFrame(() => (document.querySelector(selector) ? requestAnimationFrame(() => done(performance.now() - from)) : look()));
    look();
  }), [name, selector]);
}

/** The longest from a key or click to the frame that answers it, of all that acts does. */
async function felt(b, acts) {
  await b.page.evaluate(() => {
    window.felt = [];
    new PerformanceObserver((l) => window.felt.push(...l.getEntries().map((e) => [e.name, e.duration]))).observe({ type: "event", durationThreshold: 16 });
  });
  await acts();
  await b.page.waitForTimeout(600);
  const all = await b.page.evaluate(() => window.felt);
  const own = all.filter(([name]) => /^(key|click|input)/.test(name)).sort((x, y) => y[1] - x[1]);
  console.log(`    slowest: ${own.slice(0, 4).map(([name, ms]) => `${name} ${ms}`).join(", ")}`);
  return own.length ? own[0][1] : 0;
}

export const journeys = {
  async "100,000 subjects, changes of page, keys on a slow machine"({ open, base, accounts, temp }) {
    const path = join(temp, "十万户.csv");
    const rows = Array.from({ length: 100_000 }, (_, i) => `${i + 1},甲街${String(i).padStart(6, "0")}号杂货铺,,甲街${i}号,十里街道,钱一,19900000001`);
    await writeFile(path, "\ufeff序号,经营者名称,统一社会信用代码,经营地址,所属乡镇,负责人,联系电话\n" + rows.join("\n"));
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger/import");
    await b.page.setInputFiles('input[type="file"]', path);
    await b.page.click('[data-test="dry-run"]');
    await b.page.waitForSelector('[data-test="import-report"]', { timeout: 60_000 });
    await b.page.click('[data-test="import"]');
    await b.page.waitForFunction(() => document.querySelector('[data-test="import-report"] h2')?.textContent.includes("导入结果"), undefined, { timeout: 60_000 });
    await b.settled();

    const pages = { 统计表: '[data-code="B13"]', 案件与移送: "main tbody tr.opens", 线索: "main tbody tr.opens", 双随机抽查: "main tbody tr", 监管对象: "main tbody tr.opens" };
    for (const [name, selector] of Object.entries(pages)) await goes(b, name, selector); // their code is then here
    let slowest = 0;
    for (const [name, selector] of Object.entries(pages)) {
      await b.page.waitForTimeout(300);
      const took = await goes(b, name, selector);
      slowest = Math.max(slowest, took);
    }
    within("a change of page, the slowest of five", slowest, 300);
    await goes(b, "线索", "main tbody tr.opens");
    await b.page.reload();
    await b.page.waitForSelector("main tbody tr.opens");
    await b.settled();
    within("the list of 100,000 subjects painted", await goes(b, "监管对象", "main tbody tr.opens"), 400);

    const cdp = await b.context.newCDPSession(b.page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    within("a key or click in the list at a quarter of the speed", await felt(b, async () => {
      for (const key of ["j", "j", "k", "j"]) {
        await b.page.keyboard.press(key);
        await b.page.waitForTimeout(150);
      }
      await b.page.click('[data-test="search"]');
      await b.page.keyboard.type("甲街", { delay: 120 });
      await b.page.waitForTimeout(500);
      await b.page.click("main tbody tr.opens");
      await b.page.waitForSelector(".el-drawer:visible dl.facts");
    }), 200);
    b.clean();
  },
};
