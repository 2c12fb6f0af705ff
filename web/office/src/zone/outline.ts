// The outline of an area as a path: north is up, and a degree of longitude is
// as long as it is at that latitude.
type Ring = [number, number][];

export interface Outline { path: string; width: number; height: number }

/** The rings of a kept area (a MultiPolygon), or of a single Polygon. */
function rings(area: unknown): Ring[] {
  const a = area as { type?: string; coordinates?: unknown } | undefined;
  if (a?.type === "Polygon") return a.coordinates as Ring[];
  if (a?.type === "MultiPolygon") return (a.coordinates as Ring[][]).reduce<Ring[]>((all, p) => all.concat(p), []);
  return [];
}

/** The path within a box whose longer side is size; nothing where there is no area. */
export function outlineOf(area: unknown, size = 220): Outline | undefined {
  const all = rings(area).filter((r) => r.length > 2);
  if (!all.length) return undefined;
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const r of all) for (const [x, y] of r) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = size / (Math.max((east - west) * squeeze, north - south) || 1);
  const at = ([x, y]: [number, number]) => `${((x - west) * squeeze * scale).toFixed(1)} ${((north - y) * scale).toFixed(1)}`;
  return { path: all.map((r) => `M${r.map(at).join("L")}Z`).join(""), width: (east - west) * squeeze * scale, height: (north - south) * scale };
}
