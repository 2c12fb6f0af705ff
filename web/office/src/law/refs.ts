// Where a provision stands: from the short form of a violation, and from what
// a sentence cites, to the reference that opens the text.

/** The edition of the wildlife law on a day. */
export const editionOn = (day: string) => (day >= "2023-05-01" ? "2022" : "2018");

/** "52.1" of 2022 is 野生动物保护法2022:52.1; "动物防疫法100.1" names its law. */
export function refOf(edition: string, short: string): string {
  const at = short.search(/[0-9]/);
  if (at < 0) return "";
  if (at > 0) return `${short.slice(0, at)}:${short.slice(at)}`;
  return edition === "2018" || edition === "2022" ? `野生动物保护法${edition}:${short}` : "";
}

const digits = "零一二三四五六七八九";

/** 三百四十一 is 341; 0 for what is no number. */
export function numeral(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let sum = 0;
  let one = 0;
  for (const c of text) {
    const n = digits.indexOf(c);
    if (n >= 0) one = n;
    else if (c === "两") one = 2;
    else if (c === "百" || c === "十") {
      sum += (one || 1) * (c === "百" ? 100 : 10);
      one = 0;
    } else return 0;
  }
  return sum + one;
}

/** 341 is 三百四十一. */
export function chinese(n: number): string {
  const h = Math.floor(n / 100);
  const t = Math.floor((n % 100) / 10);
  const u = n % 10;
  let out = h ? digits[h] + "百" : "";
  if (t) out += (t === 1 && !h ? "" : digits[t]) + "十";
  else if (h && u) out += "零";
  return out + (u || !n ? digits[u] : "");
}

/** A reference in words: 野生动物保护法（2022）第五十二条第一款. */
export function cited(ref: string): string {
  const [law, place = ""] = ref.split(":");
  const [article, paragraph] = place.split(".");
  const [n, sub] = article.split("_");
  const name = law.replace(/^(野生动物保护法)(\d{4})$/, "$1（$2）");
  return `${name}第${chinese(Number(n))}条${sub ? "之" + chinese(Number(sub)) : ""}${paragraph ? `第${chinese(Number(paragraph))}款` : ""}`;
}

export interface Segment {
  text: string;
  ref?: string;
}

const laws = ["濒危野生动植物进出口管理条例", "陆生野生动物保护实施条例", "水生野生动物保护实施条例", "野生动物保护法", "动物防疫法", "行政处罚法", "行政强制法", "电子商务法", "生物安全法", "长江保护法", "广告法", "渔业法", "畜牧法", "刑法", "法释〔2022〕12号", "法释〔2000〕37号", "法释〔2014〕10号"];
const number = "[零一二三四五六七八九十百]+";
const place = `(?:第(${number})条(?:之(${number}))?(?:第(${number})款)?|(\\d{1,3})(?:\\.(\\d))?条?)`;
const first = new RegExp(`(${laws.join("|")})(?:（?(2018|2022)(?:年[^）]{0,4})?版?）?)?\\s*${place}`);
const more = new RegExp(`^(、|和|或者|至)${place}`);

/**
 * Cuts a sentence at what it cites. What names no law leads nowhere; the
 * wildlife law without its year is that of the edition given.
 */
export function citations(text: string, edition: string): Segment[] {
  const out: Segment[] = [];
  let rest = text;
  let plain = "";
  const put = (s: Segment) => {
    if (plain) out.push({ text: plain });
    plain = "";
    out.push(s);
  };
  for (let m = first.exec(rest); m; m = first.exec(rest)) {
    plain += rest.slice(0, m.index);
    const law = m[1] === "野生动物保护法" ? m[1] + (m[2] ?? edition) : m[1];
    put({ text: m[0], ref: refFrom(law, m.slice(3)) });
    rest = rest.slice(m.index + m[0].length);
    for (let n = more.exec(rest); n; n = more.exec(rest)) {
      plain += n[1];
      put({ text: n[0].slice(n[1].length), ref: refFrom(law, n.slice(2)) });
      rest = rest.slice(n[0].length);
    }
  }
  plain += rest;
  if (plain) out.push({ text: plain });
  return out;
}

function refFrom(law: string, [article, sub, paragraph, plain, dotted]: (string | undefined)[]): string {
  const a = article ? String(numeral(article)) + (sub ? `_${numeral(sub)}` : "") : plain!;
  const p = paragraph ? numeral(paragraph) : dotted;
  return `${law}:${a}${p ? `.${p}` : ""}`;
}

/** The text of an article around one of its paragraphs, so that it can be marked. */
export function around(whole: string, part: string): [before: string, marked: string, after: string] {
  const at = part && part !== whole ? whole.indexOf(part) : -1;
  return at < 0 ? [whole, "", ""] : [whole.slice(0, at), part, whole.slice(at + part.length)];
}
