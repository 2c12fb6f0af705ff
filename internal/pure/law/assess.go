package law

import (
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/valuation"
)

// Assess advises on one record. today stands for a decision date that is not
// given, and no act may lie after it. The error is an ErrCase.
func (d Desk) Assess(c Case, today calendar.Day) (Assessment, error) {
	if err := c.Check(today); err != nil {
		return Assessment{}, err
	}
	m := look(c, c.decided(today))
	a := Assessment{ID: c.ID, Violations: []Violation{}}
	for i := range m.things {
		a.Items = append(a.Items, m.things[i].printed())
	}
	a.Violations, a.Lenient = d.choose(m)
	aggravated(a.Violations)
	m.rank(a.Violations)
	a.Criminal = crime.Triage(m.deed())
	m.counts = a.Criminal.Advice != crime.None || slices.ContainsFunc(a.Violations, func(v Violation) bool { return v.Fine.Base == "value" && v.Code != "V20" })
	m.broken = len(a.Violations) > 0
	m.remark()
	m.remarkCrime(a.Criminal)
	m.suppose(a.Violations)
	m.weighed(a.Violations)
	a.Value = m.worth()
	for _, w := range a.Criminal.Warnings {
		m.tell(criminal, w)
	}
	d.procedure(m, &a)
	if a.Criminal.Reasons == nil {
		a.Criminal.Reasons = []string{}
	}
	a.Warnings = m.told()
	return a, nil
}

func (t *thing) printed() Found {
	k := &t.kind
	return Found{Name: t.Name, Species: k.Species, Class: k.Class, Authority: k.Authority, Entry: k.Entry, WildOnly: k.WildOnly, Note: k.Note}
}

// weighed warns where a fine that applies could not be worked out.
func (m *matter) weighed(vs []Violation) {
	for i := range vs {
		v := &vs[i]
		if v.Fine.MaxFen != nil || v.Code == "V04" || !m.inForce(find(v.Code, v.Sub, v.Edition)) {
			continue
		}
		switch v.Fine.Base {
		case "income":
			m.warnf("%s：illegal_income_fen（违法所得（分））未填写，罚款幅度未定；请查明补填，没有违法所得的填 0", v.Code)
		case "freight":
			m.warnf("%s：freight_fen（运输费用（分））未填写，罚款幅度未定；请查明补填", v.Code)
		case "value":
			if v.Code == "V20" {
				m.warn("V20：price_fen（实际价格（分））未填写，罚款幅度未定；请按同类检疫合格动物的货值补填")
				continue
			}
			m.warnf("%s：价值未定，罚款幅度未定；请先鉴定或者价格认定，达到较大数额的须告知听证权利", v.Code)
		}
	}
}

// worth is the value of the whole record.
func (m *matter) worth() Worth {
	if not(m.c.Caught) {
		if !m.c.hunts() {
			return Worth{Method: "没有成交，数量未知，不计价值"}
		}
		zero := int64(0)
		return Worth{LowFen: &zero, HighFen: &zero, Method: "没有猎获物"}
	}
	vs := make([]valuation.Value, len(m.things))
	for i := range m.things {
		vs[i] = m.things[i].value
	}
	v := valuation.Sum(vs...)
	w := Worth{Method: v.Method, NeedsAppraisal: !v.Known}
	if v.Known {
		w.LowFen, w.HighFen = &v.LowFen, &v.HighFen
	}
	return w
}

func (m *matter) deed() crime.Deed {
	c := &m.c
	d := crime.Deed{
		Act: c.Act, Day: string(c.ActDate), Decision: string(m.decided), Region: c.Region, ForFood: is(c.ForFood),
		Person: c.person(), Tools: c.Tools, BannedArea: c.BannedArea, BannedPeriod: c.BannedPeriod, Serious: is(c.Serious),
		Direction: c.Direction, Caught: !not(c.Caught), IncomeFen: -1,
	}
	if c.IllegalIncomeFen != nil {
		d.IncomeFen = *c.IllegalIncomeFen
	}
	if c.Party != nil {
		for _, p := range c.Party.Prior {
			d.Prior = append(d.Prior, string(p))
		}
	}
	for i := range m.things {
		t := &m.things[i]
		d.Items = append(d.Items, crime.Item{Goods: m.goods(t), Value: t.value, Permit: t.Permit, Marking: t.Marking})
	}
	return d
}

// procedure warns of the limitation, the first minor offence, hearing, review
// and collective discussion (行政处罚法 33 36 57 58 63).
func (d Desk) procedure(m *matter, a *Assessment) {
	c := &m.c
	if len(a.Violations) == 0 {
		return
	}
	if m.decided > c.ActDate.AddMonths(24) {
		m.warn("追究时效：行为日距决定日超过二年，二年内未被发现的不再处罚（涉及公民生命健康安全且有危害后果的五年）；请查明发现日期和行为终了之日（行政处罚法第三十六条）")
	}
	if slices.ContainsFunc(a.Violations, func(v Violation) bool { return v.Hearing }) {
		person, org := d.large()
		m.tell(duty, "较大数额罚款（标准未收录，暂按个人"+roundly(person)+"、单位"+roundly(org)+"）、关闭场所、吊销证件的：先告知听证权利，听证后法制审核，重大的由负责人集体讨论决定（行政处罚法第五十七条、第五十八条、第六十三条）")
		a.Review = append(a.Review, "经过听证程序的，应法制审核（行政处罚法第五十八条第一款第二项）", "重大违法行为的处罚，负责人应集体讨论决定（行政处罚法第五十七条第二款）")
	}
	if a.Criminal.Advice != crime.None || a.Lenient != nil {
		a.Review = append(a.Review, "案情复杂、涉及多个法律关系的，应法制审核（行政处罚法第五十八条第一款第三项）")
		if len(a.Review) == 1 {
			m.tell(duty, a.Review[0])
		}
	}
	if c.Party != nil && len(c.Party.Prior) == 0 && a.Criminal.Advice == crime.None && !is(c.Serious) {
		m.tell(duty, "未见以往处罚：确系初次违法、危害后果轻微并及时改正的，可以不予处罚（行政处罚法第三十三条）")
	}
}

// roundly is an amount without its cents where it has none.
func roundly(f money.Fen) string { return strings.Replace(f.Yuan(), ".00元", "元", 1) }
