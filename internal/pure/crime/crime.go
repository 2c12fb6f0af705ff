// Package crime advises whether an act is to be handed to the police: it holds
// the facts against 刑法 151, 312, 340 and 341 and the interpretations of the
// Supreme Court and Procuratorate (法释〔2022〕12号, and 法释〔2000〕37号 for earlier acts).
//
//	deed ─ which crimes the act can be ─ figure against threshold ┬ reached ─ transfer 建议移送
//	                                                              ├ a fact or figure is open ─ doubt 存疑需认定
//	                                                              └ not reached ─ none 未达标准
//
// It advises; the officer decides. No field is a verdict. It does not know fines
// or administrative provisions (pure/law), and keeps no history (casework does).
package crime

import "example.org/zhiye/internal/pure/valuation"

// Deed is what one party did once.
type Deed struct {
	Act          string // as in the contract: hunt sell buy transport …
	Day          string // of the act, YYYY-MM-DD
	Decision     string // the day of the decision
	Region       string
	ForFood      bool
	Person       bool     // false: an organisation
	Prior        []string // days of earlier wildlife penalties
	Tools        []string // nil: unknown; empty: none was used
	BannedArea   *bool    // 禁猎区 (fish: 禁渔区); nil: unknown
	BannedPeriod *bool    // 禁猎期 (fish: 禁渔期); nil: unknown
	Serious      bool
	Direction    string // import export; "" is unknown
	Caught       bool   // false: nothing was caught or sold yet
	IncomeFen    int64  // 违法所得; negative is unknown
	Items        []Item
}

// Item is one thing the act was about, with its worth and its papers.
type Item struct {
	Goods   valuation.Goods
	Value   valuation.Value
	Permit  string // none valid expired; "" is unknown
	Marking string // none valid mismatch; "" is unknown
}

// Advice is what the triage says. It is never a verdict.
type Advice struct {
	Advice   string   `json:"advice"`          // transfer doubt none
	Crime    string   `json:"crime,omitempty"` // 危害珍贵、濒危野生动物罪 …; "" with none
	Band     string   `json:"band,omitempty"`  // base serious very_serious, where the crime has bands
	Reasons  []string `json:"reasons"`         // each names its article and the figure compared
	Articles []string `json:"-"`               // references: 刑法:341.1, 法释〔2022〕12号:6
	Warnings []string `json:"-"`
}

// Triage advises on one deed.
func Triage(d Deed) Advice { return Advice{Advice: "doubt"} }

// Accumulate advises on several deeds of one party that nobody has dealt with
// yet (法释〔2022〕12号 art. 12).
func Accumulate(deeds []Deed) Advice { return Advice{Advice: "doubt"} }
