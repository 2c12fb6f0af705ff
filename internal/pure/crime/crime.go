// Package crime advises whether an act is to be handed to the police: it holds
// the facts against 刑法 151, 340 and 341 and the interpretations that put figures
// to them (法释〔2022〕12号; 法释〔2000〕37号 and 法释〔2014〕10号 for earlier acts).
//
//	deed ─ which crimes the act can be ─ figure against threshold ┬ reached ─ transfer 建议移送
//	                                                              ├ a fact or figure is open ─ doubt 存疑需认定
//	                                                              └ not reached ─ none 未达标准
//
// Every figure stands in data/law/threshold.csv beside the words it comes from.
// A worth is an interval: what counts for certain, and what may count. It is
// reached if its lower end is, missed if its upper end is below, else in doubt.
//
// It advises; the officer decides. No field is a verdict. It does not know fines
// or administrative provisions (pure/law), and keeps no history (casework does).
package crime

import "example.org/zhiye/internal/pure/valuation"

// What the triage advises.
const (
	Transfer = "transfer" // 建议移送
	Doubt    = "doubt"    // 存疑需认定
	None     = "none"     // 未达标准
)

// Deed is what one party did once.
type Deed struct {
	Act          string   // as in the contract: hunt sell buy transport …
	Day          string   // of the act, YYYY-MM-DD
	Decision     string   // the day of the decision; "" is unknown
	Region       string   // division code; no threshold of ours depends on it
	ForFood      bool     // 以食用为目的
	Person       bool     // false: an organisation (法释〔2022〕12号 art. 18)
	Prior        []string // days of earlier wildlife penalties
	Tools        []string // tools and methods; nil: unknown, warned of and not assumed; empty: none was used
	BannedArea   *bool    // 禁猎区 (fish: 禁渔区); nil: unknown
	BannedPeriod *bool    // 禁猎期 (fish: 禁渔期); nil: unknown
	Serious      bool     // administrative 情节严重; no threshold of ours depends on it
	Direction    string   // import export; "" is unknown
	Caught       bool     // false: nothing was caught or sold yet
	IncomeFen    int64    // 违法所得; 0 or less is unknown
	Items        []Item
}

// Item is one thing the act was about, with its worth and its papers. For import
// Goods.Appendix says where the animal stands in CITES.
type Item struct {
	Goods   valuation.Goods
	Value   valuation.Value
	Permit  string // none valid expired; "" is unknown
	Marking string // none valid mismatch; "" is unknown
}

// Advice is what the triage says. It is never a verdict.
type Advice struct {
	Advice   string   `json:"advice"`          // Transfer, Doubt or None
	Crime    string   `json:"crime,omitempty"` // 危害珍贵、濒危野生动物罪 …; "" with none and where the species is open
	Band     string   `json:"band,omitempty"`  // base serious very_serious: with transfer, where the crime has bands
	Reasons  []string `json:"reasons"`         // each names its article and the figure or fact compared
	Articles []string `json:"-"`               // references: 刑法:341.1, 法释〔2022〕12号:6.1
	Warnings []string `json:"-"`
}

// Triage advises on one deed.
func Triage(d Deed) Advice {
	return weigh(charges(&d), &d)
}

// Load reads the thresholds; Triage does it when first asked.
func Load() { figures() }
