// What several journeys do on their way to a case: a lead of one's own, filed,
// and steps of the drawer.
import assert from "node:assert/strict";

export const ask = (b, label) => b.page.locator(".el-dialog:visible .ask", { hasText: label });
export const field = (b, label) => ask(b, label).locator("input, textarea").first();

/** Takes the step of the open dialog. */
export async function send(b) {
  await b.page.click('.el-dialog:visible [data-test="step"]');
  await b.page.waitForSelector(".el-dialog", { state: "hidden" });
}

export async function pick(b, label, ...options) {
  await ask(b, label).first().locator(".el-select").click();
  for (const o of options) {
    await b.page.keyboard.type(o);
    await b.page.locator(".el-select-dropdown__item:visible", { hasText: o }).first().click();
  }
  if (options.length > 1) await b.page.locator(".el-dialog:visible .el-dialog__title").click();
}

/** Chooses the first that is offered, by keyboard. */
export async function first(b, label) {
  await ask(b, label).first().locator(".el-select").click();
  await b.page.waitForSelector(".el-select-dropdown__item.is-hovering:visible");
  await b.page.keyboard.press("Enter");
}

/** Begins a step of the drawer. */
export async function begin(b, verb) {
  await b.page.click(`.el-drawer:visible [data-step="${verb}"]`);
  await b.page.waitForSelector(".el-dialog:visible form");
}

/** A refusal of the open dialog, which is then left. */
export async function refused(b, words) {
  await b.page.click('.el-dialog:visible [data-test="step"]');
  await b.page.waitForSelector(".el-dialog:visible .problem");
  assert.match(await b.text(".el-dialog:visible .problem"), words);
  await b.page.locator(".el-dialog:visible button", { hasText: "暂不" }).click();
  await b.page.waitForSelector(".el-dialog", { state: "hidden" });
}

export const part = (b, name) => b.page.click(`.el-drawer:visible [role="tab"]:has-text("${name}")`);

/** Two officers of the market department with certificates. */
export async function handlers(b) {
  const all = await b.page.evaluate(async () => (await fetch("/api/v1/homes/360402/officers")).json());
  return all.items.filter((o) => o.certificates.length && o.posts.some((p) => p.department === "market")).map((o) => o.person.name).slice(0, 2);
}

/** From a lead of one's own to an open case; answers with its id. */
export async function filed(b, base, { title, facts, channel, source, town, violation }) {
  const people = await handlers(b);
  await b.visit(base + "/leads", "tbody tr.opens");
  await b.page.click("main#content .page-head .el-button--primary");
  await ask(b, "线索标题").locator("input").fill(title);
  await ask(b, "线索内容").locator("textarea").fill(facts);
  await pick(b, "渠道", channel);
  await ask(b, "来源文书").locator("input").fill(source);
  await pick(b, "乡镇", town);
  await send(b);
  await b.page.click('[data-step="take"]');
  await send(b);
  await b.page.click('[data-step="verify"]');
  await b.page.click('.el-dialog:visible [data-choice="true"]');
  await ask(b, "核查结论").locator("textarea").fill("属实");
  await send(b);
  await b.page.click('[data-step="file"]');
  await pick(b, "违法行为", violation);
  await pick(b, "办案人员", ...people);
  await ask(b, "立案文书代字").locator("input").fill("濂市监立");
  await b.page.click('.el-dialog:visible [data-test="step"]');
  await b.page.waitForURL(/\/cases/);
  await b.page.waitForSelector(".el-drawer:visible .stages");
  return new URL(b.page.url()).searchParams.get("id");
}

/** The filing approved by whoever is signed in, and the investigation begun. */
export async function investigated(b) {
  await begin(b, "approve");
  await send(b);
  await begin(b, "investigate");
  await send(b);
}
