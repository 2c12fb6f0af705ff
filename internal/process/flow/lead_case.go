package flow

import (
	"cmp"
	"context"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/store"
)

// FileCase turns a verified lead into a case of the actor's unit. Words that c
// leaves empty are the lead's; word is what the unit prints before the number.
func FileCase(ctx context.Context, tx *store.Tx, id string, version int64, c casework.Case, word string) (casework.Case, error) {
	l, err := lead.File(ctx, tx, id, version)
	if err != nil {
		return casework.Case{}, err
	}
	if err := certified(ctx, tx, c.Officers, c.FiledOn); err != nil {
		return casework.Case{}, err
	}
	c.Origin, c.Region, c.Campaign = lead.Ref(l.ID), l.Region, l.Campaign
	c.Title, c.Facts = cmp.Or(c.Title, l.Title), cmp.Or(c.Facts, l.Facts)
	return casework.File(ctx, tx, c, word)
}

// AssignCase says who investigates a case: people who may enforce the law today.
func AssignCase(ctx context.Context, tx *store.Tx, id string, version int64, officers []string) (casework.Case, error) {
	if err := certified(ctx, tx, officers, ""); err != nil {
		return casework.Case{}, err
	}
	return casework.Assign(ctx, tx, id, version, officers)
}

// ExtendLead gives verification more time, when somebody in service allowed it.
func ExtendLead(ctx context.Context, tx *store.Tx, id string, version int64, approver string) (lead.Lead, error) {
	who, ok := strings.CutPrefix(approver, "person:")
	if !ok {
		return lead.Lead{}, lead.ErrApprover
	}
	posts, err := org.Posts(ctx, tx, who, tx.Today())
	if err != nil {
		return lead.Lead{}, err
	}
	if len(posts) == 0 {
		return lead.Lead{}, lead.ErrApprover.With(approver)
	}
	return lead.Extend(ctx, tx, id, version, approver)
}

// certified refuses people who on the day (today when empty) hold no post in a
// unit that enforces the law, or no valid certificate.
func certified(ctx context.Context, tx *store.Tx, people []string, day string) error {
	for _, p := range people {
		who, ok := strings.CutPrefix(p, "person:")
		if !ok {
			return casework.ErrOfficers.With(p)
		}
		if _, err := org.CertifiedOn(ctx, tx, who, cmp.Or(day, tx.Today())); err != nil {
			return err
		}
	}
	return nil
}
