import { createSSRApp, h } from "vue";
import { renderToString } from "vue/server-renderer";
import { describe, expect, it } from "vitest";
import DataGrid, { type Column } from "kit/DataGrid.vue";

interface Shop { id: string; name: string; count: number }
const columns: Column<Shop>[] = [
  { key: "name", label: "名称", sort: "name" },
  { key: "count", label: "次数", number: true, text: (s) => s.count },
];
const rows: Shop[] = [{ id: "1", name: "甲", count: 3 }, { id: "2", name: "<script>", count: 0 }];

async function render(props: Record<string, unknown>) {
  const app = createSSRApp({ render: () => h(DataGrid as never, { columns, rowKey: (s: Shop) => s.id, label: "台账", ...props }) });
  app.config.warnHandler = () => {};
  app.component("el-button", { props: ["disabled"], template: `<button :disabled="disabled"><slot /></button>` });
  return renderToString(app);
}

describe("a list", () => {
  it("is a table with rows to open by keyboard", async () => {
    const html = await render({ rows, opens: true });
    expect(html).toContain("甲");
    expect(html).toMatch(/<tr[^>]*tabindex="0"/);
    expect(html).toContain("&lt;script&gt;"); // names come from other people's files
  });

  it("tells how it is sorted", async () => {
    expect(await render({ rows, sort: "-name" })).toContain('aria-sort="descending"');
    expect(await render({ rows, sort: "name" })).toContain('aria-sort="ascending"');
  });

  it("distinguishes an empty ledger from filters that match nothing", async () => {
    expect(await render({ rows: [], empty: "台账还是空的" })).toContain("台账还是空的");
    const html = await render({ rows: [], filters: ["餐饮"] });
    expect(html).toContain("没有符合条件的记录");
    expect(html).toContain("餐饮");
  });

  it("counts without pretending", async () => {
    expect(await render({ rows, count: 12 })).toContain("共 12 条");
    expect(await render({ rows, count: 1000, more: true })).toContain("1000 条以上");
  });

  it("offers the next page only where there is one", async () => {
    expect(await render({ rows })).not.toContain("下一页");
    expect(await render({ rows, next: "k" })).toContain("下一页");
  });
});
