import type { Words } from "kit/language";

export const journalWords = {
  title: ["操作日志", "Journal"],
  hint: ["每一次登记、更正、撤回都记一条，前后相连，不能删改。", "Every act is one entry, chained to those before; none can be removed."],
  subject: ["记录编号，如 lead:…", "A record, such as lead:…"],
  find: ["查这条记录", "What was done to it"],
  seq: ["序号", "No."],
  at: ["时间", "At"],
  by: ["经办人", "By"],
  unit: ["单位", "Unit"],
  verb: ["事项", "What"],
  record: ["记录", "Record"],
  day: ["发生日", "Day"],
  facts: ["要素", "Facts"],
  reverses: ["冲销第 {seq} 条", "reverses {seq}"],
  head: ["共 {seq} 条，根 {root}", "{seq} entries, root {root}"],
  latest: ["最近", "Latest"],
  older: ["更早", "Older"],
  newer: ["更近", "Newer"],
  none: ["没有这条记录的日志，请核对编号。", "Nothing was done to such a record; check its number."],
} satisfies Words;
