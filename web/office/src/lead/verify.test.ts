import { expect, it } from "vitest";
import { missing } from "kit/step";
import { sourceHint, verified, verifyAsks } from "./verify";

it("verification asks first whether the lead is true, then for what goes with it", () => {
  const asks = verifyAsks(true);
  expect(missing(asks, { outcome: "", finding: "", reason: "" }).map((a) => a.key)).toEqual(["outcome"]);
  expect(missing(asks, { outcome: "true", finding: "", reason: "" }).map((a) => a.key)).toEqual(["finding"]);
  expect(missing(asks, { outcome: "false", finding: "", reason: "" }).map((a) => a.key)).toEqual(["reason"]);
});

it("true verifies with the finding, false dismisses with the reason", () => {
  expect(verified({ outcome: "true", finding: "查获八哥三只", reason: "" })).toEqual({ verb: "verify", values: { finding: "查获八哥三只" } });
  expect(verified({ outcome: "false", finding: "", reason: "系家养鸽" })).toEqual({ verb: "dismiss", values: { reason: "系家养鸽" } });
});

it("who may not dismiss is offered only what will succeed", () => {
  expect(verifyAsks(false)[0].options?.map((o) => o.value)).toEqual(["true"]);
});

it("each channel says which document it means", () => {
  const told = ["own", "media", "complaint", "tip", "transfer"].map(sourceHint);
  expect(new Set(told).size).toBe(told.length);
});
