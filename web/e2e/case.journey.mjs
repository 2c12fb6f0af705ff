// A case from its party to the decision, the payment and the end; a clock that
// stands still meanwhile.
import assert from "node:assert/strict";
import { join } from "node:path";
import { approve, notify, review } from "./gates.mjs";

const ask = (b, label) => b.page.locator(".el-dialog:visible .ask", { hasText: label });
async function send(b) {
  await b.page.click('.el-dialog:visible [data-test="step"]');
  await b.page.waitForSelector(".el-dialog", { state: "hidden" });
}
async function pick(b, label, option) {
  await ask(b, label).locator(".el-select").click();
  await b.page.keyboard.type(option);
  await b.page.locator(".el-select-dropdown__item:visible", { hasText: option }).first().click();
}
const press = (b, name) => b.page.locator(".el-drawer:visible button", { hasText: name }).first().click();

export const journeys = {
  async "party, clock, decision, service, payment, execution"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    const api = (path) => b.page.evaluate(async (p) => (await fetch("/api/v1/homes/360402" + p)).json(), path);
    const people = (await api("/officers")).items.filter((o) => o.certificates.length && o.posts.some((p) => p.department === "market")).map((o) => o.person.name);

    await b.visit(base + "/leads", "tbody tr.opens");
    await b.page.click("main#content .page-head .el-button--primary");
    await ask(b, "线索标题").locator("input").fill("饭店菜单标示野味");
    await ask(b, "线索内容").locator("textarea").fill("菜单印有野鸡煲");
    await pick(b, "渠道", "媒体");
    await ask(b, "来源文书").locator("input").fill("九江晚报 2026-11-20");
    await pick(b, "乡镇", "五里街道");
    await send(b);
    await b.page.click('[data-step="take"]');
    await send(b);
    await b.page.click('[data-step="verify"]');
    await b.page.click('.el-dialog:visible [data-choice="true"]');
    await ask(b, "核查结论").locator("textarea").fill("属实");
    await send(b);
    await b.page.click('[data-step="file"]');
    await pick(b, "违法行为", "V11");
    await pick(b, "办案人员", people[0]);
    await b.page.keyboard.type(people[1]);
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: people[1] }).first().click();
    await b.page.locator(".el-dialog:visible .el-dialog__title").click();
    await ask(b, "立案文书代字").locator("input").fill("濂市监立");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForURL(/\/cases/);

    await b.page.click('[data-step="party"]');
    await ask(b, "姓名或名称").locator("input").fill("某饭店");
    await send(b);
    await b.page.waitForSelector("text=●●●"); // sealed as soon as it is kept
    assert.ok(!(await b.text(".el-drawer__body")).includes("某饭店"));
    const id = (await api("/cases?limit=1")).items[0].id;
    await b.page.click('[data-step="investigate"]');
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector(".el-dialog .problem");
    assert.match(await b.text(".el-dialog .problem"), /立案审批/, "nothing is investigated before its filing is approved");
    await approve(b, id);
    await send(b);
    await press(b, "暂停计算");
    await pick(b, "暂停事由", "鉴定");
    await send(b);
    await b.page.waitForSelector(".el-drawer .tag:text('暂停')");
    await press(b, "恢复计算");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector(".el-dialog .problem");
    assert.match(await b.text(".el-dialog .problem"), /核对日期/, "a period cannot stand still for no day");
    await b.page.locator(".el-dialog:visible button", { hasText: "暂不" }).click();
    await b.page.waitForSelector(".el-dialog", { state: "hidden" });

    const party = (await api(`/cases/${id}`)).parties[0].id;
    await notify(b, id, party, { fine_fen: 1000050, confiscated_fen: 20000 });
    await review(b, id, (await api("/entitled?for=case.decide")).items.slice(0, 2).map((p) => p.id));
    await b.page.click('[data-step="decide"]');
    await ask(b, "决定文号").locator("input").fill("濂市监处罚〔2026〕99号");
    await ask(b, "决定内容").locator("textarea").fill("没收违法所得，处以罚款");
    await ask(b, "罚款").locator("input").fill("10,000.50");
    await ask(b, "没收").first().locator("input").fill("200");
    await send(b);
    await b.page.waitForSelector("text=10,000.50");
    await press(b, "登记送达");
    await send(b);
    await press(b, "登记缴款");
    await ask(b, "金额").locator("input").fill("10200.50");
    await send(b);
    await b.page.waitForSelector("text=已缴 10,200.50");
    await b.page.click('[data-step="execute"]');
    await send(b);
    await b.page.waitForSelector(".stages .now:text('执行')");
    await b.page.screenshot({ path: join(shots, "case-executed.png") });
    b.clean();
  },
};
