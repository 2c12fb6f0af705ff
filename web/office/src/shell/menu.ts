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
      { key: "inspection", route: "inspection", also: ["visit-new", "visit-grid"], permissions: ["visit.read"] },
      { key: "rectifications", route: "rectifications", permissions: ["visit.read"] },
    ],
  },
  {
    key: "ledger", permissions: [], children: [
      { key: "registry", route: "registry", permissions: ["registry.read"] },
      { key: "import", route: "import", permissions: ["registry.import"] },
      { key: "pairs", route: "pairs", permissions: ["registry.read"] },
      { key: "coverage", route: "coverage", permissions: ["registry.read"] },
      { key: "outreach", route: "outreach", permissions: ["outreach.read"] },
    ],
  },
  {
    key: "leadsCases", permissions: [], children: [
      { key: "lead", route: "lead", permissions: ["lead.read"] },
      { key: "casework", route: "casework", permissions: ["case.read"] },
    ],
  },
  {
    key: "reporting", permissions: [], children: [
      { key: "table", route: "table", permissions: ["table.read"] },
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

/** What the person may see of the menu. */
export function menu(): Entry[] {
  return entries
    .map((e) => (e.children ? { ...e, children: e.children.filter((c) => may(...c.permissions)) } : e))
    .filter((e) => (e.children ? e.children.length > 0 : may(...e.permissions)));
}
