package writ_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/writ"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/form"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/sealed"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:market", Department: "market", Home: "360402"}
	wu   = store.Actor{ID: "person:wu", Unit: "unit:forestry", Department: "forestry", Home: "360402"}
	part = []store.Part{writ.Part}
)

const file = ref.Ref("case:1")

// full fills every field of a template.
func full(code string) form.Values {
	t, err := form.Get(code)
	if err != nil {
		panic(err)
	}
	v := form.Values{}
	for _, f := range t.Fields {
		switch f.Kind {
		case "table":
			v[f.Key] = form.Value{Rows: [][]string{{"1", "画眉", "3只"}}, From: "exhibit:1"}
		case "photos":
			v[f.Key] = form.Value{Rows: [][]string{{"blob:a", "照片1"}}}
		default:
			v[f.Key] = form.Value{Text: "某" + f.Label, From: file, Sealed: f.Sealed}
		}
	}
	return v
}

// desk is a home in which writs are made.
type desk struct {
	*testing.T
	db *store.DB
}

func (d desk) act(who store.Actor, fn func(context.Context, *store.Tx) error) error {
	d.Helper()
	return d.db.Act(d.Context(), who, func(tx *store.Tx) error { return fn(d.Context(), tx) })
}

func (d desk) must(who store.Actor, fn func(context.Context, *store.Tx) error) {
	d.Helper()
	if err := d.act(who, fn); err != nil {
		d.Fatal(err)
	}
}

func (d desk) headed() {
	d.Helper()
	for _, a := range []store.Actor{li, wu} {
		d.must(a, func(ctx context.Context, tx *store.Tx) error {
			_, err := writ.SetLetterhead(ctx, tx, writ.Letterhead{Unit: a.Unit, Word: map[string]string{"market": "濂市监", "forestry": "濂林"}[a.Department]})
			return err
		})
	}
}

func (d desk) draft(who store.Actor, code string) (w writ.Writ) {
	d.Helper()
	d.must(who, func(ctx context.Context, tx *store.Tx) (err error) {
		w, err = writ.Begin(ctx, tx, writ.Writ{Template: code, About: file, File: file, Party: "p", Department: who.Department, Region: "360402000000"})
		return err
	})
	return w
}

func (d desk) issue(who store.Actor, w writ.Writ, i writ.Issuance) (out writ.Writ, err error) {
	d.Helper()
	if i.Filled == nil {
		i.Filled = full(w.Template)
	}
	i.Organ = "濂溪区市场监督管理局"
	err = d.act(who, func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = writ.Issue(ctx, tx, w.ID, w.Version, i)
		return err
	})
	return out, err
}

func (d desk) read(id string) (w writ.Writ) {
	d.Helper()
	if err := d.db.Look(d.Context(), li, func(tx *store.Tx) (err error) {
		w, err = writ.Get(d.Context(), tx, id)
		return err
	}); err != nil {
		d.Fatal(err)
	}
	return w
}

func each(t *testing.T, fn func(desk)) {
	storetest.Each(t, append([]store.Part{journal.Part}, part...), func(t *testing.T, db *store.DB) {
		d := desk{t, db}
		fn(d)
	})
}

// verbs are the things done to a writ, in the words of the table below.
var verbs = map[string]func(context.Context, *store.Tx, writ.Writ) error{
	"write": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Write(ctx, tx, w.ID, w.Version, form.Values{"evidence": {Text: "照片"}}))
	},
	"write elsewhere": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Write(ctx, tx, w.ID, w.Version, form.Values{"colour": {Text: "红"}}))
	},
	"write too much": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Write(ctx, tx, w.ID, w.Version, form.Values{"days": {Text: strings.Repeat("长", 501)}}))
	},
	"write rows into a line": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Write(ctx, tx, w.ID, w.Version, form.Values{"evidence": {Rows: [][]string{{""}}}}))
	},
	"write on an old one": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Write(ctx, tx, w.ID, w.Version-1, nil))
	},
	"issue": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Issue(ctx, tx, w.ID, w.Version, writ.Issuance{Filled: full(w.Template), Organ: "局"}))
	},
	"issue half": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		v := full(w.Template)
		delete(v, "evidence")
		return last(writ.Issue(ctx, tx, w.ID, w.Version, writ.Issuance{Filled: v, Organ: "局"}))
	},
	"drop": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Drop(ctx, tx, w.ID, w.Version, "重复"))
	},
	"drop silently": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Drop(ctx, tx, w.ID, w.Version, " "))
	},
	"void": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Void(ctx, tx, w.ID, w.Version, "当事人写错"))
	},
	"void silently": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Void(ctx, tx, w.ID, w.Version, ""))
	},
	"serve": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Serve(ctx, tx, w.ID, w.Version, handed(tx.Today())))
	},
	"serve later": func(ctx context.Context, tx *store.Tx, w writ.Writ) error {
		return last(writ.Serve(ctx, tx, w.ID, w.Version, handed("2099-01-01")))
	},
}

