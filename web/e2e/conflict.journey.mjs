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
};
