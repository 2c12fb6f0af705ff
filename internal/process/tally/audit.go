package tally

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"example.org/zhiye/internal/platform/store"
)

// Misposting is the first entry whose kept postings are not what the
// definitions make of it.
type Misposting struct {
	Entry int64  `json:"entry"`
	Text  string `json:"text"`
}

// Audited is a recount that also looked at every posting.
type Audited struct {
	Recounted
	Posting *Misposting `json:"posting,omitempty"` // nil where all agree
}

// Audit recounts the home and compares every posting too: totals say that a
// figure is right, postings that it opens into the right records. It takes
// about twice as long as Recount.
func (t *Tally) Audit(ctx context.Context, home string) (Audited, error) {
	c := newCount(t)
	c.audit = true
	r, err := c.recount(ctx, home)
	return Audited{r, c.wrong}, err
}

// check compares the postings of entries in (after, last] with those made now.
func (c *count) check(ctx context.Context, home string, after, last int64, made []posting) error {
	if !c.audit || c.wrong != nil {
		return nil
	}
	var kept []posting
	err := c.t.db.Look(ctx, actorOf(home), func(tx *store.Tx) (err error) {
		kept, err = scan(tx.Query(ctx, `SELECT `+columns+` FROM tally_posting WHERE home = $1 AND entry > $2 AND entry <= $3`, home, after, last))
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(kept, inOrder)
	slices.SortFunc(made, inOrder)
	for i := range max(len(kept), len(made)) {
		switch {
		case i >= len(made) || i < len(kept) && inOrder(kept[i], made[i]) < 0:
			c.wrong = &Misposting{kept[i].entry, fmt.Sprintf("多出 %s %s %d", kept[i].indicator, kept[i].key, kept[i].amount)}
		case i >= len(kept) || inOrder(made[i], kept[i]) < 0:
			c.wrong = &Misposting{made[i].entry, fmt.Sprintf("缺少 %s %s %d", made[i].indicator, made[i].key, made[i].amount)}
		case kept[i] != made[i]:
			c.wrong = &Misposting{made[i].entry, fmt.Sprintf("%s 现存 %d（%s），重算 %d（%s）", made[i].indicator, kept[i].amount, kept[i].day, made[i].amount, made[i].day)}
		default:
			continue
		}
		return nil
	}
	return nil
}

func inOrder(a, b posting) int {
	return cmp.Or(cmp.Compare(a.entry, b.entry), cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.key, b.key))
}
