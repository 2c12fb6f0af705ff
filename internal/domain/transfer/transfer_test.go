package transfer_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"

	"pgregory.net/rapid"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	part = []store.Part{docket.Part, transfer.Part}
)

// desk has a case and a transfer of it, from Monday 2 March 2026, ten in the
// morning.
type desk struct {
	t    *testing.T
	db   *store.DB
	now  time.Time
	file docket.File
	id   string
}

func each(t *testing.T, fn func(d *desk)) {
	t.Helper()
	storetest.Each(t, part, func(t *testing.T, db *store.DB) { fn(sit(t, db)) })
}

func sit(t *testing.T, db *store.DB) *desk {
	d := &desk{t: t, db: db, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC),
		file: docket.File{ID: "1", Unit: "unit:east", Department: "market", Region: "360402100000", FiledOn: "2026-03-02", Officers: []string{"person:li", "person:chen"}}}
	db.Now = func() time.Time { d.now = d.now.Add(time.Microsecond); return d.now }
	return d
}

func (d *desk) act(by store.Actor, fn func(ctx context.Context, tx *store.Tx) error) error {
	return d.db.Act(d.t.Context(), by, func(tx *store.Tx) error { return fn(d.t.Context(), tx) })
}

func (d *desk) must(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.act(li, fn); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) look(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.db.Look(d.t.Context(), li, func(tx *store.Tx) error { return fn(d.t.Context(), tx) }); err != nil {
		d.t.Fatal(err)
	}
}

// form appoints the team: who handles the case.
func (d *desk) form() {
	d.t.Helper()
	d.must(func(ctx context.Context, tx *store.Tx) error {
		tr, err := transfer.Form(ctx, tx, d.file, []string{"person:li", "person:chen"}, time.Time{})
		d.id = tr.ID
		return err
	})
}

func (d *desk) advance(ctx context.Context, tx *store.Tx, s transfer.Step) error {
	tr, err := transfer.Get(ctx, tx, d.id)
	if err != nil {
		return err
	}
	if s.Do == "file" {
		s.Marks = []string{"m1", "m2"}
	}
	return last(transfer.Advance(ctx, tx, d.file, tr.ID, tr.Version, s))
}

func last[T any](_ T, err error) error { return err }

func (d *desk) running(by time.Time) (ks []docket.Clock) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) { ks, err = docket.Running(ctx, tx, by); return err })
	return ks
}

// standing are the facts of the case's entries of a verb that nothing reversed.
func (d *desk) standing(verb string) (out []map[string]any) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) error {
		es, err := journal.Of(ctx, tx, d.file.Ref())
		var undone []int64
		for _, e := range slices.Backward(es) {
			if e.Verb == verb && e.Reverses == 0 && !slices.Contains(undone, e.Seq) {
				out = append(out, e.Facts)
			}
			undone = append(undone, e.Reverses)
		}
		return err
	})
	return out
}

// after is the order of the regulation in another form than the code keeps it:
// what must have been done just before each step.
var after = map[string]string{
	"report": "form reject", "approve": "report", "reject": "report", "send": "approve recall", "recall": "send",
	"receive": "send relay", "relay": "receive", "file": "receive appeal petition", "refuse": "receive", "hand": "file",
	"appeal": "refuse", "uphold": "appeal", "petition": "uphold", "return": "refuse uphold petition hand", "drop": "form",
}

var commands = []string{"report", "approve", "reject", "send", "recall", "receive", "relay", "file", "refuse", "hand", "appeal", "uphold", "petition", "return", "drop"}

