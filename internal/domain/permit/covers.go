package permit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/species"
	"example.org/zhiye/internal/pure/valuation"
)

// Query asks whether somebody's papers cover a thing on the day of an act.
type Query struct {
	Holder  ref.Ref // "subject:…", or
	Name    string  // the holder as printed
	Species string  // as people write it
	Latin   string
	Day     string
	Qty     string // a plain decimal; empty where nothing is counted
	Unit    string
	Origin  string // wild, captive, unknown
	Act     string // of contracts/law.md
	Purpose Purpose
}

// Verdict is what the papers held come to.
type Verdict string

// The verdicts, the best first.
const (
	Covered      Verdict = "valid"
	Doubtful     Verdict = "unclear"      // a paper may cover it; Reasons says what is to be found out
	Insufficient Verdict = "insufficient" // less is left than was asked for
	IsExpired    Verdict = "expired"
	IsRevoked    Verdict = "revoked"
	IsNotYet     Verdict = "not_yet"
	NoneHeld     Verdict = "none" // none is registered here; that proves nothing
)

var order = []Verdict{Covered, Doubtful, Insufficient, IsExpired, IsRevoked, IsNotYet, NoneHeld}

// Cover is a verdict with the record it rests on.
type Cover struct {
	Verdict Verdict  `json:"verdict"`
	Permit  string   `json:"permit,omitempty"` // id
	Kind    Kind     `json:"kind,omitempty"`
	Number  string   `json:"number,omitempty"`
	Line    int      `json:"line,omitempty"`
	Left    string   `json:"left,omitempty"` // on the day, in Unit
	Unit    string   `json:"unit,omitempty"`
	Reasons []string `json:"reasons"`
}

// Covers looks through the holder's papers for one that serves the purpose and
// returns the best.
func Covers(ctx context.Context, tx *store.Tx, q Query) (Cover, error) {
	if err := days(q.Day); err != nil || q.Day == "" {
		return Cover{}, ErrDay.With(q.Day)
	}
	if q.Qty != "" {
		if _, err := valuation.ParseQuantity(q.Qty); err != nil {
			return Cover{}, ErrQuantity.With(q.Qty)
		}
	}
	kinds := answers(q.Purpose, q.Act)
	held, err := Held(ctx, tx, q.Holder, q.Name)
	if err != nil {
		return Cover{}, err
	}
	best, short := Cover{Verdict: NoneHeld, Reasons: []string{"本系统未登记可用于此的证件；不等于没有，请以现场出示和发证机关查询为准"}}, 0
	for _, p := range held {
		if !slices.Contains(kinds, p.Kind) {
			continue
		}
		c, err := cover(ctx, tx, p, q)
		if err != nil {
			return Cover{}, err
		}
		if c.Verdict == Insufficient {
			short++
		}
		if slices.Index(order, c.Verdict) < slices.Index(order, best.Verdict) {
			best = c
		}
	}
	if best.Verdict == Insufficient && short > 1 {
		best.Verdict = Doubtful
		best.Reasons = append(best.Reasons, fmt.Sprintf("共有 %d 份证件各自余额不足，须查明各用于多少", short))
	}
	return best, nil
}

// cover judges one paper.
func cover(ctx context.Context, tx *store.Tx, p Permit, q Query) (Cover, error) {
	none := Cover{Verdict: NoneHeld}
	origin := p.origin()
	if origin != "" && (q.Origin == "wild" || q.Origin == "captive") && origin != q.Origin {
		return none, nil
	}
	line, same := p.line(q)
	if same == no {
		return none, nil
	}
	c := Cover{Verdict: Covered, Permit: p.ID, Kind: p.Kind, Number: p.Number, Line: line, Reasons: []string{}}
	switch p.On(q.Day) {
	case Expired:
		return c.become(IsExpired, "证件有效期至 "+p.To), nil
	case Revoked:
		return c.become(IsRevoked, "证件自 "+p.RevokedOn+" 起撤销、吊销或注销："+p.Reason), nil
	case NotYet:
		return c.become(IsNotYet, "证件自 "+p.From+" 起有效"), nil
	}
	if same == open {
		c = c.become(Doubtful, "证载物种（"+p.Lines[line-1].Name+"）与所查物种是否相同尚未确定")
	}
	if origin != "" && q.Origin != origin {
		c = c.become(Doubtful, map[string]string{"wild": "证件只适用于野外来源", "captive": "证件只适用于人工繁育来源"}[origin]+"，该物品来源未查明")
	}
	bs, err := Balances(ctx, tx, p, q.Day)
	if err != nil {
		return Cover{}, err
	}
	return c.weigh(bs[line-1], q), nil
}

// become lowers a verdict and says why.
func (c Cover) become(v Verdict, why string) Cover {
	if slices.Index(order, v) > slices.Index(order, c.Verdict) {
		c.Verdict = v
	}
	c.Reasons = append(c.Reasons, why)
	return c
}

