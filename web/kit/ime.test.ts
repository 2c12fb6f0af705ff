import { describe, expect, it, vi } from "vitest";
import { composing, guardComposition } from "kit/ime";

const key = (over: Partial<KeyboardEvent>) => ({ key: "Enter", isComposing: false, keyCode: 13, stopPropagation: vi.fn(), ...over }) as unknown as KeyboardEvent;

describe("typing Chinese", () => {
  const cases: [string, Partial<KeyboardEvent>, boolean][] = [
    ["Enter that ends a composition", { isComposing: true }, true],
    ["Enter as old Chromium reports it while composing", { keyCode: 229 }, true],
    ["Enter by itself", {}, false],
  ];
  for (const [name, over, is] of cases) it(name, () => expect(composing(key(over))).toBe(is));

  it("an Enter while composing reaches no form; any other does", () => {
    let listen: (e: Event) => void = () => {};
    guardComposition({ addEventListener: (_: string, f: unknown) => void (listen = f as never) } as never);
    const during = key({ isComposing: true });
    const after = key({});
    listen(during);
    listen(after);
    expect(during.stopPropagation).toHaveBeenCalledOnce();
    expect(after.stopPropagation).not.toHaveBeenCalled();
  });
});
