import { createRouter, createWebHistory } from "vue-router";
import { sessionCall } from "kit/call";
import { enter, session } from "kit/session";
import type { Principal } from "kit/types";

// One name a capability: the folder here, the Go package there.
export const router = createRouter({
  history: createWebHistory("/"),
  routes: [
    { path: "/sign-in", name: "sign-in", component: () => import("./shell/SignIn.vue"), meta: { open: true } },
    { path: "/check", name: "check", component: () => import("./shell/Check.vue"), meta: { open: true } },
    {
      path: "/",
      component: () => import("./shell/Shell.vue"),
      children: [
        { path: "", name: "desk", component: () => import("./desk/Desk.vue") },
        { path: "campaigns", name: "campaign", component: () => import("./campaign/Campaign.vue") },
        { path: "draws", name: "spotcheck", component: () => import("./spotcheck/Draws.vue") },
        { path: "draws/:id", name: "draw", component: () => import("./spotcheck/DrawPage.vue") },
        { path: "visits", name: "inspection", component: () => import("./inspection/Visits.vue") },
        { path: "visits/new", name: "visit-new", component: () => import("./inspection/VisitForm.vue") },
        { path: "visits/grid", name: "visit-grid", component: () => import("./inspection/VisitGrid.vue") },
        { path: "visits/online", name: "online", component: () => import("./inspection/Online.vue") },
        { path: "visits/signage", name: "signage", component: () => import("./inspection/Signage.vue") },
        { path: "visits/notice", name: "notice", component: () => import("./inspection/NoticePage.vue") },
        { path: "plans", name: "plans", component: () => import("./inspection/Plans.vue") },
        { path: "rectifications", name: "rectifications", component: () => import("./inspection/Rectifications.vue") },
        { path: "ledger", name: "registry", component: () => import("./registry/Ledger.vue") },
        { path: "ledger/import", name: "import", component: () => import("./registry/Import.vue") },
        { path: "ledger/pairs", name: "pairs", component: () => import("./registry/Pairs.vue") },
        { path: "ledger/coverage", name: "coverage", component: () => import("./registry/Coverage.vue") },
        { path: "permits", name: "permit", component: () => import("./permit/Permits.vue") },
        { path: "zones", name: "zone", component: () => import("./zone/Zones.vue") },
        { path: "outreach", name: "outreach", component: () => import("./outreach/Outreach.vue") },
        { path: "leads", name: "lead", component: () => import("./lead/Leads.vue") },
        { path: "law", name: "law", component: () => import("./law/LawDesk.vue") },
        { path: "law/catalogue", name: "law-catalogue", component: () => import("./law/Catalogue.vue") },
        { path: "cases", name: "casework", component: () => import("./casework/Cases.vue") },
        { path: "table", name: "table", component: () => import("./table/Table.vue") },
        { path: "d", name: "figure", component: () => import("./table/FigurePage.vue") },
        { path: "stage", name: "stage", component: () => import("./table/Stage.vue") },
        { path: "submissions", name: "submissions", component: () => import("./table/Submissions.vue") },
        { path: "org", name: "org", component: () => import("./org/Org.vue") },
        { path: "accounts", name: "accounts", component: () => import("./org/Accounts.vue") },
        { path: "journal", name: "journal", component: () => import("./journal/Journal.vue") },
        { path: ":rest(.*)*", name: "nowhere", component: () => import("./shell/Nowhere.vue") },
      ],
    },
  ],
});

router.beforeEach(async (to) => {
  if (to.meta.open) return true;
  if (!session.who) {
    try {
      enter(await sessionCall<Principal>("GET"));
    } catch {
      return { name: "sign-in", query: to.fullPath === "/" ? {} : { next: to.fullPath } };
    }
  }
  if (session.who?.due?.length) return { name: "sign-in", query: { next: to.fullPath } };
  return true;
});

// A page whose chunk is gone was built by the program before the last upgrade.
router.onError((error, to) => {
  if (/dynamically imported module|Importing a module/.test(String(error)) && !sessionStorage.getItem("zhiye.reloaded")) {
    sessionStorage.setItem("zhiye.reloaded", "1");
    location.assign(to.fullPath);
  }
});
router.afterEach(() => sessionStorage.removeItem("zhiye.reloaded"));
