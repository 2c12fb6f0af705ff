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

/** Their codes in order; an object would put "10" before "01". */
export const resultCodes = Object.keys(results).sort();

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
  filed: "go", reported: "go", running: "go", announced: "go", frozen: "go", drafted: "warn", requested: "warn", lapsed: "late", committed: "go", submitted: "go",
  closed: "done", published: "done", executed: "done", done: "done", handed: "done", recorded: "done", drawn: "done", decided: "done",
  dismissed: "", merged: "", withdrawn: "", ended: "", undone: "", draft: "warn", returned: "warn", refused: "late", rejected: "late",
  valid: "done", not_yet: "warn", expired: "late", revoked: "late", in_force: "done", repealed: "", match: "done", mismatch: "late", unclear: "warn", issued: "", bound: "done", voided: "late",
};

/** Kinds of violations, by the codes that cases carry. */
export const violations = {
  V01: ["违法猎捕国家重点保护野生动物", "Unlawful hunting of national key species"],
  V02: ["违法猎捕三有、地方重点保护野生动物", "Unlawful hunting of other protected species"],
  V03: ["禁猎区（期）或用禁用工具猎捕其他陆生野生动物", "Hunting other land animals in closed areas or with banned tools"],
  V04: ["以食用为目的猎捕重点保护、三有野生动物", "Hunting protected animals for food"],
  V05: ["以食用为目的猎捕其他陆生野生动物", "Hunting other land animals for food"],
  V06: ["以食用为目的交易、运输其他陆生野生动物", "Trading or moving other land animals for food"],
  V07: ["违法出售、购买、利用、运输国家重点保护野生动物及制品", "Unlawful trade, use or transport of national key species"],
  V08: ["无合法来源证明出售、利用、运输三有、地方重点保护野生动物", "Trade or transport of other protected species without proof of origin"],
  V09: ["承运、寄递企业未查验或违规承运", "Carriers that did not check"],
  V10: ["食用或为食用非法购买保护野生动物", "Eating protected animals or buying them for food"],
  V11: ["生产、经营以保护野生动物制作的食品", "Making or selling food from protected animals"],
  V12: ["生产、经营以其他陆生野生动物制作的食品", "Making or selling food from other land animals"],
  V13: ["违法发布野生动物、禁用猎捕工具广告", "Unlawful advertising"],
  V14: ["为违法行为提供展示、交易、消费服务", "Providing a place for unlawful trade"],
  V15: ["无证繁育国家重点保护野生动物", "Breeding national key species without a permit"],
  V16: ["三有野生动物人工繁育未备案", "Breeding other species without filing"],
  V17: ["以收容救护为名买卖", "Trade under the guise of rescue"],
  V18: ["伪造、变造、买卖、转让证件标识", "Forging or trading permits and marks"],
  V19: ["违法进出口、引进、放生丢弃", "Unlawful import, introduction or release"],
  V20: ["未附检疫证明出售、运输", "Sale or transport without quarantine certificate"],
  V21: ["无动物诊疗许可证从事诊疗", "Veterinary practice without a licence"],
  V22: ["电商平台未履行报送、处置、保存义务", "Platform duties not met"],
  V23: ["其他违法行为（一）", "Other violations (1)"],
  V24: ["其他违法行为（二）", "Other violations (2)"],
} satisfies Words;

