import { expect, it } from "vitest";
import type { Officer } from "kit/types";
import { certified } from "./certified";

const officer = (id: string, certificates: number, posts: number, recused: string[] = []) =>
  ({ person: { id, name: id, version: 1 }, certificates: Array(certificates).fill({}), posts: Array(posts).fill({ name: "" }), recused, unsettled: 0 }) as Officer;
const names = (list: Officer[]) => list.map((o) => o.person.id);

it("only officers in a post with a certificate are offered", () => {
  const all = [officer("有证", 1, 1), officer("管理员", 0, 1), officer("已离岗", 1, 0)];
  expect(names(certified(all))).toEqual(["有证"]);
});

it("who is recused from the subject is not, however it is named", () => {
  const all = [officer("回避", 1, 1, ["7"]), officer("不回避", 1, 1, ["8"])];
  expect(names(certified(all, "subject:7"))).toEqual(["不回避"]);
  expect(names(certified(all, "7"))).toEqual(["不回避"]);
  expect(names(certified(all))).toEqual(["回避", "不回避"]);
});
