import { merged } from "kit/conflict";
import { describe, expect, it } from "vitest";
import type { Visit } from "kit/types";
import { dueChips, later } from "./due";
import { blankVisit, comparable, entryOf, lacks, textOf, withChosen } from "./entry";

const visit = {
  id: "v1", subject: "s1", title: "卤味摊", venue: "market_agri", region: "360402001000", campaign: "c", day: "2026-07-15", organs: ["o1"], officers: ["person:a", "person:b"],
  item: "W02", origin: "complaint", exemption: "complaint", source: "12315-7", results: ["09"], text: "冷柜三只", photos: ["aa"], code: "ABCD", action: "联合一号",
} as unknown as Visit;

describe("a visit's form", () => {
  it("gives back what the visit said", () => {
    expect(entryOf(textOf(visit))).toEqual({
      campaign: "c", subject: "s1", day: "2026-07-15", organs: ["o1"], item: "W02", officers: ["person:a", "person:b"], results: ["09"], text: "冷柜三只", photos: ["aa"],
      plan: "", exemption: "complaint", source: "12315-7", action: "联合一号", code: "ABCD",
    });
  });
  it("keeps a drawn visit drawn, as long as it stands on its plan", () => {
    const drawn = textOf({ ...visit, exemption: "", plan: "p1", origin: "draw", source: "draw:d1" });
    expect(drawn.source).toBe("");
    expect(entryOf(drawn)).toMatchObject({ plan: "p1", source: "draw:d1", origin: "draw" });
    expect(entryOf({ ...drawn, ground: "exempt", exemption: "lead", source: "LX-1" })).toMatchObject({ plan: "", exemption: "lead", source: "LX-1" });
    expect(entryOf({ ...drawn, ground: "exempt", exemption: "lead", source: "LX-1" })).not.toHaveProperty("origin");
  });
  it("drops a ground that is no longer chosen", () => {
    expect(entryOf({ ...textOf(visit), ground: "plan", plan: "p1" })).toMatchObject({ plan: "p1", exemption: "", source: "" });
  });
  it("says what is missing, in order", () => {
    expect(Object.values(lacks(blankVisit()))).toEqual(["needSubject", "needOrgan", "needItem", "needGround", "needOfficers", "needResults"]);
    expect(lacks({ ...textOf(visit), source: " " })).toEqual({ plan: "needSource" });
    expect(lacks({ ...textOf(visit), results: [] }, ["day", "organs"])).toEqual({});
  });
  it("puts together what was chosen of both", () => {
    const mine = { ...textOf(visit), text: "我写的", results: ["04"] };
    const theirs = { ...textOf(visit), text: "对方写的", ground: "plan" as const, plan: "p1" };
    const fields = Object.keys(comparable(mine));
    const chosen = merged<Record<string, unknown>>(comparable(mine), comparable(theirs), fields, { text: "mine", results: "mine", ground: "theirs" });
    expect(withChosen(mine, chosen)).toMatchObject({ text: "我写的", results: ["04"], ground: "plan", plan: "p1", subject: "s1" });
  });
});

describe("orders that press", () => {
  it("counts days over a month's end", () => {
    expect(later("2026-11-25", 7)).toBe("2026-12-02");
    expect(later("2026-03-01", -1)).toBe("2026-02-28");
  });
  it("overdue is what was due before today", () => expect(dueChips("2026-11-25")[0].set).toEqual({ state: "open", due_by: "2026-11-24" }));
});
