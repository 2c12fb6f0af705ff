import { createSSRApp, defineComponent, h } from "vue";
import { createMemoryHistory, createRouter } from "vue-router";
import { renderToString } from "vue/server-renderer";
import { describe, expect, it } from "vitest";
import type { Column } from "kit/columns";
import DataGrid from "kit/DataGrid.vue";
import { useRows } from "kit/grid";
import { Problem } from "kit/problem";

interface Shop { id: string; name: string; count: number }
const columns: Column<Shop>[] = [
  { key: "name", label: "名称", sort: "name" },
  { key: "count", label: "次数", number: true, text: (s) => s.count, sum: (s) => s.count },
];
const rows: Shop[] = [{ id: "1", name: "甲", count: 3 }, { id: "2", name: "<script>", count: 4 }];

async function render(props: Record<string, unknown>, shops: Shop[] = rows, address = "/", problem?: unknown) {
  const page = defineComponent({
    setup() {
      const grid = useRows({ name: "shops", rowKey: (s: Shop) => s.id, filters: { q: "", venue: "", sort: "name" }, rows: () => (problem ? undefined : shops), problem: () => problem, named: { venue: () => "餐饮" } });
      return () => h(DataGrid as never, { of: grid, columns, label: "台账", ...props }, props.slots as never);
    },
  });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: "/", component: page }] });
  await router.push(address);
  const app = createSSRApp({ render: () => h(page) }).use(router);
  app.config.warnHandler = () => {};
  app.component("el-button", { props: ["disabled"], template: `<button :disabled="disabled"><slot /></button>` });
  app.component("el-popover", { template: `<div><slot name="reference" /></div>` });
  return renderToString(app);
}

describe("a list", () => {
  it("is a grid of rows, one of which is in the order of Tab", async () => {
    const html = await render({ opens: true });
    expect(html).toContain('role="grid"');
    expect(html).toContain("甲");
    expect(html.match(/<tr[^>]*tabindex="0"/g)).toHaveLength(1);
    expect(html).toContain("&lt;script&gt;"); // names come from other people's files
  });

  it("tells how it is sorted", async () => {
    expect(await render({}, rows, "/?sort=-name")).toContain('aria-sort="descending"');
    expect(await render({})).toContain('aria-sort="ascending"');
  });

  it("adds up the columns that have a sum", async () => {
    expect(await render({})).toMatch(/<tfoot.*合计.*7/s);
  });

  it("distinguishes three kinds of nothing", async () => {
    expect(await render({ empty: "台账还是空的" }, [])).toContain("台账还是空的");
    const html = await render({}, [], "/?venue=catering");
    expect(html).toContain("没有符合条件的记录");
    expect(html).toContain("餐饮");
    const refused = await render({}, [], "/", new Problem({ status: 403, code: "auth.forbidden", text: "当前岗位没有此项权限" }));
    expect(refused).toContain("当前岗位没有此项权限");
    expect(refused).toContain("联系本单位管理员");
    expect(refused).not.toContain("重试");
  });

  it("of a hundred thousand rows draws only what can be seen", async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({ id: String(i), name: `第${i}户`, count: 1 }));
    const html = await render({}, many);
    expect(html.match(/<[a-z]+/g)!.length).toBeLessThan(1500);
    expect(html).toContain('aria-rowcount="100001"');
    expect(html).toContain("共 100000 条");
  });

  it("offers no boxes where there is nothing to do with what is chosen", async () => {
    expect(await render({})).not.toContain('type="checkbox"');
    expect(await render({ slots: { batch: () => h("b", "批量") } })).toContain('type="checkbox"');
  });
});
