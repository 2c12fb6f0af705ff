// Two sessions correct the same subject: the second sees both texts side by
// side, chooses, and nothing of either is lost.
import assert from "node:assert/strict";
import { join } from "node:path";

async function form(b, base) {
  await b.visit(base + "/ledger?q=" + encodeURIComponent("卤味"), "tbody tr.opens");
  await b.page.click("tbody tr.opens");
  await b.page.click('[data-test="correct"]');
  await b.page.waitForSelector("#subject-address");
}
const field = (label) => `.el-form-item:has(.el-form-item__label:text("${label}")) input, .el-form-item:has(.el-form-item__label:text("${label}")) textarea`;

export const journeys = {
  async "both texts side by side, nothing typed is lost"({ open, base, accounts, shots }) {
    const [a, b] = [await open(), await open()];
    await a.signIn(base, accounts.lianxi);
    await b.signIn(base, accounts.lianxi);
    await form(a, base);
    await form(b, base);

    await a.page.fill(field("备注"), "甲：已核对招牌");
    await a.page.click('[data-test="save-subject"]');
    await a.page.waitForSelector('[data-test="correct"]');

    await b.page.fill(field("备注"), "乙：电话停机");
    await b.page.fill(field("负责人"), "新负责人");
    await b.page.click('[data-test="save-subject"]');
    await b.page.waitForSelector(".conflict");
    const text = await b.text(".conflict");
    assert.match(text, /甲：已核对招牌/);
    assert.match(text, /乙：电话停机/);
    await b.page.screenshot({ path: join(shots, "conflict.png") });

    await b.page.locator(".conflict tr", { hasText: "备注" }).locator('input[value="theirs"]').check();
    await b.page.click("text=按所选内容保存");
    await b.page.waitForSelector('[data-test="correct"]');
    await b.settled();
    const facts = await b.text("dl.facts");
    assert.match(facts, /甲：已核对招牌/, "their remark was kept");
    assert.match(facts, /新负责人/, "my operator was kept");
    a.clean();
    b.clean();
  },

  async "a visit corrected by two: each difference is chosen, withdrawn and undone"({ open, base, accounts, shots }) {
    const [a, b] = [await open(), await open()];
    await a.signIn(base, accounts.lianxi);
    await b.signIn(base, accounts.lianxi);
    for (const x of [a, b]) {
      await x.visit(base + "/visits?name=" + encodeURIComponent("卤味"), "tbody tr.opens");
      await x.page.click("tbody tr.opens");
      await x.page.click('[data-test="correct"]');
      await x.page.waitForSelector('[data-test="correct-form"]');
      await x.settled();
    }
    await a.page.fill("#visit-text textarea", "甲：冷柜已贴封条");
    await a.page.fill('input[name="reason"]', "补记封条");
    await a.page.click('[data-test="save-visit"]');
    await a.page.waitForSelector('[data-test="correct-form"]', { state: "detached" });

    await b.page.fill("#visit-text textarea", "乙：店主不在");
    await b.page.click('[data-result="09"]');
    await b.page.click('[data-test="save-visit"]');
    assert.match(await b.text(".summary"), /没有填写更正理由/);
    await b.page.fill('input[name="reason"]', "更正结果");
    await b.page.click('[data-test="save-visit"]');
    await b.page.waitForSelector(".conflict");
    const text = await b.text(".conflict");
    assert.match(text, /甲：冷柜已贴封条/);
    assert.match(text, /乙：店主不在/);
    assert.match(text, /09 \S/, "codes are told in words");
    await b.page.screenshot({ path: join(shots, "visit-conflict.png") });
    await b.page.locator(".conflict tr", { hasText: "甲：冷柜已贴封条" }).locator('input[value="theirs"]').check();
    await b.page.click("text=按所选内容保存");
    await b.page.waitForSelector('[data-test="correct-form"]', { state: "detached" });
    await b.settled();
    const facts = await b.text("dl.facts");
    assert.match(facts, /甲：冷柜已贴封条/, "their remark was kept");
    assert.match(facts, /09 /, "my result was kept");

    await b.page.click('[data-test="withdraw"]');
    await b.page.locator('.el-dialog:visible [name="reason"]').fill("重复登记");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForFunction(() => /已撤回/.test(document.querySelector(".el-drawer__body .head")?.textContent ?? ""));
    await b.page.click('[data-test="undo"]');
    await b.page.waitForFunction(() => !/已撤回/.test(document.querySelector(".el-drawer__body .head")?.textContent ?? ""));
    await b.settled();
    assert.match(await b.text("dl.facts"), /甲：冷柜已贴封条/, "it stands as it was");
    a.clean();
    b.clean();
  },
};
