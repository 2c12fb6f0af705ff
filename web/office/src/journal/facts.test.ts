import { expect, it } from "vitest";
import { told } from "./facts";
import { factNames, verbs } from "./words";

const [golden] = Object.values(import.meta.glob("../../../../internal/process/flow/testdata/facts.golden", { eager: true, query: "?raw", import: "default" })) as string[];
const lines = golden.split("\n").filter(Boolean);
const nobody = (id: string | undefined) => id ?? "";

it("every verb of the program has words", () => {
  const all = lines.filter((l) => !l.startsWith(" "));
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((v) => !(v in verbs))).toEqual([]);
});

it("every fact of the program has a name", () => {
  expect([...new Set(lines.filter((l) => l.startsWith(" ")).map((l) => l.trim().split(" ")[0]))].filter((f) => !(f in factNames))).toEqual([]);
});

it("facts are told as a person would", () => {
  const say = (verb: string, facts: Record<string, unknown>, nameFor = nobody) => told(verb, facts, nameFor).map((f) => `${f.name} ${f.text}`);
  expect(say("penalty.decided", { fine_fen: 1234500, closure: false, party: "" })).toEqual(["罚款 12,345.00 元", "责令关闭 否"]);
  expect(say("lead.verified", { from: "taken" })).toEqual(["原 核查中"]);
  expect(say("table.submitted", { from: "2026-09-23", department: "market" })).toEqual(["起 2026-09-23", "部门 市场监管"]);
  expect(say("case.assigned", { officers: ["person:1", "person:2"] }, (id) => ({ "1": "甲", "2": "乙" })[id ?? ""] ?? id ?? "")).toEqual(["人员 甲、乙"]);
  expect(say("visit.recorded", { entity: "subject:0193a7f2-aaaa-bbbb-cccc-1234567890ab" })).toEqual(["对象 对象 …7890ab"]);
  expect(say("import.done", { root: "ab".repeat(32) })).toEqual(["根 abababababab…"]);
});

it("a verb of a newer program stands for itself", () => {
  expect(told("new.verb", { strange: 3 }, nobody)).toEqual([{ name: "strange", text: "3" }]);
});
