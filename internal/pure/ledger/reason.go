package ledger

import (
	"example.org/zhiye/internal/pure/sheet"
	"example.org/zhiye/internal/pure/uscc"
)

// Reasons to refuse a row.
const (
	RejectSample   = "R_SAMPLE"
	RejectNoName   = "R_NO_NAME"
	RejectNoKey    = "R_NO_KEY"
	RejectCategory = "R_CATEGORY"
	RejectColumns  = "R_COLUMNS"
)

var reasonTexts = map[string]string{
	RejectSample:   "这是填表示例，不是真实记录；请删去该行",
	RejectNoName:   "名称为空或只写了“无”；请填写名称后再导入",
	RejectNoKey:    "既没有可用的统一社会信用代码（或编号），也没有地址，无法确认是谁；请补填其一后再导入",
	RejectCategory: "类别为空或不认识；请改为集贸市场、餐饮服务、食品销售等规定的类别",
	RejectColumns:  "列数与表头不一致，可能多了或少了分隔符；请核对该行后再导入",
}

// Warnings besides those of uscc on codes; each asks a person to look, none stops a row.
const (
	WarnNameVariant  = "W_NAME_VARIANT"
	WarnPhone        = "W_PHONE_INVALID"
	WarnDate         = "W_DATE_INVALID"
	WarnGrade        = "W_GRADE_INVALID"
	WarnTownMissing  = "W_TOWN_MISSING"
	WarnTownUnknown  = "W_TOWN_UNKNOWN"
	WarnFormulaText  = "W_FORMULA_TEXT"
	WarnFormulaCell  = "W_FORMULA_CELL"
	WarnExternalLink = "W_EXTERNAL_LINK"
	WarnLongText     = "W_LONG_TEXT"
	WarnQuantity     = "W_QTY_INVALID"
	WarnPlaceOutside = "W_ONLINE_PLACE_OUTSIDE"
	WarnPlaceMissing = "W_PLACE_MISSING"
	WarnCertMissing  = "W_CERT_MISSING"
	WarnCertExpired  = "W_CERT_EXPIRED"
	WarnRecusal      = "W_RECUSAL_UNRESOLVED"
	WarnLabelOwner   = "W_LABEL_OWNER_UNKNOWN"
	WarnLabelCount   = "W_LABEL_QTY_MISMATCH"
	WarnLabelOverlap = "W_LABEL_RANGE_OVERLAP"
)

var warningTexts = map[string]string{
	WarnNameVariant:  "同一代码下名称不同，已作为别名记下；请核对是否为同一家",
	WarnPhone:        "电话不是 11 位手机号或带区号的固话；请核对",
	WarnDate:         "日期不存在或写法无法识别；请改为 2026-11-01 这样的写法",
	WarnGrade:        "信用等级不是 A、B、C、D；请核对",
	WarnTownMissing:  "未填乡镇（街道），地址里也没有写；请补填",
	WarnTownUnknown:  "乡镇（街道）不在本辖区名单内；请核对",
	WarnFormulaText:  "文字以 =、+、- 或 @ 开头，已按文字保存；导出时会自动转义",
	WarnFormulaCell:  "该行有公式，采用文件里保存的结果，未重新计算；请核对",
	WarnExternalLink: "文件链接到别的工作簿，未去读取；请核对该行的值",
	WarnLongText:     "文字超过 200 字，已全文保存；请核对是否填错了格",
	WarnQuantity:     "数量不是数字；请改填整数",
	WarnPlaceOutside: "实际经营地不在本辖区；请核对是否应由外地管辖",
	WarnPlaceMissing: "没有实际经营地；请补填",
	WarnCertMissing:  "没有执法证号；取得执法证前不得单独执法",
	WarnCertExpired:  "执法证已过有效期；请换证后更新",
	WarnRecusal:      "回避情形里写的单位在台账中找不到；请写明名称或代码",
	WarnLabelOwner:   "领用单位在台账中找不到；请核对名称",
	WarnLabelCount:   "领用数量与起止号不符；请核对",
	WarnLabelOverlap: "标识号段与另一批次重叠；请核对起止号",
}

// warn adds a warning once; what says which value.
func (out *Row) warn(code, what string) {
	for _, w := range out.Warnings {
		if w.Code == code {
			return
		}
	}
	out.warnAgain(code, what)
}

func (out *Row) warnAgain(code, what string) {
	out.say(code, what, warningTexts[code])
}

func (out *Row) warnCode(p uscc.Problem, what string) {
	if p == uscc.Missing {
		what = ""
	}
	out.say(string(p), what, p.Text())
}

func (out *Row) say(code, what, text string) {
	if what = Clean(what); what != "" {
		if r := []rune(what); len(r) > 40 {
			what = string(r[:40]) + "…"
		}
		text = "“" + what + "”：" + text
	}
	out.Warnings = append(out.Warnings, Warning{code, text})
}

func (t *table) reject(r *sheet.Row, out *Row, reason string) {
	out.Outcome, out.Reason, out.Text = Rejected, reason, reasonTexts[reason]
	out.Cells = texts(r)
}

func (t *table) setAside(r *sheet.Row, out *Row, where string) {
	out.Outcome, out.Reason = Foreign, where
	out.Text = "该行属于" + where + "，未导入；请转给该地，或核对地址后再导入"
	out.Cells = texts(r)
}

func texts(r *sheet.Row) []string {
	out := make([]string, len(r.Cells))
	for i := range r.Cells {
		out[i] = r.Cells[i].Text
	}
	return out
}
