package draw

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"time"

	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/jcs"
)

// Plan says how many are drawn of each stratum and who goes together.
type Plan struct {
	ID     string           `json:"id"`
	Date   string           `json:"date"` // of the visits, 2026-12-01; certificates must be valid then
	Strata map[string]Quota `json:"strata"`
	Team   Team             `json:"team"`
}

// Team is how many officers visit an object, and how many of them each organ
// sends at least. 《行政处罚法》第四十二条 wants two officers or more; a plan that
// says otherwise is computed as it stands.
type Team struct {
	Size   int64            `json:"size"`
	Organs map[string]int64 `json:"organs"`
}

// ParsePlan reads a plan strictly: a key it does not know is an error, because
// it would not be obeyed.
func ParsePlan(raw []byte) (Plan, error) {
	v, err := jcs.Parse(raw)
	if err != nil {
		return Plan{}, ErrPlan.With(fault.Of(err).Detail)
	}
	r := reader{}
	top := r.object("方案", v, "id", "date", "strata", "team")
	p := Plan{ID: r.text("id", top["id"]), Date: r.text("date", top["date"]), Strata: map[string]Quota{}}
	for name, q := range r.object("strata", top["strata"]) {
		p.Strata[name] = r.quota("strata."+name, q)
	}
	team := r.object("team", top["team"], "size", "organs")
	p.Team = Team{Size: r.integer("team.size", team["size"]), Organs: map[string]int64{}}
	for name, n := range r.object("team.organs", team["organs"]) {
		p.Team.Organs[name] = r.integer("team.organs."+name, n)
	}
	if r.err != nil {
		return Plan{}, r.err
	}
	return p, p.check()
}

// check holds a plan against the rules, however it was made.
func (p Plan) check() error {
	if why := badName(p.ID); why != "" {
		return ErrPlan.With("id " + why)
	}
	if !isDate(p.Date) {
		return ErrPlan.With("date 应为 2026-12-01 这样的日期")
	}
	for name, q := range p.Strata {
		if why := badName(name); why != "" {
			return ErrPlan.With(fmt.Sprintf("strata 的键 %q %s", name, why))
		}
		if err := q.check(); err != nil {
			return ErrPlan.With("strata." + name + " " + err.Error())
		}
	}
	return p.Team.check()
}

func (t Team) check() error {
	sum := int64(0)
	for name, n := range t.Organs {
		if why := badName(name); why != "" {
			return ErrPlan.With(fmt.Sprintf("team.organs 的键 %q %s", name, why))
		}
		if n < 0 || n > t.Size-sum {
			return ErrPlan.With("team.organs 各机关人数应为非负整数，合计不超过 team.size")
		}
		sum += n
	}
	if sum < 1 {
		return ErrPlan.With("team.organs 合计至少 1 人")
	}
	return nil
}

// organs are the organs that send officers, bytewise.
func (t Team) organs() []string { return slices.Sorted(maps.Keys(t.Organs)) }

// Canonical is the plan's RFC 8785 form.
func (p Plan) Canonical() []byte { return p.value().Append(nil) }

// Digest is the SHA-256 of the canonical form.
func (p Plan) Digest() Hash { return sha256.Sum256(p.Canonical()) }

func (p Plan) value() jcs.Value {
	strata, organs := jcs.Object{}, jcs.Object{}
	for name, q := range p.Strata {
		strata[name] = q.value()
	}
	for name, n := range p.Team.Organs {
		organs[name] = jcs.Int(n)
	}
	return jcs.Object{
		"id": jcs.String(p.ID), "date": jcs.String(p.Date), "strata": strata,
		"team": jcs.Object{"size": jcs.Int(p.Team.Size), "organs": organs},
	}
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// reader takes a plan apart and remembers the first thing that is wrong.
type reader struct{ err error }

func (r *reader) fail(what, why string) {
	if r.err == nil {
		r.err = ErrPlan.With(what + " " + why)
	}
}

// object demands exactly the keys named, or any if none is.
func (r *reader) object(what string, v jcs.Value, keys ...string) jcs.Object {
	o, ok := v.(jcs.Object)
	if !ok {
		r.fail(what, "应为对象")
		return nil
	}
	if len(keys) == 0 {
		return o
	}
	for _, k := range keys {
		if o[k] == nil {
			r.fail(what, "缺少 "+k)
		}
	}
	for k := range o {
		if !slices.Contains(keys, k) {
			r.fail(what, fmt.Sprintf("有不认识的键 %q，请删去", k))
		}
	}
	return o
}

func (r *reader) text(what string, v jcs.Value) string {
	s, ok := v.(jcs.String)
	if !ok {
		r.fail(what, "应为字符串")
	}
	return string(s)
}

func (r *reader) integer(what string, v jcs.Value) int64 {
	n, ok := v.(jcs.Int)
	if !ok {
		r.fail(what, "应为整数")
	}
	return int64(n)
}

func (r *reader) quota(what string, v jcs.Value) Quota {
	o, ok := v.(jcs.Object)
	if !ok || len(o) != 1 || (o["rate"] == nil) == (o["count"] == nil) {
		r.fail(what, "应恰有 rate 与 count 之一")
		return Quota{}
	}
	if rate := o["rate"]; rate != nil {
		return Quota{Rate: r.text(what+".rate", rate)}
	}
	n := r.integer(what+".count", o["count"])
	return Quota{Count: &n}
}
