import { expect, it } from "vitest";
import { chromiumOf, skewOf } from "./machine";

it.each([
  ["Mozilla/5.0 (X11; Linux loongarch64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36", 86],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36 Edg/109", 109],
  ["Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", 0],
])("%s", (agent, version) => expect(chromiumOf(agent)).toBe(version));

it("the clock is held against the server's", () => {
  const now = Date.parse("2026-11-25T08:00:00Z");
  expect(skewOf("Wed, 25 Nov 2026 07:50:00 GMT", now)).toBe(600);
  expect(skewOf(null, now)).toBeUndefined();
});
