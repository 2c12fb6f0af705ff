// A case along its whole way, every gate in its turn: what is missing is said
// before a step is taken; then what follows a decision, and its writs.
import assert from "node:assert/strict";
import { join } from "node:path";
import { ask, begin, field, filed, first, handlers, investigated, part, pick, refused, send } from "./gates.mjs";

const menu = { title: "饭店菜单标示野味", facts: "菜单印有野鸡煲", channel: "媒体", source: "九江晚报 2026-11-20", town: "五里街道", violation: "V11" };
const at = (b, stage) => b.page.getAttribute(`.el-drawer:visible [data-stage="${stage}"]`, "data-place");
async function becomes(b, stage, place) {
  await b.page.waitForSelector(`.el-drawer:visible [data-stage="${stage}"][data-place="${place}"]`);
}
const deed = (b, name) => b.page.click(`.el-drawer:visible [data-deed="${name}"]`);

async function party(b, name, kind = "单位") {
  await begin(b, "party");
  await b.page.locator(".el-dialog:visible .el-radio", { hasText: kind }).first().click();
  await field(b, "姓名或名称").fill(name);
  await send(b);
  await b.page.waitForSelector("text=●●●"); // sealed as soon as it is kept
  assert.ok(!(await b.text(".el-drawer:visible .el-drawer__body")).includes(name));
}

