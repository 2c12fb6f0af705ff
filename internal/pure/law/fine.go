package law

import (
	"cmp"

	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/valuation"
)

// basis is what a fine is a multiple of, in fen.
type basis struct {
	low, high int64
	known     bool
	none      bool // nothing was caught, nothing was earned
}

func exactly(n *int64) basis {
	if n == nil {
		return basis{}
	}
	return basis{low: *n, high: *n, known: true, none: *n == 0}
}

// basis of a violation: of its own items where it is a value.
func (m *matter) basis(c *count) basis {
	switch c.row.Base {
	case "income":
		return exactly(m.c.IllegalIncomeFen)
	case "freight":
		return exactly(m.c.FreightFen)
	case "goods":
		return m.prices(c)
	}
	if not(m.c.Caught) {
		return basis{none: m.c.hunts()}
	}
	vs := make([]valuation.Value, len(c.things))
	for i, t := range c.things {
		vs[i] = t.value
	}
	v := valuation.Sum(vs...)
	return basis{low: v.LowFen, high: v.HighFen, known: v.Known}
}

// prices is 货值: what was paid, not the value protection gives.
func (m *matter) prices(c *count) basis {
	b := basis{known: true}
	for _, t := range c.things {
		if t.PriceFen == nil || *t.PriceFen == 0 {
			return basis{}
		}
		b.high += *t.PriceFen
	}
	b.low = b.high
	return b
}

// fine is the range of a violation; nil bounds where its basis or the text in
// force on the day of the act is unknown.
func (m *matter) fine(c *count) Fine {
	f := m.formula(c)
	if !m.inForce(c.row) {
		f.MinFen, f.MaxFen = nil, nil
	}
	return f
}

func (m *matter) formula(c *count) Fine {
	p, heavy := c.row, is(m.c.Serious) && c.row.SeriousMax > 0
	switch {
	case p.Base == "none" || p.Base == "same":
		return Fine{Base: "none"}
	case p.FixedWhen == "always" && heavy:
		return between(p.SeriousMin, p.SeriousMax, "fixed")
	case p.FixedWhen == "always":
		return between(p.FixedMinFen, p.FixedMaxFen, "fixed")
	}
	b, base := m.basis(c), p.Base
	if base == "goods" {
		base = "value"
	}
	if p.FixedWhen != "" && b.none || p.FixedWhen == "below" && b.known && b.high < p.BelowFen {
		return between(p.FixedMinFen, p.FixedMaxFen, "fixed")
	}
	if !b.known {
		return Fine{Base: base}
	}
	low, high := p.MinTimes, p.MaxTimes
	if heavy {
		low, high = p.SeriousMin, p.SeriousMax
	}
	f := m.times(b, low, high, base)
	if p.FixedWhen == "below" && b.low < p.BelowFen && f.MaxFen != nil { // the value lies on both sides
		least := min(p.FixedMinFen, p.BelowFen*low)
		most := max(p.FixedMaxFen, *f.MaxFen)
		f.MinFen, f.MaxFen = &least, &most
	}
	return f
}

func between(low, high int64, base string) Fine { return Fine{MinFen: &low, MaxFen: &high, Base: base} }

func (m *matter) times(b basis, low, high int64, base string) Fine {
	least, err := money.Fen(b.low).Times(low)
	most, err2 := money.Fen(b.high).Times(high)
	if err != nil || err2 != nil {
		m.warn("金额过大，罚款幅度无法计算；请核对数量、单位和价格")
		return Fine{Base: base}
	}
	return between(int64(least), int64(most), base)
}

// inForce says whether the text we hold of a provision was in force on the day.
func (m *matter) inForce(p *Provision) bool {
	day := m.c.ActDate
	switch p.Code {
	case "V20":
		if day < newVet {
			m.doubt(15)
		}
		return day >= newVet
	case "V21":
		if day < newVet {
			m.doubt(15)
		}
		return day >= newVet
	case "V22":
		if day < newCommerce {
			m.warnf("电子商务法自 %s 起施行，行为在其前，V22 不适用", newCommerce)
		}
		return day >= newCommerce
	case "V24":
		if day >= newFishery || day < oldFishery {
			m.doubt(15)
		}
		return day >= oldFishery && day < newFishery
	}
	return day >= oldLaw
}

// heavier orders fines: by maximum, then by minimum, the unknown last. A fine
// whose condition is said not to be met counts nothing.
func heavier(a, b Fine) int {
	if c := cmp.Compare(bound(b.MaxFen), bound(a.MaxFen)); c != 0 {
		return c
	}
	return cmp.Compare(bound(b.MinFen), bound(a.MinFen))
}

func bound(n *int64) int64 {
	if n == nil {
		return -1
	}
	return *n
}

// met says whether the condition of a fine is met: 情节严重 or 逾期不改正.
func (m *matter) met(p *Provision) bool {
	switch p.Condition {
	case "serious":
		return is(m.c.Serious)
	case "overdue":
		return is(m.c.Overdue) || is(m.c.Serious) && p.SeriousMax > 0
	}
	return true
}

// ranged writes a fine for a sentence.
func ranged(f Fine) string {
	if f.MaxFen == nil {
		return "幅度未定"
	}
	return money.Fen(*f.MinFen).String() + "–" + money.Fen(*f.MaxFen).Yuan()
}
