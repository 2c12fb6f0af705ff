package indicator

import "slices"

// Story is everything there is to know of a row: what it means and how it is
// counted. It is what a reader sees behind a figure.
type Story struct {
	Code     string   `json:"code"`
	Group    string   `json:"group"`
	Name     Text     `json:"name"`
	Unit     string   `json:"unit"`
	Means    string   `json:"means"`    // 口径
	Evidence string   `json:"evidence"` // ● in a published total, ○ implied by the notice, △ our addition
	Kind     string   `json:"kind"`     // sum, distinct, stock, formula or ratio
	Sources  []Source `json:"sources,omitempty"`
	Formula  string   `json:"formula,omitempty"`
	Ratio    []string `json:"ratio,omitempty"`
	Split    []string `json:"split,omitempty"`
	Additive Additive `json:"additive"`
	Paper    bool     `json:"paper"` // takes paper counts
	Later    bool     `json:"later"` // its records come with a later version of the program
	Checks   []string `json:"checks,omitempty"`
	Version  string   `json:"version"`
}

// Story tells of one row as the campaign counts it.
func (s *Set) Story(code string) (Story, bool) {
	row := s.byCode[code]
	if row == nil || row.row != nil {
		return Story{}, false
	}
	it := s.chosen(row)
	st := Story{
		Code: code, Group: row.group(), Name: row.Name, Unit: s.word(row.Unit), Means: it.Means, Evidence: row.Evidence,
		Kind: it.kind.String(), Sources: it.sources, Formula: it.Formula, Ratio: it.Ratio, Split: it.Split,
		Additive: it.additive, Paper: it.kind == sum, Later: s.waiting(it), Version: s.version,
	}
	for _, r := range s.checks {
		if slices.Contains(r.cells, code) {
			st.Checks = append(st.Checks, r.Code)
		}
	}
	return st, true
}

// waiting reports a definition none of whose verbs is declared yet.
func (s *Set) waiting(it *item) bool {
	return it.Later && !slices.ContainsFunc(it.sources, func(src Source) bool { return s.byVerb[src.Verb] != nil })
}

// Stories tells of every row in the order of the table; printed, they are the
// 填表说明.
func (s *Set) Stories() []Story {
	out := make([]Story, len(s.items))
	for i, it := range s.items {
		out[i], _ = s.Story(it.Code)
	}
	return out
}

// Additive says over what a row may be added up without counting twice.
func (s *Set) Additive(code string) Additive {
	if it := s.byCode[code]; it != nil {
		if it.row == nil {
			it = s.chosen(it)
		}
		return it.additive
	}
	return Additive{}
}
