// A suspected crime goes to the police: the team, the five documents, and no
// gate may be passed before its time.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { approve } from "./gates.mjs";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const ask = (b, label) => b.page.locator(".el-dialog:visible .ask", { hasText: label });

async function pick(b, label, ...options) {
  await ask(b, label).locator(".el-select").click();
  for (const o of options) {
    await b.page.keyboard.type(o);
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: o }).first().click();
  }
  if (options.length > 1) await b.page.locator(".el-dialog:visible .el-dialog__title").click();
}

async function step(b, name) {
  await b.page.locator(".el-drawer:visible button", { hasText: name }).first().click();
}
const send = (b) => b.page.click('.el-dialog:visible [data-test="step"]');
const state = (b, words) => b.page.waitForSelector(`.el-drawer:visible section .tag:text("${words}")`);

export const journeys = {
  async "five documents, then the police"({ open, base, accounts, temp, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    const api = (path) => b.page.evaluate(async (p) => (await fetch("/api/v1/homes/360402" + p)).json(), path);
    const people = (await api("/officers")).items.filter((o) => o.certificates.length && o.posts.some((p) => p.department === "market")).map((o) => o.person.name);

    // a lead of one's own, verified and filed
    await b.visit(base + "/leads", "tbody tr.opens");
    await b.page.click("main#content .page-head .el-button--primary");
    await ask(b, "线索标题").locator("input").fill("仓库藏有象牙制品");
    await ask(b, "线索内容").locator("textarea").fill("租用仓库内发现象牙制品三件");
    await pick(b, "渠道", "自行发现");
    await ask(b, "来源文书").locator("input").fill("濂市监巡〔2026〕9号");
    await pick(b, "乡镇", "十里街道");
    await send(b);
    await b.page.click('[data-step="take"]');
    await send(b);
    await b.page.click('[data-step="verify"]');
    await b.page.click('.el-dialog:visible [data-choice="true"]');
    await ask(b, "核查结论").locator("textarea").fill("属实");
    await send(b);
    await b.page.click('[data-step="file"]');
    await pick(b, "违法行为", "V07");
    await pick(b, "办案人员", people[0], people[1]);
    await ask(b, "立案文书代字").locator("input").fill("濂市监立");
    await send(b);
    await b.page.waitForURL(/\/cases/);
    await approve(b, (await api("/cases?limit=1")).items[0].id);
    await b.page.click('[data-step="investigate"]');
    await send(b);

    await b.page.click('.el-drawer:visible [data-step="form"]');
    await send(b); // the case's handlers are the team
    await state(b, "专案组成立");
    await step(b, "书面报告");
    await ask(b, "文号").locator("textarea").fill("涉案价值拟超十万元，建议移送");
    await send(b);
    await state(b, "已书面报告");
    await step(b, "批准移送");
    await ask(b, "文号").locator("textarea").fill("同意");
    await send(b);
    await state(b, "已批准移送");

    await step(b, "移送公安");
    await ask(b, "文号").locator("textarea").fill("濂市监移〔2026〕9号");
    await ask(b, "公安机关").locator("input").fill("九江市公安局濂溪分局");
    await send(b);
    await b.page.waitForSelector(".el-dialog .problem");
    assert.match(await b.text(".el-dialog .problem"), /材料不全/, "without its papers it does not leave");
    await b.page.locator(".el-dialog:visible button", { hasText: "暂不" }).click();
    await b.page.waitForSelector(".el-dialog", { state: "hidden" });

    const path = join(temp, "scan.png");
    await writeFile(path, png);
    for (let i = 0; i < 4; i++) {
      await b.page.locator(".el-drawer:visible .attach input").nth(i).setInputFiles(path);
      await b.page.waitForSelector(`text=${i + 1} / 5 项`);
    }
    await b.page.locator(".el-drawer:visible button", { hasText: "无此项材料" }).click();
    await ask(b, "无此项材料").locator("textarea").fill("无其他材料");
    await send(b);
    await b.page.waitForSelector("text=5 / 5 项");
    await step(b, "移送公安");
    await ask(b, "文号").locator("textarea").fill("濂市监移〔2026〕9号");
    await ask(b, "公安机关").locator("input").fill("九江市公安局濂溪分局");
    await send(b);
    await state(b, "已移送公安");
    await b.page.waitForSelector(".el-dialog", { state: "hidden" });
    await b.page.screenshot({ path: join(shots, "transfer.png") });
    b.clean();
  },
};