// TestNoGateIsSkipped throws random commands at a transfer. What is accepted
// must be exactly what the order, the papers and the approver allow.
func TestNoGateIsSkipped(t *testing.T) {
	each(t, func(d *desk) {
		run := 0
		rapid.Check(t, func(rt *rapid.T) {
			run++
			d.now = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
			d.file.ID = fmt.Sprint(run)
			d.form()
			done, have := []string{"form"}, []string{}
			if rapid.Bool().Draw(rt, "all papers at once") {
				for _, kind := range transfer.Papers {
					d.must(func(ctx context.Context, tx *store.Tx) error {
						return d.attachIn(ctx, tx, transfer.Document{Kind: kind, File: "document:1"})
					})
				}
				have = slices.Clone(transfer.Papers)
			}
			for range rapid.IntRange(5, 30).Draw(rt, "commands") {
				d.now = d.now.Add(time.Duration(rapid.IntRange(0, 60).Draw(rt, "hours")) * time.Hour)
				if kind := rapid.SampledFrom(append([]string{"", ""}, transfer.Papers...)).Draw(rt, "paper"); kind != "" {
					if d.attach(transfer.Document{Kind: kind, File: "document:1"}) == nil && !slices.Contains(have, kind) {
						have = append(have, kind)
					}
				}
				do := likely(rt, done)
				approver := rapid.SampledFrom([]string{"person:head", "person:head", "person:li"}).Draw(rt, "by")
				want := strings.Contains(" "+after[do]+" ", " "+done[len(done)-1]+" ") &&
					(do != "send" || len(have) == len(transfer.Papers)) &&
					((do != "approve" && do != "reject") || approver == "person:head")
				by := li
				by.ID = approver
				err := d.act(by, func(ctx context.Context, tx *store.Tx) error { // whom the step names is not asked
					return d.advance(ctx, tx, transfer.Step{Do: do, By: "person:head", Words: "1号", To: "濂溪公安分局"})
				})
				if (err == nil) != want {
					rt.Fatalf("after %v with papers %v, %s by %s: %v", done, have, do, approver, err)
				}
				if err == nil {
					done = append(done, do)
				}
			}
			d.witness(rt, done)
		})
	})
}

// likely prefers a step that may be next, so that runs get far.
func likely(rt *rapid.T, done []string) string {
	var next []string
	for _, c := range commands {
		if strings.Contains(" "+after[c]+" ", " "+done[len(done)-1]+" ") {
			next = append(next, c)
		}
	}
	if len(next) == 0 || rapid.IntRange(0, 3).Draw(rt, "wild") == 0 {
		return rapid.SampledFrom(commands).Draw(rt, "command")
	}
	return rapid.SampledFrom(next).Draw(rt, "next")
}

// witness checks what is left behind: the steps in order, hours kept, figures
// that stand, and that no penalty stands in for the transfer.
func (d *desk) witness(rt *rapid.T, done []string) {
	tr := d.transfer()
	var steps []string
	var approved time.Time
	for i, s := range tr.Steps {
		steps = append(steps, s.Do)
		if s.Do == "approve" {
			approved = s.At
		}
		if s.Do == "send" && s.Late != (s.At.Sub(approved) >= 24*time.Hour) {
			rt.Fatalf("sent %v after the approval, late %v", s.At.Sub(approved), s.Late)
		}
		if i > 0 && s.At.Before(tr.Steps[i-1].At) {
			rt.Fatalf("%s before %s", s.Do, tr.Steps[i-1].Do)
		}
	}
	if !slices.Equal(steps, done) {
		rt.Fatalf("kept %v, did %v", steps, done)
	}
	end := done[len(done)-1]
	sends, recalls := count(done, "send"), count(done, "recall")
	if got := len(d.standing("transfer.sent")); got != sends-recalls {
		rt.Fatalf("%d sendings stand after %v", got, done)
	}
	if free := end == "reject" || end == "return" || end == "drop"; free == tr.Binding() {
		rt.Fatalf("after %s it binds: %v", end, tr.Binding())
	}
}

func count(done []string, do string) (n int) {
	for _, d := range done {
		if d == do {
			n++
		}
	}
	return n
}

func (d *desk) transfer() (tr transfer.Transfer) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		tr, err = transfer.Get(ctx, tx, d.id)
		return err
	})
	return tr
}

func (d *desk) attach(doc transfer.Document) error {
	return d.act(li, func(ctx context.Context, tx *store.Tx) error { return d.attachIn(ctx, tx, doc) })
}

func (d *desk) attachIn(ctx context.Context, tx *store.Tx, doc transfer.Document) error {
	tr, err := transfer.Get(ctx, tx, d.id)
	if err != nil {
		return err
	}
	return last(transfer.Attach(ctx, tx, d.file, tr.ID, tr.Version, doc))
}

func (d *desk) steps(steps ...transfer.Step) {
	d.t.Helper()
	for _, s := range steps {
		if s.Words == "" {
			s.Words = "1号"
		}
		by := li
		if s.By != "" {
			by.ID = s.By
		}
		if err := d.act(by, func(ctx context.Context, tx *store.Tx) error { return d.advance(ctx, tx, s) }); err != nil {
			d.t.Fatal(err)
		}
		if done := d.transfer().Steps; done[len(done)-1].By != by.ID {
			d.t.Errorf("%s was taken by %s, not %s", s.Do, by.ID, done[len(done)-1].By)
		}
	}
}

