package lead_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

var (
	li   = store.Actor{ID: "person:li", Unit: "unit:east", Department: "market", Home: "360402"}
	wu   = store.Actor{ID: "person:wu", Unit: "unit:west", Department: "forestry", Home: "360402"}
	part = []store.Part{lead.Part}
)

func thrush(source ref.Ref) lead.Lead {
	return lead.Lead{Source: source, Channel: "tip", Title: "花鸟市场疑售画眉", Facts: "笼养约十只", Subject: "subject:1",
		Goods: []string{"画眉"}, Region: "360402100000", Campaign: "spring"}
}

// verbs are the things done to a lead, in the words of the tables below.
var verbs = map[string]func(context.Context, *store.Tx, lead.Lead) error{
	"take": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Take(ctx, tx, l.ID, l.Version))
	},
	"verify": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Verify(ctx, tx, l.ID, l.Version, "属实"))
	},
	"verify silently": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Verify(ctx, tx, l.ID, l.Version, " "))
	},
	"file": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.File(ctx, tx, l.ID, l.Version))
	},
	"dismiss": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Dismiss(ctx, tx, l.ID, l.Version, "查无此事"))
	},
	"dismiss silently": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Dismiss(ctx, tx, l.ID, l.Version, " "))
	},
	"reopen": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Reopen(ctx, tx, l.ID, l.Version, "新证据"))
	},
	"return": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Return(ctx, tx, l.ID, l.Version, "非辖区"))
	},
	"withdraw": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Withdraw(ctx, tx, l.ID, l.Version, "误录"))
	},
	"extend": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Extend(ctx, tx, l.ID, l.Version, "person:head"))
	},
	"extend by himself": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Extend(ctx, tx, l.ID, l.Version, l.Officer))
	},
	"assign to wu": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.Assign(ctx, tx, lead.Lead{ID: l.ID, Version: l.Version, Unit: wu.Unit, Officer: wu.ID}, "改派"))
	},
	"send away": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.TransferOut(ctx, tx, l.ID, l.Version, lead.Transfer{Department: "agriculture", Region: "360402", Recipient: "农业农村局", Reason: "检疫"}))
	},
	"send nowhere": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		return last(lead.TransferOut(ctx, tx, l.ID, l.Version, lead.Transfer{Reason: "检疫"}))
	},
	"edit": func(ctx context.Context, tx *store.Tx, l lead.Lead) error {
		l.Title = "花鸟市场售画眉"
		return last(lead.Edit(ctx, tx, l))
	},
}

func last[T any](_ T, err error) error { return err }

// A step is one act on the lead and what must come of it.
type step struct {
	by    store.Actor
	do    string
	state lead.State
	err   error
}

func TestLife(t *testing.T) {
	for name, steps := range map[string][]step{
		"becomes a case":         {{li, "take", lead.Taken, nil}, {li, "verify", lead.Verified, nil}, {li, "file", lead.Filed, nil}},
		"no case unverified":     {{li, "take", lead.Taken, nil}, {li, "file", lead.Taken, lead.ErrState}},
		"dismissed at once":      {{li, "dismiss", lead.Dismissed, nil}},
		"reason required":        {{li, "dismiss silently", lead.Open, lead.ErrReason}},
		"finding required":       {{li, "take", lead.Taken, nil}, {li, "verify silently", lead.Taken, lead.ErrFinding}},
		"verified only if taken": {{li, "verify", lead.Open, lead.ErrState}},
		"taken once":             {{li, "take", lead.Taken, nil}, {li, "take", lead.Taken, lead.ErrState}},
		"only its unit":          {{li, "take", lead.Taken, nil}, {wu, "verify", lead.Taken, lead.ErrNotYours}, {wu, "edit", lead.Taken, lead.ErrNotYours}},
		"reassigned":             {{li, "take", lead.Taken, nil}, {li, "assign to wu", lead.Taken, nil}, {wu, "verify", lead.Verified, nil}},
		"given back":             {{li, "take", lead.Taken, nil}, {li, "return", lead.Open, nil}, {wu, "take", lead.Taken, nil}},
		"dead stays dead":        {{li, "dismiss", lead.Dismissed, nil}, {li, "take", lead.Dismissed, lead.ErrState}, {li, "edit", lead.Dismissed, lead.ErrState}},
		"reopened where it was":  {{li, "take", lead.Taken, nil}, {li, "dismiss", lead.Dismissed, nil}, {li, "reopen", lead.Taken, nil}},
		"its case was withdrawn": {{li, "take", lead.Taken, nil}, {li, "verify", lead.Verified, nil}, {li, "file", lead.Filed, nil}, {li, "reopen", lead.Verified, nil}},
		"withdrawn":              {{li, "withdraw", lead.Withdrawn, nil}, {li, "reopen", lead.Withdrawn, lead.ErrState}},
		"more time once":         {{li, "take", lead.Taken, nil}, {li, "extend", lead.Taken, nil}, {li, "extend", lead.Taken, lead.ErrExtended}},
		"not by himself":         {{li, "take", lead.Taken, nil}, {li, "extend by himself", lead.Taken, lead.ErrApprover}},
		"sent away":              {{li, "take", lead.Taken, nil}, {li, "send away", lead.Taken, lead.ErrState}, {li, "verify", lead.Verified, nil}, {li, "send away", lead.Transferred, nil}},
		"sent nowhere":           {{li, "send nowhere", lead.Open, lead.ErrRecipient}},
		"edited":                 {{li, "edit", lead.Open, nil}, {li, "take", lead.Taken, nil}},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, part, func(t *testing.T, db *store.DB) {
				l := raise(t, db, thrush("tip:1"))
				for _, s := range steps {
					now := get(t, db, l.ID)
					err := db.Act(t.Context(), s.by, func(tx *store.Tx) error { return verbs[s.do](t.Context(), tx, now) })
					if !errors.Is(err, s.err) {
						t.Fatalf("%s: got %v, want %v", s.do, err, s.err)
					}
					if got := get(t, db, l.ID); got.State != s.state {
						t.Fatalf("%s: state %s, want %s", s.do, got.State, s.state)
					}
				}
			})
		})
	}
}

