package desk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/ref"
)

// Disagreement is a record that is not what the journal says became of it.
type Disagreement struct {
	Kind    string // visit, draw, submission, coverage, grant, list
	Subject ref.Ref
	Seq     int64 // the entry that says otherwise; 0 where none speaks of it
	Text    string
}

// Compare holds records of the home against what the journal noted of them:
// visits, the published bytes of draws, submitted tables, frozen denominators
// and roles; and the lists of subjects by name against the subjects. The journal itself is taken to be right; journal.Check says so.
func Compare(ctx context.Context, tx *store.Tx) ([]Disagreement, error) {
	t, err := hear(ctx, tx)
	if err != nil {
		return nil, err
	}
	var out []Disagreement
	for _, part := range []func(context.Context, *store.Tx, *told) ([]Disagreement, error){visitsDiffer, drawsDiffer, tablesDiffer, coverageDiffers, grantsDiffer, listsDiffer} {
		found, err := part(ctx, tx, t)
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(found, func(a, b Disagreement) int { return strings.Compare(string(a.Subject), string(b.Subject)) })
		out = append(out, found...)
	}
	return out, nil
}

// told is what the journal says stands at its end.
type told struct {
	visits map[ref.Ref]journal.Entry
	sums   map[string]sum // digests, by draw and file, or by table
	frozen map[string]journal.Entry
	grants map[string]int64 // account, role, unit, scope → entry
}

type sum struct {
	digest string
	seq    int64
}

// heard is how many entries one read takes.
const heard = 1000

func hear(ctx context.Context, tx *store.Tx) (*told, error) {
	t := &told{visits: map[ref.Ref]journal.Entry{}, sums: map[string]sum{}, frozen: map[string]journal.Entry{}, grants: map[string]int64{}}
	for seq := int64(0); ; {
		rows, err := tx.Query(ctx, `SELECT seq, body FROM journal_entry WHERE home = $1 AND seq > $2 AND verb IN
			('visit.recorded', 'draw.frozen', 'draw.announced', 'draw.done', 'table.submitted', 'coverage.frozen', 'role.granted', 'role.withdrawn')
			ORDER BY seq LIMIT $3`, tx.Actor.Home, seq, heard)
		entries, err := collect(rows, err, func(r *sql.Rows) (e journal.Entry, err error) {
			var body string
			if err = r.Scan(&seq, &body); err != nil {
				return e, err
			}
			return journal.Parse(body)
		})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			t.take(e)
		}
		if len(entries) < heard {
			return t, nil
		}
	}
}

func (t *told) take(e journal.Entry) {
	fact := func(name string) string { s, _ := e.Facts[name].(string); return s }
	switch e.Verb {
	case "visit.recorded":
		if e.Reverses != 0 {
			delete(t.visits, e.Subject)
		} else {
			t.visits[e.Subject] = e
		}
	case "draw.frozen":
		for name, file := range map[string]string{"plan": "plan.json", "pool": "pool.csv", "officers": "officers.csv"} {
			t.sums[string(e.Subject)+"/"+file] = sum{fact(name), e.Seq}
		}
	case "draw.announced":
		t.sums[string(e.Subject)+"/announcement.json"] = sum{fact("digest"), e.Seq}
	case "draw.done":
		t.sums[string(e.Subject)+"/draw.json"] = sum{fact("digest"), e.Seq}
	case "table.submitted":
		t.sums[string(e.Subject)] = sum{fact("digest"), e.Seq}
	case "coverage.frozen":
		t.frozen[e.Campaign] = e
	case "role.granted":
		t.grants[grantKey(e.Subject, fact("role"), fact("unit"), fact("scope"))] = e.Seq
	case "role.withdrawn":
		delete(t.grants, grantKey(e.Subject, fact("role"), fact("unit"), fact("scope")))
	}
}

func grantKey(account ref.Ref, role, unit, scope string) string {
	return strings.Join([]string{string(account), role, unit, scope}, " ")
}

func visitsDiffer(ctx context.Context, tx *store.Tx, t *told) (out []Disagreement, err error) {
	rows, err := tx.Query(ctx, `SELECT id, subject, day, problem, state FROM inspection_visit WHERE home = $1 ORDER BY id`, tx.Actor.Home)
	seen := map[ref.Ref]bool{}
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var id, subject, day, state string
		var problem bool
		err = r.Scan(&id, &subject, &day, &problem, &state)
		at := ref.Of("visit", id)
		e, stands := t.visits[at]
		seen[at] = true
		switch {
		case stands != (state == "recorded"):
			out = append(out, Disagreement{"visit", at, e.Seq, "检查记录 " + string(at) + " 的状态与日志不符：撤回或恢复没有记入日志"})
		case stands && (e.Day != day || e.Facts["entity"] != subject || e.Facts["problem"] != problem):
			out = append(out, Disagreement{"visit", at, e.Seq, "检查记录 " + string(at) + " 的日期、对象或结论与日志不符：记录在日志之外被改动过"})
		}
		return none, err
	})
	for _, at := range absent(t.visits, seen) {
		out = append(out, Disagreement{"visit", at, t.visits[at].Seq, "检查记录 " + string(at) + " 不在了：日志里有，数据库里没有"})
	}
	return out, err
}

