package flow

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/redact"
)

// ErrLeak is returned for a text that still shows what the public must not read.
var ErrLeak = fault.New(fault.Invalid, "decision.leak", "公示内容仍含不应公开的个人信息，请隐去后再公示（行政处罚法第五十条）")

// decided is a decision and the file it belongs to.
func decided(ctx context.Context, tx *store.Tx, id string) (decision.Decision, docket.File, error) {
	d, err := decision.Get(ctx, tx, id)
	if err != nil {
		return d, docket.File{}, err
	}
	f, err := file(ctx, tx, d.Case)
	return d, f, err
}

// DecisionVerb is something done to a decision of a file.
type DecisionVerb[T any] func(docket.File) (T, error)

// OnDecision does something to a decision of a case of the actor's unit;
// approver, where the deed wants one, is a head of the organ.
func OnDecision[T any](ctx context.Context, tx *store.Tx, id, approver string, do DecisionVerb[T]) (out T, err error) {
	_, f, err := decided(ctx, tx, id)
	if err != nil {
		return out, err
	}
	if approver != "" {
		if err := entitled(ctx, tx, f, approver, "case.decide"); err != nil {
			return out, err
		}
	}
	return do(f)
}

// PreviewPublication is how the public would read a decision: redacted by rule.
func PreviewPublication(ctx context.Context, tx *store.Tx, id string) (decision.Publication, error) {
	d, err := decision.Get(ctx, tx, id)
	if err != nil {
		return decision.Publication{}, err
	}
	c, err := casework.Get(ctx, tx, d.Case)
	if err != nil {
		return decision.Publication{}, err
	}
	people, named, err := persons(ctx, tx, c.ID, d)
	if err != nil {
		return decision.Publication{}, err
	}
	text := fmt.Sprintf("%s\n当事人：%s\n%s\n作出决定日期：%s", d.Number, named, d.Text, d.DecidedOn)
	return decision.Publication{Decision: id, Title: redact.Text(c.Title, people), Text: redact.Text(text, people)}, nil
}

// PublishDecision freezes what the public reads of a penalty. A text somebody
// wrote instead of the one by rule shows nothing of a person either.
func PublishDecision(ctx context.Context, tx *store.Tx, id string, p decision.Publication) (decision.Decision, error) {
	d, f, err := decided(ctx, tx, id)
	if err != nil {
		return decision.Decision{}, err
	}
	rule, err := PreviewPublication(ctx, tx, id)
	if err != nil {
		return decision.Decision{}, err
	}
	p.Title, p.Text = cmp.Or(strings.TrimSpace(p.Title), rule.Title), cmp.Or(strings.TrimSpace(p.Text), rule.Text)
	people, _, err := persons(ctx, tx, f.ID, d)
	if err != nil {
		return decision.Decision{}, err
	}
	if kinds := redact.Leaks(p.Title+"\n"+p.Text, people); len(kinds) > 0 {
		return decision.Decision{}, ErrLeak.With(strings.Join(kinds, "、"))
	}
	if d, err = decision.Publish(ctx, tx, f, id, p); err != nil {
		return decision.Decision{}, err
	}
	return d, shown(ctx, tx, f.ID)
}

// UnpublishDecision takes a published penalty off again; of an annulled one the
// reason is why it was annulled.
func UnpublishDecision(ctx context.Context, tx *store.Tx, id, reason string) (decision.Decision, error) {
	d, f, err := decided(ctx, tx, id)
	if err != nil {
		return decision.Decision{}, err
	}
	if d, err = decision.Unpublish(ctx, tx, f, id, cmp.Or(strings.TrimSpace(reason), d.Annulled)); err != nil {
		return decision.Decision{}, err
	}
	return d, shown(ctx, tx, f.ID)
}

func shown(ctx context.Context, tx *store.Tx, id string) error {
	all, err := decision.Shown(ctx, tx, id)
	if err != nil {
		return err
	}
	return casework.Show(ctx, tx, id, all)
}

// persons are the natural persons of a case as a text may name them, and how
// the party of a decision is called in public.
func persons(ctx context.Context, tx *store.Tx, id string, d decision.Decision) (people []redact.Person, named string, err error) {
	ps, err := casework.Parties(ctx, tx, id)
	for _, p := range ps {
		name := p.Name.Reveal()
		if p.Kind == "person" {
			one := redact.Person{Name: name, Paper: p.Paper.Reveal(), Address: p.Address.Reveal(), Minor: redact.Minor(p.Paper.Reveal(), d.DecidedOn)}
			people, name = append(people, one), one.Mask()
		}
		if p.ID == d.Party {
			named = name
		}
	}
	return people, named, err
}

// EndRemedy records what became of a review or suit and lets decision and case
// follow: an annulled decision falls and the case is open for another, a changed
// one is replaced. A closed case is reopened for it.
func EndRemedy(ctx context.Context, tx *store.Tx, in decision.Remedy) (decision.Remedy, error) {
	r, err := decision.GetRemedy(ctx, tx, in.ID)
	if err != nil {
		return decision.Remedy{}, err
	}
	d, f, err := decided(ctx, tx, r.Decision)
	if err != nil {
		return decision.Remedy{}, err
	}
	if r, err = decision.End(ctx, tx, f, in); err != nil || !r.Fells() {
		return r, err
	}
	reason := remedies[r.Kind] + results[r.Result] + "：" + r.Paper
	c, err := casework.Mine(ctx, tx, d.Case)
	if err != nil {
		return r, err
	}
	if c.State == casework.Closed || c.State == casework.Published {
		if c, err = ReopenCase(ctx, tx, c.ID, c.Version, reason); err != nil {
			return r, err
		}
	}
	if _, err := fell(ctx, tx, c, d.ID, reason); err != nil || r.Result != "changed" {
		return r, err
	}
	return r, replace(ctx, tx, d, r)
}

var (
	remedies = map[string]string{"review": "行政复议", "suit": "行政诉讼"}
	results  = map[string]string{"changed": "变更", "annulled": "撤销", "void": "确认无效"}
)

// replace puts the changed decision in the place of the one that fell.
func replace(ctx context.Context, tx *store.Tx, old decision.Decision, r decision.Remedy) error {
	c, err := casework.Mine(ctx, tx, old.Case)
	if err != nil {
		return err
	}
	d, err := decision.Replace(ctx, tx, c.File(), old, r)
	if err != nil {
		return err
	}
	rest, err := undecided(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	_, err = casework.Settle(ctx, tx, c, d.DecidedOn, d.Kind == "penalty", len(rest) == 0)
	return err
}
