// How the app talks to the server: read, act and send, of the home one works
// in. Every act carries an Idempotency-Key; every refusal becomes a Problem.
import createClient from "openapi-fetch";
import { answered, silent } from "kit/net";
import { Keys, newKey } from "kit/once";
import { Problem, problemOf, unreachable } from "kit/problem";
import { session } from "kit/session";

import type { paths } from "./api";

type Values = Record<string, string | number | boolean | undefined | null>;
type Prefix = "/api/v1/homes/{home}";
type Verb = "get" | "post" | "put" | "delete";
type Method = "POST" | "PUT" | "DELETE";

/** The routes of a home that answer to a verb, without their prefix. */
export type Route<V extends Verb> = {
  [P in keyof paths]: P extends `${Prefix}${infer R}` ? (paths[P] extends Record<V, object> ? R : never) : never;
}[keyof paths];

type Operation<V extends Verb, R extends Route<V>> = paths[`${Prefix}${R}` & keyof paths] extends Record<V, infer O> ? O : never;
type Answer<O> = O extends { responses: infer A } ? JSONOf<A[keyof A & (200 | 201 | 202)]> : never;
type Body<O> = O extends { requestBody: { content: { "application/json": infer B } } } ? B : undefined;
type Asked<O> = O extends { parameters: { query?: infer Q } } ? { [K in keyof Q]?: string | number | boolean | null } : Values;
type JSONOf<A> = A extends { content: { "application/json": infer B } } ? B : never;

export interface Where<Q = Values> {
  path?: Record<string, string>;
  query?: Q;
}

const client = createClient<any>({ baseUrl: "", credentials: "same-origin" });
const prefix: Prefix = "/api/v1/homes/{home}";
const keys = new Keys();

/** Drops what is empty, so that an unset filter is no parameter. */
export function present(values: Values = {}): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== ""),
  ) as Record<string, string | number | boolean>;
}

/** Reads something of the home: read("/subjects/{id}", { path: { id } }). */
export async function read<R extends Route<"get">>(
  route: R, where: Where<Asked<Operation<"get", R>>> = {}, signal?: AbortSignal,
): Promise<Answer<Operation<"get", R>>> {
  return settle(() => (client as any).GET(prefix + route, { params: params(where as Where), signal }));
}

/** Performs an act of the home, once, however often it has to be sent. */
export async function act<M extends Method, R extends Route<Lowercase<M>>>(
  method: M, route: R, body?: Body<Operation<Lowercase<M>, R>>, where: Where = {},
): Promise<Answer<Operation<Lowercase<M>, R>>> {
  const request = JSON.stringify([method, route, where, body]);
  const headers = { "Idempotency-Key": keys.of(request) };
  try {
    const answer: Answer<Operation<Lowercase<M>, R>> = await settle(() =>
      (client as any)[method](prefix + route, { params: params(where), body, headers }),
    );
    keys.answered(request);
    return answer;
  } catch (e) {
    if (e instanceof Problem && e.status >= 400 && e.status < 500) keys.answered(request);
    throw e;
  }
}

/** Sends files; the body is not JSON, so it goes without the client. */
export async function send<T = any>(route: string, body: FormData | Blob, where: Where = {}): Promise<T> {
  const headers: Record<string, string> = { "Idempotency-Key": newKey() };
  if (body instanceof Blob && body.type) headers["Content-Type"] = body.type;
  return settle(async () => {
    const response = await fetch(href(route, where), { method: "POST", body, headers, credentials: "same-origin" });
    const text = await response.text();
    const value = text ? JSON.parse(text) : undefined;
    return response.ok ? { data: value, response } : { error: value, response };
  });
}

/** The operations of the session itself, which have no home. */
export async function sessionCall<T = any>(method: "GET" | "POST" | "DELETE", route = "", body?: unknown): Promise<T> {
  return settle(() => (client as any)[method]("/api/v1/session" + route, { body }), false);
}

/** The address of something to download or to show. */
export function href(route: string, where: Where = {}): string {
  const path: Record<string, string> = { home: session.home, ...where.path };
  const filled = (prefix + route).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ""));
  const query = new URLSearchParams(
    Object.entries(present(where.query)).map(([k, v]) => [k, String(v)] as [string, string]),
  ).toString();
  return query ? `${filled}?${query}` : filled;
}

function params(where: Where) {
  return { path: { home: session.home, ...where.path }, query: present(where.query) };
}

async function settle<T>(ask: () => Promise<any>, within = true): Promise<T> {
  let answer: { data?: unknown; error?: unknown; response: Response };
  try {
    answer = await ask();
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    silent();
    throw unreachable();
  }
  answered();
  if (answer.response.ok) return answer.data as T;
  const problem = problemOf(answer.response.status, answer.error);
  if (within && problem.status === 401) session.expired = true; // sign in over the page, which stays as it is
  throw problem;
}
