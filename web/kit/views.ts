// Saved views: filters, order and columns of a list under a name, one's own or
// the unit's. The only place that knows where they are kept.
import type { components } from "./api";
import { act, read } from "kit/call";
import type { Arrangement } from "kit/columns";

export type View = Omit<components["schemas"]["View"], "columns"> & { columns?: Arrangement };

/** The views of a list, oldest first. */
export async function readViews(list: string): Promise<View[]> {
  return (await read("/views", { query: { list } })).items as View[];
}

/** Saves a view, new or under its id; returns it as kept. */
export async function saveView(list: string, view: Pick<View, "name" | "query" | "shared" | "columns"> & { id?: string }): Promise<View> {
  return (await act("POST", "/views", { ...view, list } as never)) as View;
}

export async function dropView(id: string): Promise<void> {
  await act("DELETE", "/views/{id}", undefined, { path: { id } });
}