func last(_ writ.Writ, err error) error { return err }

func handed(on string) writ.Service {
	return writ.Service{Way: "direct", On: on, Signer: sealed.New("陈堃"), By: []string{"person:li"}}
}

func TestLives(t *testing.T) {
	for name, steps := range map[string][]struct {
		who   store.Actor
		do    string
		state writ.State
		fault error
	}{
		"issued and served": {{li, "write", writ.Draft, nil}, {li, "issue half", writ.Draft, writ.ErrLacking}, {li, "serve", writ.Draft, writ.ErrState},
			{li, "issue", writ.Issued, nil}, {li, "write", writ.Issued, writ.ErrState}, {li, "issue", writ.Issued, writ.ErrState},
			{li, "serve later", writ.Issued, writ.ErrDay}, {li, "serve", writ.Served, nil}, {li, "serve", writ.Served, writ.ErrState}},
		"void": {{li, "void", writ.Draft, writ.ErrState}, {li, "issue", writ.Issued, nil}, {li, "void silently", writ.Issued, writ.ErrReason},
			{li, "void", writ.Voided, nil}, {li, "void", writ.Voided, writ.ErrState}, {li, "serve", writ.Voided, writ.ErrState}},
		"void when served": {{li, "issue", writ.Issued, nil}, {li, "serve", writ.Served, nil}, {li, "void", writ.Voided, nil}},
		"dropped":          {{li, "drop silently", writ.Draft, writ.ErrReason}, {li, "drop", writ.Dropped, nil}, {li, "issue", writ.Dropped, writ.ErrState}},
		"another's":        {{wu, "write", writ.Draft, writ.ErrNotYours}, {wu, "issue", writ.Draft, writ.ErrNotYours}},
		"badly written": {{li, "write elsewhere", writ.Draft, writ.ErrField}, {li, "write too much", writ.Draft, writ.ErrLong}, {li, "write rows into a line", writ.Draft, writ.ErrField},
			{li, "write on an old one", writ.Draft, writ.ErrMoved}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(d desk) {
				d.headed()
				w := d.draft(li, "penalty_notice")
				for i, s := range steps {
					w = d.read(w.ID)
					err := d.act(s.who, func(ctx context.Context, tx *store.Tx) error { return verbs[s.do](ctx, tx, w) })
					if !errors.Is(err, s.fault) {
						d.Fatalf("step %d, %s: %v, want %v", i+1, s.do, err, s.fault)
					}
					if got := d.read(w.ID).State; got != s.state {
						d.Fatalf("after step %d, %s: %s, want %s", i+1, s.do, got, s.state)
					}
				}
			})
		})
	}
}

// TestNumbers: each series of a word, a kind and a year counts on its own,
// without gaps; a refused issue takes no number, a void one keeps it.
func TestNumbers(t *testing.T) {
	each(t, func(d desk) {
		if _, err := d.issue(li, d.draft(li, "penalty_notice"), writ.Issuance{}); !errors.Is(err, writ.ErrWord) {
			d.Errorf("without a word: %v", err)
		}
		d.headed()
		var got []string
		take := func(who store.Actor, code string) writ.Writ {
			w, err := d.issue(who, d.draft(who, code), writ.Issuance{Head: true})
			if err != nil {
				d.Fatal(err)
			}
			got = append(got, w.Number)
			return w
		}
		first := take(li, "penalty_notice")
		if _, err := d.issue(li, d.draft(li, "penalty_notice"), writ.Issuance{Filled: form.Values{}}); !errors.Is(err, writ.ErrLacking) {
			d.Error(err)
		}
		d.must(li, func(ctx context.Context, tx *store.Tx) error {
			return last(writ.Void(ctx, tx, first.ID, first.Version, "写错"))
		})
		take(li, "penalty_notice")
		take(li, "hearing_notice")
		take(wu, "penalty_notice")
		take(li, "filing_approval") // a form has none
		year := d.read(first.ID).IssuedOn[:4]
		want := []string{"濂市监罚告〔%s〕1号", "濂市监罚告〔%s〕2号", "濂市监听告〔%s〕1号", "濂林罚告〔%s〕1号", ""}
		for i := range want {
			if want[i] != "" {
				want[i] = fmt.Sprintf(want[i], year)
			}
		}
		if !slices.Equal(got, want) {
			d.Errorf("numbers %v, want %v", got, want)
		}
		if w := d.read(first.ID); w.State != writ.Voided || w.Number != want[0] {
			d.Errorf("the void one: %s %s", w.State, w.Number)
		}
	})
}

