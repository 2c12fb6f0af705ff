// Package law says which provisions an act breaks, in the edition that applies,
// what fine they allow, who is competent, and whether a hearing is due.
//
//	record ─ Read ─ Case ─ Assess ─┬ items: class and list entry of each      (pure/species)
//	                               ├ value of the goods                       (pure/valuation)
//	                               ├ violations: rules × edition → catalogue row → fine, measures
//	                               │   └ two editions where the law changed between act and decision: the lighter
//	                               ├ criminal triage                          (pure/crime)
//	                               └ warnings: what is unknown, what is disputed
//
// The catalogue and the competent departments are data (data/law), the text of
// every article is there too; [Article] opens what any figure came from. It has
// no state and no clock: the day of today is passed in.
//
// No field is a verdict. What is unknown is said to be unknown: an absent key,
// a species on no list, goods no table values. Elements of an offence that
// nobody has stated (禁猎区, 野外来源, 食用目的) are not assumed; papers that nobody
// has shown are taken as not held, and the warning says so. It does not assess
// V23 (遗传资源) nor introduction from abroad (58), and keeps nothing.
package law

import (
	"encoding/json"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/species"
)

// Case is what one party did once. A nil pointer and an empty word are unknown.
type Case struct {
	ID               string       `json:"id"`
	Act              string       `json:"act"`
	ActDate          calendar.Day `json:"act_date"`
	DecisionDate     calendar.Day `json:"decision_date,omitempty"`
	Region           string       `json:"region"`
	ForFood          *bool        `json:"for_food,omitempty"`
	Party            *Party       `json:"party,omitempty"`
	Items            []Item       `json:"items"`
	Tools            []string     `json:"tools,omitempty"` // nil: unknown; empty: none was used
	BannedArea       *bool        `json:"banned_area,omitempty"`
	BannedPeriod     *bool        `json:"banned_period,omitempty"`
	IllegalIncomeFen *int64       `json:"illegal_income_fen,omitempty"`
	Caught           *bool        `json:"caught,omitempty"`
	CrossCounty      *bool        `json:"cross_county,omitempty"`
	Serious          *bool        `json:"serious,omitempty"`
	Overdue          *bool        `json:"overdue,omitempty"`
	AdRole           string       `json:"ad_role,omitempty"`
	AdFeeFen         *int64       `json:"ad_fee_fen,omitempty"`
	FreightFen       *int64       `json:"freight_fen,omitempty"`
	Direction        string       `json:"direction,omitempty"`
}

// Party is who did it; kind "" is unknown.
type Party struct {
	Kind  string         `json:"kind,omitempty"` // person org
	Prior []calendar.Day `json:"prior_penalties,omitempty"`
}

// Item is one thing the act was about.
type Item struct {
	Name       string      `json:"name"`
	Species    string      `json:"species,omitempty"` // Latin name
	Part       string      `json:"part,omitempty"`
	Qty        json.Number `json:"qty,omitempty"`
	Unit       string      `json:"unit,omitempty"`
	Origin     string      `json:"origin,omitempty"`
	PriceFen   *int64      `json:"price_fen,omitempty"` // of the whole item
	Permit     string      `json:"permit,omitempty"`
	Marking    string      `json:"marking,omitempty"`
	Provenance string      `json:"provenance,omitempty"`
	Quarantine string      `json:"quarantine,omitempty"`
}

// Assessment is the advice on one Case.
type Assessment struct {
	ID         string       `json:"id"`
	Items      []Found      `json:"items"`
	Violations []Violation  `json:"violations"` // the heaviest first
	Value      Worth        `json:"value"`
	Criminal   crime.Advice `json:"criminal"`
	Lenient    *Lenient     `json:"lenient,omitempty"`
	Warnings   []string     `json:"warnings"`
	Review     []string     `json:"-"` // why 法制审核 (58) or 集体讨论 (57) is due
}

// Found is what an item is to the law on the day of the act.
type Found struct {
	Name      string            `json:"name"`
	Species   string            `json:"species"`
	Class     species.Class     `json:"class"`
	Authority species.Authority `json:"authority"`
	Entry     string            `json:"entry"`
	WildOnly  bool              `json:"wild_only"`
	Note      string            `json:"note"`
}

// Violation is one provision broken, with what it allows.
type Violation struct {
	Code        string   `json:"code"`
	Edition     string   `json:"edition"`
	Prohibition []string `json:"prohibition"`
	Penalty     []string `json:"penalty"`
	Fine        Fine     `json:"fine"`
	Other       []string `json:"other"`
	Competent   []string `json:"competent"`
	Hearing     bool     `json:"hearing"`
	Applies     bool     `json:"applies,omitempty"` // 行政处罚法 29: fined by this one only
	Sub         string   `json:"-"`                 // row of the catalogue
	Label       string   `json:"-"`
}

// Refs are the articles of the violation, for [Article].
func (v Violation) Refs() []string {
	return append(Refs(v.Edition, v.Prohibition...), Refs(v.Edition, v.Penalty...)...)
}

// Fine is a range in fen; nil bounds are unknown.
type Fine struct {
	MinFen *int64 `json:"min_fen"`
	MaxFen *int64 `json:"max_fen"`
	Base   string `json:"base"` // value income fixed freight none
}

// Worth is the value of the whole record; nil bounds where anything is unvalued.
type Worth struct {
	LowFen         *int64 `json:"low_fen"`
	HighFen        *int64 `json:"high_fen"`
	Method         string `json:"method"`
	NeedsAppraisal bool   `json:"needs_appraisal"`
}

// Lenient is which of two editions was taken, and why (行政处罚法 37).
type Lenient struct {
	Edition string `json:"edition"`
	Reason  string `json:"reason"`
}

// Override names the competent departments of one region, before the default
// of data/law/competent.csv: 省、市、县 may have given a power to others
// (行政处罚法 18, 24).
type Override struct {
	Region    string   `json:"region"` // its division code, 2 to 12 digits
	Code      string   `json:"code"`   // V07
	Competent []string `json:"competent"`
}

// Desk assesses with the competence and the amounts of a place; the zero Desk
// has the default.
type Desk struct {
	Overrides        []Override
	HearingPersonFen int64 // from which a fine is 较大数额 (行政处罚法 63) for a person; 0: 一万元
	HearingOrgFen    int64 // for an organisation; 0: 十万元
}

// Assess advises with the default competence; see [Desk.Assess].
func Assess(c Case, today calendar.Day) (Assessment, error) { return Desk{}.Assess(c, today) }
