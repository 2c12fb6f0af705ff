// Package flow (流转) carries things from one capability to another.
//
// Domain packages do not know each other; flow knows the order of the work.
// Each file is a hand-over, named from_to, and each hand-over happens whole or
// not at all. It holds order only: no SQL, no rules. Its one schema file moves
// rows from a package's tables to another's.
package flow

import (
	"embed"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/assessment"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/outreach"
	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/domain/submission"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/domain/view"
	"example.org/zhiye/internal/domain/writ"
	"example.org/zhiye/internal/domain/zone"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/search"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/export"
	"example.org/zhiye/internal/process/tally"
)

//go:embed schema/*.sql
var schema embed.FS

// part moves rows between packages when the schema grows.
var part = store.Part{Name: "flow", Schema: schema}

// Parts are all packages that have tables or verbs, from the ground up.
func Parts() []store.Part {
	return []store.Part{
		journal.Part, queue.Part, search.Part, org.Part, campaign.Part, auth.Part, registry.Part, inspection.Part, lead.Part,
		docket.Part, casework.Part, procedure.Part, decision.Part, exhibit.Part, transfer.Part, part,
		outreach.Part, submission.Part, spotcheck.Part, view.Part, writ.Part, permit.Part, zone.Part, assessment.Part, tally.Part, export.Part,
	}
}
