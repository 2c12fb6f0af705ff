import { describe, expect, it } from "vitest";
import { meant, pressed } from "kit/keys";

const press = (key: string, more: object = {}) => pressed({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe("what a key press means", () => {
  it("has one name on every keyboard", () => {
    expect(press("?")).toBe("?");
    expect(press("K", { ctrlKey: true })).toBe("Ctrl+k");
    expect(press("k", { metaKey: true })).toBe("Ctrl+k");
    expect(press("Enter", { ctrlKey: true })).toBe("Ctrl+Enter");
    expect(press(" ")).toBe("Space");
  });

  const all = [{ keys: "d", of: "single" }, { keys: "g d", of: "desk" }, { keys: "j", of: "page" }, { keys: "j", of: "drawer" }];
  it("a sequence comes before a single key, the latest before the earlier", () => {
    expect(meant(all, "g", "d")).toBe(all[1]);
    expect(meant(all, "", "d")).toBe(all[0]);
    expect(meant(all, "x", "d")).toBe(all[0]);
    expect(meant(all, "", "j")).toBe(all[3]);
    expect(meant(all, "", "q")).toBeUndefined();
  });
});