func TestWhatIsNoLead(t *testing.T) {
	for want, spoil := range map[error]func(*lead.Lead){
		lead.ErrTitle:   func(l *lead.Lead) { l.Title = "  " },
		lead.ErrLong:    func(l *lead.Lead) { l.Facts = strings.Repeat("长", 20_001) },
		lead.ErrSource:  func(l *lead.Lead) { l.Source = "tip" },
		lead.ErrChannel: func(l *lead.Lead) { l.Channel = "rumour" },
		lead.ErrRegion:  func(l *lead.Lead) { l.Region = "360402" },
		lead.ErrDay:     func(l *lead.Lead) { l.RaisedOn = "2999-01-01" },
	} {
		l := thrush("tip:1")
		spoil(&l)
		db := storetest.SQLite(t, part...)
		if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return last(lead.Raise(t.Context(), tx, l)) }); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}

func TestOneSourceMakesOneLead(t *testing.T) {
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		a, b := raise(t, db, thrush("tip:1")), raise(t, db, thrush("tip:1"))
		if a.ID != b.ID {
			t.Errorf("two leads from one tip: %s, %s", a.ID, b.ID)
		}
	})
}

// In 2026 the spring festival is off from 15 to 23 February; the Saturdays 14
// and 28 February are worked.
func TestVerificationIsCountedInWorkingDays(t *testing.T) {
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		l := thrush("tip:1")
		l.RaisedOn = "2026-02-13"
		l = raise(t, db, l)
		if l.Due != "2026-03-12" {
			t.Errorf("due %s, want 2026-03-12", l.Due)
		}
		if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return verbs["extend"](t.Context(), tx, l) }); err != nil {
			t.Fatal(err)
		}
		if got := get(t, db, l.ID); got.Due != "2026-04-02" || got.Extended != "person:head" {
			t.Errorf("extended by %s until %s, want 2026-04-02", got.Extended, got.Due)
		}
	})
}

func TestTwoAtOnceKeepBothTexts(t *testing.T) {
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		seen := raise(t, db, thrush("tip:1"))
		mine := seen
		mine.Facts = "笼养十二只"
		if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return last(lead.Edit(t.Context(), tx, mine)) }); err != nil {
			t.Fatal(err)
		}
		err := db.Act(t.Context(), li, func(tx *store.Tx) error { return last(lead.Edit(t.Context(), tx, seen)) })
		if !errors.Is(err, lead.ErrMoved) {
			t.Fatalf("got %v, want ErrMoved", err)
		}
		if theirs, ok := fault.Of(err).Theirs.(lead.Lead); !ok || theirs.Facts != "笼养十二只" {
			t.Errorf("the other text is lost: %+v", fault.Of(err).Theirs)
		}
	})
}

