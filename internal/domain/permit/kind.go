package permit

import (
	"slices"

	"example.org/zhiye/internal/pure/calendar"
)

// Kind is what a paper is.
type Kind string

// The kinds of papers the law names (野生动物保护法2022; 动物防疫法; 渔业法).
const (
	Breeding    Kind = "breeding"      // 人工繁育许可证, art. 25.2
	Filing      Kind = "filing"        // 人工繁育备案, art. 25.3
	SpecialHunt Kind = "special_hunt"  // 特许猎捕证, art. 21
	Hunt        Kind = "hunt"          // 狩猎证, art. 22
	Use         Kind = "use"           // 出售、购买、利用批准文件, art. 28
	ImportExit  Kind = "import_export" // 允许进出口证明书, art. 37
	Quarantine  Kind = "quarantine"    // 检疫证明
	Fishing     Kind = "fishing"       // 捕捞许可证
	Provenance  Kind = "provenance"    // another proof of lawful origin, art. 28.3
	Other       Kind = "other"
)

// Kinds lists them in the order of the trade.
var Kinds = []Kind{Breeding, Filing, SpecialHunt, Hunt, Use, ImportExit, Quarantine, Fishing, Provenance, Other}

// Purpose is what is asked of a paper.
type Purpose string

// The purposes a provision asks a paper for.
const (
	ForPermit     Purpose = "permit"     // the act itself is permitted
	ForProvenance Purpose = "provenance" // the goods come from a lawful source
	ForQuarantine Purpose = "quarantine" // the animals are healthy
)

// permits says which papers permit an act: hunting, breeding, trade on the way
// (art. 27–28, 34), import and export. Of other acts no paper makes a lawful one.
var permits = map[string][]Kind{
	"hunt": {SpecialHunt, Hunt}, "fish": {Fishing, SpecialHunt}, "breed": {Breeding, Filing}, "import": {ImportExit},
	"sell": {Use, Breeding}, "buy": {Use}, "use": {Use, Breeding}, "transport": {Use, Breeding}, "carry": {Use, Breeding}, "mail": {Use, Breeding},
}

// answers are the papers that serve a purpose in an act.
func answers(p Purpose, act string) []Kind {
	switch p {
	case ForPermit:
		return permits[act]
	case ForProvenance: // 狩猎、人工繁育、进出口等合法来源证明
		return []Kind{Hunt, SpecialHunt, Breeding, Filing, ImportExit, Fishing, Provenance}
	case ForQuarantine:
		return []Kind{Quarantine}
	}
	return nil
}

// origin is the source of the animals a kind of paper can only be about.
func (k Kind) origin() string {
	switch k {
	case Breeding, Filing:
		return "captive"
	case SpecialHunt, Hunt, Fishing:
		return "wild"
	}
	return ""
}

func (k Kind) valid() bool { return slices.Contains(Kinds, k) }

// Standing is what a paper is worth on a day.
type Standing string

// The standings of a paper.
const (
	Valid   Standing = "valid"
	NotYet  Standing = "not_yet"
	Expired Standing = "expired"
	Revoked Standing = "revoked"
)

// On is the standing of the permit on a day; its last day is a valid one.
func (p Permit) On(day string) Standing {
	switch {
	case p.RevokedOn != "" && day >= p.RevokedOn:
		return Revoked
	case day < p.From:
		return NotYet
	case p.To != "" && day > p.To:
		return Expired
	}
	return Valid
}

func days(ds ...string) error {
	for _, d := range ds {
		if d != "" && !calendar.Day(d).Valid() {
			return ErrDay.With(d)
		}
	}
	return nil
}
