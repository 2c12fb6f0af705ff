// A table is handed in, returned at three cells, corrected, handed in again and
// received; each finds it on the desk.
import assert from "node:assert/strict";
import { join } from "node:path";

const period = "campaign=lianxi-2026&from=2026-06-01&to=2026-11-15";
const marked = ["B05", "B13", "D06"];

async function handIn(b) {
  await b.page.click('[data-test="submit-table"]');
  await b.page.waitForSelector('[data-test="period"] .tag:text("已报送")');
}

export const journeys = {
  async "three cells are returned, found with n, handed in again and received"({ open, base, accounts, shots }) {
    const clerk = await open();
    await clerk.signIn(base, accounts.lianxi);
    await clerk.visit(`${base}/table?${period}`, '[data-code="B05"]');
    await clerk.page.waitForSelector('[data-test="period"] .tag:text("未报送")');
    await clerk.page.click("text=报送本期");
    await handIn(clerk);

    const reviewer = await open();
    await reviewer.signIn(base, accounts.fagui);
    await reviewer.page.waitForSelector('[data-tab="review"]');
    await reviewer.page.keyboard.press("2");
    await reviewer.page.waitForSelector('[data-test="worklist"] >> text=2026-06-01 — 2026-11-15');
    await reviewer.page.screenshot({ path: join(shots, "desk-review.png") });
    await reviewer.page.click('[data-test="worklist"] .el-button');
    await reviewer.page.click('[data-test="choose-cells"]');
    for (const code of marked) await reviewer.page.click(`[data-code="${code}"]`);
    await reviewer.page.screenshot({ path: join(shots, "return-choose.png") });
    await reviewer.page.click('[data-test="return-why"]');
    await reviewer.page.click('[data-test="return-table"]');
    assert.match(await reviewer.text(".el-dialog:visible .summary"), /请选择“B05/, "what is missing is named");
    for (const code of marked) {
      await reviewer.page.click(`.el-dialog [data-why="${code}"]`);
      await reviewer.page.locator(".el-select-dropdown__item:visible", { hasText: "逻辑不符" }).click();
      await reviewer.page.waitForTimeout(400); // the list closes
    }
    await reviewer.page.waitForTimeout(300);
    await reviewer.page.screenshot({ path: join(shots, "return-why.png") });
    await reviewer.page.click('[data-test="return-table"]');
    await reviewer.page.waitForSelector('[data-test="period"] .tag:text("退回修改")');

    await clerk.visit(base, '[data-tab="returned"]');
    await clerk.page.keyboard.press("4");
    await clerk.page.waitForSelector('[data-test="worklist"] .tag:has-text("个工作日")');
    await clerk.page.click('[data-test="worklist"] .el-button');
    await clerk.page.waitForSelector("text=3 处需修改");
    await clerk.page.screenshot({ path: join(shots, "returned.png") });
    const walked = [];
    for (let i = 0; i < 4; i++) {
      await clerk.page.keyboard.press("n");
      await clerk.page.waitForTimeout(60);
      walked.push(await clerk.page.evaluate(() => document.activeElement?.dataset?.code));
    }
    assert.deepEqual(walked, [...marked, marked[0]], "n goes through the three places and begins anew");
    assert.match(await clerk.text('[data-test="inspector"]'), /退回修改：逻辑不符/);
    await clerk.page.click("text=重新报送");
    assert.match(await clerk.text(".el-dialog:visible"), /第 2 次报送/);
    await handIn(clerk);

    await reviewer.visit(base + "/submissions?tab=all", '[data-changes="2"]');
    await reviewer.page.click('[data-changes="2"]');
    await reviewer.page.waitForSelector('[data-test="changes"] tbody tr');
    assert.equal(await reviewer.page.locator('[data-test="changes"] .tag', { hasText: "未改动" }).count(), 3, "what was asked for and left as it was is told");
    await reviewer.page.keyboard.press("Escape");
    await reviewer.visit(`${base}/table?${period}`, '[data-test="receive"]');
    await reviewer.page.click('[data-test="receive"]');
    await reviewer.page.waitForSelector('[data-test="period"] .tag:text("已接收")');
    assert.equal(await reviewer.page.locator('[data-test="choose-cells"]').count(), 0, "what was received is locked");
    await reviewer.visit(base + "/submissions", '[data-test="returns"]');
    assert.match(await reviewer.text('[data-test="returns"]'), /已接收/);
    await reviewer.page.screenshot({ path: join(shots, "returns.png") });
    clerk.clean();
    reviewer.clean();
  },
};
