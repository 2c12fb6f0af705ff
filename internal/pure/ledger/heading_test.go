package ledger_test

import (
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/ledger"
)

// headings of ledgers seen in the trade; each must be found, and lead to a row that is taken.
var headings = []struct{ head, row, noun string }{
	{"序号|市场主体名称|统一社会信用代码|法定代表人（负责人）|联系电话|住所（经营场所）|所属乡镇", "1|甲店|无|张三|无|甘棠街道1号|", "subject"},
	{"编号|字号（名称）|营业执照注册号|经营者姓名|手机号码|经营场所（地址）|镇（街道）", "1|甲店|无|张三|无|甘棠街道1号|", "subject"},
	{"序号|单位（个人）名称|社会信用代码证号|主要负责人|联系方式|养殖地点|所在乡镇（街道）|物种名称（中文名）|数量（只、条）", "1|甲场|无|张三|无|甘棠街道1号||梅花鹿|3", "subject"},
	{"店名|老板|电话|地址", "甲店|张三|无|甘棠街道1号", "subject"},
	{"序号|商家名称（招牌）|经营地点|联系人|联系人电话", "1|甲店|甘棠街道1号|张三|无", "subject"},
	{"No|被检查单位|单位地址|负责人|电话", "1|甲店|甘棠街道1号|张三|无", "subject"},
	{"序号|平台|网店名称|店铺链接|经营者名称|经营者信用代码", "1|淘宝|甲店|shop1.taobao.example|张三|无", "subject"},
	{"序号|所属平台|店铺名称|店铺账号|实际经营地址", "1|京东|甲店|123|甘棠街道1号", "subject"},
	{"序号|姓名|性别|工作单位|职务|行政执法证编号|证件有效期截止|执法类别", "1|张三|男|市监局|科员|36040012345|2027-01-01|食品", "officer"},
	{"姓名|单位|执法证件号|联系电话|需要回避的情形", "张三|林业局|36040012345|无|无", "officer"},
	{"乡镇（街道）|联络员|职务|手机", "甘棠街道|张三|所长|无", "contact"},
	{"序号|镇街|联系人姓名|联系电话|角色", "1|甘棠街道|张三|无|A角", "contact"},
	{"批次号|领用单位|标识种类|起始编号|终止编号|数量", "GX1|甲场|活体|A1|A5|5", "label_batch"},
	{"序号|专用标识批次号|使用单位|起号|止号|领用数量（枚）|领用日期", "1|GX1|甲场|A1|A5|5|2026-01-01", "label_batch"},
}

func TestHeadings(t *testing.T) {
	for _, h := range headings {
		b := workbook(t, sh{name: "表", rows: split(h.head + "\n" + h.row)})
		report, rows := take(t, "360403", "a.xlsx", b, ledger.NewMemory())
		if len(rows) != 1 || rows[0].Outcome != ledger.Created || string(rows[0].Noun) != h.noun {
			t.Errorf("%s: %+v %v", h.head, report.Sheets[0], rows)
		} else if r := rows[0]; r.Subject != nil && r.Subject.Address == "" && !strings.Contains(h.head, "链接") {
			t.Errorf("%s: no address: %+v", h.head, r.Subject)
		}
	}
}

func FuzzHeading(f *testing.F) {
	for _, h := range headings {
		f.Add(h.head + "\n" + h.row)
	}
	for _, c := range counties {
		f.Add(c.rows)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var b strings.Builder
		for _, row := range split(text) {
			b.WriteString(strings.Join(row, "\t"))
			b.WriteByte('\n')
		}
		s := strings.ReplaceAll(strings.ReplaceAll(b.String(), "\x00", ""), `"`, "")
		if s == "\n" || !strings.Contains(s, "\t") {
			return
		}
		defer func() {
			if r := recover(); r != nil {
				t.Fatal(r)
			}
		}()
		takeAny(t, []byte("\ufeff"+strings.ToValidUTF8(s, "")))
	})
}
