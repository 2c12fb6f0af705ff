package form_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/form"
	"example.org/zhiye/internal/pure/typeface"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// read is a document's text as it stands in the docx.
func read(d doc.Document) string {
	lines, err := doc.Read(doc.Bytes(d))
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintln(&b, strings.TrimRight(l.String(), " "))
	}
	return b.String()
}

// sample fills a template the way records and officers do.
func sample(t form.Template) form.Values {
	words := map[string]string{
		"party": "濂溪区王记土菜馆", "parties": "濂溪区王记土菜馆，统一社会信用代码92360402MA35XXXX1X，经营者陈堃，住濂溪区莲花镇大堰路8号", "paper": "92360402MA35XXXX1X",
		"address": "九江市濂溪区莲花镇大堰路8号", "subject": "濂溪区王记土菜馆", "title": "濂溪区王记土菜馆涉嫌经营野生动物菜品案",
		"facts":    "2026年11月20日，本机关执法人员在濂溪区莲花镇大堰路8号检查时，在当事人厨房冰柜内发现已宰杀的雉鸡3只、画眉2只，菜单标注“野味”。当事人不能提供合法来源证明，并承认自11月起以每份168元的价格供顾客食用。\n经鉴定，上述动物属于有重要生态、科学、社会价值的陆生野生动物。",
		"findings": "厨房北侧立式冰柜内有去毛禽类5只，其中3只体长约80厘米，当事人称为雉鸡；2只体长约20厘米，当事人称为画眉。冰柜内未见专用标识。收银台处菜单第3页有“红烧野鸡 168元”字样。当事人未能出示进货票据、检疫证明。执法人员对上述物品逐一拍照、清点。",
		"dialogue": "问：你店冰柜里的五只禽类是什么，从哪里来？\n答：三只是野鸡，两只是画眉，是附近村民拿来卖的，我不知道名字。\n问：什么时候开始卖的，卖多少钱？\n答：这个月才开始，红烧野鸡一份一百六十八元，卖了四份。\n问：有没有狩猎、检疫的证明？\n答：没有。",
		"evidence": "一是现场检查笔录和照片12张，证明现场查获物品的种类、数量；二是对经营者陈堃的询问笔录，证明物品的来源和销售情况；三是菜单、收银记录复印件各1份，证明销售价格和数量。",
		"broken":   "《中华人民共和国野生动物保护法》第三十一条第一款", "basis": "《中华人民共和国野生动物保护法》第五十三条第一款",
		"decision": "1.没收雉鸡3只、画眉2只；\n2.罚款13500元（人民币壹万叁仟伍佰元整）。", "proposal": "1.没收雉鸡3只、画眉2只；\n2.罚款13500元。",
		"officers": "李鸮（执法证号14040001）、张鱀（执法证号14040002）", "fine": "13500.00", "review": "九江市濂溪区人民政府", "court": "九江市濂溪区人民法院",
		"bank": "凭缴款码通过非税收入收缴系统缴纳。", "contact": "李鸮　0792-8000000", "number": "濂市监立〔2026〕3号", "reason": "",
	}
	v := form.Values{}
	for _, f := range t.Fields {
		value := form.Value{Text: cmp.Or(f.Default, words[f.Key])}
		switch {
		case f.Kind == "table":
			value.Rows = rows(len(f.Columns))
		case f.Kind == "photos":
			continue
		case value.Text != "":
		case f.Kind == "day":
			value.Text = "2026年11月20日"
		case f.Kind == "time":
			value.Text = "9时30分"
		case f.Kind == "money":
			value.Text = "13500.00"
		case len(f.Options) > 0:
			value.Text = f.Options[0]
		case f.Kind == "text":
			value.Text = f.Label + "：当事人配合调查，主动交代违法事实，案值较小，依法从轻处理。"
		default:
			value.Text = "某" + f.Label
		}
		v[f.Key] = value
	}
	return v
}

func rows(columns int) (out [][]string) {
	for i, name := range []string{"雉鸡（环颈雉）", "画眉", "长丝𬶏标本", "捕鸟网"} {
		r := []string{fmt.Sprint(i + 1), name, "3只", "三有", "死体", "冰柜内查获"}
		out = append(out, r[:min(columns, len(r))])
	}
	return out
}

// TestEveryTemplate prints every template filled, and keeps its text beside the
// test to be read by people. With KEEP_PAGES the files themselves are kept.
func TestEveryTemplate(t *testing.T) {
	for _, f := range form.All() {
		t.Run(f.Code, func(t *testing.T) {
			d := f.Compose(sample(f), form.Setting{Organ: "九江市濂溪区市场监督管理局", Mark: "濂市监" + f.Word + "〔2026〕3号", Day: "2026年11月25日"})
			golden(t, filepath.Join("testdata", f.Code+".txt"), read(d))
			if lack := f.Lacking(sample(f)); len(lack) > 0 {
				t.Errorf("the sample lacks %v", lack)
			}
			keep(t, f.Code, d)
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; read it and run with -update\n%s", name, got)
	}
}

func keep(t *testing.T, name string, d doc.Document) {
	t.Helper()
	face, err := typeface.Serif()
	if err != nil {
		t.Log("the face is not built (make web): NO PDF was made")
		return
	}
	b := doc.PDF(face, nil, d)
	if b.Pages == 0 || len(b.Missing) > 0 {
		t.Errorf("%d pages, missing %q", b.Pages, string(b.Missing))
	}
	if dir := os.Getenv("KEEP_PAGES"); dir != "" {
		os.WriteFile(filepath.Join(dir, name+".pdf"), b.File, 0o644)
		os.WriteFile(filepath.Join(dir, name+".docx"), doc.Bytes(d), 0o644)
	}
}
