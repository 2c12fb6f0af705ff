// The form of a record: what each act asks about, how what is typed becomes a
// record, and what is still missing. What an act does not turn on is not asked.
import { fen, yuan } from "kit/format";
import type { Deed, Item } from "./types";

export const acts = [
  "sell", "buy", "use", "transport", "carry", "mail", "carrier", "hunt", "hunt_unfiled", "fish", "breed", "make_food", "sell_food", "eat", "buy_to_eat",
  "advertise", "host", "forge", "rescue_trade", "import", "release", "clinic", "platform_duty",
] as const;

/** "" is not known: it is never sent as yes or no. */
export type Known = "" | "yes" | "no";

export interface Thing {
  name: string;
  species: string;
  part: string;
  qty: string;
  unit: string;
  origin: string;
  price: string;
  permit: string;
  marking: string;
  provenance: string;
  quarantine: string;
}

export interface Form {
  act: string;
  act_date: string;
  decision_date: string;
  region: string;
  kind: string;
  prior: string;
  things: Thing[];
  tools: string;
  income: string;
  ad_fee: string;
  freight: string;
  ad_role: string;
  direction: string;
  for_food: Known;
  banned_area: Known;
  banned_period: Known;
  caught: Known;
  cross_county: Known;
  serious: Known;
  overdue: Known;
}

type ThingField = "part" | "origin" | "price" | "permit" | "marking" | "provenance" | "quarantine";
export type RecordField = "for_food" | "tools" | "banned_area" | "banned_period" | "caught" | "cross_county" | "serious" | "overdue" | "income" | "ad_role" | "ad_fee" | "freight" | "direction";
export type Flag = Extract<RecordField, "for_food" | "banned_area" | "banned_period" | "caught" | "cross_county" | "serious" | "overdue">;

export const flags: readonly Flag[] = ["for_food", "banned_area", "banned_period", "caught", "cross_county", "serious", "overdue"];

const papers: ThingField[] = ["permit", "marking", "provenance", "quarantine"];
const hunting: RecordField[] = ["tools", "banned_area", "banned_period", "caught"];
const asked: Record<string, [ThingField[], RecordField[]]> = {
  sell: [papers, ["for_food", "caught", "serious"]],
  buy: [papers, ["for_food", "caught", "serious"]],
  use: [papers, ["for_food"]],
  transport: [papers, ["cross_county", "for_food", "freight", "serious"]],
  carry: [papers, ["cross_county", "for_food", "serious"]],
  mail: [papers, ["cross_county", "for_food", "serious"]],
  carrier: [papers, ["cross_county", "freight", "income", "serious"]],
  hunt: [["permit"], [...hunting, "for_food", "serious"]],
  hunt_unfiled: [["permit"], ["overdue"]],
  fish: [["permit"], [...hunting, "for_food", "serious"]],
  breed: [["permit", "provenance"], ["overdue"]],
  make_food: [papers, ["income", "serious"]],
  sell_food: [papers, ["income", "serious"]],
  eat: [["provenance"], ["serious"]],
  buy_to_eat: [papers, ["caught", "serious"]],
  advertise: [["permit", "marking", "provenance"], ["ad_role", "ad_fee", "tools"]],
  host: [["permit", "marking", "provenance"], ["income"]],
  forge: [[], ["income", "serious"]],
  rescue_trade: [[], ["income"]],
  import: [["permit"], ["direction"]],
  release: [[], ["overdue"]],
  clinic: [[], ["income"]],
  platform_duty: [[], ["overdue", "serious"]],
};

/** What an act turns on, of each thing and of the record as a whole. */
export function asksOf(act: string): { thing: readonly ThingField[]; record: readonly RecordField[] } {
  const [thing, record] = asked[act] ?? [papers, []];
  return { thing: ["part", "origin", "price", ...thing], record };
}

export const newThing = (): Thing => ({ name: "", species: "", part: "", qty: "", unit: "只", origin: "", price: "", permit: "", marking: "", provenance: "", quarantine: "" });

export const newForm = (day: string, region: string): Form => ({
  act: "", act_date: day, decision_date: "", region, kind: "", prior: "", things: [newThing()], tools: "", income: "", ad_fee: "", freight: "",
  ad_role: "", direction: "", for_food: "", banned_area: "", banned_period: "", caught: "", cross_county: "", serious: "", overdue: "",
});

export const wholes = (text: string) => text.split(/[、,，;；\s]+/).filter(Boolean);
const filled = <T extends object>(o: T): T => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== "" && v !== undefined)) as T;
const known = (k: Known) => (k === "" ? undefined : k === "yes");
const money = (text: string) => (text.trim() ? fen(text) : undefined);

