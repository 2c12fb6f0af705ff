package species_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/species"
)

func card(t *testing.T, name string, captive bool) species.Card {
	t.Helper()
	a := species.Find(species.Query{Name: name, Day: day, Captive: captive})
	if len(a.Candidates) == 0 {
		t.Fatalf("%s is not found", name)
	}
	return species.CardOf(a.Candidates[0].Entry)
}

func TestCard(t *testing.T) {
	c := card(t, "蒙原羚", false)
	if c.Class != "国家一级保护野生动物" || c.Authority != "林业草原主管部门" || c.Taxon != "哺乳纲 偶蹄目 牛科" || !slices.Contains(c.Former, "黄羊") {
		t.Errorf("%+v", c)
	}
	// 藏原羚 is of the second class: an officer must look twice
	if i := slices.IndexFunc(c.Alike, func(l species.LookAlike) bool { return l.Name == "藏原羚" }); i < 0 || !c.Alike[i].Other {
		t.Errorf("taken for: %+v", c.Alike)
	}
	c = card(t, "乌龟", false)
	if !slices.ContainsFunc(c.Alike, func(l species.LookAlike) bool { return l.Name == "黑颈乌龟" }) {
		t.Errorf("乌龟 may be taken for %+v", c.Alike)
	}
	if c = card(t, "球蟒", false); len(c.Papers) != 0 || !strings.Contains(strings.Join(c.Warnings, ""), "类别不明") {
		t.Errorf("an animal of unknown class: %+v", c)
	}
}

func TestPapers(t *testing.T) {
	for _, c := range []struct {
		name    string
		captive bool
		must    []string
		not     []string
	}{
		{"穿山甲", false, []string{"特许猎捕证", "人工繁育许可证", "专用标识", "检疫证明"}, []string{"狩猎证"}},
		{"珠颈斑鸠", false, []string{"狩猎证", "县级主管部门备案", "狩猎、人工繁育、进出口等合法来源证明"}, []string{"特许猎捕证", "专用标识"}},
		{"虎纹蛙", true, []string{"人工繁育许可证", "专用标识（凭人工繁育许可证或者备案，按核验的年度生产数量取得）"}, nil},
		{"梅花鹿", true, []string{"检疫证明"}, []string{"人工繁育许可证", "专用标识"}},
		{"野猪", false, []string{"检疫证明"}, []string{"狩猎证"}},
	} {
		var names []string
		for _, p := range card(t, c.name, c.captive).Papers {
			names = append(names, p.Name)
		}
		for _, m := range c.must {
			if !slices.Contains(names, m) {
				t.Errorf("%s wants %s: %v", c.name, m, names)
			}
		}
		for _, n := range c.not {
			if slices.Contains(names, n) {
				t.Errorf("%s does not want %s", c.name, n)
			}
		}
	}
}

// Each article a paper cites exists, and speaks of the paper.
func TestPapersCiteTheLaw(t *testing.T) {
	text := map[string]string{}
	for _, r := range data.MustRows("law/article.csv") {
		switch r[0] {
		case "野生动物保护法(2022-12-30)":
			text["野生动物保护法2022:"+r[2]] = r[4]
		case "动物防疫法(2021-01-22)":
			text["动物防疫法:"+r[2]] = r[4]
		}
	}
	words := []string{"特许猎捕证", "狩猎证", "人工繁育许可证", "备案", "批准", "专用标识", "来源证明", "检疫证明", "允许进出口证明书"}
	for _, name := range []string{"穿山甲", "珠颈斑鸠", "花龟", "野猪"} {
		for _, p := range card(t, name, false).Papers {
			for _, ref := range p.Articles {
				article, para, _ := strings.Cut(ref, ".")
				paras := strings.Split(text[article], "\n")
				body := text[article]
				if n := strings.Index("0123456789", para); para != "" && n > 0 && n <= len(paras) {
					body = paras[n-1]
				}
				if body == "" || !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(p.Name, w) && strings.Contains(body, w) }) {
					t.Errorf("%s cites %s: %q", p.Name, ref, body)
				}
			}
		}
	}
}