// ready has a transfer with all papers approved.
func (d *desk) ready() {
	d.t.Helper()
	d.form()
	for _, kind := range transfer.Papers[:4] {
		if err := d.attach(transfer.Document{Kind: kind, File: "document:1"}); err != nil {
			d.t.Fatal(err)
		}
	}
	if err := d.attach(transfer.Document{Kind: "other", None: "无其他材料"}); err != nil {
		d.t.Fatal(err)
	}
	d.steps(transfer.Step{Do: "report"}, transfer.Step{Do: "approve", By: "person:head"})
}

func TestACrimeGoesItsWay(t *testing.T) {
	each(t, func(d *desk) {
		d.ready()
		d.steps(transfer.Step{Do: "send", To: "濂溪公安分局"}, transfer.Step{Do: "receive"}, transfer.Step{Do: "relay", To: "湖口县公安局"},
			transfer.Step{Do: "receive"}, transfer.Step{Do: "file"}, transfer.Step{Do: "hand"})
		if got := d.transfer(); got.State != transfer.Handed || got.Recipient != "湖口县公安局" {
			t.Errorf("%s at %s", got.State, got.Recipient)
		}
		if f := d.standing("transfer.filed"); len(f) != 1 || len(f[0]["parties"].([]string)) != 2 {
			t.Errorf("the police filed against %v, want two marks", f)
		}
	})
}

// TestHoursAndDays keeps the clocks of the way: three days to decide, twenty-
// four hours to send, three days for the police and to hand over. 2 March 2026
// is a Monday, 6 March a Friday.
func TestHoursAndDays(t *testing.T) {
	for name, c := range map[string]struct {
		wait map[string]time.Duration // before the step
		late string
	}{
		"all in time":            {map[string]time.Duration{"approve": 72 * time.Hour, "send": 24*time.Hour - time.Second}, ""},
		"approved on day four":   {map[string]time.Duration{"approve": 96 * time.Hour}, "approve"},
		"sent a day later":       {map[string]time.Duration{"send": 24 * time.Hour}, "send"},
		"the police took a week": {map[string]time.Duration{"file": 7 * 24 * time.Hour}, "file"},
		"handed over late":       {map[string]time.Duration{"hand": 7 * 24 * time.Hour}, "hand"},
		"relayed next day":       {map[string]time.Duration{"relay": 25 * time.Hour}, "relay"},
	} {
		t.Run(name, func(t *testing.T) {
			d := sit(t, storetest.SQLite(t, part...))
			d.form()
			for _, kind := range transfer.Papers {
				if err := d.attach(transfer.Document{Kind: kind, File: "document:1"}); err != nil {
					t.Fatal(err)
				}
			}
			for _, do := range []string{"report", "approve", "send", "receive", "relay", "receive", "file", "hand"} {
				d.now = d.now.Add(c.wait[do])
				overdue := len(d.running(d.now)) > 0
				d.steps(transfer.Step{Do: do, By: "person:head", To: "公安"})
				got := d.transfer().Steps
				if s := got[len(got)-1]; s.Late != (do == c.late) {
					t.Errorf("%s: late %v, want %v", do, s.Late, do == c.late)
				}
				if do == c.late && do != "relay" && !overdue {
					t.Errorf("%s was late and on nobody's desk", do)
				}
			}
			if ks := d.running(d.now.AddDate(0, 0, 30)); len(ks) > 0 {
				t.Errorf("at the end run %v", ks)
			}
		})
	}
}

func TestWhatATransferLacks(t *testing.T) {
	each(t, func(d *desk) {
		d.ready()
		hour := d.now.Add(time.Hour)
		for want, s := range map[error]transfer.Step{
			transfer.ErrWords:     {Do: "send", To: "公安"},
			transfer.ErrRecipient: {Do: "send", Words: "1号"},
			transfer.ErrTime:      {Do: "send", Words: "1号", To: "公安", At: hour},
			transfer.ErrGate:      {Do: "file", Words: "1号"},
			transfer.ErrStep:      {Do: "forget"},
		} {
			if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return d.advance(ctx, tx, s) }); !errors.Is(err, want) {
				t.Errorf("%s: got %v, want %v", s.Do, err, want)
			}
		}
		if err := d.attach(transfer.Document{Kind: "letter", None: "无"}); !errors.Is(err, transfer.ErrPaper) {
			t.Errorf("no letter needed: %v", err)
		}
		d.steps(transfer.Step{Do: "send", To: "公安"})
		if err := d.attach(transfer.Document{Kind: "letter", File: "document:2"}); !errors.Is(err, transfer.ErrGate) {
			t.Errorf("a paper changed after it was sent: %v", err)
		}
	})
}

