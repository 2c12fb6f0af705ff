// A suspected crime goes to the police: the team, the five documents, and no
// gate may be passed before its time.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ask, begin, filed, investigated, part, refused, send } from "./gates.mjs";

const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const step = (b, verb) => b.page.click(`.el-drawer:visible [data-transfer="${verb}"]`);
const state = (b, words) => b.page.waitForSelector(`.el-drawer:visible section .tag:text("${words}")`);

export const journeys = {
  async "five documents, then the police"({ open, base, accounts, temp, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await filed(b, base, { title: "仓库藏有象牙制品", facts: "租用仓库内发现象牙制品三件", channel: "自行发现", source: "濂市监巡〔2026〕9号", town: "十里街道", violation: "V07" });
    await investigated(b);

    await part(b, "移送公安");
    await begin(b, "form");
    await send(b); // the case's handlers are the team
    await state(b, "专案组成立");
    await step(b, "report");
    await ask(b, "文号").locator("textarea").fill("涉案价值拟超十万元，建议移送");
    await send(b);
    await state(b, "已书面报告");
    await step(b, "approve");
    await ask(b, "文号").locator("textarea").fill("同意");
    await send(b);
    await state(b, "已批准移送");

    await step(b, "send");
    await ask(b, "文号").locator("textarea").fill("濂市监移〔2026〕9号");
    await ask(b, "公安机关").locator("input").fill("九江市公安局濂溪分局");
    await refused(b, /材料不全/); // without its papers it does not leave

    const path = join(temp, "scan.png");
    await writeFile(path, png);
    for (const [i, paper] of ["letter", "report", "inventory", "opinion"].entries()) {
      await b.page.locator(`.el-drawer:visible [data-paper="${paper}"] input`).setInputFiles(path);
      await b.page.waitForSelector(`text=${i + 1} / 5 项`);
    }
    await b.page.locator(".el-drawer:visible button", { hasText: "无此项材料" }).click();
    await ask(b, "无此项材料").locator("textarea").fill("无其他材料");
    await send(b);
    await b.page.waitForSelector("text=5 / 5 项");
    await step(b, "send");
    await ask(b, "文号").locator("textarea").fill("濂市监移〔2026〕9号");
    await ask(b, "公安机关").locator("input").fill("九江市公安局濂溪分局");
    await send(b);
    await state(b, "已移送公安");
    assert.ok(!(await b.page.$(".el-drawer:visible .attach")), "nothing is put in once the police have it");
    await b.page.screenshot({ path: join(shots, "transfer.png") });
    b.clean();
  },
};
