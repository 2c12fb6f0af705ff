package flow

import (
	"cmp"
	"context"

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
	c.Origin, c.Region, c.Campaign = lead.Ref(l.ID), l.Region, l.Campaign
	c.Title, c.Facts = cmp.Or(c.Title, l.Title), cmp.Or(c.Facts, l.Facts)
	return casework.File(ctx, tx, c, word)
}
