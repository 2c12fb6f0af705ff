package crime

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/calendar"
)

// Accumulate advises on several deeds of one party that nobody has dealt with
// yet. 法释〔2022〕12号 art. 12: those within two years of the latest are counted
// together, and with them any that is a crime by itself, however old. Deeds left
// out are named in the warnings.
func Accumulate(deeds []Deed) Advice {
	if len(deeds) == 0 {
		return Advice{Advice: None, Reasons: []string{Cite("法释〔2022〕12号:12") + "：没有未经处理的行为"}, Articles: []string{"法释〔2022〕12号:12"}}
	}
	sorted := slices.Clone(deeds)
	slices.SortStableFunc(sorted, func(a, b Deed) int { return cmp.Compare(a.Day, b.Day) })
	last := sorted[len(sorted)-1]
	counted, left := within(sorted, last.Day)
	if len(counted) == 1 {
		return outside(Triage(counted[0]), left)
	}
	var all []charge
	var days []string
	for i := range counted {
		cs := charges(&counted[i])
		lookBack(cs, &counted[i])
		for _, c := range cs {
			all = merge(all, c)
		}
		days = append(days, counted[i].Day)
	}
	last.Prior, last.Items = nil, items(counted)
	a := weigh(ordered(all), &last)
	a.Reasons = append([]string{Cite("法释〔2022〕12号:12") + "：" + strconv.Itoa(len(counted)) + "次行为未经处理，累计计算（" + strings.Join(days, "、") + "）"}, a.Reasons...)
	a.Articles = note(a.Articles, "法释〔2022〕12号:12")
	return outside(a, left)
}

// within are the deeds to be counted together, and those left out.
func within(sorted []Deed, last string) (counted, left []Deed) {
	for i := range sorted {
		end := calendar.Day(sorted[i].Day).AddMonths(24)
		if calendar.Day(last) <= end || Triage(sorted[i]).Advice == Transfer {
			counted = append(counted, sorted[i])
		} else {
			left = append(left, sorted[i])
		}
	}
	return counted, left
}

func outside(a Advice, left []Deed) Advice {
	for i := range left {
		a.Warnings = append(a.Warnings, left[i].Day+"的行为距最后一次超过二年且单独未达标准，未累计（"+Cite("法释〔2022〕12号:12")+"）")
	}
	return a
}

func items(deeds []Deed) (all []Item) {
	for i := range deeds {
		all = append(all, deeds[i].Items...)
	}
	return all
}

// merge adds a charge to that of the same crime.
func merge(all []charge, c charge) []charge {
	i := slices.IndexFunc(all, func(o charge) bool { return o.key == c.key })
	if i < 0 {
		return append(all, c)
	}
	o := &all[i]
	o.worth.join(c.worth)
	o.heads.join(c.heads)
	o.grams.join(c.grams)
	o.hits, o.old, o.tried = o.hits.or(c.hits), o.old || c.old, o.tried && c.tried
	for _, s := range c.unsettle {
		o.doubt(s)
	}
	for _, s := range c.facts {
		o.fact(s)
	}
	for _, s := range c.warnings {
		o.warn(s)
	}
	o.cite(c.articles...)
	return all
}

// join adds an interval to an interval.
func (w *worth) join(a worth) {
	w.low, w.total, w.high = plus(w.low, a.low), plus(w.total, a.total), plus(w.high, a.high)
	w.endless = w.endless || a.endless
}

// ordered puts merged charges gravest first, as charges does.
func ordered(cs []charge) []charge {
	rank := []string{"smuggle", "danger", "food_protected", "food_other", "hunting", "fishing", ""}
	slices.SortStableFunc(cs, func(a, b charge) int { return slices.Index(rank, a.key) - slices.Index(rank, b.key) })
	return cs
}
