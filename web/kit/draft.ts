// What is being typed survives a crash, a closed tab and the end of a session:
// it is written to the browser's database every five seconds and on leaving a
// field, and offered again when the form is opened next.
import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";
import { session } from "kit/session";

/** The shape of a kept draft; one of another shape is not brought back. */
const shape = 1;
const every = 5_000;
const days = 30;

export interface Kept {
  key: string;
  shape: number;
  at: number;
  value: unknown;
}

/** Where drafts lie. */
export interface Shelf {
  get(key: string): Promise<Kept | undefined>;
  put(draft: Kept): Promise<void>;
  drop(key: string): Promise<void>;
}

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((done, fail) => {
    const r = indexedDB.open("zhiye", 1);
    r.onupgradeneeded = () => r.result.createObjectStore("draft", { keyPath: "key" });
    r.onsuccess = () => done(r.result);
    r.onerror = () => fail(r.error);
  });
  return opened;
}

function asked<T>(mode: IDBTransactionMode, ask: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return database().then((db) => new Promise((done, fail) => {
    const r = ask(db.transaction("draft", mode).objectStore("draft"));
    r.onsuccess = () => done(r.result);
    r.onerror = () => fail(r.error);
  }));
}

const browserShelf: Shelf = {
  get: (key) => asked<Kept | undefined>("readonly", (s) => s.get(key)),
  put: (draft) => asked("readwrite", (s) => s.put(draft)).then(() => undefined),
  drop: (key) => asked("readwrite", (s) => s.delete(key)).then(() => undefined),
};

/** Forgets drafts nobody came back for. */
export async function sweepDrafts(now = Date.now()) {
  try {
    for (const d of await asked<Kept[]>("readonly", (s) => s.getAll())) {
      if (d.shape !== shape || now - d.at > days * 86_400_000) await browserShelf.drop(d.key);
    }
  } catch {
    // no database: nothing to sweep
  }
}

/** One form's draft, apart from any component. */
export class Draft {
  private last: string;
  private live = true;

  constructor(private key: string, private read: () => unknown, private shelf: Shelf) {
    this.last = JSON.stringify(read());
  }

  /** What was kept of an earlier go, if it is another than the form begins with. */
  async earlier(): Promise<Kept | undefined> {
    const kept = await this.shelf.get(this.key).catch(() => undefined);
    return kept && kept.shape === shape && JSON.stringify(kept.value) !== this.last ? kept : undefined;
  }

  /** Keeps what stands in the form, if it has changed since. */
  async keep(now = Date.now()): Promise<void> {
    const text = JSON.stringify(this.read());
    if (!this.live || text === this.last) return;
    this.last = text;
    await this.shelf.put({ key: this.key, shape, at: now, value: JSON.parse(text) }).catch(() => undefined);
  }

  /** The form's state now is where it begins: nothing to keep until it changes. */
  rest() {
    this.last = JSON.stringify(this.read());
  }

  /** The form was sent, or its draft given up. */
  async end(): Promise<void> {
    this.live = false;
    await this.shelf.drop(this.key).catch(() => undefined);
  }

  /** Begins again, after the end. */
  again() {
    this.live = true;
    this.rest();
  }
}

export interface DraftState {
  restored: Ref<string>; // the moment of the draft that was brought back, or ""
  discard: () => Promise<void>;
  done: () => Promise<void>; // call when the server has taken it
}

/**
 * Keeps the draft of a form under a name ("visit-new", "subject:01…") for the
 * person and home at work. read gives what to keep as plain JSON, write takes it
 * back; write is also given what the form began with when the draft is discarded.
 */
export function useDraft<T>(name: string, read: () => T, write: (value: T) => void, shelf: Shelf = browserShelf): DraftState {
  const key = [session.who?.account?.id ?? "", session.home, name].join("/");
  const begin = JSON.stringify(read());
  const draft = new Draft(key, read, shelf);
  const restored = ref("");
  let timer = 0;
  const keep = () => void draft.keep();

  onMounted(async () => {
    const kept = await draft.earlier();
    if (kept) {
      write(kept.value as T);
      draft.rest();
      restored.value = new Date(kept.at).toISOString();
    }
    timer = window.setInterval(keep, every);
    document.addEventListener("focusout", keep);
    document.addEventListener("visibilitychange", keep);
    window.addEventListener("pagehide", keep);
  });
  onBeforeUnmount(() => {
    keep();
    clearInterval(timer);
    document.removeEventListener("focusout", keep);
    document.removeEventListener("visibilitychange", keep);
    window.removeEventListener("pagehide", keep);
  });

  return {
    restored,
    async discard() {
      const gone = draft.end();
      write(JSON.parse(begin) as T);
      restored.value = "";
      await gone;
      draft.again();
    },
    async done() {
      restored.value = "";
      await draft.end();
    },
  };
}
