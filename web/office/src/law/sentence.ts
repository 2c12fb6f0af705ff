// What an officer types in one line, read into the form:
// 穿山甲甲片 2 公斤、无专用标识、出售. What is not understood stays in the name, where
// it is seen; nothing is guessed.
import { dayOf } from "kit/format";
import { newThing, type Form, type Thing } from "./matter";
import { numeral } from "./refs";

/** The longer words first: 为食用购买 is no purchase like others. */
const acts: [RegExp, string][] = [
  [/为食用(?:而)?(?:非法)?(?:购买|收购)|买来吃/, "buy_to_eat"], [/持证猎捕后未备案|猎捕(?:后)?未备案/, "hunt_unfiled"], [/收容救护为名(?:买卖)?/, "rescue_trade"],
  [/(?:伪造|变造)(?:买卖)?(?:许可证件?|专用标识|证件标识)?/, "forge"], [/发布广告|(?:打|做)?广告/, "advertise"], [/未查验(?:承运|寄递)?|承运/, "carrier"],
  [/(?:提供)?(?:展示|交易)(?:、交易)?(?:、消费)?(?:场所|服务)/, "host"], [/(?:生产|制作|加工|烹制)(?:成)?(?:食品|菜肴)/, "make_food"], [/(?:经营|销售|出售)(?:野味)?(?:食品|菜肴|野味)/, "sell_food"],
  [/捕捞|电鱼|毒鱼|炸鱼/, "fish"], [/猎捕|捕杀|猎杀|打猎|捕猎/, "hunt"], [/走私|进出口|进口|出口/, "import"], [/放生|丢弃/, "release"],
  [/邮寄|寄递|快递/, "mail"], [/携带/, "carry"], [/运输|贩运/, "transport"], [/出售|售卖|贩卖|销售|在售|摆卖/, "sell"], [/购买|收购/, "buy"], [/利用|展演/, "use"], [/食用(?!为目的)/, "eat"],
];

const not = "(?:无|没有|未附|未取得|未经)";
const has = "(?:有|附|持)";
const words: [RegExp, Partial<Thing>][] = [
  [/(?:专用)?标识(?:与物品)?不符|证物不符/, { marking: "mismatch" }], [new RegExp(`${not}(?:专用)?标识`), { marking: "none" }], [new RegExp(`${has}(?:专用)?标识`), { marking: "valid" }],
  [/(?:许可证|证件|许可)(?:已)?过期/, { permit: "expired" }], [new RegExp(`${not}(?:合法)?来源(?:证明)?|来源不明`), { provenance: "none" }], [new RegExp(`${has}(?:合法)?来源证明`), { provenance: "proof" }],
  [new RegExp(`(?:${not}|未)检疫(?:合格)?(?:证明?)?`), { quarantine: "none" }], [new RegExp(`${has}?检疫(?:合格)?证明?|已检疫`), { quarantine: "valid" }],
  [new RegExp(`${not}(?:许可证件?|狩猎证|特许猎捕证|人工繁育许可证|批准文件|批准|证件?)`), { permit: "none" }], [new RegExp(`${has}(?:有效)?(?:许可证件?|狩猎证|特许猎捕证|批准文件|证)`), { permit: "valid" }],
  [/人工繁育的?|人工养殖的?|养殖的?|家养的?/, { origin: "captive" }], [/野外来源|野外的?/, { origin: "wild" }],
];

