import { describe, expect, it } from "vitest";
import { scrollFor, sliceOf } from "kit/window";

describe("what is drawn of a long list", () => {
  it("a short list is drawn whole", () => {
    expect(sliceOf(200, 40, 4000, 600)).toEqual({ first: 0, last: 200, above: 0, below: 0 });
  });

  it.each([0, 1, 39, 40, 123_456, 3_999_400, 9_999_999])("at %d px the blanks and the rows make the whole height", (top) => {
    const s = sliceOf(100_000, 40, top, 600);
    expect(s.above + (s.last - s.first) * 40 + s.below).toBe(4_000_000);
    expect(s.last - s.first).toBeLessThan(40);
    if (top <= 3_999_400) {
      expect(s.above).toBeLessThanOrEqual(top);
      expect(s.above + (s.last - s.first) * 40).toBeGreaterThanOrEqual(Math.min(top + 600, 4_000_000));
    }
  });

  it("a row out of sight is scrolled to, one in sight is not", () => {
    expect(scrollFor(0, 40, 400, 600, 36)).toBe(0);
    expect(scrollFor(12, 40, 400, 600, 36)).toBeUndefined();
    expect(scrollFor(50, 40, 400, 600, 36)).toBe(50 * 40 + 40 + 36 - 600);
  });
});
