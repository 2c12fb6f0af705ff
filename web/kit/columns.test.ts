import { describe, expect, it } from "vitest";
import { alike, arrangementOf, moved, ordered, shown, untouched, type Column } from "kit/columns";

const columns: Column[] = [{ key: "a", label: "甲", fixed: true }, { key: "b", label: "乙" }, { key: "c", label: "丙" }];
const keys = (cs: Column[]) => cs.map((c) => c.key).join("");

describe("the columns of a list as their user wants them", () => {
  it("stand as the page offers them until somebody moves one", () => {
    expect(keys(ordered(columns, untouched))).toBe("abc");
    const a = moved(columns, untouched, "c", -1);
    expect(keys(ordered(columns, a))).toBe("acb");
    expect(keys(ordered(columns, moved(columns, a, "a", -1)))).toBe("acb"); // there is nothing left of the first
  });

  it("a column that is new to the arrangement keeps its place", () => {
    const more = [columns[0], { key: "n", label: "新" }, ...columns.slice(1)];
    expect(keys(ordered(more, { ...untouched, order: ["a", "c", "b"] }))).toBe("ancb");
  });

  it("what must be seen cannot be hidden", () => {
    expect(keys(shown(columns, { ...untouched, hidden: ["a", "b"] }))).toBe("ac");
  });

  it("widths are taken over", () => {
    expect(shown(columns, { ...untouched, widths: { b: 200 } })[1].width).toBe("200px");
  });

  it("are alike whatever the order of their keys", () => {
    expect(alike({ order: [], hidden: ["b", "a"], widths: { x: 90, y: 80 }, frozen: 1 }, { frozen: 1, widths: { y: 80, x: 90 }, hidden: ["a", "b"], order: [] })).toBe(true);
    expect(alike(untouched, { ...untouched, frozen: 2 })).toBe(false);
    expect(alike(untouched, { ...untouched, order: ["a"] })).toBe(false);
  });

  it("what is no arrangement is none", () => {
    expect(arrangementOf("nonsense")).toEqual(untouched);
    expect(arrangementOf({ order: ["a", 3], hidden: null, widths: { a: 5, b: 90, c: "wide" }, frozen: 99 })).toEqual({ order: ["a"], hidden: [], widths: { b: 90 }, frozen: 4 });
  });
});
