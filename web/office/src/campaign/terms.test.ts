import { describe, expect, it } from "vitest";
import { mute, termErrors, type Terms } from "./terms";

const good = { title: "专项行动", number: "", from: "2026-05-18", to: "2026-12-29", organs: [], deadlines: [], stages: [{ title: "部署", from: "2026-05-18", to: "2026-06-15", work: "" }] } as Terms;
const stage = (over: object): Terms => ({ ...good, stages: [{ ...good.stages[0], ...over }] });

describe("a campaign's terms", () => {
  it("are told what is wrong, at the field", () => {
    expect(termErrors(good)).toEqual([]);
    expect(termErrors({ ...good, title: " " })).toEqual([{ id: "term-title", key: "titleWanted" }]);
    expect(termErrors(stage({ title: "" }))[0]).toMatchObject({ id: "stage-0-title", fill: { n: 1 } });
    expect(termErrors(stage({ to: "2026-05-01" }))[0].key).toBe("stageDaysWrong");
    expect(termErrors(stage({ to: "2027-01-31" }))[0].key).toBe("stageOutside");
    expect(termErrors({ ...good, to: "2026-01-01", stages: [] })[0].key).toBe("daysWrong");
  });
  it("name the organs nobody answers for", () => {
    const organ = (unit: string, contact?: string) => ({ unit, name: unit.toUpperCase(), role: "member", departments: [], duties: [], contact }) as unknown as Terms["organs"][number];
    expect(mute([organ("a"), organ("b", "person:1"), organ("c")], new Set(["c"]))).toEqual(["A"]);
  });
});
