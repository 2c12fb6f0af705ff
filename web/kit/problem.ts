// What the server answers when it refuses (RFC 9457), and what we say when it
// does not answer at all.
import { say, type Pair } from "kit/language";

export interface ProblemBody {
  status: number;
  code: string;
  text: string;
  text_en?: string;
  detail?: string;
  trace?: string;
  theirs?: unknown;
}

const offline: Pair = [
  "与服务器的连接中断，已填写的内容仍在本页。请检查网络后重试",
  "The server cannot be reached; what you typed is still on this page. Check the network and try again",
];
const strange: Pair = [
  "服务器的答复无法识别（状态 {status}）。请刷新后重试，仍不行时请告知管理员",
  "The server's answer cannot be read (status {status}). Reload and try again, or tell the administrator",
];

/** A refusal, in words for a person and a code for the program. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly words: Pair;
  readonly detail: string;
  readonly trace: string;
  readonly theirs: unknown;

  constructor(body: ProblemBody) {
    super(body.code);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.words = [body.text, body.text_en || body.text];
    this.detail = body.detail ?? "";
    this.trace = body.trace ?? "";
    this.theirs = body.theirs;
  }

  /** What it says, in the language of the page. */
  get text(): string {
    return say(this.words);
  }

  /** Another has changed the record meanwhile, and we have their version. */
  get conflict(): boolean {
    return this.status === 409 && this.theirs !== undefined && this.theirs !== null;
  }
}

/** The connection broke: whether the act happened is not known. */
export function unreachable(): Problem {
  return new Problem({ status: 0, code: "network", text: say(offline) });
}

/** Reads a refusal; whatever it is, it becomes a Problem. */
export function problemOf(status: number, body: unknown): Problem {
  const b = body as Partial<ProblemBody> | null | undefined;
  if (b && typeof b === "object" && typeof b.code === "string" && typeof b.text === "string") {
    return new Problem({ ...(b as ProblemBody), status: b.status ?? status });
  }
  return new Problem({ status, code: "answer", text: say(strange, { status }) });
}