// absent are the subjects the journal speaks of and no row does, sorted.
func absent(told map[ref.Ref]journal.Entry, seen map[ref.Ref]bool) (out []ref.Ref) {
	for at := range told {
		if !seen[at] {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}

// drawsDiffer holds every published file against its digest or root.
func drawsDiffer(ctx context.Context, tx *store.Tx, t *told) (out []Disagreement, err error) {
	rows, err := tx.Query(ctx, `SELECT draw, name, body FROM spotcheck_file WHERE home = $1 ORDER BY draw, name`, tx.Actor.Home)
	seen := map[string]bool{}
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var id, name, body string
		err = r.Scan(&id, &name, &body)
		key := string(ref.Of("draw", id)) + "/" + name
		seen[key] = true
		if s := t.sums[key]; s.digest != published(name, body) {
			out = append(out, Disagreement{"draw", ref.Of("draw", id), s.seq, "抽取 " + id + " 的 " + name + " 与日志里的摘要不符：公布之后被改动过"})
		}
		return none, err
	})
	for key, s := range t.sums {
		if id, name, file := strings.Cut(key, "/"); file && !seen[key] {
			out = append(out, Disagreement{"draw", ref.Ref(id), s.seq, "抽取 " + id + " 的 " + name + " 不在了：日志里有，数据库里没有"})
		}
	}
	return out, err
}

// published is what the journal keeps of a file of a draw; "" of one that
// cannot be read.
func published(name, body string) string {
	switch name {
	case "plan.json":
		if p, err := draw.ParsePlan([]byte(body)); err == nil {
			return p.Digest().String()
		}
	case "pool.csv":
		if p, err := draw.ParsePool(bytes.NewReader([]byte(body))); err == nil {
			return p.Root().String()
		}
	case "officers.csv":
		if o, err := draw.ParseOfficers(bytes.NewReader([]byte(body))); err == nil {
			return o.Root().String()
		}
	default:
		return digestOf(body)
	}
	return "unreadable"
}

func digestOf(body string) string {
	b := sha256.Sum256([]byte(body))
	return hex.EncodeToString(b[:])
}

func tablesDiffer(ctx context.Context, tx *store.Tx, t *told) (out []Disagreement, err error) {
	rows, err := tx.Query(ctx, `SELECT id, cells FROM submission WHERE home = $1 ORDER BY id`, tx.Actor.Home)
	seen := map[string]bool{}
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var id, cells string
		err = r.Scan(&id, &cells)
		at := ref.Of("submission", id)
		seen[string(at)] = true
		if s := t.sums[string(at)]; s.digest != digestOf(cells) {
			out = append(out, Disagreement{"submission", at, s.seq, "已报送的表 " + string(at) + " 与报送时的摘要不符：报送之后被改动过"})
		}
		return none, err
	})
	for key, s := range t.sums {
		if !strings.Contains(key, "/") && !seen[key] {
			out = append(out, Disagreement{"submission", ref.Ref(key), s.seq, "已报送的表 " + key + " 不在了：日志里有，数据库里没有"})
		}
	}
	return out, err
}

func coverageDiffers(ctx context.Context, tx *store.Tx, t *told) (out []Disagreement, err error) {
	rows, err := tx.Query(ctx, `SELECT campaign FROM registry_coverage WHERE home = $1 ORDER BY campaign`, tx.Actor.Home)
	campaigns, err := collect(rows, err, text)
	if err != nil {
		return nil, err
	}
	for c := range t.frozen {
		campaigns = append(campaigns, c)
	}
	slices.Sort(campaigns)
	for _, c := range slices.Compact(campaigns) {
		at, e := ref.Of("campaign", c), t.frozen[c]
		whole, err := registry.Verify(ctx, tx, c)
		if err != nil && !errors.Is(err, registry.ErrNoFrozen) {
			return nil, err
		}
		kept, err := registry.Denominator(ctx, tx, c)
		if err != nil && !errors.Is(err, registry.ErrNoFrozen) {
			return nil, err
		}
		if !whole || e.Facts["root"] != kept.Root || e.Facts["count"] != kept.Count {
			out = append(out, Disagreement{"coverage", at, e.Seq, fmt.Sprintf("专项行动 %s 冻结的检查对象名单与日志不符：冻结之后被改动过", c)})
		}
	}
	return out, nil
}

func grantsDiffer(ctx context.Context, tx *store.Tx, t *told) (out []Disagreement, err error) {
	rows, err := tx.Query(ctx, `SELECT account, role, unit, scope FROM auth_grant WHERE home = $1 AND ended_at = 0 ORDER BY id`, tx.Actor.Home)
	seen := map[string]bool{}
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var account, role, unit, scope string
		err = r.Scan(&account, &role, &unit, &scope)
		at := ref.Of("account", account)
		key := grantKey(at, role, unit, scope)
		if seen[key] = true; t.grants[key] == 0 {
			out = append(out, Disagreement{"grant", at, 0, "账号 " + account + " 的角色 " + role + " 没有授予记录：是在日志之外加上的"})
		}
		return none, err
	})
	for key, seq := range t.grants {
		if account, role, _ := strings.Cut(key, " "); !seen[key] {
			out = append(out, Disagreement{"grant", ref.Ref(account), seq, "账号 " + account + " 的角色 " + strings.Fields(role)[0] + " 不在了：日志里没有收回"})
		}
	}
	return out, err
}

func listsDiffer(ctx context.Context, tx *store.Tx, _ *told) (out []Disagreement, err error) {
	ids, err := registry.Unlisted(ctx, tx)
	for _, id := range ids {
		out = append(out, Disagreement{"list", ref.Of("subject", id), 0, "台账 " + id + " 没有列在按名称排序的列表里，翻页会漏掉它"})
	}
	return out, err
}
