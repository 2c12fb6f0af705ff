// Composing Chinese in the real browser: the Enter that ends a composition
// sends nothing.
import assert from "node:assert/strict";

export const journeys = {
  async "Enter while composing does not submit"({ open, base, accounts }) {
    const b = await open();
    await b.signIn(base, accounts.lianxi);
    await b.visit(base + "/ledger", "tbody tr.opens");
    await b.page.click('[data-test="search"]');
    const cdp = await b.context.newCDPSession(b.page);
    await cdp.send("Input.imeSetComposition", { text: "huaniao", selectionStart: 7, selectionEnd: 7 });
    await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 });
    await b.page.waitForTimeout(600);
    assert.ok(!b.page.url().includes("q="), "nothing was searched while composing: " + b.page.url());
    await cdp.send("Input.insertText", { text: "花鸟" });
    await b.page.keyboard.press("Enter");
    await b.page.waitForURL(/q=/);
    b.clean();
  },
};
