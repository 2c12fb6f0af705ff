// A rate as people write it (10, 2.5) as the plan wants it ("0.1", "0.025"):
// a decimal without floating point, for its digest is announced.

export function rateOf(percent: string): string {
  const m = /^(\d{1,3})(?:\.(\d{1,7}))?$/.exec(percent.trim());
  if (!m) return "";
  const digits = m[1].padStart(3, "0") + (m[2] ?? "");
  const whole = digits.slice(0, digits.length - 2 - (m[2]?.length ?? 0)).replace(/^0+(?=\d)/, "");
  const fraction = digits.slice(digits.length - 2 - (m[2]?.length ?? 0)).replace(/0+$/, "");
  const text = fraction ? `${whole}.${fraction}` : whole;
  return Number(text) > 0 && Number(text) <= 1 ? text : "";
}
