import { describe, expect, it } from "vitest";
import { leftOf, workdays } from "kit/workdays";

const off = new Set(["2026-09-26", "2026-09-27", "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07"]);

describe("working days", () => {
  it("are those after today until the day, the day with them", () => {
    expect(workdays("2026-09-25", "2026-09-28", off)).toBe(1);
    expect(workdays("2026-09-30", "2026-10-08", off)).toBe(1);
    expect(workdays("2026-09-28", "2026-09-28", off)).toBe(0);
  });
  it("that are over count backwards", () => {
    expect(workdays("2026-09-28", "2026-09-25", off)).toBe(-1);
    expect(workdays("2026-10-08", "2026-09-30", off)).toBe(-1);
  });
  it("warn at three, and are late from the next day on, be it a holiday", () => {
    expect(leftOf("2026-09-30", 4, "2026-09-24")).toEqual({ n: 4, tone: "" });
    expect(leftOf("2026-09-30", 3, "2026-09-25")).toEqual({ n: 3, tone: "warn" });
    expect(leftOf("2026-09-30", 0, "2026-09-30")).toEqual({ n: 0, tone: "warn" });
    expect(leftOf("2026-10-01", 0, "2026-10-02")).toEqual({ n: 1, tone: "late" });
  });
});
