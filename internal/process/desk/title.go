package desk

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// titles ask what records are called, by kind. None names a person: a case is
// called by its number, because its cause of action names the party.
var titles = map[string]string{
	"subject":    `SELECT id, name FROM registry_subject WHERE home = $1 AND id IN (%s)`,
	"import":     `SELECT id, as_of FROM registry_import WHERE home = $1 AND id IN (%s)`,
	"visit":      `SELECT v.id, s.name FROM inspection_visit AS v JOIN registry_subject AS s ON s.home = v.home AND s.id = v.subject WHERE v.home = $1 AND v.id IN (%s)`,
	"notice":     `SELECT n.id, s.name FROM inspection_notice AS n JOIN registry_subject AS s ON s.home = n.home AND s.id = n.subject WHERE n.home = $1 AND n.id IN (%s)`,
	"plan":       `SELECT id, title FROM inspection_plan WHERE home = $1 AND id IN (%s)`,
	"permit":     `SELECT id, key FROM permit WHERE home = $1 AND id IN (%s)`,
	"mark":       `SELECT id, key FROM permit_mark WHERE home = $1 AND id IN (%s)`,
	"lead":       `SELECT id, title FROM lead WHERE home = $1 AND id IN (%s)`,
	"case":       `SELECT id, number FROM casework_case WHERE home = $1 AND id IN (%s)`,
	"outreach":   `SELECT id, title FROM outreach WHERE home = $1 AND id IN (%s)`,
	"commitment": `SELECT c.id, s.name FROM outreach_commitment AS c JOIN registry_subject AS s ON s.home = c.home AND s.id = substr(c.entity, 9) WHERE c.home = $1 AND c.id IN (%s)`,
	"count":      `SELECT id, place FROM submission_count WHERE home = $1 AND id IN (%s)`,
	"submission": `SELECT id, period_from || ' 至 ' || period_to FROM submission WHERE home = $1 AND id IN (%s)`,
	"campaign":   `SELECT id, title FROM campaign WHERE home = $1 AND id IN (%s)`,
	"unit":       `SELECT id, name FROM org_unit WHERE home = $1 AND id IN (%s)`,
}

// bodies are records that keep their title in their body.
var bodies = map[string]string{
	"rectification": `SELECT id, body FROM inspection_order WHERE home = $1 AND id IN (%s)`,
	"zone":          `SELECT id, body FROM zone WHERE home = $1 AND id IN (%s)`,
	"signage":       `SELECT s.id, v.body FROM inspection_signage AS s JOIN inspection_visit AS v ON v.home = s.home AND v.id = s.visit WHERE s.home = $1 AND s.id IN (%s)`,
	"meeting":       recordBody, "document": recordBody, "dispatch": recordBody, "supervision": recordBody,
}

const recordBody = `SELECT id, body FROM campaign_record WHERE home = $1 AND id IN (%s)`

// words stand before a title that says too little alone.
var words = map[string]string{
	"import": "台账导入 ", "case": "案件 ", "count": "汇总登记 ", "submission": "报表 ", "run": "网上检查 ", "permit": "证件 ", "mark": "专用标识 ", "action": "联合行动 ",
}

// Titles tells what records are called: short, in Chinese, without personal
// data. What is not found, or has no name, is left out.
func Titles(ctx context.Context, tx *store.Tx, refs []ref.Ref) (map[ref.Ref]string, error) {
	byKind := map[string][]string{}
	seen := make(map[ref.Ref]bool, len(refs))
	for _, r := range refs {
		if !seen[r] && r.Valid() {
			seen[r] = true
			byKind[r.Kind()] = append(byKind[r.Kind()], r.ID())
		}
	}
	out := make(map[ref.Ref]string, len(seen))
	for kind, ids := range byKind {
		if err := title(ctx, tx, kind, ids, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func title(ctx context.Context, tx *store.Tx, kind string, ids []string, out map[ref.Ref]string) error {
	query, inBody := bodies[kind]
	if !inBody {
		query = titles[kind]
	}
	if kind == "run" || kind == "action" { // their ids are words
		for _, id := range ids {
			out[ref.Of(kind, id)] = words[kind] + id
		}
	}
	if query == "" {
		return nil
	}
	return among(ctx, tx, query, ids, func(rows *sql.Rows) error {
		var id, s string
		if err := rows.Scan(&id, &s); err != nil {
			return err
		}
		if inBody {
			var body struct {
				Title string `json:"title"`
			}
			if err := json.Unmarshal([]byte(s), &body); err != nil {
				return err
			}
			s = body.Title
		}
		out[ref.Of(kind, id)] = strings.TrimSpace(words[kind] + s)
		return nil
	})
}