/** What a statutory clock counts down to. */
export const clockKinds = {
  decision: ["作出处理决定", "Decision"],
  delivery: ["送达决定", "Service of the decision"],
  payment: ["缴纳罚没款", "Payment"],
  publication: ["公示处罚信息", "Publication"],
  unpublication: ["撤下公示", "Taking the publication down"],
  preservation: ["先行登记保存的处理", "Preserved goods"],
  seizure: ["查封扣押到期", "Seizure"],
  approval: ["决定是否移送", "Approval of a transfer"],
  sending: ["移送公安", "Sending to the police"],
  relay: ["转送有管辖权的机关", "Relay"],
  police: ["公安决定是否立案", "Decision of the police"],
  handing: ["移交物品材料", "Handing over goods"],
  appeal: ["提请复议", "Reconsideration"],
  answer: ["公安复议答复", "Answer of the police"],
  petition: ["建议立案监督", "Proposal of supervision"],
  measure: ["当场强制措施补办批准", "Approval of a measure on the spot"],
  hearing: ["当事人要求听证", "Request for a hearing"],
  archive: ["简易程序归档备案", "Filing of a summary decision"],
  demand: ["催告后等待履行", "After the demand"],
  court: ["申请法院强制执行", "Application to the court"],
} satisfies Words;

/** Why a statutory period may stand still. */
export const pauses = {
  testing: ["检测", "Testing"],
  inspection: ["检验", "Inspection"],
  quarantine: ["检疫", "Quarantine"],
  appraisal: ["鉴定", "Appraisal"],
  recognition: ["权利人辨认鉴别", "Recognition by the right holder"],
  hearing: ["听证", "Hearing"],
  notice: ["公告", "Public notice"],
  suspension: ["中止", "Suspension"],
} satisfies Words;

export const outcomes = {
  penalty: ["行政处罚", "Penalty"],
  none: ["不予处罚", "No penalty"],
  terminated: ["终止调查", "Terminated"],
  referred: ["移送其他机关", "Referred elsewhere"],
  transferred: ["移送公安", "Transferred to the police"],
} satisfies Words;

export const transferSteps = {
  form: ["成立专案组", "Form a team"],
  report: ["书面报告", "Report in writing"],
  approve: ["批准移送", "Approve"],
  reject: ["不批准移送", "Do not approve"],
  send: ["移送公安", "Send to the police"],
  recall: ["收回", "Recall"],
  receive: ["登记公安回执", "Note the receipt"],
  relay: ["登记转送", "Note the relay"],
  hand: ["登记物品材料移交", "Note the hand-over"],
  file: ["登记公安立案", "Note that the police filed"],
  refuse: ["登记不予立案", "Note the refusal"],
  uphold: ["登记维持不立案", "Note that it was upheld"],
  appeal: ["提请复议", "Ask for reconsideration"],
  petition: ["建议立案监督", "Propose supervision"],
  return: ["退回行政处罚", "Return to penalty"],
  drop: ["终止", "Drop"],
} satisfies Words;

export const orderKinds = {
  correct: ["责令改正", "Order to correct"],
  site_correct: ["责令网站整改", "Order to a site"],
  stop_service: ["责令停止服务", "Order to stop service"],
  close_request: ["提请关闭", "Request to close"],
} satisfies Words;

export const outreachKinds = {
  event: ["宣传活动", "Event"],
  leaflet: ["发放资料", "Leaflets"],
  poster: ["张贴悬挂", "Posters"],
  media: ["媒体刊播", "Media"],
  training: ["培训", "Training"],
} satisfies Words;

export const drawStates = {
  requested: ["重抽待批准", "Redraw requested"],
  drafted: ["草稿", "Draft"],
  frozen: ["名单已冻结", "Frozen"],
  announced: ["已公告", "Announced"],
  drawn: ["已抽出", "Drawn"],
  lapsed: ["已作废", "Lapsed"],
  redrawn: ["已重抽", "Redrawn"],
} satisfies Words;

/** Classes of animals, as the law desk knows them. */
export const classes = {
  ...protections,
  livestock: ["畜禽", "Livestock"],
  aquatic_other: ["其他水生动物", "Other aquatic"],
  unknown: ["未确定", "Not known"],
} satisfies Words;