func TestRefusedToTheEnd(t *testing.T) {
	each(t, func(d *desk) {
		d.ready()
		d.steps(transfer.Step{Do: "send", To: "公安"}, transfer.Step{Do: "receive"}, transfer.Step{Do: "refuse"}, transfer.Step{Do: "appeal"},
			transfer.Step{Do: "uphold"}, transfer.Step{Do: "petition"}, transfer.Step{Do: "return"})
		if d.transfer().Binding() { // 依法行政处罚
			t.Error("returned, and still binds")
		}
	})
}

func TestATeamIsTwoAndOneAtATime(t *testing.T) {
	each(t, func(d *desk) {
		form := func(team ...string) error {
			return d.act(li, func(ctx context.Context, tx *store.Tx) error {
				return last(transfer.Form(ctx, tx, d.file, team, time.Time{}))
			})
		}
		if err := form("person:li", "person:li"); !errors.Is(err, transfer.ErrTeam) {
			t.Errorf("a team of one: %v", err)
		}
		d.form()
		if err := form("person:li", "person:chen"); !errors.Is(err, transfer.ErrUnderway) {
			t.Errorf("a second transfer: %v", err)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error {
			if err := transfer.Hand(ctx, tx, d.file.ID, "person:chen", "person:zhou"); err != nil {
				return err
			}
			return d.file.Note(tx, "transfer.documented", transfer.Stepped{}, "")
		})
		if got := d.transfer().Team; !slices.Equal(got, []string{"person:li", "person:zhou"}) {
			t.Errorf("team %v", got)
		}
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			return transfer.Hand(ctx, tx, d.file.ID, "person:li", "person:zhou")
		}); !errors.Is(err, transfer.ErrTeam) {
			t.Errorf("two became one: %v", err)
		}
	})
}

func TestALetterComesIn(t *testing.T) {
	each(t, func(d *desk) {
		good := transfer.Referral{Organ: "procurator", Sender: "濂溪区人民检察院", Number: "濂检意〔2026〕3号", Title: "王某非法收购画眉"}
		receive := func(r transfer.Referral) (out transfer.Referral, err error) {
			err = d.act(li, func(ctx context.Context, tx *store.Tx) (err error) {
				out, err = transfer.Receive(ctx, tx, r)
				return err
			})
			return out, err
		}
		for want, spoil := range map[error]func(*transfer.Referral){
			transfer.ErrOrgan: func(r *transfer.Referral) { r.Organ = "press" },
			docket.ErrDay:     func(r *transfer.Referral) { r.ReceivedOn = "2026-03-03" },
			transfer.ErrLong:  func(r *transfer.Referral) { r.Title = strings.Repeat("长", 201) },
		} {
			r := good
			spoil(&r)
			if _, err := receive(r); !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		r, err := receive(good)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := receive(good); !errors.Is(err, transfer.ErrKnown) {
			t.Errorf("received twice: %v", err)
		}
		decline := func(in transfer.Referral) error {
			return d.act(li, func(ctx context.Context, tx *store.Tx) error { return last(transfer.Decline(ctx, tx, in)) })
		}
		if err := decline(transfer.Referral{ID: r.ID, Version: 1}); !errors.Is(err, transfer.ErrReply) {
			t.Errorf("declined in silence: %v", err)
		}
		if err := decline(transfer.Referral{ID: r.ID, Version: 9, Reason: "x", Reply: "1号"}); !errors.Is(err, transfer.ErrMoved) {
			t.Errorf("declined what had moved: %v", err)
		}
		d.must(func(ctx context.Context, tx *store.Tx) error { return last(transfer.FileReferral(ctx, tx, r.ID, 1)) })
		if err := decline(transfer.Referral{ID: r.ID, Version: 2, Reason: "x", Reply: "1号"}); !errors.Is(err, transfer.ErrSettled) {
			t.Errorf("declined what was filed: %v", err)
		}
		d.look(func(ctx context.Context, tx *store.Tx) error {
			rs, _, err := transfer.Referrals(ctx, tx, "filed", store.Page{})
			if len(rs) != 1 || rs[0].Number != good.Number {
				t.Errorf("filed %v", rs)
			}
			return err
		})
	})
}
