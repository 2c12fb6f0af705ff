package api

import (
	"context"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// page is how many entries a look into the journal shows.
const page = 100

// journal registers the audit trail.
func (s *server) journal() {
	look(s, "/journal", "read-journal", "audit.read", func(ctx context.Context, tx *store.Tx, in *struct {
		Subject ref.Ref `query:"subject" doc:"what was done to this record"`
		After   int64   `query:"after" doc:"entries after this number"`
	}) (out trail, err error) {
		if out.Head, err = journal.At(ctx, tx); err != nil {
			return out, err
		}
		if in.Subject == "" {
			out.Items, err = journal.Run(ctx, tx, in.After, page)
			return out, err
		}
		all, err := journal.Of(ctx, tx, in.Subject)
		for _, e := range all {
			if e.Seq > in.After && len(out.Items) < page {
				out.Items = append(out.Items, e)
			}
		}
		return out, err
	})
}

// trail is a part of the journal and where it ends.
type trail struct {
	Items []journal.Entry  `json:"items"`
	Head  journal.Position `json:"head"`
}
