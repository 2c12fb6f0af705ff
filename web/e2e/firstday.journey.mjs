// The first day of a county that has nothing yet, from the one-time passwords
// to the report: every step a clerk takes is taken and counted.
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hand, Tally } from "./hand.mjs";
import { paragraphsOf, rowsOf } from "./xlsx.mjs";

const county = fileURLToPath(new URL("../../test/world/lianxi/", import.meta.url));
const ledgers = ["市监局-经营主体台账.xlsx", "林业局-野生动物经营利用及繁育台账.xlsx", "网店及平台清单.csv", "执法人员名录.xlsx", "乡镇联系人.csv"].map((f) => county + f);
const market = "濂溪区市场监督管理局";
const people = [
  { login: "clerk", name: "周敏", unit: market, roles: ["county_officer", "registrar", "draw_keeper", "statistician", "case_handler"] },
  { login: "forest", name: "林立", unit: "濂溪区林业局", roles: ["county_officer", "draw_keeper"] },
  { login: "chief", name: "郭正", unit: market, roles: ["leader"] },
];
const tomorrow = () => new Date(Date.now() + 32 * 3600_000).toISOString().slice(0, 10); // in China
const done = (step) => `[data-test="first-steps"] [data-step="${step}"].done`;
const drawerTab = (name) => `.el-drawer:visible [role="tab"]:has-text("${name}")`;
const item = (h, text, n = 0) => h.page.locator(".el-select-dropdown__item:visible", { hasText: text }).nth(n);

async function ledger(clerk) {
  await clerk.click('[data-step="ledger"] a');
  await clerk.files('input[type="file"]', ledgers);
  const began = Date.now();
  await clerk.click('[data-test="dry-run"]');
  await clerk.page.waitForSelector('[data-test="import-report"]');
  const took = Date.now() - began; // five seconds on a quiet machine
  console.log(`    8,736 rows judged in ${took} ms`);
  assert.ok(took <= 10_000, `the ledgers took ${took} ms to judge`);
  const created = await clerk.b.number('[data-test="created"]');
  await clerk.click('[data-test="import"]');
  await clerk.page.waitForFunction(() => document.querySelector('[data-test="import-report"] h2')?.textContent.includes("导入结果"), undefined, { timeout: 60_000 });
  assert.equal(await clerk.b.number('[data-test="created"]'), created, "what was announced came in");
}

async function officers(clerk) {
  await clerk.menu("工作台");
  await clerk.page.waitForSelector(done("people"));
  await clerk.click('[data-step="people"] a');
  await clerk.page.waitForSelector("tbody tr");
}

async function campaign(chief, base, accounts) {
  await chief.signIn(base, accounts.chief);
  await chief.click('[data-test="no-campaign"] a');
  await chief.click('[data-test="draft"]');
  await chief.page.waitForSelector('.el-dialog:visible .ask:has-text("联络员")');
  await chief.send();
  await chief.click('[data-test="publish"]');
  await chief.send();
  await chief.page.waitForSelector('[data-test="publish"]', { state: "detached" });
}

async function draw(clerk, forest, base, accounts) {
  await clerk.menu("双随机抽查");
  await clerk.click("text=起草抽查");
  const form = clerk.page.locator(".el-drawer:visible");
  await clerk.fill(form.locator("#draw-title input"), "动物诊疗机构抽查");
  await clerk.fill(form.locator("#draw-date input"), tomorrow());
  await clerk.press("Enter");
  await clerk.choose(form.locator(".stratum .el-select").first(), "动物诊疗");
  await clerk.fill(form.locator('.stratum input[aria-label="比例（%）"]'), "20");
  await clerk.click(form.locator("button[type=submit]"));
  await clerk.page.waitForURL(/\/draws\/\w+/);
  await clerk.click('[data-test="freeze"]');
  await clerk.take("text=产生份额并提交承诺");

  await forest.signIn(base, accounts.forest);
  await forest.click('[data-step="draw"] a');
  await forest.click("tbody tr.opens");
  await forest.take("text=产生份额并提交承诺");

  await clerk.click(clerk.page.locator("section button:enabled", { hasText: "公告" })); // enabled once the page has seen the other share
  await clerk.click("form .el-button--primary");
  await forest.click("form .el-button--primary");
  await clerk.page.waitForSelector("text=抽取结果");
  await clerk.click("text=在此复核");
  await clerk.page.waitForSelector("text=复核一致");
}

