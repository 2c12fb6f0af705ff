// Package view keeps how people like to look at a list: filters, order and
// columns under a name, for oneself or for the whole unit.
//
//	Save ──▶ kept ──Save──▶ kept ──Drop──▶ gone
//
// To look at something in another way is no act and is noted nowhere. The
// package does not know what a list has for filters or columns: the page reads
// what it has saved, and passes over what it no longer knows.
package view

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's table; it notes nothing.
var Part = store.Part{Name: "view", Schema: schema}

// View is one saved way to look at a list.
type View struct {
	ID      string            `json:"id"`
	List    string            `json:"list"`
	Name    string            `json:"name"`
	Shared  bool              `json:"shared" doc:"the whole unit sees it"`
	Mine    bool              `json:"mine" doc:"only who saved it changes or drops it"`
	Query   map[string]string `json:"query" doc:"filters and order, as in the page's address"`
	Columns map[string]any    `json:"columns,omitempty" doc:"how the page arranges its columns"`
}

// The faults of views.
var (
	ErrNotFound = fault.New(fault.NotFound, "view.not_found", "没有这个视图，可能已被保存它的人删除；请刷新列表")
	ErrName     = fault.New(fault.Invalid, "view.name", "视图名称应为 1 至 30 个字，请修改")
	ErrList     = fault.New(fault.Invalid, "view.list", "这个列表不能保存视图，请从列表页面上保存")
	ErrSize     = fault.New(fault.Invalid, "view.size", "视图的筛选条件或列设置过长，请减少后再保存")
	ErrMany     = fault.New(fault.Conflict, "view.many", "这个列表已保存 50 个视图，请先删除不用的")
)

const (
	longest = 30      // characters of a name
	largest = 8 << 10 // bytes of filters and columns
	most    = 50      // of one person for one list
)

var word = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// Saved lists the actor's views of a list and those his unit shares, oldest
// first.
func Saved(ctx context.Context, tx *store.Tx, list string) ([]View, error) {
	rows, err := tx.Query(ctx, `SELECT id, owner, list, name, shared, query, columns FROM view
		WHERE home = $1 AND list = $2 AND (owner = $3 OR shared = 1 AND unit = $4) ORDER BY id`,
		tx.Actor.Home, list, tx.Actor.ID, tx.Actor.Unit)
	if err != nil {
		return nil, fmt.Errorf("view: listing: %w", err)
	}
	defer rows.Close()
	out := []View{}
	for rows.Next() {
		v, err := scan(rows, tx.Actor)
		if err != nil {
			return nil, fmt.Errorf("view: listing: %w", err)
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func scan(row interface{ Scan(...any) error }, by store.Actor) (v View, err error) {
	var owner, query, columns string
	var shared int64
	if err := row.Scan(&v.ID, &owner, &v.List, &v.Name, &shared, &query, &columns); err != nil {
		return v, err
	}
	v.Shared, v.Mine = shared != 0, owner == by.ID
	err = json.Unmarshal([]byte(query), &v.Query)
	if columns != "" {
		err = errors.Join(err, json.Unmarshal([]byte(columns), &v.Columns))
	}
	return v, err
}

// Save keeps a view: a new one, or in the place of the actor's own with its id.
func Save(ctx context.Context, db *store.DB, by store.Actor, v View) (View, error) {
	query, columns, err := v.packed()
	if err != nil {
		return View{}, err
	}
	err = db.Keep(ctx, by, func(tx *store.Tx) (err error) {
		if v.ID == "" {
			v, err = add(ctx, tx, v, query, columns)
			return err
		}
		v, err = scan(tx.Row(ctx, `UPDATE view SET name = $4, shared = $5, query = $6, columns = $7, unit = $8
			WHERE home = $1 AND id = $2 AND owner = $3 RETURNING id, owner, list, name, shared, query, columns`,
			by.Home, v.ID, by.ID, v.Name, flag(v.Shared), query, columns, by.Unit), by)
		return missing(err)
	})
	return v, err
}

func add(ctx context.Context, tx *store.Tx, v View, query, columns string) (View, error) {
	var n int
	if err := tx.Row(ctx, `SELECT count(*) FROM view WHERE home = $1 AND list = $2 AND owner = $3`, tx.Actor.Home, v.List, tx.Actor.ID).Scan(&n); err != nil {
		return v, fmt.Errorf("view: saving: %w", err)
	}
	if n >= most {
		return v, ErrMany
	}
	v.ID, v.Mine = tx.ID(), true
	if _, err := tx.Exec(ctx, `INSERT INTO view (home, id, owner, unit, list, name, shared, query, columns, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.Actor.Home, v.ID, tx.Actor.ID, tx.Actor.Unit, v.List, v.Name, flag(v.Shared), query, columns, tx.Now.UnixMicro()); err != nil {
		return v, fmt.Errorf("view: saving: %w", err)
	}
	return v, nil
}

// Drop forgets a view of the actor's own.
func Drop(ctx context.Context, db *store.DB, by store.Actor, id string) error {
	return db.Keep(ctx, by, func(tx *store.Tx) error {
		var gone string
		return missing(tx.Row(ctx, `DELETE FROM view WHERE home = $1 AND id = $2 AND owner = $3 RETURNING id`, by.Home, id, by.ID).Scan(&gone))
	})
}

func missing(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("view: writing: %w", err)
	}
	return nil
}

// packed checks a view and returns its filters and columns as they are kept.
func (v *View) packed() (query, columns string, err error) {
	v.Name = strings.TrimSpace(v.Name)
	if n := utf8.RuneCountInString(v.Name); n == 0 || n > longest {
		return "", "", ErrName
	}
	if !word.MatchString(v.List) {
		return "", "", ErrList.With(v.List)
	}
	if v.Query == nil {
		v.Query = map[string]string{}
	}
	q, err := json.Marshal(v.Query)
	if err != nil {
		return "", "", fmt.Errorf("view: saving: %w", err)
	}
	c := []byte{}
	if len(v.Columns) > 0 {
		if c, err = json.Marshal(v.Columns); err != nil {
			return "", "", fmt.Errorf("view: saving: %w", err)
		}
	}
	if len(q)+len(c) > largest {
		return "", "", ErrSize
	}
	return string(q), string(c), nil
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
