package species

import "strings"

// decide says which entry binds an animal on a day, captive-bred or not:
//
//	captive ─ livestock list
//	else ─ national list, its own line ─ its genus, family, order
//	     ─ before 2021-02-01: the list of 1989, as far as it is held
//	     ─ 三有 list ─ before 2023-06-30: the same, marked Later
//	     ─ approved aquatic, common animals of no list, by their days
//	     ─ the appendices: no class, only what is likely
func (t *table) decide(a *animal, q Query) Entry {
	e := a.bound(q)
	if whole := strings.HasSuffix(e.Latin, " spp."); whole && e.Latin != a.latin {
		e.Member, e.MemberLatin = a.name, a.latin
		e.Note = join(e.Note, firstOf(a.name, a.latin)+"属于该条")
	}
	if a.cites != nil {
		e.Appendix = a.cites.Appendix
	}
	if q.Captive {
		e.CaptiveBred = a.captive
	}
	return e
}

func (a *animal) bound(q Query) Entry {
	if q.Captive && a.livestock != nil && holds(a.livestock, q.Day) {
		return *a.livestock
	}
	for _, e := range []*Entry{a.national, a.taxon} {
		switch {
		case e == nil:
		case holds(e, q.Day):
			return *e
		default:
			return a.before(e, q.Day)
		}
	}
	if a.sanyou != nil {
		return sanyouOn(*a.sanyou, q.Day)
	}
	if e, ok := a.onDay(q.Day); ok {
		return e
	}
	return a.unbound(q.Day)
}

// before reads the list of 1989 for an animal of the list of 2021. That list
// kept the older one's animals and raised or lowered some, so nothing follows
// for one we do not find in what we hold of it.
func (a *animal) before(e *Entry, day string) Entry {
	if old, ok := a.onDay(day); ok {
		return old
	}
	out := *e
	out.Class, out.Likely, out.Later, out.Status = Unknown, e.Class, true, Partial
	out.Note = join(out.Note, "行为日的国家重点名录（1989年起）本系统未收全，现行名录为"+e.Class.Text()+"，须查原名录")
	return out
}

// sanyouOn is a line of the 三有 list on a day. The list of 2023 kept in
// substance the animals of 2000 and added some seven hundred, so between the
// two it is read back with a mark; before there was a list it says nothing.
func sanyouOn(e Entry, day string) Entry {
	switch {
	case day == "" || day >= sanyouFrom:
	case day >= firstSanyou:
		e.Later = true
		e.Note = join(e.Note, "行为日适用2000年三有名录，本系统未收；此为2023年名录所列，新名录增加700余种，须核对原名录")
	default:
		e.Class, e.Likely, e.Later = Unknown, Sanyou, true
		e.Note = join(e.Note, "行为日尚无三有名录（2000-08-01首次发布）")
	}
	return e
}

// onDay is the entry with days of its own that holds on the day.
func (a *animal) onDay(day string) (Entry, bool) {
	for _, e := range a.dated {
		if holds(e, day) {
			return *e, true
		}
	}
	return Entry{}, false
}

// unbound is an animal that no list of the day binds.
func (a *animal) unbound(day string) Entry {
	switch {
	case a.livestock != nil:
		e := *a.livestock
		e.Class = Unknown
		e.Note = join(e.Note, "畜禽目录自2020-05-27起、只管人工饲养的种群；其他情形类别不明")
		return e
	case len(a.dated) > 0:
		e := *a.dated[0] // the newest
		e.Likely, e.Class = e.Class, Unknown
		if e.Likely == Unknown {
			e.Likely = ""
		}
		e.Note = join(e.Note, "该条自"+e.From+"起"+until(e.To)+"，不含行为日")
		return e
	case a.cites != nil:
		e := *a.cites
		e.Name = firstOf(a.name, a.latin)
		e.Note = join(e.Note, foreign(e))
		return e
	}
	return Entry{Name: a.name, Latin: a.latin, Class: Unknown}
}

func until(day string) string {
	if day == "" {
		return ""
	}
	return "、" + day + "前"
}

func foreign(e Entry) string {
	if e.Likely == "" {
		return "列入CITES附录，未查到国内核准的级别；须查核准文件"
	}
	return "列入CITES附录；林业部1993年通知将附录一、二的境外物种核准为国家一、二级，据此可能是" + e.Likely.Text() + "，核准文件原文未收，须查对"
}

// holds says that an entry is in force on a day; "" is today, when the newest
// entries are.
func holds(e *Entry, day string) bool {
	if day == "" {
		return e.To == ""
	}
	return e.From <= day && (e.To == "" || day < e.To)
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "；" + b
}

// Classify reads the class of an animal from an answer; Unknown unless the
// answer is sure and a list held decides. The captive-bred animal of a line
// that binds wild ones only keeps the class of the line with WildOnly: what it
// needs (art. 29) is a rule, and rules are pure/law's.
func Classify(a Answer, q Query) Kind {
	if !a.Sure || len(a.Candidates) == 0 {
		return Kind{Class: Unknown, Note: "物种未认定，类别不明"}
	}
	e := a.Candidates[0].Entry
	k := Kind{
		Class: e.Class, Authority: e.Authority, Entry: e.cite(),
		WildOnly: e.WildOnly, Note: e.Note, Likely: e.Likely, Later: e.Later,
	}
	k.Species, k.Latin = firstOf(e.Member, e.Name), firstOf(e.MemberLatin, e.Latin)
	if k.WildOnly && q.Captive {
		k.Note = join(k.Note, "该条仅限野外种群；人工种群按野生动物保护法第二十九条第二款管理")
	}
	return k
}

// cite names an entry as a decision cites it.
func (e Entry) cite() string {
	s := e.List + " " + e.Name
	if e.Latin != "" && e.Latin != e.Name {
		s += " " + e.Latin
	}
	if e.WildOnly {
		s += "（仅限野外种群）"
	}
	return s
}
