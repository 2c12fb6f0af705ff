// Long work that the server does: what one has asked for, how far it is, what
// came of it. While something runs the server tells by itself; where a proxy
// swallows that, we ask again every ten seconds. With nothing running nothing
// is asked, so that a forgotten page does not keep a session alive.
import { ElMessage } from "element-plus/es/components/message/index";
import { computed, onUnmounted, reactive, ref, watch } from "vue";
import type { components } from "./api";
import { act, href, read, send, type Where } from "kit/call";
import { language, say } from "kit/language";
import { Problem, problemOf } from "kit/problem";
import { session } from "kit/session";
import { trayWords as words } from "kit/tray.words";

export type Job = components["schemas"]["QueueJob"];

/** The jobs one has asked for, newest first; those of a week. */
export const tray = reactive({
  jobs: [] as Job[],
  spoken: "", // the last news, for who listens instead of looking
  unseen: 0, // ended since the tray was last open
});
const owner = ref(""); // whose jobs these are

export const live = (j: Job) => j.state === "waiting" || j.state === "running";
export const running = computed(() => tray.jobs.filter(live).length);

let stream: EventSource | undefined;
let asking: ReturnType<typeof setTimeout> | undefined;
let tries = 0; // without a word from the stream
const waiting = new Map<string, ((j: Job) => void)[]>();

/** Takes the jobs up when a page is opened, so that a reload loses nothing. */
export async function openTray(): Promise<void> {
  if (owner.value !== session.who?.account.id) {
    closeTray();
    owner.value = session.who?.account.id ?? "";
  }
  if (!owner.value) return;
  try {
    take((await read("/jobs")).items, true);
  } catch {
    again(); // the page itself tells what is wrong with the connection
  }
}

/** Forgets everything: another person sits down. */
export function closeTray() {
  hush();
  tray.jobs = [];
  tray.unseen = 0;
  tray.spoken = "";
  owner.value = "";
  waiting.clear();
}

/** Shows a job that was just asked for and follows it. */
export function follow(job: Job): Job {
  owner.value = session.who?.account.id ?? "";
  take([job]);
  return job;
}

/** The job once it has ended. */
export function settled(id: string): Promise<Job> {
  const known = tray.jobs.find((j) => j.id === id);
  if (known && !live(known)) return Promise.resolve(known);
  return new Promise((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve]));
}

/** Stops a job; it ends with its present step. */
export async function cancel(id: string): Promise<void> {
  follow(await act("POST", "/jobs/{id}/cancel", undefined, { path: { id } }));
}

/** Where what a job has made is fetched. */
export const resultOf = (j: Job) => href("/jobs/{id}/result", { path: { id: j.id } });

/** What a job has made, where that is data for a page. */
export async function reportOf<T>(j: Job): Promise<T> {
  const answer = await fetch(resultOf(j), { credentials: "same-origin" });
  const body = await answer.json().catch(() => undefined);
  if (!answer.ok) throw problemOf(answer.status, body);
  return body as T;
}

/** Why a job failed, as a refusal to be shown. */
export function problemOfJob(j: Job): Problem | undefined {
  if (!j.trouble) return undefined;
  return new Problem({ status: 409, code: j.trouble.code, text: j.trouble.text, detail: j.trouble.detail, trace: j.trouble.code === "internal" || j.trouble.code === "job.died" ? j.id : undefined });
}

/** Exports a list as it is looked at: its filters, its columns, all its rows. */
export async function exportView(route: "/subjects/export" | "/leads/export" | "/cases/export" | "/campaigns/{campaign}/visits/export", where: Where, columns: string[] = []): Promise<void> {
  // One press is one job, and the next press another: the rows may have changed.
  follow(await send<Job>(route, new Blob([JSON.stringify({ columns })], { type: "application/json" }), where));
}

/** Rows a second, and the seconds that are left; 0 where nobody can say. */
export function pace(j: Job, now = Date.now()): { rate: number; left: number } {
  const seconds = (now - Date.parse(j.started_at ?? "")) / 1000;
  if (!(seconds > 0.2) || j.done <= 0 || j.state !== "running") return { rate: 0, left: 0 };
  const rate = j.done / seconds;
  return { rate, left: j.total > j.done ? Math.ceil((j.total - j.done) / rate) : 0 };
}

/** The time, second by second while a job runs, for what is left of it. */
export function useNow() {
  const now = ref(Date.now());
  let clock: ReturnType<typeof setInterval> | undefined;
  watch(running, (n) => {
    clearInterval(clock);
    clock = n ? setInterval(() => (now.value = Date.now()), 500) : undefined;
  }, { immediate: true });
  onUnmounted(() => clearInterval(clock));
  return now;
}

