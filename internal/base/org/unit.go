package org

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Kind says what a unit is.
type Kind string

// Kinds of units.
const (
	Bureau       Kind = "bureau"       // 市场监管局、林业局
	Office       Kind = "office"       // a bureau's inner office, branch or squad (分局、所、大队)
	Township     Kind = "township"     // 乡镇（街道）
	Department   Kind = "department"   // a cooperating department
	Coordination Kind = "coordination" // 联席会议办公室: coordinates, never inspects
	Platform     Kind = "platform"     // the operators of this program
)

var kinds = []Kind{Bureau, Office, Township, Department, Coordination, Platform}

// Inspects reports whether people of such a unit may inspect.
// 《行政处罚法》第十七条：行政处罚由具有行政处罚权的行政机关在法定职权范围内实施。
func (k Kind) Inspects() bool { return k != Coordination && k != Platform }

// Unit is an organ or a part of one.
type Unit struct {
	ID         string `json:"id"`
	Kind       Kind   `json:"kind"`
	Department string `json:"department"` // market, forestry …; empty for a township
	Name       string `json:"name"`
	Region     string `json:"region"` // 12 digits
	Parent     string `json:"parent,omitempty"`
	OpenedOn   string `json:"opened_on"`
	ClosedOn   string `json:"closed_on,omitempty"`
	Version    int64  `json:"version"`
}

const unitColumns = `id, kind, department, name, region, parent, opened_on, closed_on, version`

func scanUnit(row scanner) (u Unit, err error) {
	err = row.Scan(&u.ID, &u.Kind, &u.Department, &u.Name, &u.Region, &u.Parent, &u.OpenedOn, &u.ClosedOn, &u.Version)
	return u, err
}

// OpenUnit registers a unit. Region may be empty for the home as a whole, the
// department for one that its name tells (DepartmentOf).
func OpenUnit(ctx context.Context, tx *store.Tx, u Unit) (Unit, error) {
	u, err := checked(ctx, tx, u)
	if err != nil {
		return Unit{}, err
	}
	u.ID, u.OpenedOn, u.ClosedOn, u.Version = tx.ID(), tx.Today(), "", 1
	var id string
	err = tx.Row(ctx, `
		INSERT INTO org_unit (home, `+unitColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (home, name) WHERE closed_on = '' DO NOTHING RETURNING id`,
		tx.Actor.Home, u.ID, u.Kind, u.Department, u.Name, u.Region, u.Parent, u.OpenedOn, u.ClosedOn, u.Version).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Unit{}, ErrTwin.With(u.Name)
	}
	if err != nil {
		return Unit{}, wrap("opening a unit", err)
	}
	return u, noteUnit(tx, "unit.opened", u)
}

// RenameUnit gives a unit its new name; version is the one that was read.
func RenameUnit(ctx context.Context, tx *store.Tx, id, name string, version int64) (Unit, error) {
	u, err := GetUnit(ctx, tx, id)
	if err != nil {
		return Unit{}, err
	}
	if u.Version != version || u.ClosedOn != "" {
		return Unit{}, ErrMoved.Against(u)
	}
	if name = tidy(name); name == "" {
		return Unit{}, ErrName
	}
	twin, err := UnitNamed(ctx, tx, name)
	if err == nil && twin.ID != id {
		return Unit{}, ErrTwin.With(name)
	} else if err != nil && !errors.Is(err, ErrNotFound) {
		return Unit{}, err
	}
	u.Name, u.Version = name, version+1
	if err := done(ctx, tx, "renaming", `UPDATE org_unit SET name = $3, version = version + 1 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, name); err != nil {
		return Unit{}, err
	}
	return u, noteUnit(tx, "unit.renamed", u)
}

// CloseUnit ends a unit nobody serves in and nothing belongs to any more.
func CloseUnit(ctx context.Context, tx *store.Tx, id string, version int64) (Unit, error) {
	u, err := GetUnit(ctx, tx, id)
	if err != nil {
		return Unit{}, err
	}
	if u.Version != version || u.ClosedOn != "" {
		return Unit{}, ErrMoved.Against(u)
	}
	var held int
	if err := tx.Row(ctx, `
		SELECT (SELECT count(*) FROM org_post WHERE home = $1 AND unit = $2 AND until_day = '') +
		       (SELECT count(*) FROM org_unit WHERE home = $1 AND parent = $2 AND closed_on = '')`,
		tx.Actor.Home, id).Scan(&held); err != nil {
		return Unit{}, wrap("counting posts", err)
	}
	if held > 0 {
		return Unit{}, ErrOccupied
	}
	u.ClosedOn, u.Version = tx.Today(), version+1
	if err := done(ctx, tx, "closing a unit", `UPDATE org_unit SET closed_on = $3, version = version + 1 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, u.ClosedOn); err != nil {
		return Unit{}, err
	}
	return u, noteUnit(tx, "unit.closed", u)
}

// GetUnit returns a unit, closed ones too, or ErrNotFound.
func GetUnit(ctx context.Context, tx *store.Tx, id string) (Unit, error) {
	return one(tx.Row(ctx, `SELECT `+unitColumns+` FROM org_unit WHERE home = $1 AND id = $2`, tx.Actor.Home, id), scanUnit, ErrNotFound)
}

// UnitNamed returns the standing unit of that name, or ErrNotFound.
func UnitNamed(ctx context.Context, tx *store.Tx, name string) (Unit, error) {
	return one(tx.Row(ctx, `SELECT `+unitColumns+` FROM org_unit WHERE home = $1 AND name = $2 AND closed_on = ''`,
		tx.Actor.Home, tidy(name)), scanUnit, ErrNotFound.With(name))
}

// Units lists the units of the home that stand, oldest first; a home has
// dozens, so it is one page.
func Units(ctx context.Context, tx *store.Tx) ([]Unit, error) {
	return all(ctx, tx, scanUnit, `SELECT `+unitColumns+` FROM org_unit WHERE home = $1 AND closed_on = '' ORDER BY id`, tx.Actor.Home)
}

// checked fills what a unit's name and home tell and refuses what is wrong.
func checked(ctx context.Context, tx *store.Tx, u Unit) (Unit, error) {
	if u.Name = tidy(u.Name); u.Name == "" {
		return u, ErrName
	}
	if !slices.Contains(kinds, u.Kind) {
		return u, ErrKind.With(string(u.Kind))
	}
	if u.Region == "" {
		u.Region = tx.Actor.Home + "000000"
	}
	if len(u.Region) != 12 || strings.Trim(u.Region, "0123456789") != "" || !strings.HasPrefix(u.Region, stem(tx.Actor.Home)) {
		return u, ErrRegion.With(u.Region)
	}
	if u.Department == "" && u.Kind != Township {
		u.Department = DepartmentOf(u.Name)
	}
	if u.Parent != "" {
		up, err := GetUnit(ctx, tx, u.Parent)
		if err != nil {
			return u, err
		}
		if u.Kind == Office && u.Department == "" {
			u.Department = up.Department
		}
	}
	if u.Department != "" && Departments[u.Department] == "" || u.Department == "" && (u.Kind == Bureau || u.Kind == Department) {
		return u, ErrDepartment.With(u.Department)
	}
	return u, nil
}

// stem is the part of a division code its subdivisions share.
func stem(home string) string {
	if home == "100000" {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(home, "00"), "00")
}

func noteUnit(tx *store.Tx, verb string, u Unit) error {
	return tx.Note(store.Note{Verb: verb, Subject: ref.Of("unit", u.ID), Region: u.Region,
		Facts: UnitFacts{Kind: string(u.Kind), Department: u.Department, Parent: u.Parent}})
}