// TestAGivenNumber: a number that the decision has is taken over, once; the
// series passes over it.
func TestAGivenNumber(t *testing.T) {
	each(t, func(d desk) {
		d.headed()
		w, err := d.issue(li, d.draft(li, "penalty_decision"), writ.Issuance{Head: true})
		if err != nil {
			d.Fatal(err)
		}
		given := strings.Replace(w.Number, "1号", "2号", 1)
		two, err := d.issue(li, d.draft(li, "penalty_decision"), writ.Issuance{Head: true, Number: given})
		if err != nil || two.Number != given {
			d.Fatal(two.Number, err)
		}
		if _, err := d.issue(li, d.draft(li, "penalty_decision"), writ.Issuance{Head: true, Number: given}); !errors.Is(err, writ.ErrNumber) {
			d.Errorf("twice: %v", err)
		}
		three, err := d.issue(li, d.draft(li, "penalty_decision"), writ.Issuance{Head: true})
		if err != nil || !strings.HasSuffix(three.Number, "〕3号") {
			d.Errorf("the next is %s %v", three.Number, err)
		}
	})
}

// TestFrozen: what was issued is the same bytes ever after, its digest stands in
// the journal, and a void one says so on its pages.
func TestFrozen(t *testing.T) {
	each(t, func(d desk) {
		d.headed()
		w, err := d.issue(li, d.draft(li, "penalty_decision"), writ.Issuance{Head: true})
		if err != nil {
			d.Fatal(err)
		}
		press := func() ([]byte, doc.Document) {
			d.Helper()
			read := d.read(w.ID)
			if !read.Sound() || read.Digest != w.Digest {
				d.Errorf("the document is not the one issued")
			}
			dd, err := writ.Press(read, nil, "")
			if err != nil {
				d.Fatal(err)
			}
			return doc.Bytes(dd), dd
		}
		one, _ := press()
		two, _ := press()
		if string(one) != string(two) {
			d.Error("pressed twice, other bytes")
		}
		d.must(li, func(ctx context.Context, tx *store.Tx) error {
			return last(writ.Void(ctx, tx, w.ID, w.Version, "写错"))
		})
		if _, dd := press(); dd.Over != "作废" || dd.Mark != w.Number {
			d.Errorf("void: %q over %q", dd.Over, dd.Mark)
		}
		d.noted(w)
	})
}

// noted checks the entries of a writ that was issued and made void.
func (d desk) noted(w writ.Writ) {
	d.Helper()
	var es []journal.Entry
	if err := d.db.Look(d.Context(), li, func(tx *store.Tx) (err error) {
		es, err = journal.Of(d.Context(), tx, file)
		return err
	}); err != nil {
		d.Fatal(err)
	}
	var issued, voided journal.Entry
	for _, e := range es {
		switch e.Verb {
		case "writ.issued":
			issued = e
		case "writ.voided":
			voided = e
		}
	}
	if issued.Facts["digest"] != w.Digest || issued.Facts["number"] != w.Number || voided.Reverses != issued.Seq || issued.Seq == 0 {
		d.Errorf("issued %v, void %v", issued, voided)
	}
	for _, e := range es {
		if text := fmt.Sprint(e); strings.Contains(text, "某当事人") {
			d.Errorf("the journal tells the party: %s", text)
		}
	}
}

