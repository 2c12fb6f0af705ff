import { describe, expect, it } from "vitest";
import { outlineOf } from "./outline";
import { areaOf, partsOf, seasonsOf } from "./typed";

describe("what is typed about a zone", () => {
  it("has spans of the year in several forms", () => {
    const spring = [{ from: "03-01", to: "06-30" }];
    for (const s of ["03-01 至 06-30", "3.1-6.30", "3月1日至6月30日", "03-01 - 06-30", "03-01-06-30"]) expect(seasonsOf(s), s).toEqual(spring);
    expect(seasonsOf("03-01 至 06-30\n11-01 至 02-28")).toHaveLength(2);
    expect(seasonsOf("")).toEqual([]);
    expect(() => seasonsOf("春季")).toThrow("zone.typed");
  });
  it("has lists with the usual marks between", () => expect(partsOf("鸟纲、 爬行纲，兽纲")).toEqual(["鸟纲", "爬行纲", "兽纲"]));
  it("refuses half a boundary", () => expect(() => areaOf('{"type":"Pol')).toThrow("zone.typed"));
});

describe("an outline", () => {
  it("has north up and holes with it", () => {
    const square = [[116, 29], [117, 29], [117, 30], [116, 30], [116, 29]];
    const hole = [[116.4, 29.4], [116.6, 29.4], [116.6, 29.6], [116.4, 29.4]];
    const o = outlineOf({ type: "MultiPolygon", coordinates: [[square, hole]] }, 100)!;
    expect(o.height).toBeCloseTo(100);
    expect(o.width).toBeLessThan(100);
    expect(o.path.startsWith("M0.0 100.0L")).toBe(true);
    expect(o.path.split("M")).toHaveLength(3);
  });
  it("is absent where a zone has divisions", () => expect(outlineOf(undefined)).toBeUndefined());
});
