package auth

import "strings"

// Permission is one thing a person may do: noun.verb, the words of the route.
type Permission struct {
	Name   string `json:"name"`
	Text   string `json:"text"`
	Writes bool   `json:"writes"` // changes what is recorded
	Far    bool   `json:"far"`    // may reach homes below one's own; writing never does: one act, one home
}

// Permissions lists them all, in the order of the trade.
func Permissions() []Permission { return permissions }

var permissions = []Permission{
	{"self.manage", "修改本人口令、动态口令，切换岗位", true, false},
	{"desk.read", "查看工作台、待办和检索", false, true},
	{"registry.read", "查看监管对象台账", false, true},
	{"registry.edit", "登记、更正、注销监管对象", true, false},
	{"registry.import", "导入台账", true, false},
	{"registry.decide", "裁定疑似重复、跨区条目", true, false},
	{"registry.export", "导出台账", false, true},
	{"campaign.read", "查看专项行动", false, true},
	{"campaign.manage", "部署、调整、结束专项行动", true, false},
	{"campaign.record", "登记会议、文件、督导、出动", true, false},
	{"draw.read", "查看双随机抽取", false, true},
	{"draw.announce", "冻结名单、公布抽取方案", true, false},
	{"draw.commit", "提交本单位随机数承诺", true, false},
	{"draw.reveal", "公开本单位随机数", true, false},
	{"draw.redraw", "申请重新抽取", true, false},
	{"draw.approve", "批准重新抽取", true, false},
	{"visit.read", "查看检查记录", false, true},
	{"visit.record", "记录现场检查", true, false},
	{"visit.correct", "更正、撤回检查记录", true, false},
	{"visit.import", "导入检查记录", true, false},
	{"online.record", "记录网上检查", true, false},
	{"lead.read", "查看线索", false, true},
	{"lead.raise", "登记线索", true, false},
	{"lead.assign", "分派线索", true, false},
	{"lead.take", "承办线索", true, false},
	{"lead.dismiss", "核查后不予立案", true, false},
	{"lead.transfer", "移交线索给其他部门、地区", true, false},
	{"lead.receive", "接收移交的线索并回执", true, false},
	{"case.read", "查看案件", false, true},
	{"case.file", "提请立案", true, false},
	{"case.handle", "调查取证、登记物品、拟定文书", true, false},
	{"case.review", "审核案件（含法制审核）", true, false},
	{"case.decide", "批准立案、作出处罚决定", true, false},
	{"case.close", "结案归档", true, false},
	{"case.publish", "公示处罚、曝光案件", true, false},
	{"law.consult", "查询法律服务台、禁猎（渔）区", false, true},
	{"assessment.make", "评估检查、线索、案件", true, false},
	{"permit.edit", "登记、更正、核销证件和专用标识，记录查验", true, false},
	{"zone.edit", "录入、生效、废止禁猎（渔）区、期", true, false},
	{"transfer.read", "查看行刑衔接移送", false, true},
	{"transfer.propose", "提请移送涉嫌犯罪案件", true, false},
	{"transfer.approve", "批准移送或不移送", true, false},
	{"transfer.send", "发出移送并登记回执", true, false},
	{"transfer.answer", "受移送方登记受案、立案、退回结果", true, false},
	{"outreach.read", "查看宣传培训记录", false, true},
	{"outreach.record", "记录宣传、培训、承诺书", true, false},
	{"paper.register", "登记纸质汇总数（汇总登记）", true, false},
	{"table.read", "查看统计表", false, true},
	{"table.submit", "报送统计表（含零报告）", true, false},
	{"table.review", "审核、退回统计表", true, false},
	{"table.sign", "签发统计表", true, false},
	{"report.export", "导出统计表和报告", false, true},
	{"org.read", "查看单位和人员", false, true},
	{"org.manage", "维护单位、任职、执法证、联络员", true, false},
	{"org.phone", "查看联系电话全号", false, false},
	{"recusal.declare", "申报、确认回避", true, false},
	{"account.read", "查看账号和授权", false, false},
	{"account.manage", "开户、停用、重置口令、解锁", true, false},
	{"role.grant", "授予、收回角色", true, false},
	{"factor.reset", "重置动态口令", true, false},
	{"session.end", "强制下线", true, false},
	{"settings.read", "查看系统设置和运行状况", false, false},
	{"settings.manage", "修改系统设置、备份", true, false},
	{"audit.read", "查看操作日志和登录记录", false, true},
	{"journal.check", "校验日志完整性", false, true},
}

// byName finds a permission; one that is not listed is our mistake and is
// granted to nobody.
var byName = func() map[string]Permission {
	m := map[string]Permission{}
	for _, p := range permissions {
		m[p.Name] = p
	}
	return m
}()

// words splits a list of names written on one line.
func words(lists ...string) []string { return strings.Fields(strings.Join(lists, " ")) }
