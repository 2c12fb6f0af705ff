package casework_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/ref"

	"pgregory.net/rapid"
)

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
			d.file(ref.Ref(fmt.Sprintf("lead:%d", run)))
			d.do("name zhang", "investigate", "form a team")
			done, have := []string{"form"}, []string{}
			if rapid.Bool().Draw(rt, "all papers at once") {
				for _, kind := range casework.Papers {
					d.must(func(ctx context.Context, tx *store.Tx) error {
						return d.attachIn(ctx, tx, casework.Document{Kind: kind, File: "document:1"})
					})
				}
				have = slices.Clone(casework.Papers)
			}
			for range rapid.IntRange(5, 30).Draw(rt, "commands") {
				d.now = d.now.Add(time.Duration(rapid.IntRange(0, 60).Draw(rt, "hours")) * time.Hour)
				if kind := rapid.SampledFrom(append([]string{"", ""}, casework.Papers...)).Draw(rt, "paper"); kind != "" {
					if d.attach(casework.Document{Kind: kind, File: "document:1"}) == nil && !slices.Contains(have, kind) {
						have = append(have, kind)
					}
				}
				do := likely(rt, done)
				approver := rapid.SampledFrom([]string{"person:head", "person:head", "person:li"}).Draw(rt, "by")
				want := strings.Contains(" "+after[do]+" ", " "+done[len(done)-1]+" ") &&
					(do != "send" || len(have) == len(casework.Papers)) &&
					((do != "approve" && do != "reject") || approver == "person:head")
				by := li
				by.ID = approver
				err := d.act(by, func(ctx context.Context, tx *store.Tx) error { // whom the step names is not asked
					return d.advance(ctx, tx, casework.Step{Do: do, By: "person:head", Words: "1号", To: "濂溪公安分局"})
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
	c := d.current()
	err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return deeds["fine zhang"](d, ctx, tx, c) })
	if free := end == "reject" || end == "return" || end == "drop"; free != (err == nil) || !free && !errors.Is(err, casework.ErrCrime) {
		rt.Fatalf("after %s a fine: %v", end, err)
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

func (d *desk) transfer() (tr casework.Transfer) {
	d.t.Helper()
	d.look(func(ctx context.Context, tx *store.Tx) (err error) {
		tr, err = casework.GetTransfer(ctx, tx, d.named["transfer"])
		return err
	})
	return tr
}

func (d *desk) attach(doc casework.Document) error {
	return d.act(li, func(ctx context.Context, tx *store.Tx) error { return d.attachIn(ctx, tx, doc) })
}

func (d *desk) attachIn(ctx context.Context, tx *store.Tx, doc casework.Document) error {
	tr, err := casework.GetTransfer(ctx, tx, d.named["transfer"])
	if err != nil {
		return err
	}
	return last(casework.Attach(ctx, tx, tr.ID, tr.Version, doc))
}

func (d *desk) steps(steps ...casework.Step) {
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
	d.file("lead:1")
	d.do("name zhang", "name the shop", "investigate", "form a team")
	for _, kind := range casework.Papers[:4] {
		if err := d.attach(casework.Document{Kind: kind, File: "document:1"}); err != nil {
			d.t.Fatal(err)
		}
	}
	if err := d.attach(casework.Document{Kind: "other", None: "无其他材料"}); err != nil {
		d.t.Fatal(err)
	}
	d.steps(casework.Step{Do: "report"}, casework.Step{Do: "approve", By: "person:head"})
}

func TestACrimeGoesItsWay(t *testing.T) {
	each(t, func(d *desk) {
		d.ready()
		d.steps(casework.Step{Do: "send", To: "濂溪公安分局"}, casework.Step{Do: "receive"}, casework.Step{Do: "relay", To: "湖口县公安局"},
			casework.Step{Do: "receive"}, casework.Step{Do: "file"}, casework.Step{Do: "hand"})
		if got := d.transfer(); got.State != casework.Handed || got.Recipient != "湖口县公安局" {
			t.Errorf("%s at %s", got.State, got.Recipient)
		}
		if f := d.standing("transfer.filed"); len(f) != 1 || len(f[0]["parties"].([]string)) != 2 {
			t.Errorf("the police filed against %v, want two marks", f)
		}
		d.do("close as crime")
		if f := d.standing("case.closed"); len(f) != 1 || f[0]["outcome"] != "transferred" {
			t.Errorf("closed %v", f)
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
			d.file("lead:1")
			d.do("name zhang", "investigate", "form a team")
			for _, kind := range casework.Papers {
				if err := d.attach(casework.Document{Kind: kind, File: "document:1"}); err != nil {
					t.Fatal(err)
				}
			}
			for _, do := range []string{"report", "approve", "send", "receive", "relay", "receive", "file", "hand"} {
				d.now = d.now.Add(c.wait[do])
				overdue := len(d.running(d.now)) > 0
				d.steps(casework.Step{Do: do, By: "person:head", To: "公安"})
				got := d.transfer().Steps
				if s := got[len(got)-1]; s.Late != (do == c.late) {
					t.Errorf("%s: late %v, want %v", do, s.Late, do == c.late)
				}
				if do == c.late && do != "relay" && !overdue {
					t.Errorf("%s was late and on nobody's desk", do)
				}
			}
			if ks := d.running(d.now.AddDate(0, 0, 30)); slices.ContainsFunc(ks, func(k casework.Clock) bool { return k.Kind != casework.ClockDecision }) {
				t.Errorf("at the end run %v", ks)
			}
		})
	}
}

func TestWhatATransferLacks(t *testing.T) {
	each(t, func(d *desk) {
		d.ready()
		hour := d.now.Add(time.Hour)
		for want, s := range map[error]casework.Step{
			casework.ErrWords:     {Do: "send", To: "公安"},
			casework.ErrRecipient: {Do: "send", Words: "1号"},
			casework.ErrTime:      {Do: "send", Words: "1号", To: "公安", At: hour},
			casework.ErrGate:      {Do: "file", Words: "1号"},
			casework.ErrStep:      {Do: "forget"},
		} {
			if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return d.advance(ctx, tx, s) }); !errors.Is(err, want) {
				t.Errorf("%s: got %v, want %v", s.Do, err, want)
			}
		}
		if err := d.attach(casework.Document{Kind: "letter", None: "无"}); !errors.Is(err, casework.ErrPaper) {
			t.Errorf("no letter needed: %v", err)
		}
		d.steps(casework.Step{Do: "send", To: "公安"})
		if err := d.attach(casework.Document{Kind: "letter", File: "document:2"}); !errors.Is(err, casework.ErrGate) {
			t.Errorf("a paper changed after it was sent: %v", err)
		}
	})
}

func TestRefusedToTheEnd(t *testing.T) {
	each(t, func(d *desk) {
		d.ready()
		d.steps(casework.Step{Do: "send", To: "公安"}, casework.Step{Do: "receive"}, casework.Step{Do: "refuse"}, casework.Step{Do: "appeal"},
			casework.Step{Do: "uphold"}, casework.Step{Do: "petition"}, casework.Step{Do: "return"})
		d.do("fine zhang") // 依法行政处罚
		if got := d.current().State; got != casework.Decided {
			t.Errorf("case %s", got)
		}
	})
}
