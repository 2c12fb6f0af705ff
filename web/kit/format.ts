// Days, moments and money as a Chinese office writes them.

const beijing = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", hour12: false,
});

/** A moment in Beijing time: 2026-11-25 09:30. */
export function moment(at: string | undefined): string {
  if (!at || at.startsWith("0001")) return "";
  const d = new Date(at);
  if (isNaN(d.getTime())) return at;
  const p = Object.fromEntries(beijing.formatToParts(d).map((x) => [x.type, x.value]));
  return `${p.year}-${p.month}-${p.day} ${p.hour === "24" ? "00" : p.hour}:${p.minute}`;
}

/** Today in Beijing. */
export function today(now = new Date()): string {
  return moment(now.toISOString()).slice(0, 10);
}

/** Days from one day to another, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Fen as yuan with two decimals. */
export function yuan(fen: number | undefined): string {
  if (fen === undefined || fen < 0) return "—";
  const whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${whole}.${String(fen % 100).padStart(2, "0")}`;
}

/** Yuan as typed (12.5, 1,200) in fen; NaN for what is no amount. */
export function fen(text: string): number {
  const m = /^(\d+)(?:\.(\d{1,2}))?$/.exec(text.replace(/[,，\s]/g, ""));
  return m ? Number(m[1]) * 100 + Number((m[2] ?? "").padEnd(2, "0")) : NaN;
}

/** A day as typed (20261123, 2026.11.23, 11-23, 今天) in full, or "". */
export function dayOf(text: string, now = today()): string {
  const t = text.trim();
  if (t === "今天" || t.toLowerCase() === "today") return now;
  const m = /^(?:(\d{4})[-./年]?)?(\d{1,2})[-./月]?(\d{1,2})日?$/.exec(t);
  if (!m) return "";
  const day = `${m[1] ?? now.slice(0, 4)}-${m[2].padStart(2, "0")}-${m[3].padStart(2, "0")}`;
  const d = new Date(day + "T00:00:00Z");
  return !isNaN(d.getTime()) && d.toISOString().slice(0, 10) === day ? day : "";
}

/** The id inside a reference such as "subject:0193…". */
export function idOf(reference: string | undefined): string {
  return reference ? reference.slice(reference.indexOf(":") + 1) : "";
}

/** Offers text as a file. */
export function download(name: string, text: string, type = "text/plain") {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
