// The words of exhibits.
import type { Words } from "kit/language";

export const disposals = {
  release: ["放生", "Released"],
  rescue: ["移交收容救护", "To a rescue centre"],
  destroy: ["无害化处理、销毁", "Destroyed"],
  surrender: ["上缴国库", "Handed to the state"],
  return: ["退还", "Returned"],
  police: ["移交公安", "To the police"],
} satisfies Words;

export const exhibitWords = {
  title: ["涉案物品", "Exhibits"],
  none: ["未登记涉案物品", "No exhibit"],
  add: ["登记物品", "Add an exhibit"],
  name: ["名称", "Name"],
  class: ["类别", "Class"],
  measure: ["取得方式", "Measure"],
  quantity: ["数量", "Quantity"],
  held: ["在库", "Held"],
  unit: ["计量单位", "Unit"],
  grams: ["重量（克）", "Weight (g)"],
  protection: ["保护级别", "Protection"],
  alive: ["活体", "Alive"],
  place: ["存放地点", "Place"],
  custodian: ["保管人", "Custodian"],
  seizedOn: ["取得日期", "Taken on"],
  approver: ["批准人", "Approver"],
  approverHint: ["先行登记保存须经批准；当场查封扣押的，二十四小时内补办", "Preserving wants approval first; a seizure on the spot is approved within 24 hours"],
  approvePaper: ["批准文书号", "Number of the approval"],
  unapproved: ["待补办批准", "Approval due"],
  approve: ["补办批准", "Approve"],
  turn: ["变更措施", "Change the measure"],
  turnTo: ["变更为", "Into"],
  move: ["移库、换保管人", "Move"],
  dispose: ["处置", "Dispose"],
  way: ["处置方式", "Way"],
  disposePlace: ["处置地点、接收单位", "Where, or to whom"],
  disposedOn: ["处置日期", "Disposed on"],
  disposed: ["处置记录", "Disposals"],
  gone: ["已撤回：{reason}", "Withdrawn: {reason}"],
  withdraw: ["撤回登记", "Withdraw"],
} satisfies Words;
