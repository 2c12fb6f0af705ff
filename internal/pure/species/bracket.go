package species

import "strings"

// bracketed cuts 花龟（Mauremys sinensis） into the name and what stands behind it
// in brackets.
func bracketed(name string) (outer, inner string, ok bool) {
	s := strings.TrimSpace(strings.NewReplacer("（", "(", "）", ")").Replace(name))
	outer, inner, found := strings.Cut(s, "(")
	inner, closed := strings.CutSuffix(inner, ")")
	outer, inner = strings.TrimSpace(outer), strings.TrimSpace(inner)
	return outer, inner, found && closed && outer != "" && inner != "" && !strings.ContainsAny(inner, "()")
}

// inBrackets reads a name that means nothing whole: a Latin name in brackets is
// taken as the Latin name, another Chinese one must mean the same animal; false
// where the brackets hold anything else.
func (t *table) inBrackets(q Query) (Answer, bool) {
	outer, inner, ok := bracketed(q.Name)
	if !ok {
		return Answer{}, false
	}
	if hits, _ := t.named(q.Name); len(hits) > 0 {
		return Answer{}, false
	}
	if _, epithet, _ := latinWords(inner); epithet != "" && q.Latin == "" {
		q.Name, q.Latin = outer, inner
		return Find(q), true
	}
	one, other := q, q
	one.Name, other.Name = outer, inner
	a, b := Find(one), Find(other)
	if len(a.Candidates) == 0 || len(b.Candidates) == 0 {
		return Answer{}, false
	}
	if a.Sure && b.Sure && a.Candidates[0].Entry.Latin == b.Candidates[0].Entry.Latin {
		return a, true
	}
	a.Sure, a.Deciding = false, 0
	a.Candidates = append(a.Candidates, b.Candidates...)[:min(most, len(a.Candidates)+len(b.Candidates))]
	a.Warnings = append(a.Warnings, "“"+short(outer)+"”与括号内的“"+short(inner)+"”所指不一或者未定到种，请核对")
	return a, true
}