func TestBegin(t *testing.T) {
	each(t, func(d desk) {
		for what, c := range map[string]struct {
			w     writ.Writ
			fault *fault.Fault
		}{
			"no such template":     {writ.Writ{Template: "x", About: file, File: file}, form.ErrTemplate},
			"about another record": {writ.Writ{Template: "penalty_notice", About: "visit:1", File: "visit:1", Party: "p"}, writ.ErrAbout},
			"without a party":      {writ.Writ{Template: "penalty_notice", About: file, File: file}, writ.ErrParty},
			"a field unknown":      {writ.Writ{Template: "filing_approval", About: file, File: file, Written: form.Values{"x": {}}}, writ.ErrField},
		} {
			if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return last(writ.Begin(ctx, tx, c.w)) }); !errors.Is(err, c.fault) {
				d.Errorf("%s: %v", what, err)
			}
		}
		d.headed()
		if _, err := d.issue(li, d.draft(li, "seizure_decision"), writ.Issuance{}); !errors.Is(err, writ.ErrHead) {
			d.Errorf("issued without the head: %v", err)
		}
	})
}

// TestASealedFieldStays: nobody is shown it, so leaving it out is not emptying it.
func TestASealedFieldStays(t *testing.T) {
	each(t, func(d desk) {
		w := d.draft(li, "inquiry_record")
		for _, v := range []form.Values{{"person": {Text: "罗某"}, "place": {Text: "所里"}}, {"place": {Text: "店里"}}, {"person": {}}} {
			d.must(li, func(ctx context.Context, tx *store.Tx) (err error) {
				w, err = writ.Write(ctx, tx, w.ID, w.Version, v)
				return err
			})
		}
		if w = d.read(w.ID); w.Written["person"].Text != "罗某" || w.Written["place"].Text != "" {
			d.Errorf("written %v", w.Written)
		}
	})
}

// TestService: who received it, or who saw that it was refused.
func TestService(t *testing.T) {
	each(t, func(d desk) {
		d.headed()
		w, err := d.issue(li, d.draft(li, "penalty_notice"), writ.Issuance{})
		if err != nil {
			d.Fatal(err)
		}
		on := w.IssuedOn
		two := []string{"person:li", "person:wu"}
		for what, c := range map[string]struct {
			s     writ.Service
			fault error
		}{
			"in no way":           {writ.Service{Way: "thrown", On: on, By: two}, writ.ErrWay},
			"before it was":       {handed("2020-01-01"), writ.ErrDay},
			"by nobody":           {writ.Service{Way: "post", On: on}, writ.ErrServer},
			"to nobody":           {writ.Service{Way: "direct", On: on, By: two}, writ.ErrSigner},
			"refused, and handed": {writ.Service{Way: "direct", On: on, By: two, Signer: sealed.New("某"), Refused: true}, writ.ErrSigner},
			"left by one":         {writ.Service{Way: "left", On: on, By: two[:1], Refusal: "拒收", Witness: sealed.New("某")}, writ.ErrServer},
			"left unseen":         {writ.Service{Way: "left", On: on, By: two, Refusal: "拒收", Refused: true}, writ.ErrWitness},
			"left before one":     {writ.Service{Way: "left", On: on, By: two, Refusal: "拒收", Refused: true, Witness: sealed.New("居委会某")}, nil},
		} {
			if c.fault == nil {
				continue // the last, below
			}
			if err := d.act(li, func(ctx context.Context, tx *store.Tx) error { return last(writ.Serve(ctx, tx, w.ID, w.Version, c.s)) }); !errors.Is(err, c.fault) {
				d.Errorf("%s: %v", what, err)
			}
		}
		d.must(li, func(ctx context.Context, tx *store.Tx) error {
			return last(writ.Serve(ctx, tx, w.ID, w.Version, writ.Service{Way: "left", On: on, By: two, Refusal: "拒收", Refused: true, Witness: sealed.New("居委会某")}))
		})
		if s := d.read(w.ID).Service; s == nil || s.Witness.Reveal() != "居委会某" || !s.Refused {
			d.Errorf("served %+v", s)
		}
		form := d.draft(li, "filing_approval")
		if form, err = d.issue(li, form, writ.Issuance{}); err != nil || form.Number != "" {
			d.Fatal(form.Number, err)
		}
		if err := d.act(li, func(ctx context.Context, tx *store.Tx) error {
			return last(writ.Serve(ctx, tx, form.ID, form.Version, handed(on)))
		}); !errors.Is(err, writ.ErrNoService) {
			d.Errorf("a form was served: %v", err)
		}
	})
}