// weigh compares what is asked for with what is left.
func (c Cover) weigh(b Balance, q Query) Cover {
	switch {
	case !b.Stated:
		c.Reasons = append(c.Reasons, "证件未载明数量")
		return c
	case q.Qty == "":
		c.Left, c.Unit = b.Left, b.Unit
		return c
	}
	c.Left, c.Unit = b.Left, b.Unit
	want, _ := valuation.ParseQuantity(q.Qty) // Covers has read it
	left := b.left
	if q.Unit != b.Unit {
		w, ok1 := want.Grams(q.Unit)
		l, ok2 := left.Grams(b.Unit)
		if !ok1 || !ok2 {
			return c.become(Doubtful, "证件按"+b.Unit+"计量，所查按"+q.Unit+"计量，须换算")
		}
		want, left = w, l
	}
	if b.Short {
		c = c.become(Doubtful, "证件余额账曾低于零，须核对")
	}
	if left < want {
		return c.become(Insufficient, "当日余额 "+b.Left+b.Unit+"，少于 "+q.Qty+q.Unit)
	}
	return c
}

// answer of a comparison that may not be able to tell.
type answer uint8

const (
	no answer = iota
	open
	yes
)

// line is the line of the permit that is nearest to what is asked about.
func (p Permit) line(q Query) (number int, best answer) {
	asked := species.Query{Name: q.Species, Latin: q.Latin, Day: q.Day, Captive: q.Origin == "captive"}
	found := species.Find(asked)
	for i, l := range p.Lines {
		if same := l.same(q, found); same > best {
			number, best = i+1, same
		}
	}
	return number, best
}

// same compares a line with an animal: by the words, or else by the entry that
// the lists of the day have for both. An entry for a whole genus is one animal
// only where both are called the same in it.
func (l Line) same(q Query, asked species.Answer) answer {
	if key(l.Name) == key(q.Species) || q.Latin != "" && strings.EqualFold(strings.TrimSpace(q.Latin), strings.TrimSpace(l.Latin)) {
		return yes
	}
	ours := species.Find(species.Query{Name: l.Name, Latin: l.Latin, Day: q.Day, Captive: q.Origin == "captive"})
	if !ours.Sure || !asked.Sure || len(ours.Candidates) == 0 || len(asked.Candidates) == 0 {
		return open
	}
	a, b := ours.Candidates[0], asked.Candidates[0]
	switch {
	case a.Entry.Name != b.Entry.Name || a.Entry.List != b.Entry.List:
		return no
	case strings.Contains(a.Entry.Name, "所有") && a.Matched != b.Matched:
		return open
	}
	return yes
}

// MarkVerdict is what a mark is worth for the goods it was found with.
type MarkVerdict string

// The verdicts on a mark.
const (
	MarkValid      MarkVerdict = "valid"      // verified, and nothing differed
	MarkMismatch   MarkVerdict = "mismatch"   // voided, or something differed
	MarkUnverified MarkVerdict = "unverified" // registered, and nobody has asked its issuer
	MarkUnknown    MarkVerdict = "unknown"    // not registered here
)

// Marking is a verdict on a mark, with the records it rests on.
type Marking struct {
	Verdict      MarkVerdict `json:"verdict"`
	Mark         string      `json:"mark,omitempty"`         // id
	Verification string      `json:"verification,omitempty"` // id
	Reasons      []string    `json:"reasons"`
}

// MarkOn says what the mark with a number is worth on a day, by its state and
// the last verification up to then.
func MarkOn(ctx context.Context, tx *store.Tx, number, day string) (Marking, error) {
	ms, _, err := Marks(ctx, tx, MarkFilter{Number: number}, store.Page{Limit: 2})
	if err != nil {
		return Marking{}, err
	}
	if key(number) == "" || len(ms) == 0 {
		return Marking{MarkUnknown, "", "", []string{"本系统未登记这枚标识；请查验后登记"}}, nil
	}
	if len(ms) > 1 {
		return Marking{MarkUnverified, "", "", []string{"这个编号登记了不止一种标识，请逐一核对"}}, nil
	}
	m := ms[0]
	if m.State == "voided" && m.VoidedOn <= day {
		return Marking{MarkMismatch, m.ID, "", []string{m.told()}}, nil
	}
	vs, err := Verifications(ctx, tx, m.Ref())
	if err != nil {
		return Marking{}, err
	}
	for _, v := range vs {
		if v.Day > day || v.Result == Unclear {
			continue
		}
		if v.Result == Mismatch {
			return Marking{MarkMismatch, m.ID, v.ID, []string{v.Day + " 查验不符"}}, nil
		}
		return Marking{MarkValid, m.ID, v.ID, []string{v.Day + " 查验相符"}}, nil
	}
	return Marking{MarkUnverified, m.ID, "", []string{"标识已登记，尚未向发标机关查验"}}, nil
}
