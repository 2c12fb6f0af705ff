// A ledger of three shops comes in once; the second time nothing changes.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const county = fileURLToPath(new URL("../../test/world/lianxi/", import.meta.url));
const ledgers = ["市监局-经营主体台账.xlsx", "林业局-野生动物经营利用及繁育台账.xlsx", "网店及平台清单.csv", "执法人员名录.xlsx", "乡镇联系人.csv"].map((f) => county + f);

/** A ledger of n shops that nobody has yet. */
async function shops(path, n) {
  const rows = Array.from({ length: n }, (_, i) => `${i + 1},长街${String(i).padStart(6, "0")}号杂货铺,,长街${i}号,十里街道,钱一,19900000001`);
  await writeFile(path, "\ufeff序号,经营者名称,统一社会信用代码,经营地址,所属乡镇,负责人,联系电话\n" + rows.join("\n"));
}

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

  async "the county's five ledgers are judged within five seconds, seen to move, and a reload loses nothing"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger/import");
    await b.page.setInputFiles('input[type="file"]', ledgers);
    const began = Date.now();
    await b.page.click('[data-test="dry-run"]');
    await b.page.waitForSelector('[data-test="import-report"]');
    const took = Date.now() - began;
    console.log(`    8,736 rows judged in ${took} ms`);
    assert.ok(took <= 5000, `the ledgers took ${took} ms`);
    const rows = await b.page.locator('[data-test="import-report"] tfoot th').nth(1).textContent();
    assert.ok(Number(rows.replace(/,/g, "")) > 8000, `only ${rows} rows were read`);
    const report = await b.text('[data-test="import-report"]');
    await b.page.reload();
    await b.page.waitForSelector('[data-test="import-report"]');
    assert.equal(await b.text('[data-test="import-report"]'), report, "the report is there after a reload");
    await b.page.screenshot({ path: join(shots, "import-county.png") });
    b.clean();
  },

  async "a long import goes on without the page, and its result is there after a reload"({ open, base, accounts, temp, shots }) {
    const path = join(temp, "长街.csv");
    await shops(path, 120_000);
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger/import");
    await b.page.setInputFiles('input[type="file"]', path);
    await b.page.click('[data-test="dry-run"]');
    await b.page.waitForSelector('[data-test="import-report"]', { timeout: 60_000 });
    await b.page.click('[data-test="import"]');
    await b.page.waitForSelector('[data-test="import-progress"]');
    await b.page.reload();
    await b.page.waitForFunction(() => /[\d,]+ \/ [\d,]+ 行 · [\d,]+ 行\/秒/.test(document.querySelector('[data-test="import-progress"]')?.textContent ?? ""));
    await b.page.screenshot({ path: join(shots, "import-progress.png") });
    await b.page.waitForSelector('[data-test="import-report"]', { timeout: 60_000 });
    assert.match(await b.text('[data-test="import-report"] h2'), /导入结果/);
    assert.equal(await b.number('[data-test="created"]'), 120_000);
    b.clean();
  },

  async "a cancelled import leaves nothing"({ open, base, accounts, temp }) {
    const path = join(temp, "短街.csv");
    await shops(path, 120_000);
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger/import");
    await b.page.setInputFiles('input[type="file"]', path);
    await b.page.click('[data-test="dry-run"]');
    await b.page.waitForSelector('[data-test="import-report"]', { timeout: 60_000 });
    await b.page.click('[data-test="import"]');
    await b.page.click('[data-test="import-cancel"]');
    await b.page.waitForSelector('[data-test="import-cancelled"]', { timeout: 60_000 });
    await b.visit(base + "/ledger?q=" + encodeURIComponent("长街"), ".none");
    b.clean();
  },
};
