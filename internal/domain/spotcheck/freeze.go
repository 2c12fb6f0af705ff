package spotcheck

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/csv"
	"iter"
	"math/big"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
)

// Object is an object of the pool.
type Object struct {
	Subject string // the registry's id
	Stratum string
}

// Ground is what a draw will stand on: the objects of every stratum, and
// everybody who serves on the day of the visits, recusals by the ids that the
// pool uses.
type Ground struct {
	Objects  []Object
	Officers []org.Officer
	Heeded   map[string]bool // those of Near whose drawn objects have all been visited
}

// The files of a draw, in the order they come to be.
const (
	PoolFile         = "pool.csv"
	OfficersFile     = "officers.csv"
	PlanFile         = "plan.json"
	AnnouncementFile = "announcement.json"
	DrawFile         = "draw.json"
)

// FileNames lists the files of a draw.
var FileNames = []string{PoolFile, OfficersFile, PlanFile, AnnouncementFile, DrawFile}

// Preview says what Freeze would make of the draw as it stands: sizes, who is
// kept out, or the fault that stands against it. It writes nothing.
func Preview(ctx context.Context, tx *store.Tx, id string, g Ground) (Draw, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Draw{}, err
	}
	_, err = d.freeze(ctx, tx, g)
	return d, err
}

// Freeze fixes plan, pool and officers. A frozen draw can be run: nobody is
// left without a team whatever the shares will be, because who may be on a
// team depends on recusals and certificates alone.
func Freeze(ctx context.Context, tx *store.Tx, id string, version int64, g Ground) (Draw, error) {
	d, err := current(ctx, tx, id, version)
	if err != nil {
		return Draw{}, err
	}
	ice, err := d.freeze(ctx, tx, g)
	if err != nil {
		return Draw{}, err
	}
	d.State, d.FrozenAt = Frozen, tx.Now
	if err := update(ctx, tx, &d); err != nil {
		return Draw{}, err
	}
	if err := ice.keep(ctx, tx, d.ID); err != nil {
		return Draw{}, err
	}
	return d, note(tx, d, "draw.frozen", Fixed{d.PlanDigest, d.PoolRoot, d.OfficersRoot, d.Objects, d.Officers})
}

// ice is what freezing makes beside the draw itself.
type ice struct {
	pool, officers, plan []byte
	aliases              []alias
}

// alias is how the files call a person.
type alias struct {
	alias, person, unit, tail string
}

// freeze fills in sizes and roots and returns the bytes behind them.
func (d *Draw) freeze(ctx context.Context, tx *store.Tx, g Ground) (*ice, error) {
	if d.State != Drafted {
		return nil, ErrState.With(string(d.State))
	}
	if err := d.check(ctx, tx); err != nil {
		return nil, err
	}
	if err := d.unchosen(ctx, tx, g.Objects); err != nil {
		return nil, err
	}
	if err := d.unheeded(ctx, tx, g); err != nil {
		return nil, err
	}
	pool, err := draw.NewPool(pairs(g.Objects))
	if err != nil {
		return nil, err
	}
	if pool.Len() == 0 {
		return nil, ErrEmpty
	}
	list, aliases := d.admit(g)
	if why := d.thin(list); why != "" {
		return nil, ErrThin.With(why)
	}
	officers, err := draw.NewOfficers(list)
	if err != nil {
		return nil, err
	}
	d.measure(g.Objects)
	for _, s := range d.Strata {
		if !s.chooses(s.Size) {
			return nil, ErrChoice.With(s.Name)
		}
	}
	plan := d.plan()
	d.Objects, d.Officers = int64(pool.Len()), int64(officers.Len())
	d.PlanDigest, d.PoolRoot, d.OfficersRoot = plan.Digest().String(), pool.Root().String(), officers.Root().String()
	return &ice{poolCSV(pool), officersCSV(officers), append(plan.Canonical(), '\n'), aliases}, nil
}

func pairs(objects []Object) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, o := range objects {
			if !yield(o.Subject, o.Stratum) {
				return
			}
		}
	}
}

// admit keeps those who may be sent, under aliases that say nothing, and
// counts the others. Who declared an interest in words that nobody has matched
// with the ledger yet stays away from everything: it may be any object.
// 《行政处罚法》第四十三条：执法人员与案件有直接利害关系的，应当回避。
func (d *Draw) admit(g Ground) (list []draw.Officer, aliases []alias) {
	in := make(map[string]bool, len(g.Objects))
	for _, o := range g.Objects {
		in[o.Subject] = true
	}
	d.Excluded = Excluded{}
	var fit []org.Officer
	for _, o := range g.Officers {
		switch {
		case len(d.posts(o)) == 0:
			d.Excluded.Elsewhere++
		case !o.Certified():
			d.Excluded.Uncertified++
		case o.Unsettled > 0:
			d.Excluded.Unsettled++
		default:
			fit = append(fit, o)
		}
	}
	for o, post := range d.placed(fit) {
		a := strings.ToLower(rand.Text())
		from, to := o.Valid()
		recused := slices.DeleteFunc(slices.Sorted(slices.Values(o.Recused)), func(s string) bool { return !in[s] })
		recused = slices.Compact(recused)
		d.Excluded.Recusals += int64(len(recused))
		list = append(list, draw.Officer{ID: a, Organ: post.Department, ValidFrom: from, ValidTo: to, Recused: recused})
		aliases = append(aliases, alias{a, o.Person.ID, post.Unit, tail(o)})
	}
	return list, aliases
}

