// Whom to offer where somebody other than the handlers approves, reviews,
// presides or takes part; the server says who may.
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { read } from "kit/call";
import { idOf } from "kit/format";
import { may, session } from "kit/session";
import { personRef, useOfficers } from "../shell/people";

type Right = "case.decide" | "case.review";

function useRight(right: Right, id: () => string) {
  const query = useQuery({
    queryKey: ["entitled", right, id],
    queryFn: ({ signal }) => read("/entitled", { query: { for: right, case: id() } }, signal),
    enabled: () => !!id() && may("case.read"),
    staleTime: 60_000,
  });
  return computed(() => (query.data.value?.items ?? []).map((p) => ({ value: p.id, label: p.name })));
}

/** The signed-in person, as records name people. */
export const me = () => (session.who?.person ? personRef(idOf(session.who.person)) : "");

/** Approvers and reviewers of a case, and everybody in service who does not handle it. */
export function useEntitled(id: () => string, handlers: () => readonly string[]) {
  const { people } = useOfficers();
  return {
    deciders: useRight("case.decide", id),
    reviewers: useRight("case.review", id),
    others: computed(() => people.value.filter((p) => !handlers().includes(p.value))),
  };
}
