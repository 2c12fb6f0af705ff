package decision

import (
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Remedy is a review (行政复议) or a suit (行政诉讼) against a decision. While it
// lasts no surcharge grows (行政处罚法第七十三条第三款).
type Remedy struct {
	ID             string `json:"id"`
	Decision       string `json:"decision"`
	Kind           string `json:"kind"`   // review or suit
	Organ          string `json:"organ"`  // that reviews or tries it
	Number         string `json:"number"` // of its notice
	ReceivedOn     string `json:"received_on"`
	EndedOn        string `json:"ended_on,omitempty"`
	Result         string `json:"result,omitempty"` // one of Results
	Paper          string `json:"paper,omitempty"`  // number of what ended it
	FineFen        int64  `json:"fine_fen"`         // as changed
	ConfiscatedFen int64  `json:"confiscated_fen"`  // as changed
	Words          string `json:"words,omitempty"`
}

// Results are upheld (维持、驳回), dropped (撤回), changed (变更), annulled (撤销),
// illegal (确认违法) and void (确认无效).
var Results = []string{"upheld", "dropped", "changed", "annulled", "illegal", "void"}

// Fells reports whether the decision no longer stands after the result.
func (r Remedy) Fells() bool {
	return slices.Contains([]string{"changed", "annulled", "void"}, r.Result)
}

// What a person can do something about.
var (
	ErrRemedy  = fault.New(fault.NotFound, "decision.remedy", "没有这件复议或诉讼，或已办结，请核对")
	ErrKindOf  = fault.New(fault.Invalid, "decision.remedy_kind", "种类只能是复议或诉讼，受理机关和通知文号不得为空，请补全")
	ErrResult  = fault.New(fault.Invalid, "decision.result", "结果不在目录内或文书号为空：请选择维持（驳回）、撤回、变更、撤销、确认违法或确认无效，变更的须填变更后的金额")
	ErrPending = fault.New(fault.Conflict, "decision.pending", "这份决定已有复议或诉讼在办，请先登记其结果")
)

// Contest records that a review or suit against a served decision was accepted.
// The time to ask the court stops.
func Contest(ctx context.Context, tx *store.Tx, f docket.File, r Remedy) (Remedy, error) {
	d, err := Get(ctx, tx, r.Decision)
	if err != nil {
		return Remedy{}, err
	}
	r.Organ, r.Number = strings.TrimSpace(r.Organ), strings.TrimSpace(r.Number)
	switch {
	case d.Case != f.ID || !d.Standing():
		return Remedy{}, ErrDecision
	case d.ServedOn == "":
		return Remedy{}, ErrUnserved
	case r.Kind != "review" && r.Kind != "suit" || r.Organ == "" || r.Number == "":
		return Remedy{}, ErrKindOf
	case errors.Join(ErrLong.Over(200, r.Organ, r.Number), ErrLong.Over(2000, r.Words)) != nil:
		return Remedy{}, ErrLong
	}
	rs, err := Remedies(ctx, tx, r.Decision)
	if err != nil {
		return Remedy{}, err
	}
	if slices.ContainsFunc(rs, func(o Remedy) bool { return o.EndedOn == "" }) {
		return Remedy{}, ErrPending
	}
	if r.ReceivedOn, err = docket.Past(tx, r.ReceivedOn); err != nil {
		return Remedy{}, err
	}
	if r.ReceivedOn < d.ServedOn {
		return Remedy{}, docket.ErrDay.With(r.ReceivedOn)
	}
	r = Remedy{ID: tx.ID(), Decision: r.Decision, Kind: r.Kind, Organ: r.Organ, Number: r.Number, ReceivedOn: r.ReceivedOn, Words: r.Words}
	if _, err := tx.Exec(ctx, `INSERT INTO decision_remedy (home, `+remedyColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', '', 0, 0, $8)`,
		tx.Actor.Home, r.ID, r.Decision, r.Kind, r.Organ, r.Number, r.ReceivedOn, r.Words); err != nil {
		return Remedy{}, wrap("contesting", err)
	}
	if err := docket.Finish(ctx, tx, f.ID, court(d.ID)); err != nil {
		return Remedy{}, err
	}
	return r, f.Note(tx, "remedy.received", Contested{d.ID, r.Kind, ""}, r.ReceivedOn)
}

// End records what became of a review or suit. What it does to the decision is
// done by the caller: Fells asks for Annul, and a change for Replace.
func End(ctx context.Context, tx *store.Tx, f docket.File, in Remedy) (Remedy, error) {
	r, err := GetRemedy(ctx, tx, in.ID)
	if err != nil {
		return Remedy{}, err
	}
	d, err := Get(ctx, tx, r.Decision)
	if err != nil {
		return Remedy{}, err
	}
	changed := in.Result == "changed"
	switch {
	case d.Case != f.ID || r.EndedOn != "":
		return Remedy{}, ErrRemedy
	case !slices.Contains(Results, in.Result) || strings.TrimSpace(in.Paper) == "":
		return Remedy{}, ErrResult
	case changed && (in.FineFen < 0 || in.ConfiscatedFen < 0 || in.FineFen > most || in.ConfiscatedFen > most):
		return Remedy{}, ErrResult
	case changed && in.FineFen == d.FineFen && in.ConfiscatedFen == d.ConfiscatedFen && strings.TrimSpace(in.Words) == "":
		return Remedy{}, ErrResult
	case errors.Join(ErrLong.Over(200, in.Paper), ErrLong.Over(2000, in.Words)) != nil:
		return Remedy{}, ErrLong
	}
	if r.EndedOn, err = docket.Past(tx, in.EndedOn); err != nil {
		return Remedy{}, err
	}
	if r.EndedOn < r.ReceivedOn {
		return Remedy{}, docket.ErrDay.With(r.EndedOn)
	}
	if r.Result, r.Paper, r.Words = in.Result, strings.TrimSpace(in.Paper), in.Words; changed {
		r.FineFen, r.ConfiscatedFen = in.FineFen, in.ConfiscatedFen
	}
	if _, err := tx.Exec(ctx, `UPDATE decision_remedy SET ended_on = $3, result = $4, paper = $5, fine_fen = $6, confiscated_fen = $7, words = $8
		WHERE home = $1 AND id = $2`, tx.Actor.Home, r.ID, r.EndedOn, r.Result, r.Paper, r.FineFen, r.ConfiscatedFen, r.Words); err != nil {
		return Remedy{}, wrap("ending a remedy", err)
	}
	if err := f.Note(tx, "remedy.ended", Contested{d.ID, r.Kind, r.Result}, r.EndedOn); err != nil {
		return Remedy{}, err
	}
	return r, after(ctx, tx, f, d, r)
}

// after sets the clocks that a result leaves running: three working days to
// take a publication off (行政处罚法第四十八条第二款), three months to ask the court
// for what stands unpaid.
func after(ctx context.Context, tx *store.Tx, f docket.File, d Decision, r Remedy) error {
	if r.Fells() {
		return nil // Annul does
	}
	if r.Result == "illegal" && d.PublishedOn != "" {
		if err := docket.Start(ctx, tx, f.ID, publication(d.ID), docket.ClockUnpublication, tx.Now); err != nil {
			return err
		}
	}
	if d.PaidFen < d.Due() && r.Result != "illegal" {
		return docket.Start(ctx, tx, f.ID, court(d.ID), docket.ClockCourt, docket.Midnight(r.EndedOn))
	}
	return nil
}

// Replace records the decision that a review or a court put in the place of an
// annulled one: its words with other amounts, served with the result. What was
// paid before is carried over.
func Replace(ctx context.Context, tx *store.Tx, f docket.File, old Decision, r Remedy) (Decision, error) {
	d := old
	d.ID, d.Replaces, d.Number, d.Annulled, d.PublishedOn, d.PaidFen = tx.ID(), old.ID, r.Paper, "", "", 0
	d.FineFen, d.ConfiscatedFen, d.DecidedOn, d.ServedOn = r.FineFen, r.ConfiscatedFen, r.EndedOn, ""
	d.Range, d.Deviation, d.DeviationReason, d.Summary = nil, "", "", false // the organ above is not bound by them
	if words := strings.TrimSpace(r.Words); words != "" {
		d.Text = words
	}
	if err := d.Check(); err != nil {
		return Decision{}, err
	}
	if err := insert(ctx, tx, d); err != nil {
		return Decision{}, err
	}
	if err := begin(ctx, tx, f, d); err != nil {
		return Decision{}, err
	}
	if err := f.TakeBack(ctx, tx, "penalty.paid", Paid{}, docket.About("decision", old.ID)); err != nil {
		return Decision{}, err
	}
	d, err := Serve(ctx, tx, f, d.ID, r.EndedOn)
	if err != nil || old.PaidFen <= 0 || d.Due() == 0 {
		return d, err
	}
	return Pay(ctx, tx, f, d.ID, Payment{Fen: min(old.PaidFen, d.Due()), PaidOn: r.EndedOn, Receipt: old.Number}, "")
}

const remedyColumns = `id, decision, kind, organ, number, received_on, ended_on, result, paper, fine_fen, confiscated_fen, words`

// GetRemedy returns a review or suit, or ErrRemedy.
func GetRemedy(ctx context.Context, tx *store.Tx, id string) (Remedy, error) {
	return store.One(tx.Row(ctx, `SELECT `+remedyColumns+` FROM decision_remedy WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrRemedy, scanRemedy)
}

// Remedies are the reviews and suits against a decision, oldest first.
func Remedies(ctx context.Context, tx *store.Tx, id string) ([]Remedy, error) {
	rs, err := tx.Query(ctx, `SELECT `+remedyColumns+` FROM decision_remedy WHERE home = $1 AND decision = $2 ORDER BY id`, tx.Actor.Home, id)
	return store.Collect(rs, err, scanRemedy)
}

func scanRemedy(row store.Scanner) (r Remedy, err error) {
	err = row.Scan(&r.ID, &r.Decision, &r.Kind, &r.Organ, &r.Number, &r.ReceivedOn, &r.EndedOn, &r.Result, &r.Paper, &r.FineFen, &r.ConfiscatedFen, &r.Words)
	return r, err
}
