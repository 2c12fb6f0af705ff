package auth

import (
	"slices"

	"example.org/zhiye/internal/base/org"
)

// Role is a set of permissions with a name.
type Role struct {
	Code        string     `json:"code"`
	Text        string     `json:"text"`
	Kinds       []org.Kind `json:"kinds,omitempty"` // of the unit whose post it rests on; none for administrators
	Permissions []string   `json:"permissions"`
}

// Administers reports whether the role is one of the three that stand apart.
func (r Role) Administers() bool { return len(r.Kinds) == 0 }

// Allows reports whether the role carries a permission.
func (r Role) Allows(permission string) bool { return slices.Contains(r.Permissions, permission) }

// The three administrators.
const (
	SystemAdmin   = "system_admin"
	SecurityAdmin = "security_admin"
	AuditAdmin    = "audit_admin"
)

// Administrators are the three roles that stand apart (三员分立).
var Administrators = []string{SystemAdmin, SecurityAdmin, AuditAdmin}

// ownAccount everyone has; reads are what any officer of either bureau may see.
const (
	ownAccount = "self.manage"
	reads      = "desk.read registry.read campaign.read draw.read visit.read lead.read case.read transfer.read outreach.read table.read org.read law.consult"
	field      = "visit.record visit.correct online.record lead.raise outreach.record recusal.declare org.phone"
)

var (
	enforcing = []org.Kind{org.Bureau, org.Office, org.Township, org.Department}
	seats     = []org.Kind{org.Bureau, org.Office, org.Department}
	anywhere  = append(slices.Clone(enforcing), org.Coordination)
)

// Roles lists the roles. A change here shows in the golden matrix.
func Roles() []Role { return roles }

var roles = []Role{
	{"township_officer", "乡镇（街道）执法人员", []org.Kind{org.Township}, words(ownAccount,
		"desk.read registry.read campaign.read draw.read visit.read lead.read outreach.read table.read org.read law.consult", field,
		"registry.edit assessment.make permit.edit lead.take lead.transfer paper.register table.submit")},
	{"county_officer", "执法人员", seats, words(ownAccount, reads, field,
		"campaign.record registry.edit visit.import lead.take lead.dismiss lead.transfer lead.receive paper.register assessment.make permit.edit zone.edit")},
	{"case_handler", "案件承办人", enforcing, words(ownAccount, reads, field,
		"lead.take lead.dismiss lead.transfer lead.receive case.file case.handle case.close transfer.propose transfer.send assessment.make permit.edit")},
	{"reviewer", "审核人", enforcing, words(ownAccount, reads,
		"case.review table.review")},
	{"leader", "负责人", enforcing, words(ownAccount, reads,
		"campaign.manage campaign.record lead.assign draw.approve case.decide case.publish transfer.approve table.sign report.export registry.export org.phone")},
	{"registrar", "台账管理员", seats, words(ownAccount, reads,
		"registry.edit registry.import registry.decide registry.export visit.import permit.edit zone.edit org.manage org.phone recusal.declare")},
	{"draw_keeper", "抽取管理员", seats, words(ownAccount, reads,
		"draw.announce draw.commit draw.reveal draw.redraw recusal.declare")},
	{"statistician", "统计员", anywhere, words(ownAccount, reads,
		"campaign.record paper.register outreach.record table.submit report.export")},
	{"liaison", "协作部门联络员", []org.Kind{org.Department}, words(ownAccount,
		"desk.read campaign.read lead.read lead.raise lead.receive transfer.read transfer.answer outreach.read outreach.record table.read table.submit org.read law.consult")},
	{"coordinator", "联席办工作人员", []org.Kind{org.Coordination}, words(ownAccount, reads,
		"campaign.manage campaign.record lead.assign outreach.record table.review report.export registry.export org.phone")},
	{SystemAdmin, "系统管理员", nil, words(ownAccount,
		"org.read org.manage org.phone account.read account.manage settings.read settings.manage")},
	{SecurityAdmin, "安全管理员", nil, words(ownAccount,
		"org.read account.read role.grant factor.reset session.end settings.read")},
	{AuditAdmin, "审计管理员", nil, words(ownAccount,
		"org.read account.read audit.read journal.check settings.read")},
}

// RolesNamed are the codes that words of a setting stand for: administrators,
// all, none, or a code itself; New refuses a code nobody knows.
func RolesNamed(words []string) (codes []string) {
	for _, w := range words {
		switch w {
		case "", "none":
		case "administrators":
			codes = append(codes, Administrators...)
		case "all":
			for _, r := range roles {
				codes = append(codes, r.Code)
			}
		default:
			codes = append(codes, w)
		}
	}
	return codes
}

// RoleOf finds a role by its code.
func RoleOf(code string) (Role, bool) {
	i := slices.IndexFunc(roles, func(r Role) bool { return r.Code == code })
	if i < 0 {
		return Role{}, false
	}
	return roles[i], true
}
