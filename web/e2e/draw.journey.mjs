// A draw between two bureaus: each makes its share in its own browser, the
// server sees digests first, and the result verifies.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const journeys = {
  async "two shares, one result, and anybody can verify it"({ open, base, accounts, shots }) {
    const [market, forestry] = [await open(), await open()];
    await market.signIn(base, accounts.lianxi);
    await forestry.signIn(base, accounts.linye);
    const sent = [];
    market.page.on("request", (r) => sent.push(r.postData() ?? ""));

    await market.visit(base + "/draws");
    await market.page.click("text=起草抽查");
    const drawer = market.page.locator(".el-drawer:visible");
    await drawer.locator(".el-form-item", { hasText: "抽查名称" }).locator("input").fill("花鸟市场周边商户抽查");
    await drawer.locator(".stratum .el-select").first().click();
    await market.page.locator(".el-select-dropdown__item:visible", { hasText: "动物诊疗" }).click();
    await drawer.locator('.stratum input[aria-label="比例（%）"]').fill("30");
    await drawer.locator(".el-date-editor input").first().fill("2026-12-20");
    await market.page.keyboard.press("Enter");
    const given = await drawer.locator('#draw-units').textContent();
    for (const u of ["濂溪区市场监督管理局", "濂溪区林业局"]) assert.ok(given.includes(u), `${u} gives a share: it leads the campaign`);
    await market.page.click(".el-drawer button[type=submit]");
    await market.page.waitForURL(/\/draws\/\w+/);
    const url = market.page.url();

    await market.page.click('[data-test="freeze"]');
    const [file] = await Promise.all([market.page.waitForEvent("download"), market.page.click("text=产生份额并提交承诺")]);
    const share = /[0-9a-f]{64}/.exec(await readFile(await file.path(), "utf8"))[0];
    await market.page.waitForSelector("text=已提交承诺");
    assert.ok(!sent.some((body) => body.includes(share)), "the share stays in the browser until it is revealed");
    const commitment = createHash("sha256").update(Buffer.from(share, "hex")).digest("hex");
    assert.ok(sent.some((body) => body.includes(commitment)), "its SHA-256 was sent");

    await forestry.visit(url);
    await Promise.all([forestry.page.waitForEvent("download"), forestry.page.click("text=产生份额并提交承诺")]);
    await forestry.page.waitForFunction(() => [...document.querySelectorAll(".tag")].filter((t) => t.textContent.includes("已提交承诺")).length === 2);

    await market.visit(url);
    await market.page.locator("section button", { hasText: "公告" }).click();
    await market.page.waitForSelector(".share");
    await market.page.screenshot({ path: join(shots, "draw-announced.png") });
    await market.page.fill(".share input", "0".repeat(64));
    await market.page.click("form .el-button--primary");
    assert.match(await market.text("form .wrong"), /不符/, "a share that was not committed to is refused here already");
    await market.page.fill(".share input", share);
    await market.page.click("form .el-button--primary");
    await market.page.waitForSelector("text=已公开份额");

    await forestry.visit(url);
    await forestry.page.waitForSelector(".share");
    await forestry.page.click("form .el-button--primary"); // this browser kept its own
    await forestry.page.waitForSelector("text=抽取结果");
    await forestry.page.click("text=在此复核");
    await forestry.page.waitForSelector("text=复核一致");
    await forestry.settled();
    await forestry.page.screenshot({ path: join(shots, "draw.png"), fullPage: true });
    market.clean();
    forestry.clean();
  },
};
