import { expect, it } from "vitest";
import { parsed } from "kit/look";

it("a look that was kept is taken over; what is none is the plain one", () => {
  const plain = { theme: "light", elder: false, contrast: false, density: "normal", keys: true };
  expect(parsed(null)).toEqual(plain);
  expect(parsed("{")).toEqual(plain);
  expect(parsed('{"theme":"pink","elder":"yes","density":9}')).toEqual(plain);
  expect(parsed('{"theme":"dark","elder":true,"contrast":true,"density":"wide","keys":false}')).toEqual({ theme: "dark", elder: true, contrast: true, density: "wide", keys: false });
});
