package draw

import "example.org/zhiye/internal/pure/jcs"

// Bytes is announcement.json: RFC 8785 form and a line feed.
func (a *Announcement) Bytes() []byte {
	return append(a.Head.members().Append(nil), '\n')
}

// Bytes is draw.json: RFC 8785 form and a line feed.
func (r *Result) Bytes() []byte {
	o := r.Head.members()
	o["announcement"] = jcs.String(r.Announcement)
	o["shares"] = hashes(r.Shares)
	o["seed"] = jcs.String(r.Seed.String())
	o["drawn"] = jcs.Raw(rows(r.Drawn))
	return append(o.Append(nil), '\n')
}

func (h Head) members() jcs.Object {
	return jcs.Object{
		"version":       jcs.String(h.Version),
		"plan":          h.Plan.value(),
		"plan_digest":   jcs.String(h.PlanDigest.String()),
		"pool_root":     jcs.String(h.PoolRoot.String()),
		"officers_root": jcs.String(h.OfficersRoot.String()),
		"commitments":   hashes(h.Commitments),
	}
}

func hashes(by map[string]Hash) jcs.Object {
	o := jcs.Object{}
	for unit, h := range by {
		o[unit] = jcs.String(h.String())
	}
	return o
}

// rows writes the drawn one after another, keys in canonical order: an object
// each would be a map each, of which there may be millions.
func rows(drawn []Drawn) []byte {
	b := []byte{'['}
	for i, d := range drawn {
		if i > 0 {
			b = append(b, ',')
		}
		b = jcs.String(d.Object).Append(append(b, `{"object":`...))
		b = jcs.String(d.Stratum).Append(append(b, `,"stratum":`...))
		b = append(b, `,"team":[`...)
		for j, officer := range d.Team {
			if j > 0 {
				b = append(b, ',')
			}
			b = jcs.String(officer).Append(b)
		}
		b = jcs.String(d.Ticket.String()).Append(append(b, `],"ticket":`...))
		b = append(b, '}')
	}
	return append(b, ']')
}
