import assert from "node:assert/strict";
import { join } from "node:path";

const han = /[\u4e00-\u9fff]/;

export const journeys = {
  async "everything the app itself says turns English, and stays so"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.page.click('[data-test="me"]');
    await b.page.click('[data-test="language"]');
    for (const [path, heading] of [["/table", "Campaign statistics"], ["/ledger", "Ledger of subjects"], ["/visits/new", "Record a visit"], ["/leads", "Leads"], ["/draws", "Random draws"], ["/ledger/import", "Import ledgers"]]) {
      await b.visit(base + path);
      assert.equal(await b.text("main#content h1"), heading);
      const menu = await b.text("nav");
      assert.ok(!han.test(menu), `the menu at ${path} still has Chinese: ${menu}`);
      const labels = await b.page.$$eval("main#content th, main#content label, main#content .el-form-item__label", (all) => all.filter((x) => !x.closest("tbody")).map((x) => x.textContent.trim()));
      for (const l of labels) assert.ok(!han.test(l), `${path}: “${l}” is still Chinese`);
    }
    assert.equal(await b.page.getAttribute("html", "lang"), "en");
    await b.page.screenshot({ path: join(shots, "english.png") });
    await b.page.click('[data-test="me"]');
    await b.page.click('[data-test="language"]');
    assert.equal(await b.text("main#content h1"), "导入台账");
    b.clean();
  },
};
