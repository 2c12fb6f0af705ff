// Initials of Chinese words (监管台账 → jgtz), so that a name is found by typing
// its initials. The browser's own collation knows the readings: a character
// lies between the first ones of two letters.
const marks = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
const letters = "abcdefghjklmnopqrstwxyz";

// Readings that the collation, which knows no words, gets wrong.
const words: Record<string, string> = { 重复: "cf", 行动: "xd", 长辈: "zb", 单位: "dw", 调查: "dc", 重算: "cs", 还原: "hy", 宿: "s", 厦: "x" };

let order: Intl.Collator | undefined;
const known = new Map<string, string>();

function letterOf(char: string): string {
  if (!/[\u4e00-\u9fff]/.test(char)) return char.toLowerCase();
  const had = known.get(char);
  if (had) return had;
  order ??= new Intl.Collator("zh-Hans-CN-u-co-pinyin");
  let letter = "";
  for (let i = 0; i < marks.length && order.compare(marks[i], char) <= 0; i++) letter = letters[i];
  known.set(char, letter);
  return letter;
}

/** The initials of a text; what is no Chinese stays, without spaces. */
export function initials(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const word = words[text.slice(i, i + 2)] ?? words[text[i]];
    if (word) {
      out += word;
      i += word.length - 1;
    } else out += letterOf(text[i]);
  }
  return out.replace(/\s+/g, "");
}

/** How well words answer to what was typed: 0 not at all, else the more the better. */
export function answers(typed: string, text: string): number {
  const q = typed.trim().toLowerCase();
  if (!q) return 1;
  const plain = text.toLowerCase();
  if (plain.startsWith(q)) return 4;
  if (plain.includes(q)) return 3;
  if (!/^[a-z0-9]+$/.test(q)) return 0;
  const short = initials(text);
  return short.startsWith(q) ? 3 : short.includes(q) ? 2 : 0;
}
