// The view of a list goes out as a workbook, and can be fetched again after a
// reload: the work is the server's.
import assert from "node:assert/strict";
import { join } from "node:path";
import { rowsOf } from "./xlsx.mjs";

export const journeys = {
  async "exports what a list shows, and fetches it after a reload"({ open, base, accounts, shots }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger?venue=market_bird", "tbody tr.opens");
    const shown = await b.page.locator("tbody tr.opens").count();
    const first = (await b.page.locator('tbody tr.opens td[data-column="name"]').first().textContent()).trim();
    await b.page.click('[data-test="export"]');
    await b.page.click('[data-test="tray"]');
    await b.page.waitForSelector('[data-test="job"][data-state="done"] [data-test="job-result"]');
    await b.page.waitForTimeout(400); // it fades in
    await b.page.screenshot({ path: join(shots, "tray.png") });
    await b.page.reload();
    await b.page.click('[data-test="tray"]');
    const path = await b.download('[data-test="job-result"]');
    const rows = await rowsOf(path);
    assert.equal(rows.length, shown + 1, "a heading and every row of the view");
    assert.equal(rows[0][0], "名称");
    assert.equal(rows[1][0], first);
    b.clean();
  },
};