func TestTransferOut(t *testing.T) {
	type move struct {
		do   string
		want error
	}
	for name, c := range map[string]struct {
		moves []move
		state string
		lead  lead.State
		sent  int
	}{
		"answered":             {[]move{{"receive", nil}, {"answer", nil}}, "answered", lead.Transferred, 1},
		"recalled in time":     {[]move{{"recall", nil}}, "recalled", lead.Verified, 0},
		"too late to recall":   {[]move{{"receive", nil}, {"recall", lead.ErrSettled}}, "received", lead.Transferred, 1},
		"refused":              {[]move{{"receive", nil}, {"refuse", nil}}, "refused", lead.Verified, 1},
		"no answer unsigned":   {[]move{{"answer", lead.ErrSettled}}, "sent", lead.Transferred, 1},
		"receipt has a number": {[]move{{"receive nothing", lead.ErrReceipt}}, "sent", lead.Transferred, 1},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, part, func(t *testing.T, db *store.DB) {
				l := raise(t, db, thrush("tip:1"))
				for _, do := range []string{"take", "verify", "send away"} {
					now := get(t, db, l.ID)
					if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return verbs[do](t.Context(), tx, now) }); err != nil {
						t.Fatal(err)
					}
				}
				id := transfers(t, db, l.ID)[0].ID
				for _, m := range c.moves {
					err := db.Act(t.Context(), li, func(tx *store.Tx) error {
						switch m.do {
						case "receive":
							return last(lead.Receive(t.Context(), tx, id, "回执2号"))
						case "receive nothing":
							return last(lead.Receive(t.Context(), tx, id, ""))
						case "answer":
							return last(lead.Answer(t.Context(), tx, id, "已立案"))
						case "refuse":
							return last(lead.Refuse(t.Context(), tx, id, "无管辖权"))
						}
						return last(lead.Recall(t.Context(), tx, id, "写错单位"))
					})
					if !errors.Is(err, m.want) {
						t.Fatalf("%s: got %v, want %v", m.do, err, m.want)
					}
				}
				if got := transfers(t, db, l.ID)[0]; got.State != c.state || get(t, db, l.ID).State != c.lead {
					t.Errorf("transfer %s, lead %s; want %s, %s", got.State, get(t, db, l.ID).State, c.state, c.lead)
				}
				if n := standing(t, db, l.ID, "lead.transferred"); n != c.sent {
					t.Errorf("%d transfers count, want %d", n, c.sent)
				}
			})
		})
	}
}

func TestAWithdrawnLeadCountsNoMore(t *testing.T) {
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		a, twin, sent := raise(t, db, thrush("tip:1")), raise(t, db, thrush("tip:2")), thrush("message:3")
		sent.Channel = "transfer"
		in := raise(t, db, sent)
		for _, do := range []func(tx *store.Tx) error{
			func(tx *store.Tx) error { return last(lead.Merge(t.Context(), tx, twin.ID, twin.Version, a.ID)) },
			func(tx *store.Tx) error { return last(lead.Merge(t.Context(), tx, in.ID, in.Version, a.ID)) },
			func(tx *store.Tx) error { return last(lead.Withdraw(t.Context(), tx, a.ID, a.Version, "误录")) },
		} {
			if err := db.Act(t.Context(), li, do); err != nil {
				t.Fatal(err)
			}
		}
		for id, want := range map[string]int{a.ID: 0, twin.ID: 0, in.ID: 1} {
			if got := standing(t, db, id, "lead.raised"); got != want {
				t.Errorf("%s: %d entries count, want %d", get(t, db, id).Source, got, want)
			}
		}
		if err := db.Act(t.Context(), li, func(tx *store.Tx) error {
			return last(lead.Merge(t.Context(), tx, raiseIn(t, tx, "tip:4").ID, 1, twin.ID))
		}); !errors.Is(err, lead.ErrTwin) {
			t.Errorf("merged into a merged lead: %v", err)
		}
	})
}

func TestWhoLeavesHandsOver(t *testing.T) {
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		for i := range 3 {
			l := raise(t, db, thrush(ref.Ref(fmt.Sprintf("tip:%d", i))))
			if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return verbs["take"](t.Context(), tx, l) }); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				if err := db.Act(t.Context(), li, func(tx *store.Tx) error { return verbs["dismiss"](t.Context(), tx, get2(t, tx, l.ID)) }); err != nil {
					t.Fatal(err)
				}
			}
		}
		var n int
		if err := db.Act(t.Context(), li, func(tx *store.Tx) (err error) {
			n, err = lead.HandOver(t.Context(), tx, li.ID, "person:chen")
			return err
		}); err != nil || n != 2 {
			t.Fatalf("%d handed over, %v; want 2", n, err)
		}
		var chen []lead.Lead
		look(t, db, func(tx *store.Tx) (err error) {
			chen, _, err = lead.List(t.Context(), tx, lead.Filter{Officer: "person:chen"}, store.Page{})
			return err
		})
		if len(chen) != 2 || slices.ContainsFunc(chen, func(l lead.Lead) bool { return l.Unit != li.Unit }) {
			t.Errorf("chen has %v", chen)
		}
	})
}