async function visit(clerk, temp) {
  await clerk.menu("检查记录");
  await clerk.click('main a:has-text("登记检查"), main button:has-text("登记检查")');
  await clerk.page.waitForSelector('[data-test="visit-form"]');
  await clerk.choose('[data-test="subject"]', "动物诊所", true);
  await clerk.choose('[data-test="item"]', "W01");
  await clerk.click(clerk.page.locator(".el-radio", { hasText: "免予计划" }));
  await clerk.choose('[data-test="exemption"]', "投诉举报");
  await clerk.fill('input[data-test="source"], [data-test="source"] input', "12315-20261125-7");
  await clerk.click('[data-test="officers"]');
  for (const n of [0, 1]) await clerk.click(item(clerk, "市监局", n));
  await clerk.press("Escape");
  await clerk.click('[data-result="09"]');
  await clerk.fill("#visit-text textarea", "柜内有穿山甲甲片约 0.4 千克，无专用标识，当事人不能提供来源证明");
  await clerk.click('[data-test="record-visit"]');
  await clerk.click('[data-test="open-visit"]');
}

async function lead(clerk) {
  await clerk.click('[data-test="to-lead"]');
  await clerk.page.waitForSelector(".el-dialog:visible form");
  await clerk.send();
  await clerk.page.waitForURL(/\/leads/);
  await clerk.click('[data-step="take"]');
  await clerk.send();
  await clerk.click('[data-step="verify"]');
  await clerk.click('.el-dialog:visible [data-choice="true"]');
  await clerk.fill(clerk.field("核查结论"), "当事人承认自他人处购得，无合法来源证明");
  await clerk.send();
}

async function file(clerk) {
  await clerk.click('[data-step="file"]');
  await clerk.choose(clerk.ask("违法行为").locator(".el-select"), "V08", true);
  assert.equal(await clerk.ask("办案人员").locator(".el-tag").count(), 2, "who inspected will handle it");
  await clerk.fill(clerk.field("立案文书代字"), "濂市监立");
  await clerk.click('.el-dialog:visible [data-test="step"]');
  await clerk.page.waitForSelector(".el-drawer:visible .stages");
}

async function approval(chief) {
  await chief.menu("案件与移送");
  await chief.click("tbody tr.opens");
  await chief.click('.el-drawer:visible [data-step="approve"]');
  await chief.send();
  await chief.page.waitForSelector('.el-drawer:visible [data-step="approve"]', { state: "detached" });
}

async function transfer(clerk, chief, shots) {
  await clerk.reload();
  await clerk.click(drawerTab("移送公安"));
  await clerk.click('.el-drawer:visible [data-step="form"]');
  await clerk.send(); // the case's handlers are the team
  await clerk.click('.el-drawer:visible [data-transfer="report"]');
  await clerk.fill(clerk.field("文号"), "涉案价值拟超十万元，建议移送");
  await clerk.send();

  await chief.reload();
  await chief.click(drawerTab("移送公安"));
  await chief.click('.el-drawer:visible [data-transfer="approve"]');
  await chief.fill(chief.field("文号"), "同意移送");
  await chief.send();

  await clerk.reload();
  await clerk.click(drawerTab("文书"));
  await clerk.click('[data-test="make-writ"]');
  await clerk.choose(clerk.ask("文书种类").locator(".el-select"), "涉嫌犯罪案件移送书");
  await clerk.send();
  await clerk.fill('[data-field="recipient"] input, [data-field="recipient"] textarea', "九江市公安局濂溪分局");
  await clerk.fill('[data-field="crime"] textarea', "涉嫌危害珍贵、濒危野生动物罪（刑法第三百四十一条第一款）");
  await clerk.page.screenshot({ path: join(shots, "firstday-letter.png") });
  await clerk.click('[data-test="save-writ"]');
  await clerk.page.waitForSelector('[data-test="save-writ"][disabled], [data-test="save-writ"].is-disabled');
  const letter = (await paragraphsOf(await clerk.take(clerk.page.locator('.el-drawer:visible a[href$="/docx"]').last()))).join("\n");
  assert.match(letter, /涉嫌犯罪案件移送书[^]*九江市公安局濂溪分局[^]*第三百四十一条/);
}

