// An officer who has never seen the program: from the one-time password to a
// figure, the records behind it, and the two files that go upward.
import assert from "node:assert/strict";
import { join } from "node:path";
import { paragraphsOf, rowsOf } from "./xlsx.mjs";

const period = "from=2026-06-01&to=2026-11-15";

export const journeys = {
  async "signs in, opens B05 and the total, exports what the screen shows"({ open, base, accounts, shots }) {
    const b = await open();
    await b.visit(base, "form");
    await b.page.screenshot({ path: join(shots, "sign-in.png") });
    await b.signIn(base, accounts.lianxi);
    assert.match(await b.text("main#content"), /濂溪区/);

    await b.visit(`${base}/table?campaign=lianxi-2026&${period}`, '[data-code="B05"]');
    const cell = await b.number('[data-code="B05"]');
    assert.equal(cell, 4791);
    await b.page.click('[data-code="B05"]');
    await b.page.waitForSelector('[data-test="drill-sum"]', { state: "attached" });
    assert.equal(await b.number('[data-test="drill-sum"]'), cell, "the records of B05 add up to its cell");
    assert.match(await b.text(".proof"), /相等/);
    await b.settled();
    await b.page.waitForTimeout(500); // the drawer slides in
    await b.page.screenshot({ path: join(shots, "drill.png") });
    await b.page.keyboard.press("Escape");

    const total = await b.number('[data-code="B13"]');
    await b.page.click('[data-code="B13"]');
    await b.page.waitForFunction((n) => document.querySelector('[data-test="drill-sum"]')?.textContent === String(n), total);
    assert.match(await b.text(".proof"), /相等/, "a total opens too");
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector(".el-drawer", { state: "hidden" });

    const shown = await b.page.$$eval("[data-code]", (cells) => cells.map((c) => [c.dataset.code, c.textContent.trim().replace(/,/g, "")]));
    const rows = await rowsOf(await b.download('[data-test="export-xlsx"]'));
    assert.equal(shown.length, 76);
    for (const [code, value] of shown) {
      const row = rows.find((r) => r.includes(code));
      assert.ok(row, `${code} is missing in the workbook`);
      assert.ok(value === "—" || row.some((x) => x === value || (x !== "" && Number(x) === Number(value))), `${code} is ${value} on the screen and ${row.join(" | ")} in the workbook`);
    }

    await b.visit(base + "/stage", "[data-figure]");
    const chips = await b.page.$$eval("[data-figure]", (all) => all.map((c) => c.textContent.trim()));
    const text = (await paragraphsOf(await b.download('[data-test="export-docx"]'))).join("\n");
    for (const chip of chips) assert.ok(text.includes(chip), `${chip} stands on the screen and not in the document`);
    b.clean();
  },

  async "finds a shop by two characters and shares the list by its address"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", "tbody tr.opens");
    await b.page.fill('[data-test="search"]', "卤味");
    await b.page.waitForURL(/q=/);
    await b.page.waitForFunction(() => document.querySelector("tbody tr.opens td.lead")?.textContent.includes("卤味"));
    await b.page.goto(b.page.url());
    await b.page.waitForSelector("tbody tr.opens");
    assert.equal(await b.page.inputValue('[data-test="search"]'), "卤味");
    b.clean();
  },

  async "Ctrl+K finds a case from any page"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.page.keyboard.press("Control+k");
    await b.page.keyboard.type("穿山甲");
    await b.page.locator("#palette-list li", { hasText: "案件" }).first().click();
    await b.page.waitForURL(/\/cases\?id=/);
    await b.page.waitForSelector(".stages");
    b.clean();
  },

  async "a township's and a department's figures open to their own records"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(`${base}/table?campaign=lianxi-2026&${period}`, '[data-code="B05"]');
    const county = await b.number('[data-code="B13"]');
    await b.page.click("header .region");
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: "莲花镇" }).click();
    await b.page.waitForFunction((n) => document.querySelector('[data-code="B13"]').textContent.replace(/,/g, "") !== String(n), county);
    const town = await b.number('[data-code="B13"]');
    assert.ok(town > 0 && town < county);
    await b.page.click('[data-code="B13"]');
    await b.page.waitForSelector('[data-test="drill-sum"]', { state: "attached" });
    assert.equal(await b.number('[data-test="drill-sum"]'), town);
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector(".el-drawer", { state: "hidden" });
    await b.page.locator(".el-radio-button", { hasText: "林草" }).click();
    await b.page.waitForFunction((n) => document.querySelector('[data-code="B13"]').textContent.replace(/,/g, "") !== String(n), town);
    const forestry = await b.number('[data-code="B13"]');
    await b.page.click('[data-code="B13"]');
    await b.page.waitForFunction((n) => document.querySelector('[data-test="drill-sum"]')?.textContent === String(n), forestry);
    assert.match(b.page.url(), /region=.*department=forestry|department=forestry.*region=/, "the address shows the same to whoever gets it");
    b.clean();
  },

  async "walks the ledger with the keyboard"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", "tbody tr.opens");
    await b.page.keyboard.press("j");
    await b.page.keyboard.press("j");
    await b.page.keyboard.press("k");
    const first = await b.text("tbody tr.opens td.lead");
    assert.equal(await b.page.evaluate(() => document.activeElement.querySelector("td.lead")?.textContent.trim()), first);
    await b.page.keyboard.press("Enter");
    await b.page.waitForSelector(".el-drawer:visible dl.facts");
    await b.page.keyboard.press("]");
    await b.page.waitForFunction((name) => document.querySelector(".el-drawer__title")?.textContent.trim() !== name, first);
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector(".el-drawer", { state: "hidden" });
    await b.page.keyboard.press("g");
    await b.page.keyboard.press("s");
    await b.page.waitForURL(/\/table/);
    b.clean();
  },

  async "pages through the ledger by key, and back"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", "tbody tr.opens");
    const first = () => b.page.$eval("tbody tr.opens td.lead", (c) => c.textContent.trim());
    const one = await first();
    await b.page.click("text=下一页");
    await b.page.waitForURL(/page=2/);
    await b.page.waitForFunction((name) => document.querySelector("tbody tr.opens td.lead")?.textContent.trim() !== name, one);
    await b.page.click("text=上一页");
    await b.page.waitForFunction((name) => document.querySelector("tbody tr.opens td.lead")?.textContent.trim() === name, one);
    b.clean();
  },

  async "a wrong password is refused in words and keeps the account"({ open, base, accounts }) {
    const b = await open();
    await b.page.goto(base + "/sign-in");
    await b.page.fill('input[name="login"]', accounts.lianxi.login);
    await b.page.fill('input[name="password"]', "not-the-password");
    await b.page.keyboard.press("Enter");
    await b.page.waitForSelector('[role="alert"]');
    assert.equal(await b.page.inputValue('input[name="login"]'), accounts.lianxi.login);
  },
};
