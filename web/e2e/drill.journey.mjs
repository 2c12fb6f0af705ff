// Any figure leads to its records: with the keyboard alone, and by an address
// that one sends to another.
import assert from "node:assert/strict";
import { join } from "node:path";
import { rowsOf } from "./xlsx.mjs";

const period = "campaign=lianxi-2026&from=2026-06-01&to=2026-11-15";
const at = (b) => b.page.evaluate(() => document.activeElement?.dataset?.cell ?? "");
const sum = async (b) => Number((await b.text('[data-test="parts-sum"]')).replace(/,/g, ""));

export const journeys = {
  async "the table is walked, a total opened and taken apart, with the keyboard alone"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(`${base}/table?${period}`, '[data-cell="A01:value"]');
    await b.page.focus('[data-cell="A01:value"]');
    const all = await b.page.$$eval("[data-code]", (cells) => cells.map((c) => c.dataset.code));
    for (let i = 0; i < all.indexOf("B13"); i++) await b.page.keyboard.press("ArrowDown");
    assert.equal(await at(b), "B13:value");
    assert.match(await b.text('[data-test="inspector"]'), /B13[\s\S]*由公式计算/, "the cell one stands on is told beside the table");
    await b.page.keyboard.press("ArrowRight");
    assert.equal(await at(b), "B13:cumulative");
    await b.page.keyboard.press("ArrowLeft");
    const total = await b.number('[data-code="B13"]');
    await b.page.keyboard.press("F4");
    await b.page.waitForSelector('.el-drawer [data-test="parts-sum"]');
    assert.equal(await sum(b), total, "its parts add up to it");
    await b.page.waitForTimeout(400);
    await b.page.screenshot({ path: join(shots, "drill-total.png") });

    await b.page.locator(".el-drawer .formula .chip", { hasText: "B06" }).focus();
    await b.page.keyboard.press("Enter");
    await b.page.waitForFunction(() => document.querySelector(".el-drawer__title")?.textContent.startsWith("B06"));
    await b.page.waitForSelector('.el-drawer [data-test="parts-sum"]');
    assert.equal(await sum(b), await b.number('[data-code="B06"]'));
    await b.page.focus('[data-test="share-figure"]');
    await b.page.keyboard.press("Backspace");
    await b.page.waitForFunction(() => document.querySelector(".el-drawer__title")?.textContent.startsWith("B13"));
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector(".el-drawer", { state: "hidden" });
    await b.page.waitForFunction(() => document.activeElement?.dataset?.cell === "B13:value");
    await b.page.keyboard.press("Enter");
    await b.page.waitForSelector('.el-drawer:visible [data-test="parts-sum"]');
    b.clean();
  },

  async "a figure's address shows another the same, and its records come as a sheet"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(`${base}/table?${period}&department=market`, '[data-code="B07"]');
    await b.settled();
    const figure = await b.number('[data-code="B07"]');
    await b.page.click('[data-code="B07"]');
    await b.page.waitForSelector('.el-drawer [data-test="parts-sum"]');
    const address = await b.page.getAttribute(".el-drawer .page-link", "href");
    assert.match(address, /^\/d\?m=B07/);
    assert.match(address, /dept=market/);

    const other = await open(390, 844);
    await other.signIn(base, accounts.linye);
    await other.visit(base + address, '[data-test="parts-sum"]');
    assert.equal(await other.number('[data-test="drill-shown"]'), figure);
    assert.equal(await sum(other), figure);
    assert.match(await other.text("h1"), /^B07/);
    const wide = await other.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide on a telephone`);
    await other.page.screenshot({ path: join(shots, "drill-page.png") });

    const rows = await rowsOf(await b.download('.el-drawer [data-test="export-lines"]'));
    assert.equal(rows.filter((r) => r.includes("检查")).length, figure, "exactly as many rows as the figure says");
    await b.visit(`${base}/d?m=B05`, "main#content .panel");
    assert.match(await b.text("main#content"), /没有指明是哪一个数/);
    b.clean();
    other.clean();
  },

  async "the figures of the desk and of the stage report open where they stand"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.page.waitForSelector('[data-say="B16"]');
    const covered = (await b.text('[data-say="B16"]')).replace(/,/g, "");
    await b.page.click('[data-say="B16"]');
    await b.page.waitForFunction((n) => document.querySelector('.el-drawer [data-test="drill-sum"]')?.textContent === n, covered);
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector(".el-drawer", { state: "hidden" });
    await b.visit(base + "/stage", "[data-figure]");
    const chip = b.page.locator('[data-figure="B13"]').first();
    const said = (await chip.textContent()).trim();
    await chip.click();
    await b.page.waitForFunction((n) => document.querySelector('.el-drawer [data-test="drill-sum"]')?.textContent === n, said);
    b.clean();
  },
};
