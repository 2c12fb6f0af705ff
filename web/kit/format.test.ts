import { describe, expect, it } from "vitest";
import { dayOf, daysBetween, fen, idOf, moment, yuan } from "kit/format";

describe("days as people type them", () => {
  const now = "2026-11-25";
  const cases: [string, string][] = [
    ["20261123", "2026-11-23"], ["2026-11-23", "2026-11-23"], ["2026.11.3", "2026-11-03"], ["2026年11月3日", "2026-11-03"], ["11.23", "2026-11-23"],
    ["今天", now], ["2026-02-30", ""], ["2026-13-01", ""], ["", ""], ["昨天", ""], ["2028-02-29", "2028-02-29"], ["2026-02-29", ""],
  ];
  for (const [typed, day] of cases) it(`${typed || "nothing"} is ${day || "no day"}`, () => expect(dayOf(typed, now)).toBe(day));
});

describe("money in fen", () => {
  it("is typed in yuan", () => {
    expect(["12", "12.5", "1,200.05", "0"].map(fen)).toEqual([1200, 1250, 120005, 0]);
    for (const bad of ["", "-1", "1.234", "十"]) expect(fen(bad)).toBeNaN();
  });
  it("is printed in yuan", () => {
    expect([0, 5, 123456789, -1].map(yuan)).toEqual(["0.00", "0.05", "1,234,567.89", "—"]);
  });
});

describe("moments", () => {
  it("are told in Beijing time, wherever the browser is", () => {
    expect(moment("2026-11-25T16:30:00Z")).toBe("2026-11-26 00:30");
    expect(moment("0001-01-01T00:00:00Z")).toBe("");
    expect(moment(undefined)).toBe("");
  });
  it("days are counted by the calendar", () => {
    expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2);
    expect(daysBetween("2026-03-01", "2026-02-27")).toBe(-2);
  });
  it("an id is what follows the kind", () => expect(idOf("inspection:0193a:b")).toBe("0193a:b"));
});