export const journeys = {
  async "every gate from approval to publication"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await filed(b, base, menu);
    assert.equal(await at(b, "approval"), "now");
    assert.ok(!(await b.page.$('[data-step="investigate"]')), "nothing is investigated before its filing is approved");
    assert.match(await b.text('[data-test="lacks"]'), /还缺|没有缺项/);
    await party(b, "某饭店");
    await b.page.click('[data-stage="decision"]');
    assert.match(await b.text('[data-test="lacks"]'), /立案审批[^]*告知/, "a locked step lists what is missing");
    await investigated(b);
    await becomes(b, "investigation", "now");

    await part(b, "概况");
    await b.page.locator(".el-drawer:visible button", { hasText: "暂停计算" }).first().click();
    await pick(b, "暂停事由", "鉴定");
    await send(b);
    await b.page.waitForSelector(".el-drawer .tag:text('暂停')");
    await b.page.locator(".el-drawer:visible button", { hasText: "恢复计算" }).first().click();
    await refused(b, /核对日期/); // a period cannot stand still for no day

    await begin(b, "decide");
    await field(b, "决定文号").fill("濂市监处罚〔2026〕99号");
    await field(b, "决定内容").fill("罚款");
    await refused(b, /告知/);
    await begin(b, "notify");
    await field(b, "告知书文号").fill("濂市监罚告〔2026〕99号");
    await field(b, "拟罚款").fill("100000.50");
    await field(b, "拟没收金额").fill("200");
    await b.page.locator(".el-dialog:visible .el-checkbox", { hasText: "听证权利" }).click();
    await send(b);
    await becomes(b, "notice", "done");
    assert.equal(await at(b, "statement"), "now");
    await begin(b, "hear");
    await b.page.click('.el-dialog:visible [data-choice="made"]');
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector(".el-dialog .wrong"); // a statement wants its words and an answer
    await field(b, "当事人说了什么").fill("初次违法，已改正");
    await field(b, "复核意见").fill("予以采纳，从轻处罚");
    await send(b);
    await begin(b, "request");
    await b.page.click('.el-dialog:visible [data-choice="waived"]');
    await send(b);
    await becomes(b, "hearing", "done");
    await begin(b, "review");
    await field(b, "审核意见").fill("事实清楚，同意");
    await send(b);
    await becomes(b, "review", "done");
    await begin(b, "discuss");
    await field(b, "讨论意见").fill("同意");
    await field(b, "讨论记录编号").fill("讨论99号");
    const mine = await handlers(b);
    const others = (await b.page.evaluate(async () => (await fetch("/api/v1/homes/360402/officers")).json())).items.filter((o) => o.posts.length && !mine.includes(o.person.name)).map((o) => o.person.name);
    await pick(b, "参加人员", others[0], others[1]);
    await send(b);
    await becomes(b, "decision", "now");
    await part(b, "程序");
    await b.page.waitForSelector('.steps [data-kind="discussion"]');
    await b.page.screenshot({ path: join(shots, "case-procedure.png") });

    await begin(b, "decide");
    await field(b, "决定文号").fill("濂市监处罚〔2026〕99号");
    await field(b, "决定内容").fill("没收违法所得，处以罚款");
    assert.equal(await field(b, "罚款（元）").inputValue(), "100000.50", "what was announced is what is proposed");
    await field(b, "罚款（元）").fill("900000");
    await field(b, "法定幅度上限").fill("500000");
    await field(b, "幅度依据").fill("野生动物保护法第五十三条");
    await refused(b, /上限|重于告知/);
    await begin(b, "decide");
    await field(b, "罚款（元）").fill("100000.50");
    await pick(b, "裁量情节", "从轻");
    await field(b, "裁量理由").fill("初次违法并已改正");
    await send(b);
    await becomes(b, "decision", "done");
    await part(b, "决定与执行");
    await deed(b, "serve");
    await send(b);
    await becomes(b, "service", "done");
    await deed(b, "plan");
    await field(b, "批准文书号").fill("分缴1号");
    await first(b, "批准人");
    await field(b, "当事人的困难").fill("停业");
    await field(b, "分期计划").fill("2027-01-15 一万");
    await refused(b, /第 1 行/);
    await deed(b, "pay");
    assert.equal(await field(b, "金额").inputValue(), "100200.50");
    await field(b, "票据号").fill("赣0001");
    await send(b);
    await b.page.waitForSelector('[data-test="owed"]:has-text("0.00")');
    await deed(b, "publish");
    assert.ok(!(await field(b, "公示内容").inputValue()).includes("某饭店的住址"));
    await send(b);
    await becomes(b, "publication", "done");
    await begin(b, "execute");
    await send(b);
    await becomes(b, "execution", "done");
    await b.page.screenshot({ path: join(shots, "case-executed.png") });
    await part(b, "案卷");
    await b.page.waitForSelector("td:has-text('集体讨论记录')");
    b.clean();
  },

  async "exhibits, a writ from its template to its service"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    const id = await filed(b, base, menu);
    await party(b, "某饭店");
    await investigated(b);
    await part(b, "涉案物品");
    await begin(b, "exhibit");
    await pick(b, "类别", "野生动物");
    await field(b, "名称").fill("野鸡");
    await pick(b, "取得方式", "查封扣押");
    await field(b, "数量").fill("3");
    await pick(b, "计量单位", "只");
    await pick(b, "保护级别", "有重要生态");
    await first(b, "保管人");
    await field(b, "存放地点").fill("分局物品库");
    await send(b);
    await b.page.waitForSelector('[data-exhibit="野鸡"] .tag:text("待补办批准")');
    await b.page.locator('[data-exhibit="野鸡"] button', { hasText: "补办批准" }).click();
    await first(b, "批准人");
    await field(b, "批准文书号").fill("濂市监强〔2026〕1号");
    await send(b);
    await b.page.waitForSelector('[data-exhibit="野鸡"] .tag:text("待补办批准")', { state: "detached" });
    await b.page.screenshot({ path: join(shots, "case-exhibits.png") });

    await part(b, "文书");
    await b.page.click('[data-test="letterhead"]');
    await field(b, "机关代字").fill("濂市监");
    for (const [label, value] of [["地址", "濂溪区前进路1号"], ["电话", "0792-8380000"], ["行政复议机关", "濂溪区人民政府"], ["有管辖权的人民法院", "濂溪区人民法院"], ["缴款银行", "农行濂溪支行"]]) await field(b, label).fill(value);
    await send(b);
    await b.page.click('[data-test="make-writ"]');
    await pick(b, "文书种类", "行政处罚告知书");
    await send(b);
    await b.page.waitForSelector('[data-test="writ-lacks"]');
    assert.match(await b.text('[data-field="title"]'), /饭店菜单标示野味[^]*取自案件/, "what the case holds is filled in, and where it is from");
    assert.match(await b.text('[data-test="writ-lacks"]'), /证据/);
    await b.page.screenshot({ path: join(shots, "writ-draft.png") });
    for (const key of ["evidence", "reason", "broken", "basis", "proposal"]) await b.page.fill(`[data-field="${key}"] textarea`, "见案卷第 1 页");
    await b.page.click('[data-test="save-writ"]');
    await b.page.waitForSelector("text=内容已齐");
    await b.page.click('[data-test="issue-writ"]');
    await send(b);
    await b.page.waitForSelector('.el-drawer:visible h2:has-text("濂市监罚告")');
    await b.page.click('[data-test="serve-writ"]');
    await field(b, "收件人").fill("王某");
    await first(b, /^送达人/);
    await b.page.locator(".el-dialog:visible .el-dialog__title").click();
    await send(b);
    await b.page.waitForSelector(".el-drawer:visible .tag:text('已送达')");
    const pdf = await b.page.evaluate(async (id) => {
      const r = await fetch(`/api/v1/homes/360402/cases/${id}/file.pdf`);
      return r.headers.get("content-type") + new TextDecoder("latin1").decode((await r.arrayBuffer()).slice(0, 5));
    }, id);
    assert.match(pdf, /application\/pdf%PDF-/);
    await b.page.screenshot({ path: join(shots, "writ-served.png") });
    b.clean();
  },

  async "a letter from the procurator becomes a case; a small fine on the spot"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    const people = await handlers(b);
    await b.visit(base + "/cases?tab=referrals", '[data-test="receive"]');
    await b.page.click('[data-test="receive"]');
    await b.page.fill('.el-dialog:visible input[name="sender"]', "濂溪区人民检察院");
    await b.page.fill('.el-dialog:visible input[name="number"]', "濂检意〔2026〕3号");
    await b.page.fill('.el-dialog:visible input[name="title"]', "王某收购画眉");
    await field(b, "来文认定的事实").fill("相对不起诉，建议行政处罚");
    await send(b);
    await begin(b, "file");
    await pick(b, "违法行为", "V08");
    await pick(b, "办案人员", ...people);
    await ask(b, "立案文书代字").locator("input").fill("濂市监立");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector(".el-drawer:visible .stages");
    await party(b, "王某", "个人");
    await begin(b, "summary");
    await field(b, "决定文号").fill("当场1号");
    await field(b, "决定内容").fill("警告，并处罚款一百元");
    await field(b, "罚款").fill("5000");
    await refused(b, /简易程序/);
    await begin(b, "summary");
    await field(b, "罚款").fill("100");
    await send(b);
    await becomes(b, "service", "done");
    await part(b, "决定与执行");
    await deed(b, "archive");
    await field(b, "备案编号").fill("备1号");
    await send(b);
    await b.page.waitForSelector("text=简易程序备案");
    await b.page.screenshot({ path: join(shots, "case-summary.png") });
    b.clean();
  },
};
