import type { Words } from "kit/language";

export const outreachWords = {
  title: ["宣传与汇总登记", "Outreach and paper counts"],
  activities: ["宣传培训", "Outreach"],
  counts: ["汇总登记", "Paper counts"],
  countsHint: ["没有逐条记录、只有纸质汇总数的，在此登记数量、来源文书和照片；统计表里单列“其中汇总登记”。", "Where only a total on paper exists: its quantity, document and photo. The table shows that part apart."],
  commitments: ["已签承诺书 {n} 份", "{n} {n|commitment|commitments} signed"],
  add: ["登记宣传培训", "Record outreach"],
  addCount: ["登记汇总数", "Register a paper count"],
  kind: ["类别", "Kind"],
  name: ["名称", "Title"],
  place: ["地点", "Place"],
  quantity: ["数量", "Quantity"],
  quantityHint: ["活动、培训填场次，资料填份数，张贴填幅（张）数，刊播填次数", "Events and trainings held, copies handed out, pieces hung, times broadcast"],
  people: ["参加人数", "People"],
  day: ["日期", "Day"],
  indicator: ["指标", "Indicator"],
  document: ["来源文书", "Document"],
  withdraw: ["撤回", "Withdraw"],
  withdrawn: ["已撤回", "Withdrawn"],
  emptyActivities: ["还没有宣传培训记录。", "No outreach yet."],
  emptyCounts: ["没有汇总登记。能逐条登记的请逐条登记。", "No paper count. Record one by one where you can."],
} satisfies Words;
