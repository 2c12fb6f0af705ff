// The words of letters that send a matter back for a penalty (反向移送).
import type { Words } from "kit/language";

export const referralOrgans = {
  police: ["公安机关", "Police"],
  procurator: ["检察院", "Procurator"],
  court: ["法院", "Court"],
} satisfies Words;

export const referralStates = {
  received: ["待处理", "Received"],
  filed: ["已立案", "Case filed"],
  declined: ["已复函不予立案", "Declined"],
} satisfies Words;

export const referralWords = {
  title: ["反向移送来文", "Referrals from police, procurator and court"],
  cases: ["案件", "Cases"],
  tab: ["反向移送来文", "Referrals"],
  empty: ["还没有反向移送来文。收到公安机关、检察院或法院移送追究行政责任的来文，在此登记。", "No referral yet. Record here what police, procurators or courts send over for a penalty."],
  receive: ["登记来文", "Record a letter"],
  organ: ["来文机关类别", "Kind of organ"],
  allOrgans: ["全部状态", "All states"],
  sender: ["来文机关", "Sender"],
  number: ["文号", "Number"],
  matter: ["事由", "Matter"],
  facts: ["来文认定的事实", "Facts as the letter gives them"],
  opinion: ["处理建议", "What the sender proposes"],
  receivedOn: ["收文日期", "Received on"],
  photos: ["来文扫描件", "Scans of the letter"],
  file: ["立案", "File a case"],
  decline: ["复函不予立案", "Decline"],
  declineHint: ["须向来文机关书面说明理由。", "The sender is told why, in writing."],
  declineReason: ["不予立案的理由", "Why no case is filed"],
  reply: ["复函文号", "Number of the reply"],
  theCase: ["所立案件", "The case"],
} satisfies Words;
