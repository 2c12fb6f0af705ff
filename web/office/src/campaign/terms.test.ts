import { describe, expect, it } from "vitest";
import { fitted, mute, taking, termErrors, type Organ, type Terms } from "./terms";

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

describe("a draft from the template", () => {
  const organs = [{ unit: "office", name: "办公室", role: "office", departments: [], duties: [] }, { unit: "market", name: "市场监督管理局", aliases: ["市监局"], role: "lead", departments: ["market"], duties: ["检查"] }, { unit: "police", name: "公安局", role: "member", departments: ["police"], duties: [] }] as unknown as Organ[];
  const unit = (id: string, name: string, department: string, kind = "bureau") => ({ id, name, department, kind }) as never;
  const units = [unit("u0", "市监局五里分局", "market", "office"), unit("u1", "濂溪区市场监督管理局", "market"), unit("u2", "濂溪区教育局", "education")];
  it("names the home's own units, and says which it lacks", () => {
    const { found, lacking } = fitted(organs, units);
    expect(found).toMatchObject([{ unit: "u1", name: "濂溪区市场监督管理局", aliases: ["市场监督管理局", "市监局"], role: "lead" }]);
    expect(lacking).toEqual(["办公室", "公安局"]);
  });
  it("takes a unit the template does not know as a member", () => {
    const { found } = fitted(organs, units);
    expect(taking(found, ["u1", "u2"], units)).toMatchObject([{ unit: "u1", role: "lead" }, { unit: "u2", role: "member", departments: ["education"] }]);
  });
});