/** Nothing was caught or sold yet: what stands for an amount is then left out. */
export const without = (f: Form) => f.caught === "no" && asksOf(f.act).record.includes("caught");

/** The record that the form says. What the act does not ask about is not sent. */
export function deedOf(f: Form): Deed {
  const asks = asksOf(f.act);
  const has = <T>(field: RecordField, value: T) => (asks.record.includes(field) ? value : undefined);
  const prior = wholes(f.prior);
  const party = filled({ kind: f.kind, prior_penalties: prior.length ? prior : undefined });
  const tools = /^(无|none)$/i.test(f.tools.trim()) ? [] : wholes(f.tools);
  return filled({
    act: f.act, act_date: f.act_date, decision_date: f.decision_date, region: f.region,
    party: Object.keys(party).length ? party : undefined,
    items: f.things.map((t) => itemOf(t, f)),
    tools: has("tools", f.tools.trim() ? tools : undefined),
    illegal_income_fen: has("income", money(f.income)), ad_fee_fen: has("ad_fee", money(f.ad_fee)), freight_fen: has("freight", money(f.freight)),
    ad_role: has("ad_role", f.ad_role), direction: has("direction", f.direction),
    ...Object.fromEntries(flags.map((k) => [k, has(k, known(f[k]))])),
  }) as Deed;
}

function itemOf(t: Thing, f: Form): Item {
  const asks = asksOf(f.act).thing;
  const has = (field: ThingField) => (asks.includes(field) ? (t[field] as string) : "");
  const count = !without(f) && t.qty.trim() ? Number(t.qty) : undefined;
  return filled({
    name: t.name.trim(), species: t.species, part: has("part"), qty: count, unit: count === undefined ? "" : t.unit, origin: has("origin"),
    price_fen: money(has("price")), permit: has("permit"), marking: has("marking"), provenance: has("provenance"), quarantine: has("quarantine"),
  });
}

/** The form that a record fills. */
export function formOf(d: Deed): Form {
  const amount = (fen?: number) => (fen === undefined || fen === null ? "" : yuan(fen).replace(/,/g, "").replace(/\.00$/, ""));
  const tri = (b?: boolean): Known => (b === undefined || b === null ? "" : b ? "yes" : "no");
  return {
    ...newForm(d.act_date ?? "", d.region ?? ""), act: d.act ?? "", decision_date: d.decision_date ?? "", kind: d.party?.kind ?? "",
    prior: (d.party?.prior_penalties ?? []).join("、"), tools: d.tools ? (d.tools.length ? d.tools.join("、") : "无") : "",
    income: amount(d.illegal_income_fen), ad_fee: amount(d.ad_fee_fen), freight: amount(d.freight_fen), ad_role: d.ad_role ?? "", direction: d.direction ?? "",
    things: (d.items?.length ? d.items : [{ name: "" } as Item]).map((i) => ({
      name: i.name, species: i.species ?? "", part: i.part ?? "", qty: i.qty === undefined ? "" : String(i.qty), unit: i.unit || "只", origin: i.origin ?? "",
      price: amount(i.price_fen), permit: i.permit ?? "", marking: i.marking ?? "", provenance: i.provenance ?? "", quarantine: i.quarantine ?? "",
    })),
    ...(Object.fromEntries(flags.map((k) => [k, tri(d[k])])) as Record<Flag, Known>),
  };
}

export type Lack = "act" | "day" | "decision" | "prior" | "name" | "qty" | "price" | "money";

export interface Wrong {
  id: string; // of the field
  lack: Lack;
  n: number; // of the thing, from 1
}

const amount = /^\d+(\.\d{1,6})?$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** What keeps the form from being assessed; the server knows the rest. */
export function wrongs(f: Form, today: string): Wrong[] {
  const out: Wrong[] = [];
  const say = (bad: boolean, id: string, lack: Lack, n = 0) => bad && out.push({ id, lack, n });
  const asks = asksOf(f.act);
  say(!f.act, "law-act", "act");
  say(!f.act_date || f.act_date > today, "law-day", "day");
  say(!!f.decision_date && f.decision_date < f.act_date, "law-decision", "decision");
  say(wholes(f.prior).some((d) => !day.test(d)), "law-prior", "prior");
  f.things.forEach((t, i) => {
    say(!t.name.trim(), `law-name-${i}`, "name", i + 1);
    say(!without(f) && (!amount.test(t.qty.trim()) || Number(t.qty) <= 0), `law-qty-${i}`, "qty", i + 1);
    say(isNaN(money(t.price) ?? 0), `law-price-${i}`, "price", i + 1);
  });
  for (const k of ["income", "ad_fee", "freight"] as const) say(asks.record.includes(k) && isNaN(money(f[k]) ?? 0), `law-${k}`, "money");
  return out;
}