const units: Record<string, [unit: string, times: number]> = {
  公斤: ["kg", 1], 千克: ["kg", 1], kg: ["kg", 1], 市斤: ["kg", 0.5], 斤: ["kg", 0.5], 吨: ["kg", 1000], 克: ["g", 1], g: ["g", 1],
  只: ["只", 1], 羽: ["只", 1], 头: ["头", 1], 匹: ["头", 1], 尾: ["尾", 1], 条: ["条", 1], 枚: ["枚", 1], 颗: ["枚", 1], 粒: ["枚", 1],
  件: ["件", 1], 个: ["件", 1], 张: ["件", 1], 根: ["件", 1], 支: ["件", 1], 块: ["件", 1], 副: ["件", 1], 瓶: ["件", 1], 串: ["件", 1],
};
const quantity = new RegExp(`(\\d+(?:\\.\\d+)?|[一二三四五六七八九十百两]+)\\s*(${Object.keys(units).join("|")})`, "i");
const price = /(?:售价|价格|单价|价值|共?计?价?|卖)?\s*(\d+(?:\.\d+)?)\s*(万)?元/;
const when = /今天|昨天|\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?/;
const tools = /电媒|电捕|电鱼|粘网|鸟网|猎夹|猎套|弹弓|毒饵|毒药|地弓|气枪|猎枪|捕鸟网|钢丝套|铁夹/g;

/** Reads a line into the form; what the line does not say stays as it was. */
export function readLine(line: string, form: Form, today: string): Form {
  const out: Form = { ...form, things: [] };
  const common: Partial<Thing> = {};
  let rest = line.normalize("NFKC").trim();
  const take = (re: RegExp, then: (m: RegExpExecArray) => void) => {
    const m = re.exec(rest);
    if (!m) return false;
    rest = rest.slice(0, m.index) + "," + rest.slice(m.index + m[0].length);
    then(m);
    return true;
  };
  for (const [re, value] of words) take(re, () => Object.assign(common, value));
  take(when, (m) => (out.act_date = m[0] === "昨天" ? before(today) : dayOf(m[0].replace(/\./g, "-"), today) || out.act_date));
  take(/以?食用为目的|为了?食用(?!购买|而购买|收购)|供食用/, () => (out.for_food = "yes"));
  take(/在?禁(?:猎|渔)区/, () => (out.banned_area = "yes"));
  take(/在?禁(?:猎|渔)期/, () => (out.banned_period = "yes"));
  const used = rest.match(tools);
  if (used) out.tools = [...new Set(used)].join("、");
  for (const [re, act] of acts) {
    if (take(re, (m) => {
      out.act = act;
      if (act === "import") out.direction = /出口/.test(m[0]) && !/进/.test(m[0]) ? "export" : /进口/.test(m[0]) ? "import" : out.direction;
    })) break;
  }
  if (used) rest = rest.replace(tools, ",").replace(/使用|用/g, "");
  out.things = things(rest, common);
  if (!out.things.length) out.things = form.things.map((t) => ({ ...t, ...common }));
  return out;
}

/** The things of a line, each with its amount: between commas, or after one another. */
function things(text: string, common: Partial<Thing>): Thing[] {
  const out: Thing[] = [];
  for (const part of text.split(/[、,;。\n]+/)) {
    let rest = part.trim();
    let cost = "";
    rest = rest.replace(price, (_, n: string, wan?: string) => {
      cost = String(wan ? Number(n) * 10_000 : Number(n));
      return " ";
    });
    const q = quantity.exec(rest);
    const name = (q ? rest.replace(q[0], " ") : rest).replace(/^[的在将把]+|[的共]+$/g, "").replace(/\s+/g, " ").trim();
    const last = out[out.length - 1];
    if (!name && last) {
      if (q && !last.qty) Object.assign(last, measured(q));
      if (cost && !last.price) last.price = cost;
      continue;
    }
    if (!name) continue;
    out.push({ ...newThing(), ...common, name, price: cost, ...(q ? measured(q) : {}) });
  }
  return out;
}

function measured(q: RegExpExecArray): Pick<Thing, "qty" | "unit"> {
  const [unit, times] = units[q[2].toLowerCase()];
  const n = /^[\d.]+$/.test(q[1]) ? Number(q[1]) : numeral(q[1]);
  return { qty: String(Number((n * times).toFixed(6))), unit };
}

function before(day: string): string {
  return new Date(Date.parse(day + "T00:00:00Z") - 86_400_000).toISOString().slice(0, 10);
}
