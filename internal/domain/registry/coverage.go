package registry

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Coverage is a campaign's denominator (底数): the list of physical subjects
// that stood open when it was frozen. The list has a root, so that it can be
// shown later that nobody was left out to look better.
type Coverage struct {
	Campaign string    `json:"campaign"`
	At       time.Time `json:"at"`
	Count    int64     `json:"count"`
	Root     string    `json:"root"`
}

// Freeze keeps the denominator of a campaign; it can be done once.
func Freeze(ctx context.Context, tx *store.Tx, campaign string) (Coverage, error) {
	if _, err := Denominator(ctx, tx, campaign); !errors.Is(err, ErrNoFrozen) {
		if err == nil {
			err = ErrFrozen
		}
		return Coverage{}, err
	}
	ids, err := texts(tx.Query(ctx, `SELECT id FROM registry_subject WHERE home = $1 AND state = 'open' AND online = 0 ORDER BY id`, tx.Actor.Home))
	if err != nil {
		return Coverage{}, err
	}
	c := Coverage{campaign, tx.Now, int64(len(ids)), root(ids)}
	if _, err := tx.Exec(ctx, `INSERT INTO registry_coverage (home, campaign, at, count, root) VALUES ($1, $2, $3, $4, $5)`,
		tx.Actor.Home, campaign, c.At.UnixMicro(), c.Count, c.Root); err != nil {
		return Coverage{}, fmt.Errorf("registry: freezing: %w", err)
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO registry_covered (home, campaign, subject)
		SELECT home, $2, id FROM registry_subject WHERE home = $1 AND state = 'open' AND online = 0`, tx.Actor.Home, campaign); err != nil {
		return Coverage{}, fmt.Errorf("registry: freezing: %w", err)
	}
	return c, tx.Note(store.Note{Verb: "coverage.frozen", Subject: ref.Of("campaign", campaign), Campaign: campaign, Facts: Frozen{c.Count, c.Root}})
}

// Denominator returns what was frozen, or ErrNoFrozen.
func Denominator(ctx context.Context, tx *store.Tx, campaign string) (Coverage, error) {
	c := Coverage{Campaign: campaign}
	var at int64
	err := tx.Row(ctx, `SELECT at, count, root FROM registry_coverage WHERE home = $1 AND campaign = $2`, tx.Actor.Home, campaign).Scan(&at, &c.Count, &c.Root)
	if errors.Is(err, sql.ErrNoRows) {
		return c, ErrNoFrozen
	}
	if err != nil {
		return c, fmt.Errorf("registry: reading the denominator: %w", err)
	}
	c.At = time.UnixMicro(at).UTC()
	return c, nil
}

// Verify recomputes the root of a frozen denominator from its list.
func Verify(ctx context.Context, tx *store.Tx, campaign string) (bool, error) {
	c, err := Denominator(ctx, tx, campaign)
	if err != nil {
		return false, err
	}
	ids, err := texts(tx.Query(ctx, `SELECT subject FROM registry_covered WHERE home = $1 AND campaign = $2 ORDER BY subject`, tx.Actor.Home, campaign))
	return root(ids) == c.Root && int64(len(ids)) == c.Count, err
}
