// The entries of the menu; who lacks every permission of one does not see it.
import { may } from "kit/session";
import type { shellWords } from "./words";

type Key = keyof typeof shellWords;

export interface Entry {
  key: Key;
  route?: string;
  also?: string[]; // routes that belong to it
  permissions: string[];
  children?: Entry[];
}

const entries: Entry[] = [
  { key: "desk", route: "desk", permissions: ["desk.read", "self.manage"] },
  {
    key: "tasks", permissions: [], children: [
      { key: "campaign", route: "campaign", permissions: ["campaign.read"] },
      { key: "plans", route: "plans", permissions: ["visit.read"] },
      { key: "spotcheck", route: "spotcheck", also: ["draw"], permissions: ["draw.read"] },
      { key: "inspection", route: "inspection", also: ["visit-new", "visit-grid", "notice"], permissions: ["visit.read"] },
      { key: "online", route: "online", permissions: ["visit.read"] },
      { key: "signage", route: "signage", permissions: ["visit.read"] },
      { key: "rectifications", route: "rectifications", permissions: ["visit.read"] },
      { key: "zone", route: "zone", permissions: ["law.consult"] },
    ],
  },
  {
    key: "ledger", permissions: [], children: [
      { key: "registry", route: "registry", permissions: ["registry.read"] },
      { key: "import", route: "import", permissions: ["registry.import"] },
      { key: "pairs", route: "pairs", permissions: ["registry.read"] },
      { key: "coverage", route: "coverage", permissions: ["registry.read"] },
      { key: "permit", route: "permit", permissions: ["registry.read"] },
      { key: "outreach", route: "outreach", permissions: ["outreach.read"] },
    ],
  },
  {
    key: "leadsCases", permissions: [], children: [
      { key: "lead", route: "lead", permissions: ["lead.read"] },
      { key: "casework", route: "casework", permissions: ["case.read"] },
      { key: "law", route: "law", also: ["law-catalogue"], permissions: ["law.consult"] },
    ],
  },
  {
    key: "reporting", permissions: [], children: [
      { key: "table", route: "table", also: ["figure"], permissions: ["table.read"] },
      { key: "stage", route: "stage", permissions: ["table.read"] },
      { key: "submissions", route: "submissions", permissions: ["table.read"] },
    ],
  },
  {
    key: "admin", permissions: [], children: [
      { key: "org", route: "org", permissions: ["org.read"] },
      { key: "accounts", route: "accounts", permissions: ["account.read"] },
      { key: "journal", route: "journal", permissions: ["audit.read", "journal.check"] },
    ],
  },
];

/** Everything the person may see. */
function allowed(): Entry[] {
  return entries
    .map((e) => (e.children ? { ...e, children: e.children.filter((c) => may(...c.permissions)) } : e))
    .filter((e) => (e.children ? e.children.length > 0 : may(...e.permissions)));
}

/** The menu on the left. Administration stands under one's name, unless it is all one does here. */
export function menu(): Entry[] {
  const all = allowed();
  return all.some((e) => e.children && e.key !== "admin") ? all.filter((e) => e.key !== "admin") : all;
}

/** What stands under one's name. */
export function administration(): Entry[] {
  return allowed().find((e) => e.key === "admin")?.children ?? [];
}

export interface Place {
  module: Key;
  page?: Key;
  route: string;
}

/** Every page of the menu with the module it belongs to. */
export function places(): Place[] {
  return allowed().flatMap((e) => (e.children ? e.children.map((c) => ({ module: e.key, page: c.key, route: c.route! })) : [{ module: e.key, route: e.route! }]));
}

/** Where a route stands in the menu. */
export function placeOf(route: string): Place | undefined {
  for (const e of entries) for (const c of e.children ?? [e]) {
    if (c.route === route || c.also?.includes(route)) return { module: e.key, page: e.children ? c.key : undefined, route: c.route! };
  }
  return undefined;
}