const grouped = (n: number) => n.toLocaleString("en-US");
const counted = (j: Job) => (language.value === "zh" ? j.word : words[`word_${j.word}` as "word_行"]?.[1] ?? j.word);

/** What a job is: 导出 · 监管对象台账. */
export function nameOfJob(j: Job): string {
  const kind = words[`kind_${j.kind}` as "kind_import.read"];
  return [kind ? say(kind) : j.kind, j.title].filter(Boolean).join(" · ");
}

/** How a job stands: 41,200 / 100,000 行 · 约 20 秒. */
export function standing(j: Job, now = Date.now()): string {
  if (j.state === "waiting") return say(words.waiting);
  if (j.stopping) return say(words.stopping);
  if (j.state === "failed") return j.trouble?.text ?? "";
  if (j.state === "cancelled") return say(words.cancelled);
  if (j.state === "done") return told(j);
  const { rate, left } = pace(j, now);
  const far = j.total > 0 ? `${grouped(j.done)} / ${grouped(j.total)}` : grouped(j.done);
  return [
    j.done > 0 ? say(words.far, { far, word: counted(j) }) : say(words.beginning),
    rate > 0 ? say(words.rate, { n: grouped(Math.round(rate)), word: counted(j) }) : "",
    left > 0 ? (left < 90 ? say(words.seconds, { n: left }) : say(words.minutes, { n: Math.round(left / 60) })) : "",
    j.attempt > 1 ? say(words.anew) : "",
  ].filter(Boolean).join(" · ");
}

/** What came of a job, in numbers. */
function told(j: Job): string {
  const n = (key: string) => j.result?.counts?.[key] ?? 0;
  const parts: Record<string, string> = {
    "import.read": say(words.imported, { created: grouped(n("created")), rejected: grouped(n("rejected") + n("foreign")) }),
    "import.judge": say(words.judged, { created: grouped(n("created")), rejected: grouped(n("rejected") + n("foreign")) }),
    "import.undo": say(words.undone),
    "list.export": say(words.exported, { n: grouped(n("rows")) }),
    "tally.recount": n("differences") ? say(words.differs, { n: grouped(n("differences")) }) : say(words.agrees, { n: grouped(n("cells")) }),
  };
  return parts[j.kind] ?? say(words.done);
}

function take(jobs: readonly Job[], quiet = false) {
  for (const j of jobs) {
    const at = tray.jobs.findIndex((k) => k.id === j.id);
    const before = at < 0 ? undefined : tray.jobs[at];
    if (before && !live(before) && live(j)) continue; // an answer that was overtaken
    if (at < 0) tray.jobs.push(j);
    else tray.jobs[at] = j;
    if (!live(j)) {
      if (!quiet && (!before || live(before))) tell(j);
      for (const resolve of waiting.get(j.id) ?? []) resolve(j);
      waiting.delete(j.id);
    }
  }
  tray.jobs.sort((a, b) => (a.id < b.id ? 1 : -1));
  if (tray.jobs.some(live)) listen();
  else hush();
}

function tell(j: Job) {
  tray.unseen++;
  tray.spoken = `${nameOfJob(j)}：${standing(j)}`;
  if (j.state === "done") ElMessage.success(tray.spoken);
  if (j.state === "failed") ElMessage({ type: "error", duration: 0, showClose: true, message: tray.spoken });
}

function listen() {
  if (stream || asking) return;
  if (typeof EventSource === "undefined") return again();
  const source = new EventSource(href("/jobs/events"));
  stream = source;
  // A proxy may keep the words to itself; then we ask.
  const deaf = setTimeout(() => lost(source), 5000);
  source.addEventListener("jobs", (e) => {
    clearTimeout(deaf);
    tries = 0;
    if (stream === source) take(JSON.parse((e as MessageEvent).data) as Job[]);
  });
  source.onerror = () => {
    clearTimeout(deaf);
    lost(source);
  };
}

function lost(source: EventSource) {
  source.close();
  if (stream !== source) return;
  stream = undefined;
  again();
}

function again() {
  clearTimeout(asking);
  const wait = Math.min(10_000, 1000 * 2 ** tries++);
  asking = setTimeout(async () => {
    try {
      const { items } = await read("/jobs");
      asking = undefined;
      if (tries > 3) again(); // the stream is not to be had here: go on asking
      take(items);
    } catch (e) {
      asking = undefined;
      if (!(e instanceof Problem) || e.status === 0 || e.status >= 500) again();
    }
  }, wait);
}

function hush() {
  stream?.close();
  stream = undefined;
  clearTimeout(asking);
  asking = undefined;
  tries = 0;
}