// posts are those posts of an officer that lie in an organ of the plan.
func (d *Draw) posts(o org.Officer) []org.Post {
	return slices.DeleteFunc(slices.Clone(o.Posts), func(p org.Post) bool { _, in := d.Team.Organs[p.Department]; return !in })
}

// placed puts every officer under one organ; who has posts in several goes, after
// all others, where fewest are.
func (d *Draw) placed(fit []org.Officer) iter.Seq2[org.Officer, org.Post] {
	slices.SortStableFunc(fit, func(a, b org.Officer) int { return cmp.Compare(len(a.Departments()), len(b.Departments())) })
	return func(yield func(org.Officer, org.Post) bool) {
		have := map[string]int{}
		for _, o := range fit {
			post := slices.MinFunc(d.posts(o), func(a, b org.Post) int {
				return cmp.Or(cmp.Compare(have[a.Department], have[b.Department]), strings.Compare(a.Department, b.Department))
			})
			have[post.Department]++
			if !yield(o, post) {
				return
			}
		}
	}
}

// tail is the end of the certificate that ends last: who is visited can compare
// it with the one shown, and nobody can find a person by it.
func tail(o org.Officer) string {
	last := slices.MaxFunc(o.Certificates, func(a, b org.Certificate) int { return strings.Compare(a.To, b.To) })
	r := []rune(last.Number)
	return string(r[max(0, len(r)-4):])
}

// thin says where officers do not suffice, or "". Load decides who of those
// eligible goes, never whether somebody is eligible, so counting them is enough.
func (d *Draw) thin(list []draw.Officer) string {
	all, gone := map[string]int64{}, map[string]map[string]int64{}
	for _, o := range list {
		all[o.Organ]++
		for _, s := range o.Recused {
			if gone[s] == nil {
				gone[s] = map[string]int64{}
			}
			gone[s][o.Organ]++
		}
	}
	if why := d.lacks(all, nil); why != "" {
		return why
	}
	for s, recused := range gone {
		if why := d.lacks(all, recused); why != "" {
			return "对象 " + s + " 回避后" + why
		}
	}
	return ""
}

func (d *Draw) lacks(all, recused map[string]int64) string {
	total := int64(0)
	for organ, want := range d.Team.Organs {
		n := all[organ] - recused[organ]
		if n < want {
			return org.Departments[organ] + "人员不足"
		}
		total += n
	}
	if total < d.Team.Size {
		return "人员合计不足一组"
	}
	return ""
}

// measure says how large every stratum is and how many of it will be drawn.
func (d *Draw) measure(objects []Object) {
	sizes := map[string]int64{}
	for _, o := range objects {
		sizes[o.Stratum]++
	}
	d.Strata = slices.Clone(d.Strata)
	for i := range d.Strata {
		s := &d.Strata[i]
		s.Size = sizes[s.Name]
		s.Take = take(s.Quota, s.Size)
	}
}

func take(q draw.Quota, size int64) int64 {
	if q.Count != nil {
		return min(*q.Count, size)
	}
	r, ok := new(big.Rat).SetString(q.Rate)
	if !ok {
		return 0
	}
	r.Mul(r, new(big.Rat).SetInt64(size))
	up := new(big.Int).Add(r.Num(), new(big.Int).Sub(r.Denom(), big.NewInt(1)))
	return up.Div(up, r.Denom()).Int64()
}

func poolCSV(p *draw.Pool) []byte {
	rows := [][]string{{"id", "stratum"}}
	for id, stratum := range p.All() {
		rows = append(rows, []string{id, stratum})
	}
	return table(rows)
}

func officersCSV(os *draw.Officers) []byte {
	rows := [][]string{strings.Split(draw.OfficersHeading, ",")}
	for _, o := range os.All() {
		rows = append(rows, []string{o.ID, o.Organ, o.ValidFrom, o.ValidTo, strings.Join(o.Recused, ";")})
	}
	return table(rows)
}

func table(rows [][]string) []byte {
	var b bytes.Buffer
	_ = csv.NewWriter(&b).WriteAll(rows) // a buffer takes everything
	return b.Bytes()
}
