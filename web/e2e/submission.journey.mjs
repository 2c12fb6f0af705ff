// A submitted table is frozen: what changes afterwards shows as a difference,
// in the table and in the drawer.
import assert from "node:assert/strict";
import { join } from "node:path";

const period = "campaign=lianxi-2026&from=2026-06-01&to=2026-11-15";

export const journeys = {
  async "a visit withdrawn after the submission shows as −1"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(`${base}/table?${period}`, '[data-code="B05"]');
    const before = await b.number('[data-code="B05"]');
    await b.page.click("text=报送本期");
    await b.page.locator(".el-dialog:visible .el-button--primary").click();
    await b.page.waitForSelector("text=已报送");
    await b.visit(base + "/submissions?tab=all", "tbody tr");
    assert.match(await b.text("tbody"), /2026-06-01 — 2026-11-15/);

    await b.visit(base + "/visits?venue=shop", "tbody tr.opens");
    await b.page.click("tbody tr.opens");
    await b.page.locator(".el-drawer:visible button", { hasText: "撤回" }).click();
    await b.page.locator('.el-dialog:visible [name="reason"]').fill("重复登记");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector(".el-drawer:visible .tag:text('已撤回')");

    await b.visit(`${base}/table?${period}`, '[data-code="B05"]');
    await b.settled();
    assert.equal(await b.number('[data-code="B05"]'), before - 1);
    const row = b.page.locator("tr", { has: b.page.locator('[data-code="B05"]') });
    assert.equal((await row.locator("td").last().textContent()).trim(), "-1");
    await b.page.click('[data-code="B05"]');
    await b.page.waitForSelector("text=较报送时 -1");
    assert.match(await b.text(".proof"), /相等/, "the reversed visit and its reversal cancel out");
    await b.page.waitForTimeout(400);
    await b.page.screenshot({ path: join(shots, "adjustment.png") });
    b.clean();
  },
};