func TestListGoesPageByPage(t *testing.T) {
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		for i := range 7 {
			raise(t, db, thrush(ref.Ref(fmt.Sprintf("tip:%d", i))))
		}
		var seen []string
		for p := (store.Page{Limit: 3}); ; {
			var ls []lead.Lead
			look(t, db, func(tx *store.Tx) (err error) {
				ls, p.After, err = lead.List(t.Context(), tx, lead.Filter{State: lead.Open, Campaign: "spring", DueBy: "2999-01-01"}, p)
				return err
			})
			for _, l := range ls {
				seen = append(seen, string(l.Source))
			}
			if p.After == "" {
				break
			}
		}
		if want := []string{"tip:6", "tip:5", "tip:4", "tip:3", "tip:2", "tip:1", "tip:0"}; !slices.Equal(seen, want) {
			t.Errorf("listed %v", seen)
		}
		look(t, db, func(tx *store.Tx) error {
			l, err := lead.BySource(t.Context(), tx, "tip:3")
			if err != nil {
				return err
			}
			twins, err := lead.Twins(t.Context(), tx, l)
			if len(twins) != 6 {
				t.Errorf("%d twins, want 6", len(twins))
			}
			return err
		})
	})
}

// standing counts a lead's entries of a verb that nothing reversed.
func standing(t *testing.T, db *store.DB, id, verb string) int {
	t.Helper()
	live := map[int64]bool{}
	look(t, db, func(tx *store.Tx) error {
		es, err := journal.Of(t.Context(), tx, lead.Ref(id))
		for _, e := range es {
			if e.Verb == verb {
				live[e.Seq] = true
			}
			delete(live, e.Reverses)
		}
		return err
	})
	return len(live)
}

func raise(t *testing.T, db *store.DB, l lead.Lead) (out lead.Lead) {
	t.Helper()
	if err := db.Act(t.Context(), li, func(tx *store.Tx) (err error) { out, err = lead.Raise(t.Context(), tx, l); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func raiseIn(t *testing.T, tx *store.Tx, source ref.Ref) lead.Lead {
	t.Helper()
	l, err := lead.Raise(t.Context(), tx, thrush(source))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func get(t *testing.T, db *store.DB, id string) (l lead.Lead) {
	t.Helper()
	look(t, db, func(tx *store.Tx) error { l = get2(t, tx, id); return nil })
	return l
}

func get2(t *testing.T, tx *store.Tx, id string) lead.Lead {
	t.Helper()
	l, err := lead.Get(t.Context(), tx, id)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func transfers(t *testing.T, db *store.DB, id string) (ts []lead.Transfer) {
	t.Helper()
	look(t, db, func(tx *store.Tx) (err error) { ts, err = lead.Transfers(t.Context(), tx, id, ""); return err })
	return ts
}

func look(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if err := db.Look(t.Context(), li, fn); err != nil {
		t.Fatal(err)
	}
}

// TestListByChannelDayAndTitle: each narrows, and the pages stay whole.
func TestListByChannelDayAndTitle(t *testing.T) {
	storetest.Each(t, part, func(t *testing.T, db *store.DB) {
		today := ""
		for i, l := range []struct{ channel, day, title string }{
			{"tip", "2026-03-01", "有人卖画眉"}, {"media", "2026-03-02", "网帖：画眉 100%野生"}, {"tip", "2026-03-02", "饭店有野味"}, {"tip", "2026-03-03", "又有人卖画眉"}, {"tip", "", "KFC旁边卖画眉"},
		} {
			in := thrush(ref.Ref(fmt.Sprintf("tip:%d", i)))
			in.Channel, in.RaisedOn, in.Title = l.channel, l.day, l.title
			today = raise(t, db, in).RaisedOn
		}
		for name, c := range map[string]struct {
			f    lead.Filter
			want string
		}{
			"a channel":         {lead.Filter{Channel: "tip"}, "4320"},
			"a day":             {lead.Filter{From: "2026-03-02", To: "2026-03-02"}, "21"},
			"from a day":        {lead.Filter{From: today}, "4"},
			"a word":            {lead.Filter{Title: "画眉"}, "4310"},
			"a word of a day":   {lead.Filter{Title: " 画眉", To: "2026-03-02", Channel: "tip"}, "0"},
			"a sign as written": {lead.Filter{Title: "%"}, "1"},
			"small letters":     {lead.Filter{Title: "kfc"}, "4"},
			"nothing":           {lead.Filter{Title: "穿山甲"}, ""},
		} {
			got := ""
			for p := (store.Page{Limit: 1}); ; {
				var ls []lead.Lead
				look(t, db, func(tx *store.Tx) (err error) { ls, p.After, err = lead.List(t.Context(), tx, c.f, p); return err })
				for _, l := range ls {
					got += strings.TrimPrefix(string(l.Source), "tip:")
				}
				if p.After == "" {
					break
				}
			}
			if got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	})
}
