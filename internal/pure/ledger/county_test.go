package ledger_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/sheet"
)

// sh is a sheet made in a test: rows of cells, "" is no cell.
type sh struct {
	name, state string
	merges      []string
	rows        [][]string
}

func colName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return string(rune('A'+i/26-1)) + string(rune('A'+i%26))
}

// workbook makes the bytes of an xlsx.
func workbook(t testing.TB, sheets ...sh) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, text string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	esc := func(s string) string {
		var e bytes.Buffer
		if err := xml.EscapeText(&e, []byte(s)); err != nil {
			t.Fatal(err)
		}
		return e.String()
	}
	put("[Content_Types].xml", `<Types/>`)
	put("_rels/.rels", `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	wb, rels := "", ""
	for i, s := range sheets {
		wb += fmt.Sprintf(`<sheet name="%s" sheetId="%d" r:id="r%d" state="%s"/>`, esc(s.name), i+1, i, s.state)
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="x/worksheet" Target="worksheets/s%d.xml"/>`, i, i)
		var x strings.Builder
		x.WriteString(`<worksheet><sheetData>`)
		for r, row := range s.rows {
			fmt.Fprintf(&x, `<row r="%d">`, r+1)
			for c, v := range row {
				if v != "" {
					fmt.Fprintf(&x, `<c r="%s%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, colName(c), r+1, esc(v))
				}
			}
			x.WriteString(`</row>`)
		}
		x.WriteString(`</sheetData><mergeCells>`)
		for _, m := range s.merges {
			fmt.Fprintf(&x, `<mergeCell ref="%s"/>`, m)
		}
		x.WriteString(`</mergeCells></worksheet>`)
		put(fmt.Sprintf("xl/worksheets/s%d.xml", i), x.String())
	}
	put("xl/workbook.xml", `<workbook xmlns:r="r"><sheets>`+wb+`</sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", `<Relationships>`+rels+`</Relationships>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// take imports bytes into a county and returns the report and its rows, one line each.
func take(t testing.TB, home, name string, b []byte, index ledger.Index) (ledger.FileReport, []*ledger.Row) {
	t.Helper()
	book, err := sheet.Open(name, bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	im := ledger.New(ledger.Options{Place: place(t, home), AsOf: "2026-11-01"}, index)
	var rows []*ledger.Row
	report, err := im.File(name, book, func(r *ledger.Row) error {
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return report, rows
}

// line says what became of a row, in the words of the tables below.
func line(r *ledger.Row) string {
	s := fmt.Sprintf("%d %s", r.Row, r.Outcome)
	if r.Reason != "" {
		s += ":" + r.Reason
	}
	if r.Subject != nil {
		s += fmt.Sprintf(" %s %s/%s", r.Subject.Venue, r.Subject.Name, r.Subject.Town)
	}
	if w := codesOf(r.Warnings); w != "" {
		s += " " + w
	}
	return s
}

func split(s string) (rows [][]string) {
	for _, l := range strings.Split(strings.Trim(s, "\n"), "\n") {
		rows = append(rows, strings.Split(l, "|"))
	}
	return rows
}

// ledgers of other counties: what is on the sheet, and what becomes of each data row.
var counties = []struct {
	name, home, file, sheet string
	merges                  []string
	rows                    string
	want                    []string
}{
	{
		name: "heading in row 5 under two lines of prose", home: "360403", file: "餐饮台账.xlsx", sheet: "Sheet1",
		rows: `
浔阳区餐饮服务单位情况表

填报单位：浔阳区市场监督管理局||2026年10月

序|店招名称|社会统一信用代码|经营者(负责人)|联系号码|营业场所|所在街镇
1|老船长饭店|92360403MA0000001X|张三|13800000001|浔阳区甘棠街道湖滨路1号|甘棠街道
2|合计划餐馆|无|李四|13800000002|濂溪区十里街道濂溪大道2号|
3|小渔村|无|王五|13800000003|九江县沙河街镇3号|
`,
		want: []string{
			"6 created catering 老船长饭店/甘棠街道 W_CODE_CHECKDIGIT",
			"7 foreign:濂溪区", "8 foreign:柴桑区",
		},
	},
	{
		name: "grouped headings", home: "360403", file: "a.xlsx", sheet: "商场超市",
		merges: []string{"A1:G1", "A2:A3", "B2:C2", "D2:F2", "G2:G3"},
		rows: `
商场超市名录
序号|主体信息||经营者信息|||备注
|名称|统一社会信用代码|姓名|手机|经营地址|
1|佳家超市|无|张三|13800000001|甘棠街道湖滨路5号|
`,
		want: []string{"4 created mall 佳家超市/甘棠街道 W_CODE_MISSING"},
	},
	{
		name: "grouped headings without merges", home: "360403", file: "a.xlsx", sheet: "商户",
		rows: `
编号|店铺||经营者||地址|乡镇街道
|店名|执照号|姓名|电话||
1|佳家杂货|无|张三|13800000001|湖滨路5号|甘棠街办
`,
		want: []string{"3 created shop 佳家杂货/甘棠街道 W_CODE_MISSING"},
	},
	{
		name: "township only in section rows", home: "360403", file: "a.xlsx", sheet: "食品销售",
		rows: `
序号|名称|信用代码|地址|电话
一、甘棠街道
1|甲食品店|无|湖滨路1号|
2|乙食品店|无|湖滨路2号|
小计|2
（二）湓浦（共1户）
1|丙食品店|无|浔阳路1号|
三、其他
1|丁食品店|无|庐山北路1号|
`,
		want: []string{
			"3 created food 甲食品店/甘棠街道 W_CODE_MISSING", "4 created food 乙食品店/甘棠街道 W_CODE_MISSING",
			"7 created food 丙食品店/湓浦街道 W_CODE_MISSING", "9 created food 丁食品店/湓浦街道 W_CODE_MISSING",
		},
	},
	{
		name: "stacked tables with other columns", home: "360403", file: "a.xlsx", sheet: "专项整治对象",
		rows: `
商场超市一览
序号|名称|信用代码|地址|电话
1|甲超市|无|甘棠街道湖滨路1号|13800000001
2|乙超市|〃|同上|13800000002
合计|2

药店一览
编号|药店名称|地址|法人|联系方式|统一社会信用代码
1|丙药房|甘棠街道湖滨路3号|张三|13800000003|无
编号|药店名称|地址|法人|联系方式|统一社会信用代码
2|丁药房|甘棠街道湖滨路4号|张三|13800000003|无
`,
		want: []string{
			"3 created mall 甲超市/甘棠街道 W_CODE_MISSING", "4 created mall 乙超市/甘棠街道 W_CODE_MISSING",
			"9 created pharmacy 丙药房/甘棠街道 W_CODE_MISSING", "11 created pharmacy 丁药房/甘棠街道 W_CODE_MISSING",
		},
	},
	{
		name: "stacked tables with the same columns and two-row headings", home: "360403", file: "a.xlsx", sheet: "名单",
		rows: `
一、餐饮服务单位
序号|名称|证照||地址
||代码|许可证号|
1|甲饭店|无|JY1|甘棠街道湖滨路1号
二、食品销售单位
序号|名称|证照||地址
||代码|许可证号|
1|乙食品店|无|JY2|甘棠街道湖滨路2号
`,
		want: []string{
			"4 created catering 甲饭店/甘棠街道 W_CODE_MISSING", "8 created food 乙食品店/甘棠街道 W_CODE_MISSING",
		},
	},
	{
		name: "category column", home: "360403", file: "a.xlsx", sheet: "全部",
		rows: `
序号|类别|名称|信用代码|地址
1|农贸市场|甲市场|无|甘棠街道湖滨路1号
2|餐饮服务经营者|乙饭店|无|甘棠街道湖滨路2号
3|KTV|丙歌厅|无|甘棠街道湖滨路3号
4||丁店|无|甘棠街道湖滨路4号
5|网店|戊店|无|甘棠街道湖滨路5号
例|超市|示例|无|某路
6|KTV|己店|无|瑞昌市湓城街道1号
7|KTV|庚店|无|无
8|超市|辛店|无|不详
`,
		want: []string{
			"2 created market_agri 甲市场/甘棠街道 W_CODE_MISSING", "3 created catering 乙饭店/甘棠街道 W_CODE_MISSING",
			"4 rejected:R_CATEGORY", "5 rejected:R_CATEGORY", "6 created online_shop 戊店/甘棠街道 W_CODE_MISSING", "7 rejected:R_SAMPLE",
			"8 foreign:瑞昌市", "9 rejected:R_NO_KEY", "10 rejected:R_NO_KEY",
		},
	},
	{
		name: "a farm with several species", home: "360403", file: "a.xlsx", sheet: "人工繁育",
		merges: []string{"A2:A4", "B2:B4", "C2:C4", "D2:D4"},
		rows: `
序号|养殖场名称|信用代码|养殖地点|物种|数量|许可证号|有效期至
1|甲养殖场|无|甘棠街道1号|梅花鹿|12只|赣繁001|2027-01-01
||||环颈雉|若干|赣繁001|2027.02.30
||||蓝孔雀|约30|赣繁002|长期
2|甲养殖场|无|甘棠街道1号|梅花鹿|13只|赣繁003|2027-01-01
`,
		want: []string{
			"2 created breeding 甲养殖场/甘棠街道 W_CODE_MISSING", "3 detail breeding 甲养殖场/ W_DATE_INVALID W_QTY_INVALID",
			"4 detail breeding 甲养殖场/", "5 merged_na breeding 甲养殖场/甘棠街道 W_CODE_MISSING",
		},
	},
	{
		name: "stalls of a market, old and new numbers, stars and units", home: "360403", file: "a.xlsx", sheet: "农贸市场经营户",
		rows: `
序号*|市场名称|摊位号|*经营户名称|注册号|统一社会信用代码|联系电话（必填）|所在街道
1|甲市场|A01|张三鱼摊|360403123456789|无|13800000001 13800000002|【甘棠街道】
2|甲市场|A02|李四鱼摊|无||见门头|甘棠
`,
		want: []string{
			"2 created shop 张三鱼摊/甘棠街道 W_CODE_OLD15", "3 created shop 李四鱼摊/甘棠街道 W_CODE_MISSING W_PHONE_INVALID",
		},
	},
	{
		name: "sections of one township each, with their own headings", home: "360402", file: "a.xlsx", sheet: "商户",
		rows: `
一、十里
序号|店名|代码|地址|电话
1|甲店|无|濂溪大道1号|
合计|1
二、五里街道
序号|店名|代码|地址|电话
1|乙店|无|濂溪大道2号|
序号|店名|地址|负责人|代码
1|丙店|濂溪大道3号|张三|无
【姑塘镇】
1|丁店|濂溪大道4号|张三|无
`,
		want: []string{
			"3 created shop 甲店/十里街道 W_CODE_MISSING", "7 created shop 乙店/五里街道 W_CODE_MISSING",
			"9 created shop 丙店/ W_CODE_MISSING W_TOWN_MISSING", "11 created shop 丁店/姑塘镇 W_CODE_MISSING",
		},
	},
	{
		name: "two-row headings again on every page", home: "360402", file: "a.xlsx", sheet: "商户",
		rows: `
一、十里街道
序号|店名|证照||地址
||代码|许可证号|
1|甲店|无||濂溪大道1号
审核单位：濂溪区食品药品监管所
序号|店名|证照||地址
||代码|许可证号|
2|乙店|无||濂溪大道2号
`,
		want: []string{"4 created shop 甲店/十里街道 W_CODE_MISSING", "8 created shop 乙店/十里街道 W_CODE_MISSING"},
	},
	{
		name: "a summary is no ledger", home: "360403", file: "a.xlsx", sheet: "汇总",
		rows: "序号|单位|数量|备注|等级\n1|甘棠街道|53||",
	},
	{
		name: "a county called 城区 counts only after its city", home: "140581", file: "a.xlsx", sheet: "商户",
		rows: `
序号|店名|代码|地址
1|甲店|无|城区新市街1号
2|乙店|无|晋城市城区新市街1号
3|丙店|无|山西省晋城市高平市北城街道1号
4|丁店|无|太原市小店区1号
5|戊店|无|河南省焦作市1号
`,
		want: []string{
			"2 created shop 甲店/ W_CODE_MISSING W_TOWN_MISSING", "3 foreign:城区", "4 created shop 丙店/北城街道 W_CODE_MISSING",
			"5 foreign:太原市", "6 foreign:河南省",
		},
	},
}

func TestCounties(t *testing.T) {
	for _, c := range counties {
		t.Run(c.name, func(t *testing.T) {
			b := workbook(t, sh{name: c.sheet, merges: c.merges, rows: split(c.rows)})
			report, rows := take(t, c.home, c.file, b, ledger.NewMemory())
			var got []string
			for _, r := range rows {
				got = append(got, line(r))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s\n%+v", strings.Join(got, "\n"), strings.Join(c.want, "\n"), report)
			}
		})
	}
}

// TestText: the same table as delimited text, in every encoding and separator.
func TestText(t *testing.T) {
	const table = "序号,店名,信用代码,地址,电话\n1,甲店,无,甘棠街道湖滨路1号,13800000001\n2,乙店,无,甘棠街道湖滨路2号\n3,\"丙,店\",无,瑞昌市1号,\n"
	utf16bytes := func(s string, big bool) []byte {
		var b []byte
		for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(s))...) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	semicolons := strings.NewReplacer(",", ";", "丙,店", "丙,店").Replace(table)
	for name, b := range map[string][]byte{
		"utf8":      []byte(table),
		"bom":       []byte("\ufeff" + table),
		"semicolon": []byte(semicolons),
		"tab":       []byte(strings.ReplaceAll(table, ",", "\t")),
		"utf16le":   utf16bytes(table, false),
		"utf16be":   utf16bytes(table, true),
		"crlf":      []byte(strings.ReplaceAll(table, "\n", "\r\n")),
	} {
		t.Run(name, func(t *testing.T) {
			report, rows := take(t, "360403", "商户.csv", b, ledger.NewMemory())
			var got []string
			for _, r := range rows {
				got = append(got, line(r))
			}
			want := []string{"2 created shop 甲店/甘棠街道 W_CODE_MISSING", "3 rejected:R_COLUMNS", "4 foreign:瑞昌市"}
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q (%+v)", got, want, report)
			}
		})
	}
}

// TestBlankRows: tens of thousands of blank rows cost nothing and are counted only between data.
func TestBlankRows(t *testing.T) {
	rows := split("序号|店名|代码|地址\n1|甲店|无|甘棠街道1号")
	for range 30_000 {
		rows = append(rows, []string{" ", "\u3000"})
	}
	rows = append(rows, []string{"2", "乙店", "无", "甘棠街道2号"}, []string{"3"}, []string{""}, []string{" "})
	report, _ := take(t, "360403", "a.xlsx", workbook(t, sh{name: "商户", rows: rows}), ledger.NewMemory())
	s := report.Sheets[0]
	if s.RowsRead != 2 || s.Blank != 30_000 || s.LastRow != 30_003 {
		t.Errorf("%+v", s)
	}
}

// TestSheetsApart: hidden sheets and sheets without a heading are no data.
func TestSheetsApart(t *testing.T) {
	rows := split("序号|店名|代码|地址\n1|甲店|无|甘棠街道1号")
	b := workbook(t,
		sh{name: "旧", state: "veryHidden", rows: rows}, sh{name: "说明", rows: split("请按月填报\n联系人：张三")},
		sh{name: "商户", rows: rows}, sh{name: "空"})
	report, _ := take(t, "360403", "a.xlsx", b, ledger.NewMemory())
	got := map[string]ledger.Status{}
	for _, s := range report.Sheets {
		got[s.Sheet] = s.Status
	}
	want := map[string]ledger.Status{"旧": ledger.SkippedHidden, "说明": ledger.SkippedNoHeader, "商户": ledger.Imported, "空": ledger.SkippedNoHeader}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// takeAny imports what a fuzzer made; refusing it is fine, and the counts must add up.
func takeAny(t *testing.T, b []byte) {
	t.Helper()
	book, err := sheet.Open("a.csv", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return
	}
	im := ledger.New(ledger.Options{Place: place(t, "360403"), AsOf: "2026-11-01"}, ledger.NewMemory())
	report, err := im.File("a.csv", book, func(r *ledger.Row) error { r.Issues("a.csv"); return nil })
	if err != nil {
		t.Fatal(err)
	}
	s := report.Sheets[0]
	n := s.Created + s.DupExact + s.MergedCode + s.MergedNA + s.Merged + s.Detail + s.Foreign
	for _, r := range s.Rejected {
		n += r
	}
	if n != s.RowsRead {
		t.Errorf("%d rows read, %d accounted for", s.RowsRead, n)
	}
}
