// The names of the codes that records carry, in both languages. The codes are
// the server's; a code that is missing here shows as it is.
import type { Words } from "kit/language";

export const venues = {
  market_agri: ["集贸市场", "Farmers' market"],
  market_bird: ["花鸟市场", "Bird and flower market"],
  market_antique: ["古玩市场", "Antiques market"],
  market_herb: ["中药材市场", "Herbal medicine market"],
  mall: ["商场超市", "Mall, supermarket"],
  shop: ["商户", "Shop"],
  catering: ["餐饮", "Catering"],
  food: ["食品销售", "Food shop"],
  pharmacy: ["药品经营", "Pharmacy"],
  vet: ["动物诊疗", "Veterinary clinic"],
  pet: ["宠物店", "Pet shop"],
  breeding: ["人工繁育场所", "Breeding site"],
  toolshop: ["渔具五金", "Tackle and hardware shop"],
  logistics: ["寄递运输", "Delivery and transport"],
  online_shop: ["网店", "Online shop"],
  platform: ["网络交易平台", "Trading platform"],
  other: ["其他", "Other"],
} satisfies Words;

export const subjectStates = {
  open: ["在营", "Open"],
  closed: ["已注销", "Closed"],
  merged: ["已并入", "Merged"],
} satisfies Words;

export const departments = {
  "": ["合计", "All departments"],
  "*": ["合计", "All departments"],
  market: ["市场监管", "Market regulation"],
  forestry: ["林草", "Forestry"],
  agriculture: ["农业农村", "Agriculture"],
  police: ["公安", "Police"],
  customs: ["海关", "Customs"],
  cyberspace: ["网信", "Cyberspace"],
} satisfies Words;

/** Outcomes of a visit; "only" stands alone, "gone" excludes what was seen. */
export const results = {
  "01": ["未发现问题", "No problem found"],
  "02": ["发现问题经责令已改正", "Problem found, put right when ordered"],
  "03": ["未发现本次检查涉及的生产经营活动", "No business of the kind inspected"],
  "04": ["不配合检查情节严重", "Gravely uncooperative"],
  "05": ["注销", "Deregistered"],
  "06": ["暂停营业", "Suspended business"],
  "07": ["吊销证照", "Licence revoked"],
  "08": ["关闭", "Closed down"],
  "09": ["发现问题待后续处理", "Problem found, to be followed up"],
  "10": ["通过登记的住所（经营场所）无法联系", "Not to be found at the registered address"],
  "11": ["被撤销", "Registration annulled"],
  "12": ["迁出", "Moved away"],
  "13": ["未按规定公示应当公示的信息", "Did not publish what must be published"],
  "14": ["公示信息隐瞒真实情况、弄虚作假", "Published false information"],
} satisfies Words;

export const exemptions = {
  complaint: ["投诉举报", "Complaint or report"],
  transfer: ["转办移送", "Transfer from elsewhere"],
  media: ["媒体曝光", "Media report"],
  monitoring: ["监测发现", "Monitoring"],
  lead: ["线索核查", "Verification of a lead"],
  review: ["复查", "Re-check of an order"],
} satisfies Words;

export const origins = {
  plan: ["专项检查计划", "Inspection plan"],
  draw: ["双随机抽取", "Draw"],
  lead: ["线索", "Lead"],
  complaint: ["投诉举报", "Complaint"],
  transfer: ["转办移送", "Transfer"],
  monitor: ["监测", "Monitoring"],
  review: ["复查", "Re-check"],
} satisfies Words;

export const channels = {
  visit: ["检查发现", "Visit"],
  draw: ["抽查发现", "Draw"],
  complaint: ["投诉", "Complaint"],
  tip: ["举报", "Public tip"],
  transfer: ["移送", "Transfer"],
  media: ["媒体", "Media"],
  own: ["自行发现", "Own discovery"],
  monitor: ["网络监测", "Online monitoring"],
} satisfies Words;

export const leadStates = {
  open: ["待承办", "Open"],
  taken: ["核查中", "Being verified"],
  verified: ["已核实", "Verified"],
  filed: ["已立案", "Case filed"],
  transferred: ["已移送", "Transferred"],
  dismissed: ["不予立案", "Dismissed"],
  merged: ["已合并", "Merged"],
  withdrawn: ["已撤回", "Withdrawn"],
} satisfies Words;

export const caseStates = {
  filed: ["立案", "Filed"],
  investigating: ["调查", "Investigating"],
  decided: ["决定", "Decided"],
  executed: ["执行", "Executed"],
  closed: ["结案", "Closed"],
  published: ["公示", "Published"],
  withdrawn: ["撤销立案", "Withdrawn"],
} satisfies Words;

