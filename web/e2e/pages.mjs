// Every page of the app by a short name. The look and axe journeys walk them
// all; a new route is added here.
export const pages = {
  desk: "/", table: "/table", stage: "/stage", figure: "/d?m=B13&c=lianxi-2026&from=2026-06-01&to=2026-11-15", submissions: "/submissions", rounds: "/submissions?tab=all", ledger: "/ledger", import: "/ledger/import", pairs: "/ledger/pairs",
  coverage: "/ledger/coverage", campaign: "/campaigns", plans: "/plans", draws: "/draws", visits: "/visits", visitForm: "/visits/new", grid: "/visits/grid", sheet: "/visits/grid?tab=sheet", online: "/visits/online", signage: "/visits/signage", notice: "/visits/notice",
  rectifications: "/rectifications", outreach: "/outreach", permits: "/permits", zones: "/zones", counts: "/outreach?tab=counts", leads: "/leads", cases: "/cases", law: "/law", catalogue: "/law/catalogue", org: "/org", units: "/org?tab=units",
  contacts: "/org?tab=contacts", recusals: "/org?tab=recusals", nowhere: "/nowhere", check: "/check",
};

/** Pages of those who run the system, for an account that may see them. */
export const administration = { accounts: "/accounts", journal: "/journal" };
