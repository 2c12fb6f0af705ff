// A person's hand in a browser, that counts what it does: a click, a field
// filled, a key or chord, a file chosen, an option of a list is one action each.
export class Tally {
  steps = [];

  /** Begins a step; what is done from here on belongs to it. */
  step(name) {
    const now = Date.now();
    const last = this.steps[this.steps.length - 1];
    if (last) last.ms = now - last.began;
    if (name) this.steps.push({ name, actions: 0, began: now, ms: 0 });
  }

  one() {
    this.steps[this.steps.length - 1].actions++;
  }

  get actions() {
    return this.steps.reduce((n, s) => n + s.actions, 0);
  }

  /** The steps in words, one a line. */
  told() {
    return [...this.steps, { name: "in all", actions: this.actions, ms: this.steps.reduce((n, s) => n + s.ms, 0) }]
      .map((s) => `    ${String(s.actions).padStart(4)} actions ${(s.ms / 1000).toFixed(1).padStart(6)} s  ${s.name}`).join("\n");
  }
}

export class Hand {
  constructor(browser, tally) {
    Object.assign(this, { b: browser, page: browser.page, tally });
  }

  at(target) {
    return typeof target === "string" ? this.page.locator(target).first() : target;
  }

  async click(target) {
    this.tally.one();
    await this.at(target).click();
  }

  async fill(target, value) {
    this.tally.one();
    await this.at(target).fill(value);
  }

  async press(key) {
    this.tally.one();
    await this.page.keyboard.press(key);
  }

  async reload() {
    this.tally.one();
    await this.page.reload();
  }

  async files(target, paths) {
    this.tally.one();
    await this.at(target).setInputFiles(paths);
  }

  /** What a click brings as a file; its path. */
  async take(target) {
    const [file] = await Promise.all([this.page.waitForEvent("download"), this.click(target)]);
    return file.path();
  }

  /** Opens a list and takes options from it; typing to find one is an action too. */
  async choose(target, options, typed = false) {
    await this.click(target);
    for (const o of [options].flat()) {
      if (typed) {
        this.tally.one();
        await this.page.keyboard.type(o);
      }
      await this.click(this.page.locator(".el-select-dropdown__item:visible", { hasText: o }).first());
    }
  }

  /** Goes to a page by the menu. */
  async menu(name) {
    await this.click(this.page.locator("nav.side a", { hasText: name }).first());
  }

  ask(label) {
    return this.page.locator(".el-dialog:visible .ask", { hasText: label }).first();
  }

  field(label) {
    return this.ask(label).locator("input, textarea").first();
  }

  /** Sends the open dialog. */
  async send() {
    await this.click('.el-dialog:visible [data-test="step"]');
    await this.page.waitForSelector(".el-dialog", { state: "hidden" });
  }

  /** Signs in for the first time: the one-time password gives way to one's own. */
  async signIn(base, account) {
    await this.page.goto(base);
    await this.fill('input[name="login"]', account.login);
    await this.fill('input[name="password"]', account.password);
    await this.press("Enter");
    await this.fill('input[name="new"]', account.own);
    await this.fill('input[name="again"]', account.own);
    await this.press("Enter");
    await this.page.waitForSelector("main#content h1");
  }
}
