// The administrators: a second factor before anything else, accounts in bulk
// with passwords that are shown once, and the journal for the auditor.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { join } from "node:path";

/** RFC 6238, as an authenticator computes it. */
function totp(secret, now = Date.now()) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/[\s=]/g, "").toUpperCase()].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function enter(b, base, account) {
  await b.page.goto(base + "/sign-in");
  await b.page.fill('input[name="login"]', account.login);
  await b.page.fill('input[name="password"]', account.password);
  await b.page.click('button[type="submit"]');
  await b.page.fill('input[name="new"]', "Lu-Xi-1125-heron");
  await b.page.fill('input[name="again"]', "Lu-Xi-1125-heron");
  await b.page.click('button[type="submit"]');
  await b.page.waitForSelector("text=/请先绑定动态口令|工作台/");
  let secret = "";
  if (await b.page.locator("text=请先绑定动态口令").count()) {
    await b.page.click('button[type="submit"]');
    secret = await b.text("pre.codes");
    await b.page.fill('input[name="code"]', totp(secret));
    await b.page.click('button[type="submit"]');
    await b.page.waitForSelector("text=恢复码只显示这一次");
    await b.page.click("text=已保管好，继续");
  }
  await b.page.waitForSelector("main#content");
  return secret;
}

export const journeys = {
  async "the second factor is asked for at the next sign-in"({ open, base, accounts }) {
    const b = await open();
    let secret = await enter(b, base, accounts.security_admin);
    if (!secret) {
      await b.page.click('[data-test="me"]');
      await b.page.click('[data-test="factor"]');
      await b.page.fill('.el-dialog:visible input[type="password"]', "Lu-Xi-1125-heron");
      await b.page.click('.el-dialog:visible button[type="submit"]');
      secret = await b.text(".el-dialog pre.codes");
      await b.page.fill('input[name="code"]', totp(secret));
      await b.page.click('.el-dialog:visible button[type="submit"]');
      await b.page.click("text=已保管好，继续");
      await b.page.waitForSelector(".el-dialog", { state: "hidden" });
    }
    await b.page.click('[data-test="me"]');
    await b.page.click('[data-test="sign-out"]');
    await b.page.waitForSelector('input[name="login"]');
    await b.page.fill('input[name="login"]', accounts.security_admin.login);
    await b.page.fill('input[name="password"]', "Lu-Xi-1125-heron");
    await b.page.click('button[type="submit"]');
    await b.page.waitForSelector('input[name="code"]');
    assert.equal(await b.page.locator('[role="alert"]').count(), 0, "a question, not a refusal");
    await b.page.fill('input[name="code"]', totp(secret, Date.now() + 30_000)); // the present one has been used
    await b.page.click('button[type="submit"]');
    await b.page.waitForSelector("main#content");
  },

  async "opens accounts in bulk; the passwords are shown once"({ open, base, accounts, shots }) {
    const b = await open();
    await enter(b, base, accounts.system_admin);
    await b.visit(base + "/accounts");
    const menu = await b.text("nav");
    assert.ok(!/统计表|线索/.test(menu), "an administrator sees no business pages: " + menu);
    await b.page.click("text=批量开户");
    await b.page.waitForSelector(".slip");
    const slips = await b.page.$$eval(".slip", (all) => all.filter((s) => s.textContent.includes("一次性口令")).length);
    assert.ok(slips > 10, `${slips} slips`);
    await b.page.screenshot({ path: join(shots, "accounts.png") });
    await b.page.reload();
    await b.page.waitForSelector("tbody tr");
    assert.equal(await b.page.locator(".slip").count(), 0);
    b.clean();
  },

  async "the auditor reads the journal and what was done to a record"({ open, base, accounts, shots }) {
    const b = await open();
    await enter(b, base, accounts.audit_admin);
    await b.visit(base + "/journal", "tbody tr");
    await b.settled();
    await b.page.screenshot({ path: join(shots, "journal.png") });
    const first = await b.page.getAttribute("[data-subject]", "data-subject");
    await b.page.click("tbody tr td button");
    await b.page.waitForURL(/subject=/);
    await b.page.waitForFunction((ref) => [...document.querySelectorAll("[data-subject]")].every((x) => x.dataset.subject === ref), first);
    b.clean();
  },
};
