// A ledger of three shops comes in once; the second time nothing changes.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

const ledger = [
  "序号,经营者名称,统一社会信用代码,经营地址,所属乡镇,负责人,联系电话",
  "1,夜莺鸟具店,,十里大道9001号,十里街道,钱一,19900000001",
  "2,白鹭水产行,,十里大道9002号,十里街道,孙二,19900000002",
  "3,青鸟花卉铺,,十里大道9003号,十里街道,李三,19900000003",
].join("\n");

async function bring(b, path, dry) {
  await b.page.setInputFiles('input[type="file"]', path);
  await b.page.click('[data-test="dry-run"]');
  await b.page.waitForSelector('[data-test="import-report"]');
  const created = await b.number('[data-test="created"]');
  if (dry) return created;
  await b.page.click('[data-test="import"]');
  await b.page.waitForFunction(() => document.querySelector('[data-test="import-report"] h2')?.textContent.includes("导入结果"));
  return b.number('[data-test="created"]');
}

export const journeys = {
  async "twice changes nothing, and it can be undone"({ open, base, accounts, temp, shots }) {
    const path = join(temp, "商户台账.csv");
    await writeFile(path, "\ufeff" + ledger);
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger/import");
    assert.equal(await bring(b, path, true), 3, "the dry run says what would be added");
    assert.equal(await bring(b, path), 3);
    await b.page.screenshot({ path: join(shots, "import.png") });
    assert.equal(await bring(b, path), 0, "the second import adds nothing");
    assert.match(await b.text('[data-test="import-report"]'), /没有新增/);

    await b.visit(base + "/ledger?q=" + encodeURIComponent("夜莺"), "tbody tr.opens");
    await b.visit(base + "/ledger/import", "tbody tr");
    for (const left of [2, 1]) { // the second, which added nothing, and then the first; newest on top
      await b.page.locator("button", { hasText: "撤销本次导入" }).first().click();
      await b.page.locator(".el-dialog:visible .el-button--danger").click();
      await b.page.waitForFunction((n) => [...document.querySelectorAll("td button")].filter((x) => x.textContent.includes("撤销本次导入")).length === n, left);
    }
    await b.page.locator("button", { hasText: "撤销本次导入" }).first().click();
    await b.page.locator(".el-dialog:visible .el-button--danger").click();
    await b.page.waitForSelector(".el-dialog .problem");
    assert.match(await b.text(".el-dialog .problem"), /引用/, "an import that visits rest on stays");
    await b.visit(base + "/ledger?q=" + encodeURIComponent("夜莺"), ".none");
    b.clean();
  },
};
