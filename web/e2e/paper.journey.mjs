// A total that exists only on paper: registered with its photo, it counts in
// the table, and the table says which part of a figure it is.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

export const journeys = {
  async "a paper count shows apart in the table and in the drawer"({ open, base, accounts, temp, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/table", '[data-code="G02"]');
    await b.settled();
    const before = await b.number('[data-code="G02"]');

    await b.visit(base + "/outreach", "tbody tr");
    await b.page.locator(".el-radio-button", { hasText: "汇总登记" }).click();
    await b.page.click("text=登记汇总数");
    const ask = (label) => b.page.locator(".el-dialog:visible .ask", { hasText: label });
    await ask("指标").locator(".el-select").click();
    await b.page.keyboard.type("G02");
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: "G02" }).click();
    await b.page.click('.el-dialog:visible [data-test="step"]');
    assert.match(await b.text(".el-dialog:visible"), /请填写或选择“来源文书”/, "what is missing is named");
    await ask("数量").locator("input").fill("300");
    await ask("来源文书").locator("input").fill("十里街道宣传资料发放汇总表");
    await ask("地点").locator("input").fill("十里街道办事处");
    await ask("乡镇").locator(".el-select").click();
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: "十里街道" }).click();
    const path = join(temp, "paper.png");
    await writeFile(path, png);
    await b.page.setInputFiles('.el-dialog input[type="file"]', path);
    await b.page.waitForSelector(".el-dialog .thumb");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector("td:text('十里街道宣传资料发放汇总表')");

    await b.visit(base + "/table", '[data-code="G02"]');
    await b.settled();
    assert.equal(await b.number('[data-code="G02"]'), before + 300);
    assert.match(await b.text("thead"), /其中汇总登记/);
    await b.page.click('[data-code="G02"]');
    await b.page.waitForSelector(".el-drawer .tag:text('汇总登记')");
    assert.match(await b.text(".proof"), /相等/);
    await b.page.waitForTimeout(400);
    await b.page.screenshot({ path: join(shots, "paper.png") });
    b.clean();
  },
};
