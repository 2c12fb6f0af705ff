package flow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
)

// UndoImport takes an import back while nothing refers to what it made.
func UndoImport(ctx context.Context, db *store.DB, by store.Actor, id string) error {
	return db.Act(ctx, by, func(tx *store.Tx) error {
		made, err := registry.MadeBy(ctx, tx, id)
		if err != nil {
			return err
		}
		used, err := referred(ctx, tx, made)
		if err != nil {
			return err
		}
		if used {
			return registry.ErrInUse
		}
		return registry.Undo(ctx, tx, id)
	})
}

// referred reports whether a visit, lead, case, draw or permit speaks of any of the subjects;
// their ids are sorted.
func referred(ctx context.Context, tx *store.Tx, ids []string) (bool, error) {
	for _, asks := range []func(context.Context, *store.Tx, []string) (bool, error){inspection.Visited, lead.Concerns, casework.Concerns, spotcheck.Concerns, permit.Concerns} {
		if yes, err := asks(ctx, tx, ids); yes || err != nil {
			return yes, err
		}
	}
	return false, nil
}

// EndImport settles what an import begun under id came to, for who has lost
// sight of it: one cut short is taken back, or left where others have used what
// it made. It reports whether the import was done, and then its report.
func EndImport(ctx context.Context, db *store.DB, by store.Actor, id string) (b Brought, done bool, err error) {
	var m registry.Import
	err = db.Look(ctx, by, func(tx *store.Tx) (err error) {
		m, err = registry.GetImport(ctx, tx, id)
		return err
	})
	switch {
	case errors.Is(err, registry.ErrNoImport):
		return b, false, nil
	case err != nil:
		return b, false, err
	case m.State == "running":
		return b, false, takeBack(ctx, db, by, id)
	case m.State == "done" && m.Report != "":
		b.ID = id
		if err := json.Unmarshal([]byte(m.Report), &b.Report); err != nil {
			return b, false, fmt.Errorf("flow: reading the report of %s: %w", id, err)
		}
		return b, true, nil
	}
	return b, false, nil
}

// takeBack undoes an import that was cut short, or leaves it where others have
// used what it made.
func takeBack(ctx context.Context, db *store.DB, by store.Actor, id string) error {
	err := UndoImport(ctx, db, by, id)
	if errors.Is(err, registry.ErrInUse) {
		err = db.Act(ctx, by, func(tx *store.Tx) error { return registry.Leave(ctx, tx, id) })
	}
	return err
}

// Recover takes back the imports that an end of the program has cut short:
// those begun until a moment since which nobody can be running them. Where others have meanwhile visited or changed what one brought, it stays,
// and importing the same files again brings the rest.
func Recover(ctx context.Context, db *store.DB, home string, until time.Time) error {
	by := store.Actor{ID: "job:recover", Home: home}
	var ids []string
	err := db.Look(ctx, by, func(tx *store.Tx) (err error) {
		ids, err = registry.Unfinished(ctx, tx, until)
		return err
	})
	for _, id := range ids {
		err = errors.Join(err, takeBack(ctx, db, by, id))
	}
	return err
}
