package campaign

import "strings"

// Dispatch is what a unit sent out or spent: vehicles, people, funds.
type Dispatch struct {
	Title    string `json:"title"`
	Action   string `json:"action,omitempty"` // the joint action it served
	Vehicles int64  `json:"vehicles"`         // 台次
	People   int64  `json:"people"`
	FundsFen int64  `json:"funds_fen"`
}

// Dispatched are the facts of dispatch.recorded.
type Dispatched struct {
	Vehicles int64  `json:"vehicles"`
	People   int64  `json:"people"`
	FundsFen int64  `json:"funds_fen"`
	Action   string `json:"action"`
}

// Noun is "dispatch".
func (Dispatch) Noun() string     { return "dispatch" }
func (d Dispatch) facts() any     { return Dispatched{d.Vehicles, d.People, d.FundsFen, d.Action} }
func (d Dispatch) waiting() int64 { return 0 }

func (d Dispatch) check() error {
	switch {
	case strings.TrimSpace(d.Title) == "":
		return ErrTitle
	case min(d.Vehicles, d.People, d.FundsFen) < 0 || max(d.Vehicles, d.People, d.FundsFen) == 0:
		return ErrQuantity
	}
	return ErrLong.Over(200, d.Title, d.Action)
}

// Supervision is a look at how a lower unit does its work (督查检查下级).
type Supervision struct {
	Target   string   `json:"target"` // unit id
	Title    string   `json:"title"`
	Findings string   `json:"findings,omitempty"`
	Photos   []string `json:"photos,omitempty"` // blobs, sha256
}

// Supervised are the facts of supervision.recorded.
type Supervised struct {
	Target string `json:"target"`
}

// Noun is "supervision".
func (Supervision) Noun() string     { return "supervision" }
func (s Supervision) facts() any     { return Supervised{s.Target} }
func (s Supervision) waiting() int64 { return 0 }

func (s Supervision) check() error {
	if strings.TrimSpace(s.Title) == "" || s.Target == "" {
		return ErrTitle.With("督查标题和被督查单位")
	}
	if err := ErrLong.Over(20_000, s.Findings); err != nil {
		return err
	}
	return ErrLong.Over(200, s.Title)
}
