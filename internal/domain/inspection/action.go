package inspection

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Joined are the facts of action.joined (联合执法行动): noted once, when a second
// organ has a visit in the action, and reversed when only one is left.
type Joined struct {
	Action string   `json:"action"`
	Organs []string `json:"organs"`
}

// actions are the changes an act makes to joint actions, by campaign and id.
type actions map[[2]string]*change

type change struct {
	organs map[string]int64 // unit → visits more or less
	last   Visit
}

// count adds n visits of v's organs to its action.
func (as actions) count(v Visit, n int64) {
	if v.Action == "" {
		return
	}
	key := [2]string{v.Campaign, v.Action}
	if as[key] == nil {
		as[key] = &change{organs: map[string]int64{}}
	}
	as[key].last = v
	for _, o := range v.Organs {
		as[key].organs[o] += n
	}
}

// settle stores the counts and notes actions that have become joint, or are
// no longer.
func (as actions) settle(ctx context.Context, tx *store.Tx) error {
	keys := slices.SortedFunc(maps.Keys(as), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for _, key := range keys {
		if err := as[key].settle(ctx, tx, key[0], key[1]); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) settle(ctx context.Context, tx *store.Tx, campaign, id string) error {
	organs, was, err := readAction(ctx, tx, campaign, id)
	if err != nil {
		return err
	}
	for o, n := range c.organs {
		if organs[o] += n; organs[o] <= 0 {
			delete(organs, o)
		}
	}
	joint := len(organs) > 1
	if err := writeAction(ctx, tx, campaign, id, organs, joint); err != nil {
		return err
	}
	facts := Joined{id, slices.Sorted(maps.Keys(organs))}
	switch {
	case joint && !was:
		return tx.Note(store.Note{
			Verb: "action.joined", Subject: ref.Of("action", id), Day: c.last.Day, Region: c.last.Region, Campaign: campaign,
			Departments: c.last.Departments, Facts: facts,
		})
	case was && !joint:
		return reverse(ctx, tx, ref.Of("action", id), "action.joined", campaign, facts)
	}
	return nil
}

func readAction(ctx context.Context, tx *store.Tx, campaign, id string) (organs map[string]int64, joined bool, err error) {
	organs = map[string]int64{}
	var body string
	var flag int64
	err = tx.Row(ctx, `
		SELECT organs, joined FROM inspection_action WHERE home = $1 AND campaign = $2 AND id = $3`,
		tx.Actor.Home, campaign, id).Scan(&body, &flag)
	if errors.Is(err, sql.ErrNoRows) {
		return organs, false, nil
	}
	if err != nil {
		return nil, false, wrap("reading an action", err)
	}
	return organs, flag == 1, wrap("reading an action", json.Unmarshal([]byte(body), &organs))
}

func writeAction(ctx context.Context, tx *store.Tx, campaign, id string, organs map[string]int64, joint bool) error {
	var flag int64
	if joint {
		flag = 1
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO inspection_action (home, campaign, id, organs, joined) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (home, campaign, id) DO UPDATE SET organs = excluded.organs, joined = excluded.joined`,
		tx.Actor.Home, campaign, id, pack(organs), flag)
	return wrap("writing an action", err)
}
