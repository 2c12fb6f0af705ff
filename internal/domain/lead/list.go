package lead

import (
	"context"
	"fmt"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Filter chooses leads; empty fields choose all.
type Filter struct {
	State    State   `query:"state" json:"state,omitempty"`
	Channel  string  `query:"channel" json:"channel,omitempty"`
	Unit     string  `query:"unit" json:"unit,omitempty"`
	Officer  string  `query:"officer" json:"officer,omitempty"`
	Region   string  `query:"region" json:"region,omitempty"` // 12 digits
	Campaign string  `query:"campaign" json:"campaign,omitempty"`
	Subject  ref.Ref `query:"subject" json:"subject,omitempty"`
	From     string  `query:"from" json:"from,omitempty"` // raised on this day or later
	To       string  `query:"to" json:"to,omitempty"`     // raised on this day or before
	Title    string  `query:"title" json:"title,omitempty" doc:"a part of it"`
	DueBy    string  `query:"due_by" json:"due_by,omitempty"` // still unverified, and due on this day or before
}

// List returns leads, newest first, and where the next page begins; empty
// when this was the last.
func List(ctx context.Context, tx *store.Tx, f Filter, p store.Page) ([]Lead, string, error) {
	where, args := f.where(tx.Actor.Home)
	if p.After != "" {
		args = append(args, p.After)
		where += fmt.Sprintf(" AND id < $%d", len(args))
	}
	n := p.Size()
	args = append(args, n+1)
	rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT `+columns+` FROM lead WHERE %s ORDER BY id DESC LIMIT $%d`, where, len(args)), args...)
	if err != nil {
		return nil, "", wrap("listing", err)
	}
	defer rows.Close()
	out := []Lead{}
	for rows.Next() {
		l, err := scan(rows)
		if err != nil {
			return nil, "", wrap("listing", err)
		}
		out = append(out, l)
	}
	if len(out) > n {
		return out[:n], out[n-1].ID, rows.Err()
	}
	return out, "", wrap("listing", rows.Err())
}

// Twins are leads about the same subject that are not ended: a person decides
// whether they tell of the same thing.
func Twins(ctx context.Context, tx *store.Tx, l Lead) ([]Lead, error) {
	out := []Lead{}
	if l.Subject == "" {
		return out, nil
	}
	all, _, err := List(ctx, tx, Filter{Subject: l.Subject}, store.Page{Limit: 100})
	for _, o := range all {
		if o.ID != l.ID && !o.Ended() {
			out = append(out, o)
		}
	}
	return out, err
}

func (f Filter) where(home string) (string, []any) {
	cond, args := []string{"home = $1"}, []any{home}
	for _, c := range []struct{ cond, value string }{
		{"state = $%d", string(f.State)}, {"channel = $%d", f.Channel}, {"unit = $%d", f.Unit}, {"officer = $%d", f.Officer},
		{"region = $%d", f.Region}, {"campaign = $%d", f.Campaign}, {"subject = $%d", string(f.Subject)},
		{"raised_on >= $%d", f.From}, {"raised_on <= $%d", f.To}, {"state IN ('open', 'taken') AND due <= $%d", f.DueBy},
	} {
		if c.value != "" {
			args = append(args, c.value)
			cond = append(cond, fmt.Sprintf(c.cond, len(args)))
		}
	}
	if title := strings.ToLower(strings.TrimSpace(f.Title)); title != "" {
		args = append(args, store.Within(title))
		cond = append(cond, fmt.Sprintf("lower(title) LIKE $%d ESCAPE '!'", len(args)))
	}
	return strings.Join(cond, " AND "), args
}
