package report

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/indicator"
)

// Change is a cell that a round of a submission says otherwise than the round
// before it. Mark is whether the return had pointed at it.
type Change struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	NameEN string `json:"name_en,omitempty"`
	Unit   string `json:"unit"`
	Before Number `json:"before"`
	Now    Number `json:"now"`
	Mark   bool   `json:"mark,omitempty"`
}

// Changes compares a submission with its round before, cell by cell, in the
// order of the table: nothing for a first round. A cell that was marked is told
// even where it is as it was.
func Changes(ctx context.Context, tx *store.Tx, set *indicator.Set, id string) ([]Change, error) {
	now, err := submission.Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	old, err := submission.Before(ctx, tx, now)
	if errors.Is(err, submission.ErrNotFound) {
		return []Change{}, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := campaign.Get(ctx, tx, now.Campaign)
	if err != nil {
		return nil, err
	}
	if set, err = set.Under(c.Counting.Choices()); err != nil {
		return nil, err
	}
	rows, err := frozen(set, now)
	if err != nil {
		return nil, err
	}
	were, err := frozen(set, old)
	if err != nil {
		return nil, err
	}
	marked := map[string]bool{}
	for _, m := range old.Marks {
		marked[m.Code] = true
	}
	out := []Change{}
	for i, r := range rows {
		if r.Value != were[i].Value || marked[r.Code] {
			out = append(out, Change{r.Code, r.Name, r.NameEN, r.Unit, told(were[i].Value), told(r.Value), marked[r.Code]})
		}
	}
	return out, nil
}

// frozen are the rows of a submission, from the cells it packed.
func frozen(set *indicator.Set, s submission.Submission) ([]indicator.Row, error) {
	var cells map[string]int64
	if err := json.Unmarshal(s.Cells, &cells); err != nil {
		return nil, fmt.Errorf("report: reading submission %s: %w", s.ID, err)
	}
	return set.Rows(indicator.Sums{Value: cells}), nil
}
