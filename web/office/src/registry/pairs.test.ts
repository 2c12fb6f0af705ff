import { describe, expect, it } from "vitest";
import type { SuspectedPair } from "kit/types";
import { apart } from "./pairs";

const pair = (a: string, b: string) => ({ a: { id: a }, b: { id: b } }) as SuspectedPair;

describe("merging many pairs at once", () => {
  it("takes pairs that have nothing to do with each other", () => {
    expect(apart([pair("1", "2"), pair("3", "4")]).later).toEqual([]);
  });
  it("leaves a pair whose subject has just been merged for later", () => {
    const { now, later } = apart([pair("1", "2"), pair("2", "3"), pair("4", "1"), pair("5", "6")]);
    expect(now).toEqual([pair("1", "2"), pair("5", "6")]);
    expect(later).toEqual([pair("2", "3"), pair("4", "1")]);
  });
});
