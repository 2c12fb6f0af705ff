package law

import (
	"strconv"
	"strings"
	"sync"

	"example.org/zhiye/data"
)

// Editions of the wildlife law, as a Violation names them. V21, V22 and V24
// carry another law and its year.
const (
	Edition2018 = "2018"
	Edition2022 = "2022"
)

// Provision is one violation in one edition: what forbids it, what punishes it,
// and the formula of its fine. Amounts are fen, 0 where the article has none.
type Provision struct {
	Code            string   `json:"code"`
	Sub             string   `json:"sub,omitempty"` // V01 hunt and nofile, V10 protected and other, V19, V20
	Edition         string   `json:"edition"`
	Label           string   `json:"label"`
	LabelEN         string   `json:"label_en"`
	Prohibition     []string `json:"prohibition"`
	Penalty         []string `json:"penalty"`
	Base            string   `json:"base"` // value income goods freight fixed none same
	MinTimes        int64    `json:"min_times,omitempty"`
	MaxTimes        int64    `json:"max_times,omitempty"`
	FixedMinFen     int64    `json:"fixed_min_fen,omitempty"`
	FixedMaxFen     int64    `json:"fixed_max_fen,omitempty"`
	FixedWhen       string   `json:"fixed_when,omitempty"` // always; none: nothing caught or earned; below: that, or under BelowFen
	BelowFen        int64    `json:"below_fen,omitempty"`
	Condition       string   `json:"condition,omitempty"` // serious, overdue: no fine without it
	Measures        []string `json:"measures"`
	SeriousMeasures []string `json:"serious_measures,omitempty"` // where 情节严重
	SeriousMin      int64    `json:"-"`                          // of the heavier range: times, or fen where Base is fixed
	SeriousMax      int64    `json:"-"`
	Hearing         []string `json:"hearing,omitempty"` // closure permit serious amount always
	Crime           []string `json:"crime,omitempty"`   // articles it may lead to
	Assessed        bool     `json:"assessed"`          // false: no act of a Case leads here
	QuoteIn         string   `json:"quote_in,omitempty"`
	Quote           string   `json:"quote,omitempty"` // verbatim from QuoteIn
	Note            string   `json:"note,omitempty"`

	tags []string // of Prohibition: the facts under which each is broken, "" always
}

// Catalogue is every violation in every edition, in the order of the codes.
func Catalogue() []Provision { return catalogue().rows }

type tables struct {
	rows      []Provision
	by        map[string]*Provision // code/sub@edition
	competent map[string][]string   // code or code/sub
}

var catalogue = sync.OnceValue(func() tables {
	t := tables{by: map[string]*Provision{}, competent: map[string][]string{}}
	for _, r := range records("law/violation.csv") {
		t.rows = append(t.rows, provision(r))
	}
	for i := range t.rows {
		p := &t.rows[i]
		t.by[p.Code+"/"+p.Sub+"@"+p.Edition] = p
	}
	for _, r := range records("law/competent.csv") {
		t.competent[r["code"]] = list(r["competent"])
	}
	return t
})

// find is nil where an edition does not know the violation.
func find(code, sub, edition string) *Provision { return catalogue().by[code+"/"+sub+"@"+edition] }

func provision(r map[string]string) Provision {
	p := Provision{
		Code: r["code"], Sub: r["sub"], Edition: r["edition"], Label: r["label"], LabelEN: r["label_en"],
		Penalty: list(r["penalty"]), Base: r["base"], MinTimes: whole(r["min_times"]), MaxTimes: whole(r["max_times"]),
		FixedMinFen: whole(r["fixed_min_yuan"]) * 100, FixedMaxFen: whole(r["fixed_max_yuan"]) * 100,
		FixedWhen: r["fixed_when"], BelowFen: whole(r["below_yuan"]) * 100, Condition: r["condition"],
		Measures: list(r["measures"]), SeriousMeasures: list(r["serious_measures"]),
		SeriousMin: whole(r["serious_min"]), SeriousMax: whole(r["serious_max"]),
		Hearing: list(r["hearing"]), Crime: list(r["crime"]), Assessed: r["assessed"] == "yes",
		QuoteIn: r["quote_in"], Quote: r["quote"], Note: r["note"],
	}
	if p.Base == "fixed" {
		p.SeriousMin, p.SeriousMax = p.SeriousMin*100, p.SeriousMax*100
	}
	for _, c := range list(r["prohibition"]) {
		article, tag, _ := strings.Cut(c, "@")
		p.Prohibition, p.tags = append(p.Prohibition, article), append(p.tags, tag)
	}
	return p
}

// Refs are the full references of what an edition writes short: "52.1" of 2022
// is "野生动物保护法2022:52.1", "动物防疫法100.1" is "动物防疫法:100.1".
func Refs(edition string, short ...string) (out []string) {
	for _, s := range short {
		at := strings.IndexAny(s, "0123456789")
		switch {
		case at < 0:
			continue
		case at > 0:
			out = append(out, s[:at]+":"+s[at:])
		case edition == Edition2018 || edition == Edition2022:
			out = append(out, "野生动物保护法"+edition+":"+s)
		}
	}
	return out
}

// records are the rows of one of our own tables by the name of the column.
func records(name string) (out []map[string]string) {
	rows, err := data.Rows(name)
	if err != nil {
		panic(err) // the table is embedded; no input can cause it
	}
	for _, r := range rows[1:] {
		m := make(map[string]string, len(r))
		for i, v := range r {
			m[rows[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

func whole(s string) int64 {
	n, err := strconv.ParseInt("0"+s, 10, 64)
	if err != nil {
		panic("law: not a whole number: " + s)
	}
	return n
}
