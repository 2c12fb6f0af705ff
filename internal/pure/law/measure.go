package law

import (
	"cmp"
	"slices"

	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/species"
)

// The amounts from which a fine is taken for 较大数额 where a desk sets none. They
// stand in departmental rules that we do not hold; the warning says so.
const (
	hearingPerson = 1_000_000  // 一万元
	hearingOrg    = 10_000_000 // 十万元
)

// violation writes a count out with what the catalogue says of it.
func (d Desk) violation(m *matter, c *count) Violation {
	p := c.row
	v := Violation{
		Code: p.Code, Sub: p.Sub, Label: p.Label, Edition: p.Edition, Penalty: p.Penalty, Prohibition: c.prohibition(), Fine: m.fine(c),
		Other: m.measures(c), Competent: d.competent(m, c),
	}
	v.Hearing = d.hearing(m, p, v.Fine)
	if c.under != nil {
		under := d.violation(m, &count{row: c.under, things: c.things})
		v.Fine, v.Competent, v.Hearing = under.Fine, under.Competent, under.Hearing
		v.Other = append(v.Other, under.Other...)
	}
	return v
}

// prohibition are the articles broken: those without a tag, and those whose
// tag the facts bear out.
func (c *count) prohibition() []string {
	out := []string{}
	for i, article := range c.row.Prohibition {
		if tag := c.row.tags[i]; tag == "" || slices.Contains(c.tags, tag) {
			out = append(out, article)
		}
	}
	return out
}

// measures are all but the fine, each with its condition.
func (m *matter) measures(c *count) []string {
	p := c.row
	out := slices.Clone(p.Measures)
	switch {
	case m.met(p):
	case p.Condition == "serious" && not(m.c.Serious):
		out = append(out, "情节严重的才并处罚款；本案注明情节不严重，不处罚款")
	case p.Condition == "serious":
		out = append(out, "罚款幅度只在情节严重时适用")
	case p.Condition == "overdue":
		out = append(out, "罚款幅度只在责令限期改正、逾期不改正时适用")
	}
	for _, s := range p.SeriousMeasures {
		if is(m.c.Serious) {
			out = append(out, s)
		} else {
			out = append(out, "情节严重的："+s)
		}
	}
	if p.Code == "V13" {
		out = append(out, m.fees())
	}
	if p.Code == "V04" {
		out[0] = "以食用为目的，" + out[0]
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// fees is what 广告法 57 takes from those who made or ran the advertisement.
func (m *matter) fees() string {
	switch {
	case m.c.AdRole == "advertiser":
		return ""
	case m.c.AdRole == "":
		return "对广告经营者、广告发布者并没收广告费用"
	case m.c.AdFeeFen != nil:
		return "没收广告费用 " + money.Fen(*m.c.AdFeeFen).Yuan()
	}
	return "没收广告费用（数额未填写）"
}

// large are the amounts from which a fine is 较大数额, of a person and of an organisation.
func (d Desk) large() (person, org money.Fen) {
	return money.Fen(cmp.Or(d.HearingPersonFen, hearingPerson)), money.Fen(cmp.Or(d.HearingOrgFen, hearingOrg))
}

// hearing says whether one is due whatever is decided within the range, or may
// be: closure, a licence taken away, a large sum (行政处罚法 63).
func (d Desk) hearing(m *matter, p *Provision, f Fine) bool {
	c := &m.c
	large, org := d.large()
	if !c.person() {
		large = org
	}
	for _, h := range p.Hearing {
		switch {
		case h == "always",
			h == "closure" && (!c.person() || slices.Contains([]string{"sell", "use", "sell_food", "make_food"}, c.Act)),
			h == "serious" && is(c.Serious),
			h == "permit" && slices.ContainsFunc(c.Items, func(t Item) bool { return t.Permit == "valid" }),
			h == "amount" && f.MaxFen != nil && *f.MaxFen >= int64(large):
			return true
		}
	}
	return false
}

// competent are the departments of a violation: those its region has set, else
// the default; {authority} is that of its items.
func (d Desk) competent(m *matter, c *count) []string {
	words := d.override(m.c.Region, c.row.Code)
	if words == nil {
		table := catalogue().competent
		if words = table[c.row.Code+"/"+c.row.Sub]; words == nil {
			words = table[c.row.Code]
		}
	}
	out := []string{}
	for _, w := range words {
		if w == "authority" {
			out = append(out, m.authorities(c)...)
			continue
		}
		out = append(out, w)
	}
	return slices.Compact(out)
}

// override is what the smallest division that holds the place has set; nil
// where none has.
func (d Desk) override(place, code string) (words []string) {
	at, err := region.Parse(place)
	if err != nil {
		return nil
	}
	var best region.Level
	for _, o := range d.Overrides {
		if of, err := region.Parse(o.Region); err == nil && o.Code == code && of.Contains(at) && of.Level() >= best {
			words, best = o.Competent, of.Level()
		}
	}
	return words
}

// authorities are the wildlife departments of a violation's items; both, where
// the lists do not say.
func (m *matter) authorities(c *count) []string {
	out := []string{}
	for _, a := range []species.Authority{species.Forestry, species.Fishery} {
		if slices.ContainsFunc(c.things, func(t *thing) bool { return t.kind.Authority == a }) {
			out = append(out, string(a))
		}
	}
	if len(out) == 0 {
		m.warn(c.row.Code + "：主管部门未定（陆生归林业草原、水生归渔业），须先认定物种")
		return []string{string(species.Forestry), string(species.Fishery)}
	}
	return out
}

// aggravated gives V04 the fine, the competent departments and the hearing of
// what it stands beside, the heaviest of them.
func aggravated(vs []Violation) {
	var base *Violation
	for i := range vs {
		if slices.Contains([]string{"V01", "V02", "V07", "V08"}, vs[i].Code) && (base == nil || heavier(vs[i].Fine, base.Fine) < 0) {
			base = &vs[i]
		}
	}
	for i := range vs {
		if vs[i].Code == "V04" && base != nil {
			vs[i].Fine, vs[i].Competent, vs[i].Hearing = base.Fine, base.Competent, base.Hearing
			vs[i].Other = append(vs[i].Other, "与 "+base.Code+" 合并处罚，不另处罚款")
		}
	}
}

// rank orders violations, the heaviest first; equal ones stay as found. A V20
// that rests only on a certificate nobody spoke of comes last: it cannot be what
// the party is fined by.
func (m *matter) rank(vs []Violation) {
	shown := slices.ContainsFunc(m.things, func(t thing) bool { return t.Quarantine == "none" })
	weight := func(v Violation) Fine {
		if p := find(v.Code, v.Sub, v.Edition); p != nil && p.Condition == "serious" && not(m.c.Serious) {
			return between(0, 0, "none")
		}
		return v.Fine
	}
	slices.SortStableFunc(vs, func(a, b Violation) int {
		return cmp.Or(
			cmp.Compare(b2i(a.Code == "V20" && !shown), b2i(b.Code == "V20" && !shown)),
			heavier(weight(a), weight(b)),
			cmp.Compare(b2i(a.Code == "V04"), b2i(b.Code == "V04")),
		)
	})
	if len(vs) > 0 {
		vs[0].Applies = true
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
