package desk

import (
	"context"
	"database/sql"
	"regexp"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/blob"
	"example.org/zhiye/internal/platform/store"
)

// album is a list of photos in a record that is kept as JSON, digest one file
// in it.
var (
	album  = regexp.MustCompile(`"photos":\[[^\]]*\]`)
	digest = regexp.MustCompile(`[0-9a-f]{64}`)
)

// Files are the files that records of the home name, each once: a check asks
// whether they are still there.
func Files(ctx context.Context, tx *store.Tx) ([]blob.Digest, error) {
	rows, err := tx.Query(ctx, `
		SELECT 1, photos FROM outreach WHERE home = $1
		UNION ALL SELECT 1, photo FROM outreach_commitment WHERE home = $1
		UNION ALL SELECT 1, photos FROM exhibit WHERE home = $1
		UNION ALL SELECT 1, scan FROM procedure WHERE home = $1
		UNION ALL SELECT 1, file FROM decision_step WHERE home = $1
		UNION ALL SELECT 1, documents FROM transfer WHERE home = $1
		UNION ALL SELECT 1, files FROM transfer_referral WHERE home = $1
		UNION ALL SELECT 1, photo FROM submission_count WHERE home = $1
		UNION ALL SELECT 0, body FROM inspection_visit WHERE home = $1
		UNION ALL SELECT 0, body FROM inspection_order WHERE home = $1
		UNION ALL SELECT 0, body FROM inspection_signage WHERE home = $1
		UNION ALL SELECT 0, body FROM permit WHERE home = $1
		UNION ALL SELECT 0, body FROM permit_mark WHERE home = $1
		UNION ALL SELECT 0, body FROM permit_verification WHERE home = $1
		UNION ALL SELECT 0, body FROM zone WHERE home = $1`, tx.Actor.Home)
	var out []blob.Digest
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var plain bool
		var text string
		err = r.Scan(&plain, &text)
		if !plain {
			text = strings.Join(album.FindAllString(text, -1), "")
		}
		for _, d := range digest.FindAllString(text, -1) {
			out = append(out, blob.Digest(d))
		}
		return none, err
	})
	slices.Sort(out)
	return slices.Compact(out), err
}
