// The line an officer types at a stall becomes an answer whose figures open the
// articles they come from; of a lead, the answer is kept with it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const line = "穿山甲甲片 2 公斤、无专用标识、出售";

async function serious(b, name) {
  await b.page.waitForTimeout(400);
  await b.page.evaluate(axe);
  const found = await b.page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
  const bad = found.violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${name} ${v.id}: ${v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} ${n.any?.[0]?.message ?? ""}`).join(" | ")}`);
  assert.deepEqual(bad, []);
}

async function typed(b, root = "") {
  await b.page.fill(`${root} #law-line`, line);
  await b.page.press(`${root} #law-line`, "Enter");
  await b.page.waitForSelector(`${root} [data-test="answer"]`);
}

async function narrow(b) {
  const wide = await b.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
}

export const journeys = {
  async "typed, answered, and read in the law"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/law", "#law-line");
    await b.page.screenshot({ path: join(shots, "law-empty.png") });
    const began = Date.now();
    await typed(b);
    assert.ok(Date.now() - began < 10_000, "one line and Enter");
    assert.equal(await b.page.inputValue("#law-name-0"), "穿山甲甲片");
    const answer = await b.text('[data-test="answer"]');
    for (const said of ["V07", "国家一级", "存疑，需认定", "须告知听证权利", "责令关闭违法经营场所", "林业草原", "市场监管", "须鉴定", "收全"]) assert.ok(answer.includes(said), said);
    assert.doesNotMatch(answer, /构成犯罪|有罪/, "advice is no verdict");
    await b.page.screenshot({ path: join(shots, "law-answer.png"), fullPage: true });
    await serious(b, "answer");

    await b.page.click('[data-code="V07"] [data-ref="野生动物保护法2022:52.1"]');
    await b.page.waitForSelector('[data-test="article"] mark');
    assert.match(await b.text('[data-test="article"] mark'), /二倍以上二十倍以下/);
    assert.match(await b.text('[data-test="article"]'), /第五十二条/);
    await b.page.screenshot({ path: join(shots, "law-article.png") });
    await serious(b, "article");
    await b.page.keyboard.press("Escape");
    await b.page.waitForSelector('[data-test="article"]', { state: "hidden" });

    await b.page.fill("#law-qty-0", "0");
    await b.page.waitForSelector('[data-test="stale"]');
    await b.page.click('[data-test="assess"]');
    assert.match(await b.text(".summary"), /数量未填写或不大于零/);
    await serious(b, "errors");
    b.clean();
  },

  async "an act under the old law shows both editions"({ open, base, accounts, shots }) {
    const b = await open(1366, 900);
    await b.dress({ theme: "dark" });
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/law", "#law-line");
    await b.page.fill("#law-line", "2022-11-20 出售花龟2只、无专用标识、无许可证");
    await b.page.press("#law-line", "Enter");
    await b.page.waitForSelector('[data-test="lenient"]');
    await b.page.waitForSelector('[data-code="V07"] [data-edition="2018"].used');
    assert.match(await b.text('[data-code="V07"] [data-edition="2018"]'), /2 倍以上 10 倍以下/);
    assert.match(await b.text('[data-code="V07"] [data-edition="2022"]'), /2 倍以上 20 倍以下/);
    await b.page.screenshot({ path: join(shots, "law-editions-dark.png"), fullPage: true });
    await serious(b, "editions");

    await b.page.click('[data-test="law-fresh"]');
    await b.page.fill("#law-name-0", "csj");
    await b.page.waitForSelector("#law-name-0-list [role=option]");
    await b.page.keyboard.press("ArrowDown");
    await b.page.screenshot({ path: join(shots, "law-picker-dark.png") });
    await b.page.keyboard.press("Enter");
    assert.match(await b.page.inputValue("#law-name-0"), /[一-龥]/, "pinyin gave way to the name");
    b.clean();
  },

  async "kept on a lead, and kept as it was"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/leads", "tbody tr.opens");
    await b.page.click("tbody tr.opens");
    await b.page.waitForSelector(".el-drawer dl.facts");
    await b.page.click('[data-test="law-open"]');
    await b.page.waitForSelector("#law-line");
    await b.settled();
    await typed(b);
    await b.page.screenshot({ path: join(shots, "law-lead.png") });
    await b.page.click('[data-test="law-keep"]');
    await b.page.waitForSelector('[data-test="version"]');

    await b.page.click('[data-test="permit-0"] [data-choice="none"]');
    await b.page.waitForSelector('[data-test="stale"]');
    await b.page.click('[data-test="assess"]');
    await b.page.waitForSelector('[data-test="stale"]', { state: "hidden" });
    await b.page.click('[data-test="law-keep"]');
    await b.page.fill('.el-dialog:visible [name="why"]', "查明没有许可证");
    await b.page.click('.el-dialog:visible [data-test="step"]');
    await b.page.waitForFunction(() => document.querySelectorAll('[data-test="version"]').length === 2);
    await b.page.locator('[data-test="version"] button').last().click();
    await b.page.waitForSelector('[data-test="old"]');
    assert.match(await b.text('[data-test="old"]'), /第 1 版/);
    assert.match(await b.text('[data-test="warnings"]'), /许可证件）未填写/, "the first one stays as given");
    await b.page.screenshot({ path: join(shots, "law-versions.png") });
    await serious(b, "drawer");
    b.clean();
  },

  async "on a telephone and in large text"({ open, base, accounts, shots }) {
    const b = await open(390, 844);
    await b.dress({ theme: "light", elder: true });
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/law", "#law-line");
    await typed(b);
    await narrow(b);
    await b.page.screenshot({ path: join(shots, "law-390-elder.png"), fullPage: true });
    await serious(b, "elder");
    await b.visit(base + "/law/catalogue", '[data-row="V07"]');
    await b.page.fill('[data-test="find-rule"] input, input[data-test="find-rule"]', "第五十二条");
    await b.page.waitForSelector('[data-row="V01"]', { state: "detached" });
    await narrow(b);
    await serious(b, "catalogue");
    await b.page.screenshot({ path: join(shots, "law-390-catalogue.png") });
    b.clean();
  },
};
