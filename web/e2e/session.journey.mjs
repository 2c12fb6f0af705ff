// The session ends while a form is half filled: one signs in over the page, and
// what was typed is still there.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

export const journeys = {
  async "nothing typed is lost when the session ends"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", "tbody tr.opens");
    await b.page.click("main#content .page-head .el-button--primary");
    await b.page.fill("#subject-name", "百灵鸟具店");
    await b.context.clearCookies();
    await b.choose("#subject-venue", "商户");
    await b.choose("#subject-town_code", "十里街道");
    await b.page.fill("#subject-address", "十里大道9010号");
    await b.page.click('[data-test="save-subject"]');
    await b.page.waitForSelector("text=登录已过期");
    await b.page.waitForTimeout(400);
    await b.page.screenshot({ path: join(shots, "expired.png") });
    assert.equal(await b.page.inputValue('.el-dialog input[name="login"]'), accounts.lianxi.login);
    await b.page.fill('.el-dialog input[name="password"]', accounts.lianxi.changed);
    await b.page.click('.el-dialog button[type="submit"]');
    await b.page.waitForSelector("text=登录已过期", { state: "hidden" });
    assert.equal(await b.page.inputValue("#subject-name"), "百灵鸟具店");
    await b.page.click('[data-test="save-subject"]');
    await b.page.waitForSelector(".el-drawer__title:text('百灵鸟具店')");
  },

  async "rows pasted from a sheet: the wrong cells say why, the right rows are recorded"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/visits/grid");
    const api = (path) => b.page.evaluate(async (p) => (await fetch("/api/v1/homes/360402" + p)).json(), path);
    const people = (await api("/officers")).items.filter((o) => o.certificates.length && o.posts.some((p) => p.department === "market")).slice(0, 2);
    const shops = (await api("/subjects?venue=shop&limit=3")).items.filter((s) => s.code);
    const names = people.map((o) => o.certificates[0].number).join("、");
    const rows = [
      [shops[0].code, "", "2026-11-20", names, "01", ""],
      [shops[1].code, "", "2026-11-20", names.split("、")[0], "01", ""],
      ["查无此店", "", "2026-11-20", names, "01、09", ""],
    ];
    await b.page.locator(".el-select").nth(2 + (await b.page.locator("header .el-select").count())).click();
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: "投诉举报" }).click();
    await b.page.fill('input[data-test="source"], [data-test="source"] input', "12315-20261120");
    await b.page.evaluate((text) => {
      const cell = document.querySelector(".sheet input");
      const data = new DataTransfer();
      data.setData("text/plain", text);
      cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, rows.map((r) => r.join("\t")).join("\n"));
    await b.page.click("text=提交 3 行");
    await b.page.waitForSelector(".outcome");
    assert.match(await b.text(".outcome"), /已记录 1 行.*2 行需要修改/);
    assert.match(await b.text(".sheet tbody tr:nth-child(2)"), /少于两人/);
    assert.match(await b.text(".sheet tbody tr:nth-child(3)"), /没有这一户/);
    await b.page.screenshot({ path: join(shots, "grid-errors.png") });
    b.clean();
  },

  async "a photo goes with the visit"({ open, base, accounts, temp }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/visits/new", '[data-test="visit-form"]');
    const png = join(temp, "photo.png");
    await writeFile(png, Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"));
    await b.page.setInputFiles('input[accept^="image/jpeg"]', png);
    await b.page.waitForSelector(".thumb img");
    await b.page.waitForFunction(() => document.querySelector(".thumb img").naturalWidth === 1);
    b.clean();
  },
};
