import { describe, expect, it } from "vitest";
import { cellState, near, type Row } from "./returns";

const row = (day: string, state: "missing" | "submitted" | "received" | "returned", nil = false) => ({ code: "monthly", title: "月报", day, working: 0, cells: [{ department: "market", state, nil }] }) as Row;

describe("who has handed in", () => {
  it("missing is not nil, and late only when the day is over", () => {
    expect(cellState({ state: "missing" }, false)).toBe("ahead");
    expect(cellState({ state: "missing" }, true)).toBe("late");
    expect(cellState({ state: "submitted", nil: true }, true)).toBe("nil");
    expect(cellState({ state: "submitted" }, true)).toBe("submitted");
    expect(cellState({ state: "received", nil: true }, true)).toBe("received");
  });
  it("near are what is open of the past and the next three", () => {
    const rows = [row("2026-06-29", "received"), row("2026-07-29", "missing"), row("2026-08-29", "returned"), row("2026-11-29", "missing"), row("2026-12-29", "missing"), row("2027-01-29", "missing"), row("2027-02-28", "missing")];
    expect(near(rows, "2026-11-25").map((r) => r.day)).toEqual(["2026-07-29", "2026-08-29", "2026-11-29", "2026-12-29", "2027-01-29"]);
  });
});
