package indicator_test

import (
	"encoding/json"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/indicator"
)

func TestRows(t *testing.T) {
	s := set(t)
	sums := indicator.Sums{
		Value: map[string]int64{
			"B01": 17, "B02": 1, "B05": 4791, "B05/paper": 3, "B16": 7422, "B17": 7436, "E10": 5_003_333, "E11": 1_667, "F03": 1_235,
		},
		Cumulative: map[string]int64{"B05": 5000, "B05/paper": 3, "B17": 0, "B16": 1},
		Frozen:     map[string]int64{"B01": 16, "B05": 4792, "B16": 3711, "B17": 7436, "E10": 5_000_000},
	}
	rows := s.Rows(sums)
	for _, c := range []struct{ code, value, cumulative, adjustment, paper string }{
		{"B01", "17", "0", "1", "—"},
		{"B05", "4791", "5000", "-1", "3"},
		{"B13", "4809", "5000", "1", "3"},
		{"B18", "99.81", "—", "49.91", "—"},
		{"E10", "5.00", "0.00", "0.00", "—"},
		{"E11", "0.00", "0.00", "0.00", "—"},
		{"E12", "5.01", "0.00", "0.01", "—"}, // added in fen, rounded once
		{"F03", "1.24", "0.00", "1.24", "—"},
		{"C04", "0", "0", "0", "—"},
	} {
		r := row(rows, c.code)
		if r.Value.String() != c.value || r.Cumulative.String() != c.cumulative || r.Adjustment.String() != c.adjustment || r.Paper.String() != c.paper {
			t.Errorf("%s: %s, %s, %s, %s; want %v", c.code, r.Value, r.Cumulative, r.Adjustment, r.Paper, c)
		}
	}
	sums.Frozen = nil
	for _, r := range s.Rows(sums) {
		if a := r.Adjustment.String(); a != "0" && a != "0.00" {
			t.Errorf("%s: %s adjusts what was not submitted", r.Code, a)
		}
	}
}

func TestNumbersInJSON(t *testing.T) {
	rows := set(t).Rows(indicator.Sums{Value: map[string]int64{"B01": 17, "E10": 12_345_678}})
	for code, want := range map[string]string{"B01": `17`, "E10": `"12.35"`, "B18": `null`} {
		b, err := json.Marshal(row(rows, code).Value)
		if err != nil || string(b) != want {
			t.Errorf("%s: %s %v, want %s", code, b, err, want)
		}
		var again indicator.Number
		if err := json.Unmarshal(b, &again); err != nil || again != row(rows, code).Value {
			t.Errorf("%s read again: %v %v", code, again, err)
		}
	}
	b, err := json.Marshal(row(rows, "B01"))
	if err != nil || strings.Contains(string(b), "paper") {
		t.Errorf("a row without paper counts: %s %v", b, err)
	}
	for _, bad := range []string{`1.5`, `"1"`, `"1.234"`, `true`, `"-.25"`, `"x.yz"`, `{}`} {
		var n indicator.Number
		if err := json.Unmarshal([]byte(bad), &n); err == nil {
			t.Errorf("%s is read as %v", bad, n)
		}
	}
}

func TestChecks(t *testing.T) {
	s := set(t)
	for _, c := range []struct {
		what       string
		value, cum map[string]int64
		broken     string
		says       string
	}{
		{"全为零", nil, nil, "", ""},
		{"都相符", map[string]int64{"B01": 2, "B14": 1, "B16": 1, "B17": 9}, map[string]int64{"B01": 2, "B14": 1, "B16": 1, "B17": 9}, "", ""},
		{"本期双随机较多，累计已补齐", map[string]int64{"B01": 1, "B14": 2}, map[string]int64{"B01": 3, "B14": 2}, "", ""},
		{"双随机多于合计", nil, map[string]int64{"B01": 3, "B14": 4}, "K04", "B14 其中：双随机抽查 4，B13 检查场所合计 3"},
		{"报来的合计不符", map[string]int64{"B01": 3, "B13": 4}, nil, "K01", "本期栏）不符"},
		{"累计的合计不符", nil, map[string]int64{"E03": 1, "E02": 2, "E01": 2}, "K03", "累计栏）不符：应为 E02 = E03"},
		{"罚没款差一分", nil, map[string]int64{"E10": 100, "E12": 101}, "K02", "E12 罚没款合计 1.01元，E10 罚款 1.00元，E11 没收违法所得 0.00元。请核对"},
		{"有金额没有件数", nil, map[string]int64{"D05": 100}, "K19", "(D05 > 0) ⇔ (D04 > 0)"},
		{"网站整改多于检查", nil, map[string]int64{"C06": 1}, "K14", "C01 监测（网上检查）网站、网店 0"},
		{"移送多于立案", nil, map[string]int64{"E13": 1}, "K09", "累计栏"},
	} {
		var broken []string
		for _, k := range s.Checks(indicator.Sums{Value: c.value, Cumulative: c.cum}) {
			if k.OK {
				continue
			}
			broken = append(broken, k.Code)
			if k.Code == c.broken && !strings.Contains(k.Text, c.says) || k.Hard != strings.Contains(k.Text, "硬性") {
				t.Errorf("%s: %s", c.what, k.Text)
			}
		}
		if strings.Join(broken, " ") != c.broken {
			t.Errorf("%s: %v, want %s", c.what, broken, c.broken)
		}
	}
}

func TestParts(t *testing.T) {
	s := set(t)
	for code, want := range map[string]string{
		"B01": "B01", "E12": "E10 E11", "B18": "B16 B17", "E02": "E03 E04 E05 E06 E07 E08", "A04": "A04", "A04/per_visit": "A04/per_visit",
	} {
		parts, ok := s.Parts(code)
		got := []string{}
		for _, p := range parts {
			if got = append(got, p.Code); p.Sign != 1 {
				t.Errorf("%s: %v", code, parts)
			}
		}
		if strings.Join(got, " ") != want || !ok {
			t.Errorf("%s: %v, want %s", code, got, want)
		}
	}
	if _, ok := s.Parts("Z99"); ok {
		t.Error("Z99 has parts")
	}
}

func TestWhatAddsUp(t *testing.T) {
	s := set(t)
	for code, want := range map[string]indicator.Additive{
		"B01": {Period: true}, "B13": {Period: true}, "B16": {}, "B17": {}, "B18": {}, "E02": {Period: true, Department: true}, "E15": {},
	} {
		if got := s.Additive(code); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
	if !s.Stock("B17") || s.Stock("B16") || !s.Distinct("B16") || s.Distinct("B01") || !s.TakesPaper("B05") || s.TakesPaper("B13") {
		t.Error("kinds are told wrongly")
	}
}
