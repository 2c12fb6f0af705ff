package law

import (
	"slices"
	"strings"
)

// choose takes the edition that applies. Between an act under the old law and a
// decision under the new one each violation is taken as the old law has it,
// unless the new one is lighter or no longer punishes it (行政处罚法 37: 从旧兼从轻).
// What only the new law punishes is not punished.
func (d Desk) choose(m *matter) ([]Violation, *Lenient) {
	switch {
	case m.c.ActDate >= newLaw:
		return d.written(m, try(m, Edition2022)), nil
	case m.decided < newLaw:
		return d.written(m, try(m, Edition2018)), nil
	}
	before, after := try(m, Edition2018), try(m, Edition2022)
	out, said := []Violation{}, []string{}
	taken := Edition2018
	for _, o := range before.found {
		v := d.violation(m, o)
		n := after.counterpart(o.row.Code)
		switch {
		case !twoEditions(o.row):
			out = append(out, v)
		case n == nil:
			said = append(said, o.row.Code+"：按2022版不处罚或者须先核实证件，适用较轻的2022版，不处罚")
			taken = Edition2022
		default:
			w := d.violation(m, n)
			chosen, why := m.lighter(v, w, n.row)
			out = append(out, chosen)
			said = append(said, why)
			if chosen.Edition == Edition2022 {
				taken = Edition2022
			}
		}
	}
	for _, n := range after.found {
		if twoEditions(n.row) && before.counterpart(n.row.Code) == nil {
			said = append(said, n.row.Code+"：按2018版不处罚，2022版不溯及既往，不处罚")
		}
	}
	if len(said) == 0 {
		return out, nil
	}
	reason := "行为早于2023-05-01、决定在其后，适用行为时的法律，新法较轻的适用新法（行政处罚法第三十七条）。" + strings.Join(said, "；")
	return out, &Lenient{Edition: taken, Reason: reason}
}

func (d Desk) written(m *matter, tr *trial) []Violation {
	out := []Violation{}
	for _, c := range tr.found {
		out = append(out, d.violation(m, c))
	}
	return out
}

// twoEditions says that a row is of the wildlife law and not of the law it
// refers to, which has not changed.
func twoEditions(p *Provision) bool {
	return (p.Edition == Edition2018 || p.Edition == Edition2022) && p.Code != "V20"
}

// counterpart is what the other edition makes of a code: food of an animal that
// one protects may be food of other animals to the other; V04 only aggravates.
func (tr *trial) counterpart(code string) *count {
	same := func(c *count) bool {
		return c.row.Code == code || strings.Contains("V11 V12", c.row.Code) && strings.Contains("V11 V12", code)
	}
	if i := slices.IndexFunc(tr.found, same); i >= 0 {
		return tr.found[i]
	}
	return nil
}

// lighter takes the new one only where it is lighter at both ends and adds no
// closure, or where its fine hangs on a condition that is not met.
func (m *matter) lighter(old, now Violation, row *Provision) (Violation, string) {
	said := old.Code + "：2018版" + ranged(old.Fine) + "，2022版" + ranged(now.Fine)
	closes := func(v Violation) bool { return strings.Contains(strings.Join(v.Other, ""), "关闭") }
	known := old.Fine.MaxFen != nil && now.Fine.MaxFen != nil
	switch {
	case m.c.ActDate < oldLaw:
		return old, old.Code + "：行为时（2017年以前）的法律未收录，无法比较，须核对当时的文本"
	case old.Fine.Base == "none" && now.Fine.Base == "none":
		return old, old.Code + "：两版都转引其他法律、没有自己的幅度，适用行为时的2018版"
	case row.Condition != "" && !m.met(row):
		return now, said + "且只在情节严重时罚款，新法较轻，适用2022版"
	case old.Fine.Base != now.Fine.Base && old.Fine.Base != "fixed" && now.Fine.Base != "fixed":
		m.doubt(6)
		return old, said + "另责令关闭场所；罚基不同，轻重须个案审定，暂用行为时的2018版"
	case !known:
		return old, said + "；倍数以2018版为轻，适用2018版"
	case same(old.Fine, now.Fine) && !closes(now):
		return old, said + "，幅度相同，适用行为时的2018版"
	case *now.Fine.MaxFen <= *old.Fine.MaxFen && *now.Fine.MinFen <= *old.Fine.MinFen && !closes(now):
		return now, said + "，新法较轻，适用2022版"
	}
	return old, said + "，旧法较轻，适用2018版"
}

func same(a, b Fine) bool { return heavier(a, b) == 0 }
