package species

import (
	"slices"
	"strings"
)

// Card is what an officer needs of an animal at a stall: its names, what it is
// to the law, what it is taken for, and which papers must be there. It says
// nothing of looks: we hold no descriptions.
type Card struct {
	Entry     Entry       `json:"entry"`
	Name      string      `json:"name"`
	Latin     string      `json:"latin,omitempty"`
	Former    []string    `json:"former"`
	Aliases   []string    `json:"aliases"`
	Class     string      `json:"class_text"`
	Authority string      `json:"authority_text"`
	Taxon     string      `json:"taxon"` // 哺乳纲 鳞甲目 鲮鲤科
	Alike     []LookAlike `json:"alike"` // what is named or classed next to it
	Papers    []Paper     `json:"papers"`
	Warnings  []string    `json:"warnings"`
}

// LookAlike is an animal one may take this one for, by its genus or its name.
type LookAlike struct {
	Name  string `json:"name"`
	Latin string `json:"latin,omitempty"`
	Class Class  `json:"class"`
	Text  string `json:"class_text"`
	Other bool   `json:"other_class"` // its class is another
}

// alikes is how many look-alikes a card shows, those of another class first.
const alikes = 8

// CardOf draws the card of an entry Find returned.
func CardOf(e Entry) Card {
	t := tables()
	c := Card{
		Entry: e, Name: firstOf(e.Member, e.Name), Latin: firstOf(e.MemberLatin, e.Latin), Class: e.Class.Text(), Authority: e.Authority.Text(),
		Taxon: strings.TrimSpace(strings.Join([]string{e.Group, e.Order, e.Family}, " ")), Papers: Papers(e),
		Former: []string{}, Aliases: []string{}, Alike: []LookAlike{}, Warnings: warnings(e),
	}
	i, ok := t.latin[normal(firstOf(c.Latin, c.Name))]
	if !ok {
		return c
	}
	a := &t.animals[i]
	c.Former = append(c.Former, a.former...)
	c.Aliases = append(c.Aliases, a.alias...)
	c.Alike = append(c.Alike, t.alike(i, e)...)
	return c
}

// Text is the department as the law calls it.
func (a Authority) Text() string {
	switch a {
	case Forestry:
		return "林业草原主管部门"
	case Fishery:
		return "渔业主管部门"
	}
	return "主管部门不明"
}

// alike are the animals of the genus and those whose name ends as its does.
func (t *table) alike(i int32, e Entry) (out []LookAlike) {
	genus, _, _ := latinWords(e.Latin)
	near := slices.Clone(t.genus[normal(genus)])
	if rs := []rune(e.Name); len(rs) > 2 {
		for _, h := range t.group(string(rs[len(rs)-2:])) {
			near = append(near, h.animal)
		}
	}
	seen := map[int32]bool{i: true}
	for _, n := range near {
		a := &t.animals[n]
		if seen[n] || a.name == "" {
			continue
		}
		seen[n] = true
		b := t.decide(a, Query{})
		out = append(out, LookAlike{a.name, a.latin, b.Class, b.Class.Text(), b.Class != e.Class})
	}
	slices.SortStableFunc(out, func(a, b LookAlike) int {
		switch {
		case a.Other == b.Other:
			return 0
		case a.Other:
			return -1
		}
		return 1
	})
	return out[:min(len(out), alikes)]
}

func warnings(e Entry) []string {
	out := []string{}
	switch e.Status {
	case Partial:
		out = append(out, e.List+"本系统未收全")
	case Unverified:
		out = append(out, e.List+"未经核实，不得作为执法依据")
	}
	if e.Later {
		out = append(out, "行为日的名录未收，类别须核对原名录")
	}
	if e.Class == Unknown {
		out = append(out, "类别不明，须认定后再适用法律")
	}
	if e.Note != "" {
		out = append(out, e.Note)
	}
	return out
}
