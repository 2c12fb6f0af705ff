// What every page stands on: the palette, the list by keyboard alone, saved
// views, drafts that survive, looks that stay, a broken connection.
import assert from "node:assert/strict";
import { join } from "node:path";

const focused = (b) => b.page.evaluate(() => document.activeElement?.closest("tr")?.querySelector("td.lead")?.textContent.trim() ?? "");
const first = "tbody tr.opens td.lead";

async function menu(b, item) {
  await b.page.click('[data-test="me"]');
  await b.page.click(`.el-dropdown-menu:visible ${item}`);
}

export const journeys = {
  async "the palette goes to a page by its initials, and gives commands"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.page.keyboard.press("Control+k");
    await b.page.keyboard.type("jgdx"); // 监管对象
    await b.page.screenshot({ path: join(shots, "palette.png") });
    await b.page.keyboard.press("Enter");
    await b.page.waitForURL(/\/ledger$/);
    await b.page.waitForSelector(first);
    await b.page.keyboard.press("/");
    await b.page.keyboard.type("shense");
    assert.equal(await b.page.locator("#palette-list li").count(), 0);
    await b.page.locator('[data-test="palette"]').fill("深色");
    await b.page.keyboard.press("Enter");
    assert.match(await b.page.getAttribute("html", "class"), /dark/);
    await b.page.keyboard.press("Control+k");
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector('[data-test="palette"]', { state: "detached" });
    b.clean();
  },

  async "the list by keyboard alone"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", first);
    const names = await b.page.$$eval(first, (all) => all.map((x) => x.textContent.trim()));
    await b.page.keyboard.press("Tab");
    assert.equal(await b.page.evaluate(() => document.activeElement.className), "skip", "the first Tab offers to skip the menu");
    await b.page.keyboard.press("Enter");
    for (let i = 0; i < 40 && !(await focused(b)); i++) await b.page.keyboard.press("Tab");
    assert.equal(await focused(b), names[0], "Tab comes to the list");
    await b.page.keyboard.press("ArrowDown");
    assert.equal(await focused(b), names[1]);
    await b.page.keyboard.press("End");
    assert.equal(await focused(b), names[names.length - 1]);
    await b.page.keyboard.press("Home");
    await b.page.keyboard.press("j");
    await b.page.keyboard.press("k");
    assert.equal(await focused(b), names[0]);
    await b.page.keyboard.press("Enter");
    await b.page.waitForSelector(".el-drawer:visible dl.facts");
    assert.match(await b.text(".crumbs"), new RegExp(names[0].replace(/[^\p{L}\p{N}]/gu, ".")), "the record is named where one is");
    await b.page.keyboard.press("]");
    await b.page.waitForFunction((n) => document.querySelector(".el-drawer__title")?.textContent.trim() === n, names[1]);
    await b.page.keyboard.press("[");
    await b.page.waitForFunction((n) => document.querySelector(".el-drawer__title")?.textContent.trim() === n, names[0]);
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector(".el-drawer", { state: "hidden" });
    await b.page.fill('[data-test="search"] input, input[data-test="search"]', "j");
    assert.equal(await b.page.evaluate(() => document.activeElement.tagName), "INPUT", "keys typed into a field stay there");
    assert.ok((await b.page.evaluate(() => document.querySelectorAll("main *").length)) <= 1500);
    b.clean();
  },

  async "Ctrl-click opens a tab; the page before is reached across the page's end"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", first);
    const [tab] = await Promise.all([b.context.waitForEvent("page"), b.page.click(first, { modifiers: ["Control"] })]);
    await tab.waitForSelector(".el-drawer dl.facts");
    await tab.close();
    const last = b.page.locator("tbody tr.opens").last();
    await last.click();
    await b.page.waitForSelector(".el-drawer dl.facts");
    await b.page.keyboard.press("]");
    await b.page.waitForURL(/page=2/);
    await b.page.waitForFunction(() => document.querySelector(".el-drawer .walk")?.textContent.includes("1 / 50"));
    b.clean();
  },

  async "a view is saved with its filters and columns, and is there on another day"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger?venue=catering", first);
    await b.page.click('[data-test="columns"]');
    await b.page.locator(".panel-columns li", { hasText: "统一社会信用代码" }).locator("input").uncheck();
    await b.page.keyboard.press("Escape");
    assert.equal(await b.page.locator("th", { hasText: "统一社会信用代码" }).count(), 0);
    await b.page.click('[data-test="view-save"]');
    await b.page.fill('[data-test="view-name"]', "餐饮单位");
    await b.page.keyboard.press("Enter");
    await b.page.waitForURL(/view=/);
    await b.page.waitForTimeout(400);
    assert.equal(await b.page.locator(".views .dot").count(), 0, "a view just saved has not changed");
    await b.page.screenshot({ path: join(shots, "view.png") });
    await b.visit(base + "/ledger", first);
    await b.page.click('[data-test="view"]');
    await b.page.waitForURL(/venue=catering/);
    await b.page.waitForFunction(() => [...document.querySelectorAll('td[data-column="venue"]')].every((x) => x.textContent.trim() === "餐饮"));
    await b.page.click('[aria-label*="删除视图"]');
    await b.page.waitForSelector('[data-test="view"]', { state: "detached" });
    b.clean();
  },

  async "what was typed survives the page and the session"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/visits/new", '[data-test="visit-form"]');
    await b.page.click('[data-result="09"]');
    await b.page.fill("textarea", "冷柜内有疑似野鸭三只");
    await b.page.click("h1"); // leaves the field
    await b.page.waitForTimeout(400);
    const next = await b.context.newPage();
    await b.page.close({ runBeforeUnload: false });
    await b.context.clearCookies();
    b.page = next;
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/visits/new", '[data-test="draft"]');
    assert.match(await b.text('[data-test="draft"]'), /已恢复草稿/);
    assert.equal(await next.inputValue("textarea"), "冷柜内有疑似野鸭三只");
    assert.ok(await next.isChecked('[data-result="09"] input'));
    await next.screenshot({ path: join(shots, "draft.png") });
    await next.click('[data-test="draft-discard"]');
    await next.waitForSelector('[data-test="draft"]', { state: "detached" });
    assert.equal(await next.inputValue("textarea"), "");
    await b.visit(base + "/visits/new", '[data-test="visit-form"]');
    await next.waitForTimeout(400);
    assert.equal(await next.locator('[data-test="draft"]').count(), 0, "what was given up does not come back");
    b.clean();
  },

  async "a crash of the page costs five seconds at most"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/leads", "h1");
    await b.page.click(".page-head .el-button--primary");
    await b.page.fill('.el-dialog [name="facts"]', "有人在网上卖甲片");
    await b.page.waitForTimeout(5600);
    const next = await b.context.newPage();
    await b.page.goto("chrome://crash").catch(() => {});
    b.page = next;
    next.setDefaultTimeout(15_000);
    await b.visit(base + "/leads", "h1");
    await next.click(".page-head .el-button--primary");
    await next.waitForSelector('[data-test="draft"]');
    assert.equal(await next.inputValue('.el-dialog [name="facts"]'), "有人在网上卖甲片");
  },

  async "days are written as people write them"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/visits/new", '[data-test="visit-form"]');
    const day = b.page.locator("#visit-day input");
    for (const [typed, full] of [["20261123", "2026-11-23"], ["11.2", "2026-11-02"], ["2026年6月1日", "2026-06-01"]]) {
      await day.fill(typed);
      await day.press("Enter");
      assert.equal(await day.inputValue(), full);
    }
    b.clean();
  },

  async "a look stays with its user; single keys can be turned off"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await menu(b, '[data-theme="dark"]');
    await menu(b, '[data-test="elder"]');
    await b.page.reload();
    await b.page.waitForSelector("main#content h1");
    assert.match(await b.page.getAttribute("html", "class"), /dark.*elder|elder.*dark/);
    const size = await b.page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    assert.ok(size >= 18, `large text is ${size} px`);
    await b.page.keyboard.press("?");
    await b.page.waitForSelector(".el-dialog kbd");
    await b.page.click('[data-test="single-keys"]');
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector(".el-dialog", { state: "hidden" });
    await b.page.keyboard.press("g");
    await b.page.keyboard.press("l");
    await b.page.waitForTimeout(400);
    assert.ok(!b.page.url().includes("/ledger"), "g l does nothing now");
    await b.page.keyboard.press("Control+k");
    await b.page.waitForSelector('[data-test="palette"]');
    b.clean();
  },

  async "a broken connection is said, and of when the data is"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", first);
    await b.context.setOffline(true);
    await b.page.waitForSelector('[data-test="offline"]');
    assert.match(await b.text('[data-test="offline"]'), /已断网，正在查看 \d\d:\d\d 的数据/);
    await b.page.screenshot({ path: join(shots, "offline.png") });
    await b.context.setOffline(false);
    await b.page.waitForSelector('[data-test="offline"]', { state: "detached" });
  },

  async "the view is exported with its rows and columns, from the tray"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger?venue=vet", first);
    await b.page.click('[data-test="export"]');
    await b.page.waitForFunction(() => document.querySelector('[data-test="tray-news"]')?.textContent.includes("导出"));
    await b.page.click('[data-test="tray"]');
    await b.page.waitForSelector('[data-test="job-result"]');
    assert.ok(await b.download('[data-test="job-result"]'));
    b.clean();
  },

  async "the desk knows how far the county has come"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.page.waitForSelector('[data-test="first-steps"] li');
    const states = await b.page.$$eval('[data-test="first-steps"] li', (all) => all.map((x) => `${x.dataset.step} ${x.classList.contains("done")}`));
    assert.deepEqual(states, ["ledger true", "people true", "draw true", "visit true", "report false"]);
    await b.page.screenshot({ path: join(shots, "first-steps.png") });
    b.clean();
  },
};
