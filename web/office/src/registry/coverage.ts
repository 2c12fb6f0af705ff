// Coverage by township: the parts that the server tells by township and venue,
// added up.

export interface Part {
  region: string;
  count: number;
  visited: number;
}

export function byTownship(parts: readonly Part[]): Part[] {
  const sums = new Map<string, Part>();
  for (const p of parts) {
    const sum = sums.get(p.region) ?? { region: p.region, count: 0, visited: 0 };
    sum.count += p.count;
    sum.visited += p.visited;
    sums.set(p.region, sum);
  }
  return [...sums.values()].sort((a, b) => b.count - b.visited - (a.count - a.visited));
}
