// What Chromium 86 lacks and our libraries use. The gate of the build
// (office/gate.mjs) lets these names pass because they stand here.

/** Names that this file provides. */
export const provided = ["at"];

function at(this: ArrayLike<unknown>, index: number) {
  const n = Math.trunc(index) || 0;
  return this[n < 0 ? this.length + n : n];
}

for (const kind of [Array, String] as const) {
  const prototype = kind.prototype as { at?: unknown };
  if (!prototype.at) Object.defineProperty(prototype, "at", { value: at, writable: true, configurable: true });
}
