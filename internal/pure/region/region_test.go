package region_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/region"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text  string
		code  region.Code
		level region.Level
		home  string
		up    region.Code
	}{
		{"100000", "100000000000", region.Nation, "100000", ""},
		{"36", "360000000000", region.Province, "360000", region.China},
		{"3604", "360400000000", region.City, "360400", "360000000000"},
		{"360402", "360402000000", region.County, "360402", "360400000000"},
		{"360402100", "360402100000", region.Township, "360402", "360402000000"},
		{"360402100201", "360402100201", region.Village, "360402", "360402100000"},
		{"441900003", "441900003000", region.Township, "441900", "441900000000"},
	} {
		got, err := region.Parse(c.text)
		if err != nil || got != c.code || got.Level() != c.level || got.Home() != c.home || got.Parent() != c.up {
			t.Errorf("%s: %s %s 辖区 %s 上级 %s %v", c.text, got, got.Level(), got.Home(), got.Parent(), err)
		}
	}
	for _, bad := range []string{"", "3", "36040", "36040a", "３６０４０２", "360002", "360402000201", "000000", "101000", "3604021002011", strings.Repeat("九", 40)} {
		if got, err := region.Parse(bad); !errors.Is(err, region.ErrCode) {
			t.Errorf("%q read as %q, %v", bad, got, err)
		}
	}
}

func TestHierarchy(t *testing.T) {
	all := region.All()
	provinces := all.Children(region.China)
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(provinces).Draw(t, "province")
		above := []region.Division{d}
		for {
			down := all.Children(d.Code)
			if len(down) == 0 {
				break
			}
			child := rapid.SampledFrom(down).Draw(t, "child")
			if child.Code.Parent() != d.Code || child.Level <= d.Level {
				t.Fatalf("%v stands under %v", child, d)
			}
			for _, a := range above {
				if !a.Code.Contains(child.Code) || child.Code.Contains(a.Code) || child.Code.In(a.Level) != a.Code {
					t.Fatalf("%v 与 %v", a, child)
				}
			}
			if !strings.HasPrefix(string(child.Code), d.Code.Prefix()) || !region.China.Contains(child.Code) {
				t.Fatalf("%v, prefix %s", child, d.Code.Prefix())
			}
			d, above = child, append(above, child)
		}
		if !slices.Equal(all.Path(d.Code), above) {
			t.Fatalf("%v, want %v", all.Path(d.Code), above)
		}
	})
}

// The embedded tables are cut at commas without looking: they must be sorted,
// unquoted, whole, and hang together.
func TestTheEmbeddedTables(t *testing.T) {
	total := map[region.Level]int{}
	seen := map[region.Code]bool{}
	for _, name := range []string{"division/county.csv.gz", "division/township.csv.gz"} {
		b, err := data.Bytes(name)
		if err != nil || strings.ContainsAny(string(b), "\"\r") {
			t.Fatalf("%s has quotes or returns, %v", name, err)
		}
		last := ""
		for i, r := range data.MustRows(name) {
			c, err := region.Parse(r[0])
			if err != nil || r[0] <= last || r[2] != c.Level().String() || r[1] == "" {
				t.Fatalf("%s line %d: %v after %s, %v", name, i+2, r, last, err)
			}
			d, ok := region.All().Find(c)
			if !ok || d.Name != r[1] || d.From != r[3] || d.To != r[4] {
				t.Fatalf("%v read as %+v", r, d)
			}
			if p := c.Parent(); p != region.China && !seen[p] {
				t.Errorf("%s hangs in the air", c)
			}
			last, seen[c] = r[0], true
			total[c.Level()]++
		}
	}
	if total[region.Province] != 31 || total[region.City] != 342 || total[region.County] != 2975 || total[region.Township] != 41351 {
		t.Errorf("省地县乡 %v", total)
	}
}

