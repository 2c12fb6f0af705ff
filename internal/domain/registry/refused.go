package registry

import (
	"context"
	"encoding/json"
	"fmt"

	"example.org/zhiye/internal/platform/store"
)

// Refused is a row of an import that was set aside, as it came, with the reason.
// A heading of its sheet has none.
type Refused struct {
	File  string   `json:"file"`
	Sheet string   `json:"sheet"`
	Row   int      `json:"row"`
	Cells []string `json:"cells"`
	Text  string   `json:"text"`
}

// SetAside keeps the rows of a running import that were refused, for the
// workbook to mend; they go with the import when it is undone.
func SetAside(ctx context.Context, tx *store.Tx, id string, refused []Refused) error {
	if len(refused) == 0 {
		return nil
	}
	rows := make([][]any, len(refused))
	for i, r := range refused {
		cells, err := json.Marshal(r.Cells)
		if err != nil {
			return fmt.Errorf("registry: setting rows aside: %w", err)
		}
		rows[i] = []any{tx.Actor.Home, id, int64(i), r.File, r.Sheet, int64(r.Row), string(cells), r.Text}
	}
	if err := tx.Many(ctx, `INSERT INTO registry_refused (home, import, n, file, sheet, line, cells, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, rows); err != nil {
		return fmt.Errorf("registry: setting rows aside: %w", err)
	}
	return nil
}

// SetAsideBy returns the rows an import set aside, in the order they came.
func SetAsideBy(ctx context.Context, tx *store.Tx, id string) ([]Refused, error) {
	if _, err := GetImport(ctx, tx, id); err != nil {
		return nil, err
	}
	rows, err := tx.Query(ctx, `SELECT file, sheet, line, cells, reason FROM registry_refused WHERE home = $1 AND import = $2 ORDER BY n`, tx.Actor.Home, id)
	if err != nil {
		return nil, fmt.Errorf("registry: reading rows set aside: %w", err)
	}
	defer rows.Close()
	out := []Refused{}
	for rows.Next() {
		var r Refused
		var cells string
		if err := rows.Scan(&r.File, &r.Sheet, &r.Row, &cells, &r.Text); err != nil {
			return nil, fmt.Errorf("registry: reading rows set aside: %w", err)
		}
		if err := json.Unmarshal([]byte(cells), &r.Cells); err != nil {
			return nil, fmt.Errorf("registry: reading rows set aside: %w", err)
		}
		out = append(out, r)
	}
	return out, rows.Err()
}