async function table(clerk) {
  await clerk.press("Escape");
  await clerk.press("Escape");
  await clerk.menu("统计表");
  await clerk.page.waitForSelector('[data-code="B13"]');
  const counted = { B13: 1, D06: 1, E01: 1 };
  for (const [code, n] of Object.entries(counted)) assert.equal(await clerk.b.number(`[data-code="${code}"]`), n, `${code} counts what was recorded`);
  await clerk.click('[data-code="B13"]');
  await clerk.page.waitForSelector('[data-test="drill-sum"]', { state: "attached" });
  assert.equal(await clerk.b.number('[data-test="drill-sum"]'), 1);
  assert.match(await clerk.b.text(".proof"), /相等/);
  await clerk.press("Escape");
  await clerk.page.waitForSelector(".el-drawer", { state: "hidden" });
  await clerk.press("F4");
  await clerk.page.waitForSelector(".el-drawer:visible .proof");
  await clerk.press("Escape");
  await clerk.page.waitForSelector(".el-drawer", { state: "hidden" });
}

/** The stage report and its table say what the screen says. */
async function report(clerk, shots) {
  await clerk.menu("阶段报告");
  await clerk.page.waitForSelector("[data-figure]");
  assert.match(await clerk.b.text('[data-test="agreement"]'), /一致/);
  const chips = await clerk.page.$$eval("[data-figure]", (all) => all.map((c) => c.textContent.trim()));
  const text = (await paragraphsOf(await clerk.take('[data-test="export-docx"]'))).join("\n");
  for (const chip of chips) assert.ok(text.includes(chip), `${chip} stands on the screen and not in the document`);
  const rows = await rowsOf(await clerk.take('main a[href*="table.xlsx"]'));
  for (const code of ["B13", "D06", "E01"]) assert.ok(rows.find((r) => r.includes(code))?.some((x) => Number(x) === 1 && x !== ""), `${code} in the workbook`);
  await clerk.page.screenshot({ path: join(shots, "firstday-report.png") });
}

export const journeys = {
  async "an empty county, from the one-time password to the report"({ empty, open, shots, temp }) {
    const { base, accounts } = await empty(people);
    const tally = new Tally();
    const clerk = new Hand(await open(), tally);
    tally.step("sign in");
    await clerk.signIn(base, accounts.clerk);
    await clerk.page.waitForSelector('[data-test="first-steps"]');
    await clerk.page.waitForSelector('[data-test="no-campaign"]');
    await clerk.page.screenshot({ path: join(shots, "firstday-desk.png") });
    tally.step("ledgers: five files judged and imported");
    await ledger(clerk);
    tally.step("officers looked at");
    await officers(clerk);
    tally.step("campaign: the head signs in, drafts it from the template, publishes it");
    const chief = new Hand(await open(), tally);
    await campaign(chief, base, accounts);
    tally.step("draw between two bureaus");
    const forest = new Hand(await open(), tally);
    await draw(clerk, forest, base, accounts);
    tally.step("a visit with a problem");
    await visit(clerk, temp);
    tally.step("lead, taken and verified");
    await lead(clerk);
    tally.step("case filed");
    await file(clerk);
    tally.step("filing approved by the head");
    await approval(chief);
    tally.step("transfer to the police: team, report, approval, letter to docx");
    await transfer(clerk, chief, shots);
    tally.step("table, a figure opened twice");
    await table(clerk);
    tally.step("stage report to docx and xlsx");
    await report(clerk, shots);
    tally.step();
    console.log(tally.told());
    assert.ok(tally.actions < 120, `${tally.actions} actions`);
    for (const h of [clerk, chief, forest]) h.b.clean();
  },
};
