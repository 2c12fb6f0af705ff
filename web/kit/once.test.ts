import { describe, expect, it } from "vitest";
import { Keys, newKey } from "kit/once";

describe("an act sent twice", () => {
  it("has one key while its answer is outstanding", () => {
    const keys = new Keys();
    expect(keys.of("take 1")).toBe(keys.of("take 1"));
  });

  it("has a new key once answered, or once changed", () => {
    const keys = new Keys();
    const first = keys.of("take 1");
    expect(keys.of("take 2")).not.toBe(first);
    keys.answered("take 1");
    expect(keys.of("take 1")).not.toBe(first);
  });

  it("keys are 128 random bits", () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });
});
