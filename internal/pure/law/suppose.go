package law

import "slices"

// suppose says of items whose class is unknown, but likely, what else would be
// broken if they are what they seem; it decides nothing.
func (m *matter) suppose(given []Violation) {
	edition := Edition2018
	if m.c.ActDate >= newLaw {
		edition = Edition2022
	}
	for i := range m.things {
		if m.things[i].likely == "" {
			continue
		}
		t := m.things[i]
		t.kind.Class = t.likely
		what := t.likely.Text()
		if t.national() {
			what = "国家重点保护野生动物"
		}
		aside := &matter{c: m.c, decided: m.decided, things: []thing{t}, tool: m.tool, local: m.local}
		for _, f := range try(aside, edition).found {
			code := f.row.Code
			if slices.ContainsFunc(given, func(v Violation) bool { return v.Code == code }) {
				continue
			}
			m.warnf("%s：类别未定；如果认定为%s，另违反 %s（%s）", t.named(), what, code, f.row.Label)
		}
	}
}