export const transferStates = {
  formed: ["专案组成立", "Team formed"],
  reported: ["已书面报告", "Reported in writing"],
  approved: ["已批准移送", "Approved"],
  rejected: ["不批准移送", "Not approved"],
  sent: ["已移送公安", "Sent to the police"],
  received: ["公安已签收", "Received by the police"],
  relayed: ["转送有管辖权的机关", "Relayed"],
  filed: ["公安已立案", "Filed by the police"],
  handed: ["物品材料已移交", "Goods handed over"],
  refused: ["公安不予立案", "Refused by the police"],
  appealed: ["提请复议", "Reconsideration asked"],
  upheld: ["维持不立案", "Refusal upheld"],
  petitioned: ["建议立案监督", "Supervision proposed"],
  returned: ["退回行政处罚", "Back to administrative penalty"],
  dropped: ["终止", "Dropped"],
} satisfies Words;

export const papers = {
  letter: ["涉嫌犯罪案件移送书", "Letter of transfer"],
  report: ["涉嫌犯罪案件情况的调查报告", "Investigation report"],
  inventory: ["涉案物品清单", "Inventory of goods"],
  opinion: ["有关检验报告或者鉴定结论", "Test report or expert opinion"],
  other: ["其他有关涉嫌犯罪的材料", "Other materials"],
} satisfies Words;

export const exhibitClasses = {
  animal: ["野生动物", "Animals"],
  product_count: ["制品（按件）", "Products by piece"],
  product_weight: ["制品（按重量）", "Products by weight"],
  tool: ["猎捕工具", "Hunting tools"],
} satisfies Words;

export const measures = {
  preservation: ["先行登记保存", "Registered and preserved"],
  seizure: ["查封扣押", "Seized"],
  confiscation: ["没收", "Confiscated"],
  surrender: ["主动上交", "Surrendered"],
} satisfies Words;

export const protections = {
  national1: ["国家一级", "National class I"],
  national2: ["国家二级", "National class II"],
  sanyou: ["有重要生态、科学、社会价值", "Of ecological, scientific or social value"],
  local: ["地方重点", "Local key"],
  other: ["其他", "Other"],
} satisfies Words;

export const decisionKinds = {
  penalty: ["行政处罚", "Penalty"],
  none: ["不予处罚", "No penalty"],
  unfounded: ["违法事实不成立", "Not founded"],
} satisfies Words;

export const planStates = {
  draft: ["草稿", "Draft"],
  reviewed: ["法制审核通过", "Legally reviewed"],
  approved: ["已批准", "Approved"],
  published: ["已公布", "Published"],
  ended: ["已终止", "Ended"],
} satisfies Words;

export const orderStates = {
  open: ["整改中", "Open"],
  done: ["已改正", "Put right"],
  withdrawn: ["已撤回", "Withdrawn"],
} satisfies Words;

export const visitStates = {
  recorded: ["已记录", "Recorded"],
  withdrawn: ["已撤回", "Withdrawn"],
} satisfies Words;

export const campaignStates = {
  draft: ["草稿", "Draft"],
  published: ["进行中", "Running"],
  closed: ["已结束", "Closed"],
} satisfies Words;

export const unitKinds = {
  bureau: ["局", "Bureau"],
  office: ["分局、所、大队", "Branch or squad"],
  township: ["乡镇（街道）", "Township"],
  department: ["协作部门", "Cooperating department"],
  coordination: ["联席办", "Coordination office"],
  platform: ["系统运维", "Operators"],
} satisfies Words;

export const groups = {
  A: ["组织与力量", "Organisation and forces"],
  B: ["线下检查", "Visits"],
  C: ["线上监测", "Online"],
  D: ["线索、投诉举报、奖励", "Leads, reports, rewards"],
  E: ["案件", "Cases"],
  F: ["收缴", "Seizures"],
  G: ["宣传", "Outreach"],
} satisfies Words;

export const pairKinds = {
  P1_SAME_NAME_ADDR_CODE_CONFLICT: ["同名同址、代码不同", "Same name and address, different codes"],
  P2_SAME_ADDR_CORE_NAME: ["同址、字号相近", "Same address, similar name"],
  P3_SAME_NAME_PHONE: ["同名、同电话", "Same name and telephone"],
} satisfies Words;

/** How far a state is: for the colour that goes with its text. */
export const tones: Record<string, "go" | "done" | "warn" | "late" | ""> = {
  open: "go", taken: "go", verified: "go", investigating: "go", reviewed: "go", approved: "go", sent: "go", received: "go",
  filed: "go", reported: "go", running: "go", announced: "go", committed: "go", submitted: "go",
  closed: "done", published: "done", executed: "done", done: "done", handed: "done", recorded: "done", drawn: "done", decided: "done",
  dismissed: "", merged: "", withdrawn: "", ended: "", undone: "", draft: "warn", returned: "warn", refused: "late", rejected: "late",
};
