// What the law desk asks of the server, in one place.
import { act, read } from "kit/call";
import type { Article, Assessed, Begun, Deed, Kept, Lookup, Row, SpeciesList } from "./types";

type Any = (...a: any[]) => Promise<any>;
const get = read as Any;
const post = act as Any;

export const assess = (record: Deed): Promise<Assessed> => post("POST", "/law/assess", record);
export const article = (ref: string, signal?: AbortSignal): Promise<Article> => get("/law/articles", { query: { ref } }, signal);
export const species = (q: string, day: string, captive: boolean, signal?: AbortSignal): Promise<Lookup> => get("/law/species", { query: { q, day, captive } }, signal);
export const catalogue = async (signal?: AbortSignal): Promise<Row[]> => itemsOf(await get("/law/violations", {}, signal));
export const lists = async (signal?: AbortSignal): Promise<SpeciesList[]> => itemsOf(await get("/law/lists", {}, signal));

export const versions = async (holder: string, signal?: AbortSignal): Promise<Kept[]> => itemsOf(await get("/assessments", { query: { holder } }, signal));
export const begun = (holder: string, signal?: AbortSignal): Promise<Begun> => get("/assessments/draft", { query: { holder } }, signal);

/** Keeps the advice on a record as the next version; after is the version one has seen. */
export const keep = (holder: string, record: Deed, after: number, why: string): Promise<Kept> =>
  post("POST", "/assessments", { holder, record, after, why });

function itemsOf<T>(answer: T[] | { items: T[] | null }): T[] {
  return Array.isArray(answer) ? answer : (answer.items ?? []);
}
