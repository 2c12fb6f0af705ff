// Of a long list only what can be seen is drawn: 100,000 rows cost as much as
// forty. The rows above and below are two blank heights.

export interface Slice {
  first: number;
  last: number; // one past
  above: number; // px
  below: number;
}

/** Lists up to this long are drawn whole. */
export const whole = 200;

/** The rows to draw, with a few to spare on both sides. */
export function sliceOf(count: number, row: number, top: number, height: number, spare = 8): Slice {
  if (count <= whole) return { first: 0, last: count, above: 0, below: 0 };
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / row)) - spare);
  const last = Math.min(count, Math.ceil((top + height) / row) + spare);
  return { first, last, above: first * row, below: (count - last) * row };
}

/** Where to scroll so that a row is to be seen; undefined where it is. */
export function scrollFor(index: number, row: number, top: number, height: number, head: number): number | undefined {
  const from = index * row;
  if (from < top) return from;
  return from + row + head > top + height ? from + row + head - height : undefined;
}
