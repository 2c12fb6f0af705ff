// The system's Chromium with a fresh profile, and what a journey does with it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

function program() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].filter(Boolean);
  const found = known.find((p) => existsSync(p));
  if (!found) throw new Error("no Chromium: install the package chromium, or name one in CHROMIUM");
  return found;
}

export class Browser {
  static async open(profile, viewport) {
    const context = await chromium.launchPersistentContext(profile, { executablePath: program(), headless: true, args: flags, viewport, locale: "zh-CN", timezoneId: "Asia/Shanghai", acceptDownloads: true });
    const b = new Browser();
    b.context = context;
    b.page = context.pages()[0] ?? (await context.newPage());
    b.page.setDefaultTimeout(15_000);
    b.errors = [];
    b.page.on("pageerror", (e) => b.errors.push(`${e.name}: ${e.message}`));
    b.page.on("console", (m) => {
      if (m.type() === "error" && !/status of 4\d\d/.test(m.text())) b.errors.push(m.text());
    });
    return b;
  }

  /** Gives the app a look before its first page: { theme, elder, contrast }. */
  dress(look) {
    return this.context.addInitScript((l) => {
      if (!localStorage.getItem("zhiye.look")) localStorage.setItem("zhiye.look", JSON.stringify(l));
    }, look);
  }

  /** Signs in with the one-time password and changes it, or with the changed one. */
  async signIn(base, account) {
    await this.page.goto(base + "/sign-in");
    await this.page.fill('input[name="login"]', account.login);
    await this.page.fill('input[name="password"]', account.changed ?? account.password);
    await this.page.click('button[type="submit"]');
    if (!account.changed) {
      account.changed = "Lu-Xi-1125-heron";
      await this.page.fill('input[name="new"]', account.changed);
      await this.page.fill('input[name="again"]', account.changed);
      await this.page.click('button[type="submit"]');
    }
    await this.page.waitForSelector("main#content");
  }

  /** Goes to a page and waits until its figures or rows are there. */
  async visit(url, selector = "main#content h1") {
    await this.page.goto(url);
    await this.page.waitForSelector(selector);
    await this.settled();
  }

  settled() {
    return this.page.waitForLoadState("networkidle");
  }

  async text(selector) {
    return (await this.page.textContent(selector))?.trim() ?? "";
  }

  async number(selector) {
    return Number((await this.text(selector)).replace(/[,\s]/g, ""));
  }

  /** Chooses in a select that opens over the page. */
  async choose(selector, option) {
    await this.page.click(selector);
    await this.page.locator(".el-select-dropdown__item:visible", { hasText: option }).first().click();
    await this.page.keyboard.press("Escape");
  }

  async download(selector) {
    const [file] = await Promise.all([this.page.waitForEvent("download"), this.page.click(selector)]);
    return file.path();
  }

  clean() {
    assert.deepEqual(this.errors, [], "the page reported errors");
  }

  close() {
    return this.context.close();
  }
}
