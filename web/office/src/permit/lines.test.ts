import { describe, expect, it } from "vitest";
import { linesOf } from "./lines";

describe("the species of a permit", () => {
  it("have a quantity and a unit where they are typed", () => {
    expect(linesOf("梅花鹿 20 只\n环颈雉100只；蛇蜕 2.5 kg")).toEqual([
      { name: "梅花鹿", qty: "20", unit: "只" }, { name: "环颈雉", qty: "100", unit: "只" }, { name: "蛇蜕", qty: "2.5", unit: "kg" },
    ]);
  });
  it("are only a name otherwise", () => {
    expect(linesOf(" 梅花鹿 \n\n虎纹蛙 20")).toEqual([{ name: "梅花鹿" }, { name: "虎纹蛙 20" }]);
  });
});