func TestNames(t *testing.T) {
	all := region.All()
	for code, want := range map[region.Code]string{
		"360402000000":   "江西省九江市濂溪区",
		"360402471000":   "江西省九江市濂溪区庐山林科所",
		"110101001000":   "北京市东城区东华门街道",
		"429004000000":   "湖北省仙桃市",
		"441900003000":   "广东省东莞市东城街道",
		region.China:     "全国",
		"360499000000":   "江西省九江市", // no such county: what is known of it
		"not a division": "",
	} {
		if got := all.Full(code); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
	if got := all.Townships("360402000000"); len(got) != 12 || got[0].Name != "十里街道" {
		t.Errorf("濂溪区 %d 个乡级单位: %v", len(got), got)
	}
	if got := all.Townships(""); len(got) != 0 {
		t.Errorf("没有区划就没有乡镇: %d", len(got))
	}
	if got := all.Counties("360400000000"); len(got) != 13 {
		t.Errorf("九江市 %d 个县", len(got))
	}
	if got := all.Counties("441900000000"); len(got) != 0 || len(all.Children("441900000000")) == 0 {
		t.Errorf("东莞市没有县: %v", got)
	}
}

func TestFormerNames(t *testing.T) {
	all := region.All()
	const jiujiang region.Code = "360400000000"
	for _, c := range []struct{ name, day, now string }{
		{"濂溪区", "2026-11-25", "360402000000"},
		{"濂溪区", "2015-01-01", ""},
		{"庐山区", "2016-04-28", "360402000000"},
		{"庐山区", "2016-04-29", ""},
		{"庐山市", "2016-04-29", "360483000000"},
		{"星子县", "2015-06-01", "360483000000"},
		{"九江县", "2017-08-20", "360404000000"},
		{"九江县", "2017-08-21", ""},
		{"柴桑区", "2017-08-21", "360404000000"},
		{"无此县", "2020-01-01", ""},
	} {
		if d, _ := all.NamedOn(jiujiang, c.name, c.day); string(d.Code) != c.now {
			t.Errorf("%s %s: %v, want %q", c.day, c.name, d, c.now)
		}
	}
	for name, now := range map[string]region.Code{"庐山区": "360402000000", "庐山市": "360483000000", "九江县": "360404000000", "星子县": "360483000000", "浔阳区": "360403000000"} {
		if d, ok := all.Named(jiujiang, name); !ok || d.Code != now {
			t.Errorf("%s 现为 %v", name, d)
		}
	}
	for _, c := range []struct {
		code      region.Code
		day, want string
	}{
		{"360402000000", "2016-01-01", "庐山区"},
		{"360402000000", "2016-04-29", "濂溪区"},
		{"360421000000", "2016-01-01", "九江县"},
		{"360421000000", "2018-01-01", ""},
		{"360403000000", "1999-01-01", "浔阳区"},
	} {
		if got := all.NameOn(c.code, c.day); got != c.want {
			t.Errorf("%s 在 %s: %s, want %s", c.code, c.day, got, c.want)
		}
	}
	if all.Now("360421000000") != "360404000000" || all.Now("360403000000") != "360403000000" {
		t.Error("已撤销的代码应当指向现在的")
	}
}

func TestAround(t *testing.T) {
	a, ok := region.All().Around("360402000000")
	if !ok || a.Province != "江西省" || a.City != "九江市" || a.County != "濂溪区" || !slices.Equal(a.Former, []string{"庐山区"}) || len(a.Towns) != 12 {
		t.Fatalf("%v %+v", ok, a)
	}
	if !slices.ContainsFunc(a.Counties, func(n region.Neighbour) bool {
		return n.Name == "柴桑区" && n.City == "九江市" && slices.Equal(n.Former, []string{"九江县"})
	}) {
		t.Error("邻县里没有柴桑区")
	}
	if slices.ContainsFunc(a.Counties, func(n region.Neighbour) bool { return n.Name == "濂溪区" }) || len(a.Counties) != 99 {
		t.Errorf("全省另有 %d 个县", len(a.Counties))
	}
	if len(a.Provinces) != 30 || slices.Contains(a.Cities, "九江市") || slices.Contains(a.Cities, "市辖区") || !slices.Contains(a.Cities, "南昌市") || !slices.Contains(a.Cities, "杭州市") {
		t.Errorf("%d 个外省", len(a.Provinces))
	}
	if b, ok := region.All().Around("110101000000"); !ok || b.Province != "北京市" || b.City != "" || b.County != "东城区" {
		t.Errorf("%+v", b)
	}
	if d, ok := region.All().Around("441900000000"); !ok || d.City != "东莞市" || d.County != "" || len(d.Towns) == 0 {
		t.Errorf("%+v", d)
	}
	for _, c := range []region.Code{"360000000000", "360402100000", "990101000000", ""} {
		if _, ok := region.All().Around(c); ok {
			t.Errorf("%s 不是县", c)
		}
	}
}

func TestRead(t *testing.T) {
	const head = "code12,name,level,valid_from,valid_to\n"
	const ok = head + "990101001000,甲乡,乡,,\n990000000000,试省,省,,\n990100000000,试市,地,,\n990101000000,\"新,县\",县,2030-01-01,\n"
	tree, err := region.Read(strings.NewReader(ok), strings.NewReader("code12,name,level,valid_from,valid_to,now,basis\n990121000000,旧县,县,,2030-01-01,990101000000,试批复\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := tree.Full("990101001000"); got != "试省试市新,县甲乡" {
		t.Error(got)
	}
	if d, _ := tree.Named("990100000000", "旧县"); d.Name != "新,县" {
		t.Errorf("%v", d)
	}
	for what, table := range map[string]string{
		"没有表头":  "990000000000,试省,省,,\n",
		"空":     "",
		"代码写错":  head + "99,试省,县,,\n",
		"重复":    head + "990000000000,试省,省,,\n990000000000,又省,省,,\n",
		"没有上级":  head + "990100000000,试市,地,,\n",
		"没有名称":  head + "990000000000,,省,,\n",
		"日期写错":  head + "990000000000,试省,省,2030年,\n",
		"少一列":   head + "990000000000,试省,省,\n",
		"引号不成对": head + "990000000000,\"试省,省,,\n",
	} {
		if _, err := region.Read(strings.NewReader(table), nil); !errors.Is(err, region.ErrTable) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"360402", "36", "100000", "441900003000", "3604020002"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := region.Parse(s)
		if err != nil {
			return
		}
		if !c.Valid() || c.Level() == 0 || !c.Contains(c) {
			t.Errorf("%q: %s", s, c)
		}
		for up := c.Parent(); up != ""; up = up.Parent() {
			if !up.Contains(c) || !up.Valid() || up.Level() >= c.Level() {
				t.Errorf("%s above %s", up, c)
			}
		}
	})
}

// BenchmarkLoad is what the first question costs a process: counties alone, and
// with townships.
func BenchmarkLoad(b *testing.B) {
	b.Run("counties", func(b *testing.B) {
		for b.Loop() {
			region.Load().Find("360402000000")
		}
	})
	b.Run("townships", func(b *testing.B) {
		for b.Loop() {
			region.Load().Find("360402100000")
		}
	})
}
