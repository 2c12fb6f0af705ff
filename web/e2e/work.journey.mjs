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
    assert.equal(await b.page.locator(".el-dialog:visible .ask", { hasText: "办案人员" }).locator(".el-tag").count(), 2, "who inspected will handle it");
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

  async "rows pasted from a spreadsheet: what is wrong is said at its cell, mended, sent"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    const people = await officers(b, base);
    const names = await b.page.evaluate(async () => (await (await fetch("/api/v1/homes/360402/subjects?q=" + encodeURIComponent("卤味") + "&limit=2")).json()).items.map((s) => [s.code, s.name]));
    await b.visit(base + "/visits/grid", "#cell-0-key");
    await b.choose('[data-test="grid-ground"]', "投诉举报");
    await b.page.fill('input[data-test="source"], [data-test="source"] input', "12315-20261125-9");
    const who = people.join("、");
    const block = [[names[0][0] || names[0][1], "", "2026-11-20", who, "01、09", "一"], ["没有这一户的名字", "", "2026-11-20", who, "01", "二"], [names[1][0] || names[1][1], "", "11 月中旬", people[0], "01", "三"]].map((r) => r.join("\t")).join("\n");
    await b.page.focus("#cell-0-key");
    await b.page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, block);
    assert.equal(await b.page.inputValue("#cell-2-text"), "三", "the block fills the cells");
    await b.page.click('[data-test="send-rows"]');
    await b.page.waitForSelector("#wrong-0-results");
    assert.match(await b.text("#wrong-0-results"), /互相矛盾/);
    assert.match(await b.text("#wrong-1-key"), /台账里没有这一户/);
    assert.match(await b.text("#wrong-2-day"), /日期应为/);
    assert.match(await b.text("#wrong-2-officers"), /少于两人/);
    await b.page.waitForFunction(() => document.activeElement.id === "cell-0-results"); // the first wrong cell has the focus
    await b.page.waitForSelector('[data-test="send-rows"]:not(.is-loading)');
    await b.page.screenshot({ path: join(shots, "visit-grid.png") });
    await b.page.fill("#cell-0-results", "9");
    assert.equal(await b.page.locator("#wrong-0-results").count(), 0, "a cell being mended is no longer wrong");
    await b.page.fill("#cell-2-day", "20261120");
    await b.page.fill("#cell-2-officers", who);
    await b.page.keyboard.press("ArrowUp");
    assert.equal(await b.page.evaluate(() => document.activeElement.id), "cell-1-officers");
    await b.page.click('[data-test="send-rows"]');
    await b.page.waitForFunction(() => /已记录 2 行/.test(document.querySelector('[data-test="outcome"]')?.textContent ?? ""));
    await b.page.click("text=只留需要修改的行");
    assert.equal(await b.page.inputValue("#cell-0-text"), "二");
    b.clean();
  },

  async "a notice is issued, shown as a code, and the visit stands under it"({ open, base, accounts, shots }) {
    const b = await open(390, 844);
    await b.signIn(base, accounts.lianxi);
    const people = await officers(b, base);
    await b.visit(base + "/visits/notice", '[data-test="notice-form"]');
    await b.page.click('[data-test="subject"]');
    await b.page.keyboard.type("卤味");
    await b.page.locator(".el-select-dropdown__item:visible").first().click();
    await b.choose('[data-test="item"]', "W02");
    await b.page.locator(".el-radio", { hasText: "免予计划" }).click();
    await b.choose('[data-test="exemption"]', "投诉举报");
    await b.page.fill('input[data-test="source"], [data-test="source"] input', "12315-20261125-8");
    await b.page.click('[data-test="officers"]');
    for (const p of people) {
      await b.page.keyboard.type(p);
      await b.page.locator(".el-select-dropdown__item:visible", { hasText: p }).first().click();
    }
    await b.page.keyboard.press("Escape");
    await b.page.click('[data-test="issue-notice"]');
    await b.page.waitForSelector('[data-test="notice"] img');
    await b.settled();
    assert.ok(await b.page.$eval('[data-test="notice"] img', (i) => i.complete && i.naturalWidth > 100), "the code can be scanned");
    await b.page.screenshot({ path: join(shots, "notice-390.png"), fullPage: true });
    await b.page.click('[data-test="record-notice"]');
    await b.page.waitForSelector('[data-test="visit-form"]');
    await b.settled();
    await b.page.fill('input[data-test="source"], [data-test="source"] input', "12315-20261125-8");
    await b.page.click('[data-result="01"]');
    await b.page.click('[data-result="09"]');
    assert.match(await b.text(".why"), /已取消“未发现问题”/, "why it went is said");
    const small = await b.page.$$eval('[data-result], [data-test="record-visit"]', (all) => all.filter((x) => x.getBoundingClientRect().height < 44).length);
    assert.equal(small, 0, "every target is wide enough for a thumb");
    await b.page.screenshot({ path: join(shots, "visit-390.png"), fullPage: true });
    await b.page.click('[data-test="record-visit"]');
    await b.page.click('[data-test="open-visit"]');
    await b.page.waitForSelector("dl.facts");
    await b.page.screenshot({ path: join(shots, "visit-panel-390.png") });
    b.clean();
  },

  async "online checks: one, all of the ledger; signs taken down"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/visits/online", '[data-test="check-one"]');
    await b.page.click('[data-test="check-one"]');
    await fill(b, "title", "某二手平台店铺");
    await fill(b, "address", "https://shop.example/1");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForFunction(() => /已登记 1 条/.test(document.querySelector('[data-test="outcome"]')?.textContent ?? ""));
    await b.page.click('[data-test="check-all"]');
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForFunction(() => /已登记 (?!1 )\d+ 条|没有新增/.test(document.querySelector('[data-test="outcome"]')?.textContent ?? ""));
    await b.settled();
    await b.page.screenshot({ path: join(shots, "online.png") });
    await b.visit(base + "/visits/signage", '[data-test="signage"]');
    await b.page.click('[data-test="signage"]');
    await fill(b, "quantity", "3");
    await pick(b, "乡镇", "莲花镇");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForSelector("tbody tr");
    await b.settled();
    await b.page.screenshot({ path: join(shots, "signage.png") });
    b.clean();
  },
};
