package decision

import (
	"context"
	"errors"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Publication is a decision as the public reads it: redacted, and frozen when
// it was published. Withdrawing it leaves the text and says why.
type Publication struct {
	ID          string `json:"id"`
	Decision    string `json:"decision"`
	Title       string `json:"title"`
	Text        string `json:"text"`
	PublishedOn string `json:"published_on"`
	WithdrawnOn string `json:"withdrawn_on,omitempty"`
	Reason      string `json:"reason,omitempty"`
}

// What a person can do something about.
var (
	ErrPublished   = fault.New(fault.Conflict, "case.published", "已经公示、曝光或列入，不能重复")
	ErrUnpublished = fault.New(fault.Conflict, "case.unpublished", "没有公示、曝光或列入，无从撤下")
	ErrWarning     = fault.New(fault.Invalid, "case.warning", "不予处罚和仅警告的决定不公示，无须办理")
)

// Publish freezes the redacted text of a penalty and records that it was
// published, within twenty working days of its decision
// (市场监督管理行政处罚信息公示规定).
func Publish(ctx context.Context, tx *store.Tx, f docket.File, id string, p Publication) (Decision, error) {
	return show(ctx, tx, f, id, func(d *Decision) error {
		switch {
		case !d.Standing():
			return ErrDecision
		case !d.Publishable():
			return ErrWarning
		case d.PublishedOn != "":
			return ErrPublished
		case strings.TrimSpace(p.Text) == "":
			return ErrText
		}
		if errors.Join(ErrLong.Over(200, p.Title), ErrLong.Over(20_000, p.Text)) != nil {
			return ErrLong
		}
		d.PublishedOn = tx.Today()
		if _, err := tx.Exec(ctx, `INSERT INTO decision_publication (home, `+publicationColumns+`) VALUES ($1, $2, $3, $4, $5, $6, '', '')`,
			tx.Actor.Home, tx.ID(), id, p.Title, p.Text, d.PublishedOn); err != nil {
			return wrap("publishing", err)
		}
		return f.Note(tx, "penalty.published", d.facts(), "")
	})
}

// Unpublish takes a published penalty off again, says why in public
// (行政处罚法第四十八条第二款), and reverses its figure.
func Unpublish(ctx context.Context, tx *store.Tx, f docket.File, id, reason string) (Decision, error) {
	return show(ctx, tx, f, id, func(d *Decision) error {
		if d.PublishedOn == "" {
			return ErrUnpublished
		}
		if reason = strings.TrimSpace(reason); reason == "" {
			return ErrReason
		}
		if err := ErrLong.Over(2000, reason); err != nil {
			return err
		}
		d.PublishedOn = ""
		if _, err := tx.Exec(ctx, `UPDATE decision_publication SET withdrawn_on = $3, reason = $4 WHERE home = $1 AND decision = $2 AND withdrawn_on = ''`,
			tx.Actor.Home, id, tx.Today(), reason); err != nil {
			return wrap("withdrawing", err)
		}
		if err := f.TakeBack(ctx, tx, "penalty.published", Facts{}, docket.About("decision", id)); err != nil {
			return err
		}
		return f.Note(tx, "penalty.unpublished", d.facts(), "")
	})
}

// show edits when a decision is seen by the public, an annulled one and one of
// an ended case too.
func show(ctx context.Context, tx *store.Tx, f docket.File, id string, edit func(*Decision) error) (Decision, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Decision{}, err
	}
	if d.Case != f.ID {
		return Decision{}, ErrDecision
	}
	if err := edit(&d); err != nil {
		return Decision{}, err
	}
	if err := update(ctx, tx, d); err != nil {
		return Decision{}, err
	}
	return d, docket.Finish(ctx, tx, f.ID, publication(id))
}

const publicationColumns = `id, decision, title, text, published_on, withdrawn_on, reason`

// Publications are the published texts of a decision, oldest first.
func Publications(ctx context.Context, tx *store.Tx, id string) ([]Publication, error) {
	rs, err := tx.Query(ctx, `SELECT `+publicationColumns+` FROM decision_publication WHERE home = $1 AND decision = $2 ORDER BY id`, tx.Actor.Home, id)
	return store.Collect(rs, err, func(r store.Scanner) (p Publication, err error) {
		return p, r.Scan(&p.ID, &p.Decision, &p.Title, &p.Text, &p.PublishedOn, &p.WithdrawnOn, &p.Reason)
	})
}

// Shown reports whether the case has penalties to publish and all of them are.
func Shown(ctx context.Context, tx *store.Tx, file string) (bool, error) {
	ds, err := Of(ctx, tx, file)
	n := 0
	for _, d := range ds {
		if d.Standing() && d.Publishable() {
			if n++; d.PublishedOn == "" {
				return false, err
			}
		}
	}
	return n > 0, err
}
