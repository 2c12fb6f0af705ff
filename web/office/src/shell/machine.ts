// What this machine and its browser have, and what a missing thing costs.
import type { Pair } from "kit/language";

export type Verdict = "good" | "weak" | "bad";

export interface Finding {
  key: string;
  name: Pair;
  verdict: Verdict;
  found: string;
  costs?: Pair; // what does not work, and what to do
}

/** The major version of a Chromium by its user agent; 0 for another browser. */
export function chromiumOf(agent: string): number {
  return Number(/Chrom(?:e|ium)\/(\d+)/.exec(agent)?.[1] ?? 0);
}

export const floor = 86;
export const enhanced = 92;

/** How far this machine's clock is from the server's, in seconds. */
export function skewOf(date: string | null, now: number): number | undefined {
  const at = Date.parse(date ?? "");
  return isNaN(at) ? undefined : Math.round((now - at) / 1000);
}

const finding = (key: string, name: Pair, good: boolean, found: string, costs: Pair, worst: Verdict = "weak"): Finding => ({ key, name, verdict: good ? "good" : worst, found, costs: good ? undefined : costs });

function browser(): Finding {
  const v = chromiumOf(navigator.userAgent);
  const f = finding("browser", ["浏览器内核", "Browser"], v >= enhanced, v ? `Chromium ${v}` : navigator.userAgent.slice(0, 60),
    v >= floor ? ["可以使用。升级到 92 以上更流畅", "It works; 92 and later is smoother"] : ["低于 86 的内核打不开部分页面。请升级浏览器，或切换到极速模式", "Pages may not open below 86. Upgrade, or switch to the fast mode"], "bad");
  return v >= floor && v < enhanced ? { ...f, verdict: "weak" } : f;
}

async function store(): Promise<Finding> {
  const works = await new Promise<boolean>((done) => {
    try {
      const r = indexedDB.open("zhiye-check", 1);
      r.onsuccess = () => { r.result.close(); indexedDB.deleteDatabase("zhiye-check"); done(true); };
      r.onerror = () => done(false);
    } catch {
      done(false);
    }
  });
  return finding("store", ["草稿暂存（IndexedDB）", "Drafts (IndexedDB)"], works, works ? "✓" : "—", ["填写中的内容关机后不能恢复。请退出无痕窗口，或允许本站存储数据", "What you type does not survive a crash. Leave the private window, or let this site store data"]);
}

async function clock(): Promise<Finding> {
  let skew: number | undefined;
  try {
    const answer = await fetch("/healthz", { cache: "no-store" });
    skew = skewOf(answer.headers.get("Date"), Date.now());
    await answer.text(); // or the browser keeps the line open
  } catch {
    // said below
  }
  return finding("clock", ["本机时钟", "Clock of this machine"], skew !== undefined && Math.abs(skew) <= 300, skew === undefined ? "—" : `${skew > 0 ? "+" : ""}${skew} s`,
    ["与服务器相差 5 分钟以上或无法核对，登记时间以服务器为准。请校准本机时间", "More than five minutes off, or unknown. Records take the server's time; set the clock"]);
}

function plain(): Finding[] {
  const local = (() => { try { localStorage.setItem("zhiye.check", "1"); localStorage.removeItem("zhiye.check"); return true; } catch { return false; } })();
  return [
    finding("secure", ["安全连接（HTTPS）", "Secure connection (HTTPS)"], window.isSecureContext, window.isSecureContext ? "✓" : location.protocol, ["相机、定位、离线使用不可用，抽取时的份额计算较慢。请让管理员启用 HTTPS", "No camera, location or offline use. Ask the administrator for HTTPS"]),
    finding("local", ["本机设置（localStorage）", "Settings (localStorage)"], local, local ? "✓" : "—", ["显示设置和视图不能保存", "Appearance and views are not kept"]),
    finding("cookie", ["Cookie", "Cookies"], navigator.cookieEnabled, navigator.cookieEnabled ? "✓" : "—", ["无法登录。请允许本站使用 Cookie", "You cannot sign in. Allow cookies for this site"], "bad"),
    finding("screen", ["窗口宽度", "Window"], window.innerWidth >= 1280, `${window.innerWidth} × ${window.innerHeight} @${window.devicePixelRatio}`, ["窄于 1280 像素时，列表会隐藏次要列，手机上显示为卡片", "Lists hide lesser columns below 1280, and become cards on a phone"]),
    finding("camera", ["拍照", "Camera"], !!navigator.mediaDevices, navigator.mediaDevices ? "✓" : "—", ["不能直接拍照，可从相册选择照片", "Choose photos from files instead"]),
    finding("locate", ["定位", "Location"], "geolocation" in navigator && window.isSecureContext, "geolocation" in navigator && window.isSecureContext ? "✓" : "—", ["位置须手工填写", "Places have to be typed"]),
    finding("worker", ["离线支持（Service Worker）", "Offline (Service Worker)"], "serviceWorker" in navigator, "serviceWorker" in navigator ? "✓" : "—", ["断网时不能打开页面", "Pages do not open without a connection"]),
    finding("pinyin", ["拼音首字母检索", "Pinyin initials"], new Intl.Collator("zh-Hans-CN").compare("阿", "吧") < 0, "✓", ["只能按汉字检索", "Search by characters only"]),
  ];
}

/** Looks at everything. */
export async function examine(): Promise<Finding[]> {
  return [browser(), ...plain(), await store(), await clock()];
}
