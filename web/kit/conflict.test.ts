import { createSSRApp, h } from "vue";
import { renderToString } from "vue/server-renderer";
import { describe, expect, it } from "vitest";
import { differences, merged, shown } from "kit/conflict";
import ConflictView from "kit/ConflictView.vue";
import { Problem, problemOf } from "kit/problem";

const fields = { name: "名称", address: "地址", phones: "电话", grade: "等级" };
const mine = { name: "万家超市", address: "十里大道 1 号", phones: ["13800000000"], grade: "B", version: 3 };
const theirs = { name: "万家超市", address: "十里大道 2 号", phones: ["13800000000", "0792-1"], grade: "B", version: 4, town: "十里街道" };

describe("two people change one record", () => {
  it("only what differs is asked about", () => {
    expect(differences(mine, theirs, Object.keys(fields)).map((d) => d.field)).toEqual(["address", "phones"]);
  });

  it("what is saved stands on theirs and holds what was chosen of mine", () => {
    const out = merged(mine, theirs as typeof mine, Object.keys(fields), { address: "mine", phones: "theirs" });
    expect(out).toEqual({ ...theirs, address: mine.address });
  });

  it("undecided fields stay mine: nothing typed is lost", () => {
    expect(merged(mine, theirs as typeof mine, Object.keys(fields), {}).phones).toEqual(mine.phones);
  });

  it("missing, empty and null read the same", () => {
    expect([undefined, null, ""].map(shown)).toEqual(["", "", ""]);
    expect(differences({ a: undefined }, { a: "" }, ["a"])).toEqual([]);
  });

  it("both texts are shown side by side", async () => {
    const app = createSSRApp({ render: () => h(ConflictView, { mine, theirs, fields }) });
    app.config.warnHandler = () => {}; // buttons are resolved by the build
    const html = await renderToString(app);
    for (const text of ["十里大道 1 号", "十里大道 2 号", "13800000000、0792-1", "我填写的", "对方已保存的"]) expect(html).toContain(text);
    expect(html).not.toContain("万家超市"); // it is the same in both
  });
});

describe("a refusal", () => {
  it("is a conflict only when it brings the other text", () => {
    const body = { status: 409, code: "registry.moved", text: "这一户刚被他人修改" };
    expect(new Problem({ ...body, theirs }).conflict).toBe(true);
    expect(new Problem(body).conflict).toBe(false);
  });

  it("says something even when the answer is no problem document", () => {
    expect(problemOf(502, "<html>").code).toBe("answer");
    expect(problemOf(502, undefined).text).toContain("502");
  });
});
