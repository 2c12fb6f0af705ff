import { describe, expect, it } from "vitest";
import { filtersOf, queryOf, Trail } from "kit/list";

const defaults = { q: "", venue: "", state: "", sort: "name" };

describe("a list's filters lie in its address", () => {
  it("what the address names is taken, the rest has its default", () => {
    expect(filtersOf({ q: "花鸟", sort: "-updated", id: "x" }, defaults)).toEqual({ q: "花鸟", venue: "", state: "", sort: "-updated" });
  });

  it("defaults are not written", () => {
    expect(queryOf({ ...defaults, venue: "food" }, defaults)).toEqual({ venue: "food" });
  });

  it("there and back again", () => {
    const filters = { q: "濂溪", venue: "shop", state: "closed", sort: "-name" };
    expect(filtersOf(queryOf(filters, defaults), defaults)).toEqual(filters);
  });

  it("a new filter begins at the first page and keeps what else the address says", () => {
    expect(queryOf({ ...defaults, q: "鱼" }, defaults, { after: "k9", page: "3", q: "鸟", id: "open" })).toEqual({ q: "鱼", id: "open" });
  });

  it("a parameter given twice is not taken", () => {
    expect(filtersOf({ q: ["a", "b"] }, defaults).q).toBe("");
  });
});

describe("paging by key", () => {
  it("goes back the way it came", () => {
    const trail = new Trail();
    trail.step("", "k50");
    trail.step("k50", "k100");
    expect(trail.before("k100")).toBe("k50");
    expect(trail.before("k50")).toBe("");
    expect(trail.before("")).toBeUndefined();
  });

  it("a page opened by its link knows no way back", () => {
    expect(new Trail().before("k100")).toBeUndefined();
  });

  it("turning off the way forgets what lay beyond", () => {
    const trail = new Trail();
    trail.step("", "k50");
    trail.step("k50", "k100");
    trail.step("", "j50");
    expect(trail.before("j50")).toBe("");
    expect(trail.before("k100")).toBeUndefined();
  });

  it("a new filter begins again", () => {
    const trail = new Trail();
    trail.step("", "k50");
    trail.restart();
    expect(trail.before("k50")).toBeUndefined();
  });
});