/** What somebody did, as the law desk is asked. */
export const acts = {
  hunt: ["猎捕", "Hunting"],
  hunt_unfiled: ["持证猎捕后未备案", "Hunting under a permit, not filed"],
  fish: ["捕捞", "Fishing"],
  breed: ["人工繁育", "Breeding"],
  sell: ["出售", "Selling"],
  buy: ["购买", "Buying"],
  use: ["利用", "Using"],
  transport: ["运输", "Transporting"],
  carry: ["携带", "Carrying"],
  mail: ["寄递", "Mailing"],
  carrier: ["承运、寄递未查验", "Carrier that did not check"],
  make_food: ["生产食品", "Making food"],
  sell_food: ["经营食品", "Selling food"],
  eat: ["食用", "Eating"],
  buy_to_eat: ["为食用购买", "Buying to eat"],
  advertise: ["发布广告", "Advertising"],
  host: ["提供展示、交易、消费服务", "Providing a place for trade"],
  forge: ["伪造、变造、买卖证件标识", "Forging or trading papers"],
  rescue_trade: ["以收容救护为名买卖", "Trade under the guise of rescue"],
  import: ["非法进出口", "Unlawful import or export"],
  release: ["放生", "Release"],
  clinic: ["无证诊疗", "Practice without a licence"],
  platform_duty: ["平台未尽义务", "Platform duties not met"],
} satisfies Words;

/** What the law desk advises about the police. */
export const advices = {
  transfer: ["建议移送", "Transfer advised"],
  doubt: ["存疑需认定", "To be determined"],
  none: ["未达标准", "Below the threshold"],
} satisfies Words;

export const permitKinds = {
  breeding: ["人工繁育许可证", "Breeding permit"],
  filing: ["人工繁育备案", "Breeding filing"],
  special_hunt: ["特许猎捕证", "Special hunting permit"],
  hunt: ["狩猎证", "Hunting permit"],
  use: ["出售、购买、利用批准文件", "Approval of trade or use"],
  import_export: ["允许进出口证明书", "Import or export certificate"],
  quarantine: ["检疫证明", "Quarantine certificate"],
  fishing: ["捕捞许可证", "Fishing licence"],
  provenance: ["其他合法来源证明", "Other proof of origin"],
  other: ["其他", "Other"],
} satisfies Words;

export const permitOrigins = {
  wild: ["野外", "Wild"],
  captive: ["人工繁育", "Captive-bred"],
} satisfies Words;

/** What a permit is worth on a day. */
export const permitStandings = {
  valid: ["有效", "Valid"],
  not_yet: ["未生效", "Not yet valid"],
  expired: ["已过期", "Expired"],
  revoked: ["已失效", "Revoked"],
} satisfies Words;

/** How a balance moves, and how a permit or mark is verified. */
export const permitWays = {
  open: ["期初", "Opening"],
  in: ["增加", "In"],
  out: ["减少", "Out"],
  qr: ["扫码", "QR code"],
  query: ["系统查询", "Query"],
  phone: ["电话", "Telephone"],
  letter: ["函询", "Letter"],
  sight: ["查看实物", "By sight"],
} satisfies Words;

export const verifications = {
  match: ["相符", "Matches"],
  mismatch: ["不符", "Does not match"],
  unclear: ["未能确认", "Not confirmed"],
} satisfies Words;

export const markKinds = {
  terrestrial: ["陆生", "Terrestrial"],
  aquatic: ["水生", "Aquatic"],
  other: ["其他", "Other"],
} satisfies Words;

export const markStates = {
  issued: ["未使用", "Not used yet"],
  bound: ["已使用", "In use"],
  voided: ["已作废", "Void"],
} satisfies Words;

export const zoneStates = {
  draft: ["草稿", "Draft"],
  in_force: ["有效", "In force"],
  repealed: ["已废止", "Repealed"],
  withdrawn: ["已撤回", "Withdrawn"],
} satisfies Words;

export const zoneFields = {
  hunt: ["禁猎", "Hunting"],
  fish: ["禁渔", "Fishing"],
} satisfies Words;

export const bans = {
  area: ["禁猎（渔）区", "Closed area"],
  period: ["禁猎（渔）期", "Closed period"],
  tools: ["禁用工具、方法", "Banned tools"],
} satisfies Words;
