package campaign

import (
	"context"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
)

// Meeting is a meeting that was held, what it decided and who does what.
type Meeting struct {
	Kind      string     `json:"kind"` // deploy 部署会, joint 联席会, other
	Title     string     `json:"title"`
	Place     string     `json:"place,omitempty"`
	Units     []string   `json:"units,omitempty"` // who was there
	People    int64      `json:"people"`
	Decisions []string   `json:"decisions,omitempty"`
	FollowUps []FollowUp `json:"follow_ups,omitempty"`
	Minutes   []string   `json:"minutes,omitempty"` // blobs, sha256
}

// FollowUp is what a meeting gave a unit to do.
type FollowUp struct {
	Text   string `json:"text"`
	Unit   string `json:"unit"`
	Due    string `json:"due"`
	DoneOn string `json:"done_on,omitempty"`
}

// Held are the facts of meeting.held.
type Held struct {
	Kind   string `json:"kind"`
	People int64  `json:"people"`
}

// Done are the facts of followup.done.
type Done struct {
	Unit string `json:"unit"`
	Due  string `json:"due"`
}

// Noun is "meeting".
func (Meeting) Noun() string { return "meeting" }
func (m Meeting) facts() any { return Held{m.Kind, m.People} }

func (m Meeting) waiting() (n int64) {
	for _, f := range m.FollowUps {
		if f.DoneOn == "" {
			n++
		}
	}
	return n
}

func (m Meeting) check() error {
	switch {
	case strings.TrimSpace(m.Title) == "":
		return ErrTitle
	case !slices.Contains([]string{"deploy", "joint", "other"}, m.Kind):
		return ErrKind.With(m.Kind)
	case m.People < 0:
		return ErrQuantity
	}
	for _, f := range m.FollowUps {
		if strings.TrimSpace(f.Text) == "" || f.Unit == "" {
			return ErrTitle.With("议定事项及责任单位")
		}
		if !isDay(f.Due) {
			return ErrDay.With(f.Text)
		}
		if err := ErrLong.Over(2000, f.Text); err != nil {
			return err
		}
	}
	return ErrLong.Over(200, m.Title)
}

// Finish marks the n-th follow-up (from 0) of a meeting as done today. Whoever
// was given it reports; that it is done say the unit that recorded the meeting
// and those who steer the campaign.
func Finish(ctx context.Context, tx *store.Tx, meeting string, version int64, n int) (Record[Meeting], error) {
	r, err := change(ctx, tx, meeting, version, func(r *Record[Meeting]) error {
		steers, err := Steers(ctx, tx, r.Campaign)
		if err != nil {
			return err
		}
		if !steers && r.Unit != tx.Actor.Unit {
			return ErrNotSteering
		}
		if n < 0 || n >= len(r.Body.FollowUps) || r.Body.FollowUps[n].DoneOn != "" {
			return ErrFollowUp
		}
		r.Body.FollowUps[n].DoneOn = tx.Today()
		r.Waiting = r.Body.waiting()
		return nil
	})
	if err != nil {
		return r, err
	}
	f := r.Body.FollowUps[n]
	return r, tx.Note(store.Note{Verb: "followup.done", Subject: r.subject(), Campaign: r.Campaign, Facts: Done{f.Unit, f.Due}})
}

// followUps are the campaign's open follow-ups that are due soon or late.
func followUps(ctx context.Context, tx *store.Tx, c Campaign, day string) (out []Reminder, err error) {
	ms, _, err := Records[Meeting](ctx, tx, c.ID, RecordFilter{Waiting: true}, store.Page{Limit: maxPage})
	for _, m := range ms {
		for _, f := range m.Body.FollowUps {
			r := Reminder{Campaign: c.ID, Kind: "followup", Code: m.ID, Title: f.Text, Unit: f.Unit, Day: f.Due}
			if f.DoneOn == "" && r.weigh(day, c.Remind) {
				out = append(out, r)
			}
		}
	}
	return out, err
}
