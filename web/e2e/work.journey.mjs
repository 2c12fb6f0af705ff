// What is found on a visit becomes a lead, and the lead a case; the table shows
// one more of each, and opens to it.
import assert from "node:assert/strict";
import { join } from "node:path";

async function figures(b, base) {
  await b.visit(`${base}/table`, '[data-code="B13"]');
  await b.settled();
  return { visits: await b.number('[data-code="B13"]'), leads: await b.number('[data-code="D06"]'), cases: await b.number('[data-code="E01"]') };
}

async function fill(b, name, value) {
  await b.page.locator(`.el-dialog:visible [name="${name}"]`).fill(value);
}

async function pick(b, label, ...options) {
  await b.page.locator(".el-dialog:visible .ask", { hasText: label }).locator(".el-select").click();
  for (const o of options) {
    await b.page.keyboard.type(o);
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: o }).first().click();
  }
  if (options.length > 1) await b.page.locator(".el-dialog:visible .el-dialog__title").click();
}

async function officers(b, base) {
  const answer = await b.page.evaluate(async () => (await fetch("/api/v1/homes/360402/officers")).json());
  return answer.items.filter((o) => o.certificates.length && o.posts.some((p) => p.department === "market")).slice(0, 2).map((o) => o.person.name);
}

export const journeys = {
  async "visit → lead → case"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    const before = await figures(b, base);
    const people = await officers(b, base);
    assert.equal(people.length, 2);

    await b.visit(base + "/visits/new", '[data-test="visit-form"]');
    await b.page.click('[data-test="record-visit"]');
    await b.page.waitForSelector('[role="alert"]');
    assert.match(await b.text(".summary"), /请从台账中选择检查对象/, "what is missing is said before anything is sent");

    await b.page.click('[data-test="subject"]');
    await b.page.keyboard.type("卤味");
    await b.page.locator(".el-select-dropdown__item:visible").first().click();
    await b.choose('[data-test="item"]', "W02");
    await b.page.locator(".el-radio", { hasText: "免予计划" }).click();
    await b.choose('[data-test="exemption"]', "投诉举报");
    await b.page.fill('input[data-test="source"], [data-test="source"] input', "12315-20261125-7");
    await b.page.click('[data-test="officers"]');
    for (const p of people) {
      await b.page.keyboard.type(p);
      await b.page.locator(".el-select-dropdown__item:visible", { hasText: p }).first().click();
    }
    await b.page.keyboard.press("Escape");
    await b.page.click('[data-result="01"]');
    await b.page.click('[data-result="09"]');
    assert.ok(!(await b.page.isChecked('[data-result="01"] input')), "“no problem” gives way to a problem");
    await b.page.screenshot({ path: join(shots, "visit-form.png"), fullPage: true });
    await b.page.click('[data-test="record-visit"]');
    await b.page.click('[data-test="open-visit"]');

    await b.page.click('[data-test="to-lead"]');
    await fill(b, "title", "卤味摊疑售野味");
    await fill(b, "facts", "冷柜内有疑似野鸭三只，无来源证明");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForURL(/\/leads/);

    await b.page.click('[data-step="take"]');
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.click('[data-step="verify"]');
    await b.page.click('.el-dialog:visible [data-choice="true"]');
    await fill(b, "finding", "当事人承认自他人处购得，无来源证明");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector('[data-step="file"]');
    await b.page.screenshot({ path: join(shots, "lead.png") });
    await b.page.click('[data-step="file"]');
    await pick(b, "违法行为", "V08");
    await pick(b, "办案人员", ...people);
    await fill(b, "word", "濂市监");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForURL(/\/cases/);
    await b.page.waitForSelector(".stages .now");
    assert.match(await b.text(".el-drawer__title"), /濂市监/);
    assert.match(await b.text(".el-drawer__body"), /作出处理决定/, "the case's clock runs");
    await b.page.screenshot({ path: join(shots, "case.png") });

    const after = await figures(b, base);
    assert.deepEqual(after, { visits: before.visits + 1, leads: before.leads + 1, cases: before.cases + 1 });
    await b.page.click('[data-code="E01"]');
    await b.page.waitForSelector('[data-test="drill-sum"]', { state: "attached" });
    assert.match(await b.text(".proof"), /相等/);
    b.clean();
  },
};
