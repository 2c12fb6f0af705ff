package flow_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	bound "example.org/zhiye/internal/process/desk"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/sealed"
)

// TestWhoMayApprove: somebody in service, with the right to it, and no hand in
// the case, wherever a record names who approved.
func TestWhoMayApprove(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.open()
		d.deeds("name zhang", "investigate")
		var clock string
		d.look(func(ctx context.Context, tx *store.Tx) error {
			ks, err := docket.Clocks(ctx, tx, d.id)
			clock = ks[0].ID
			return err
		})
		places := map[string]func(who string) verb{
			"a seizure": func(who string) verb {
				return func(ctx context.Context, tx *store.Tx) error {
					x := d.birds()
					x.Case, x.Approver = d.id, who
					return last(flow.SeizeExhibit(ctx, tx, x))
				}
			},
			"more time": func(who string) verb {
				return func(ctx context.Context, tx *store.Tx) error {
					return last(flow.ExtendClock(ctx, tx, clock, docket.Extension{Days: 30, Approver: who}))
				}
			},
			"a discussion": func(who string) verb {
				return func(ctx context.Context, tx *store.Tx) error {
					return d.record(ctx, tx, procedure.Step{Kind: procedure.Discussion, Result: "agreed", By: who, People: []string{d.chief.ID, d.legal}, Number: "1", Words: "同意"})
				}
			},
		}
		for place, do := range places {
			for who, want := range map[string]error{
				"局长": flow.ErrAbsent, "person:nobody": flow.ErrAbsent, d.market.ID: flow.ErrHand, d.second: flow.ErrHand,
				d.forestry.ID: flow.ErrRight, d.legal: flow.ErrRight, d.chief.ID: nil,
			} {
				if err := d.act(do(who)); !errors.Is(err, want) {
					t.Errorf("%s by %s: %v, want %v", place, who, err, want)
				}
			}
		}
		if err := d.act(func(ctx context.Context, tx *store.Tx) error {
			return d.record(ctx, tx, procedure.Step{Kind: procedure.Review, Result: "passed", By: d.chief.ID, Number: "1", Words: "同意"})
		}); !errors.Is(err, flow.ErrRight) {
			t.Errorf("reviewed by the chief: %v", err)
		}
	})
}

// look reads as the market bureau's officer.
func (d *desk) look(fn verb) {
	d.t.Helper()
	if err := d.db.Look(d.t.Context(), d.market, func(tx *store.Tx) error { return fn(d.t.Context(), tx) }); err != nil {
		d.t.Fatal(err)
	}
}

// TestNothingIsInvestigatedUnapproved, and nothing decided past its gates.
func TestNothingIsInvestigatedUnapproved(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.open()
		c := d.reread(d.id)
		if err := d.act(func(ctx context.Context, tx *store.Tx) error {
			return last(flow.InvestigateCase(ctx, tx, c.ID, c.Version))
		}); !errors.Is(err, procedure.ErrApproval) {
			t.Errorf("investigated: %v", err)
		}
		d.deeds("name zhang", "investigate")
		c = d.reread(d.id)
		decide := func(fen int64) error {
			return d.act(func(ctx context.Context, tx *store.Tx) error {
				return last(flow.DecideCase(ctx, tx, c.Version, decision.Decision{Case: d.id, Party: d.named["zhang"], Number: "1", Kind: "penalty", Text: "罚款", FineFen: fen,
					Hearing: "waived", Review: d.legal})) // what the caller says of hearing and review counts nothing
			})
		}
		if err := decide(1_00); !errors.Is(err, procedure.ErrNotice) {
			t.Errorf("decided untold: %v", err)
		}
		d.look(func(ctx context.Context, tx *store.Tx) error {
			why, err := flow.Missing(ctx, tx, decision.Decision{Case: d.id, Party: d.named["zhang"], Kind: "penalty"})
			if len(why) != 1 || why[0].Code != "procedure.notice" {
				t.Errorf("wants %v", why)
			}
			return err
		})
	})
}

// TestOnTheSpot: told, heard, decided and served in one act.
func TestOnTheSpot(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.open()
		d.deeds("name zhang")
		decide := func(in decision.Decision, heard procedure.Step) error {
			c := d.reread(d.id)
			in.Case, in.Party, in.Number, in.Kind, in.Text = d.id, d.named["zhang"], "当场1号", "penalty", "警告，罚款"
			return d.act(func(ctx context.Context, tx *store.Tx) error {
				out, err := flow.DecideSummary(ctx, tx, c.Version, in, heard)
				d.named["fined zhang"] = out.ID
				return err
			})
		}
		if err := decide(decision.Decision{FineFen: 200_01}, procedure.Step{Result: "waived"}); !errors.Is(err, decision.ErrSummary) {
			t.Errorf("a fen too much: %v", err)
		}
		if err := decide(decision.Decision{FineFen: 100_00}, procedure.Step{}); !errors.Is(err, procedure.ErrKind) {
			t.Errorf("not heard: %v", err)
		}
		if err := decide(decision.Decision{FineFen: 100_00}, procedure.Step{Result: "made", Words: "不知情", Answer: "不予采纳"}); err != nil {
			t.Fatal(err)
		}
		if c := d.reread(d.id); c.State != casework.Decided {
			t.Errorf("the case is %s", c.State)
		}
		if err := d.act(func(ctx context.Context, tx *store.Tx) error { return d.pay(ctx, tx, 100_00) }); err != nil {
			t.Errorf("served, and cannot be paid: %v", err)
		}
		d.deeds("execute", "close")
	})
}

// TestWhatBecomesOfADecision: a review annuls it, a court changes it; closed
// and published cases are opened for it.
func TestWhatBecomesOfADecision(t *testing.T) {
	for name, c := range map[string]struct {
		remedy decision.Remedy
		state  casework.State
		stands []int64 // fines
		shown  bool
	}{
		"upheld":               {decision.Remedy{Result: "upheld"}, casework.Published, []int64{200_000}, true},
		"annulled":             {decision.Remedy{Result: "annulled"}, casework.Investigating, nil, false},
		"void":                 {decision.Remedy{Result: "void"}, casework.Investigating, nil, false},
		"changed":              {decision.Remedy{Result: "changed", FineFen: 90_000, ConfiscatedFen: 50_000}, casework.Decided, []int64{90_000}, false},
		"confirmed illegal":    {decision.Remedy{Result: "illegal"}, casework.Published, []int64{200_000}, true},
		"dropped by the party": {decision.Remedy{Result: "dropped"}, casework.Published, []int64{200_000}, true},
	} {
		t.Run(name, func(t *testing.T) {
			eachDesk(t, func(d *desk) {
				d.open()
				d.deeds("name zhang", "investigate", "fine zhang", "serve", "pay", "execute", "close", "publish")
				id := d.named["fined zhang"]
				var r decision.Remedy
				d.do(d.market, func(ctx context.Context, tx *store.Tx) (err error) {
					r, err = flow.OnDecision(ctx, tx, id, "", func(f docket.File) (decision.Remedy, error) {
						return decision.Contest(ctx, tx, f, decision.Remedy{Decision: id, Kind: "review", Organ: "濂溪区人民政府", Number: "复1号"})
					})
					return err
				})
				end := c.remedy
				end.ID, end.Paper = r.ID, "复决1号"
				d.do(d.market, func(ctx context.Context, tx *store.Tx) error { return last(flow.EndRemedy(ctx, tx, end)) })
				if got := d.reread(d.id); got.State != c.state {
					t.Errorf("the case is %s, want %s", got.State, c.state)
				}
				d.look(func(ctx context.Context, tx *store.Tx) error {
					ds, err := decision.Of(ctx, tx, d.id)
					var stands []int64
					for _, x := range ds {
						if x.Standing() {
							stands = append(stands, x.FineFen)
						}
					}
					if !slices.Equal(stands, c.stands) {
						t.Errorf("stand %v, want %v", stands, c.stands)
					}
					if name == "changed" && (ds[1].PaidFen != 140_000 || ds[1].Replaces != id) {
						t.Errorf("the changed one: %+v", ds[1])
					}
					return err
				})
				var fens int64
				for _, f := range d.standing("penalty.decided") {
					fens += f["fine_fen"].(int64)
				}
				var want int64
				for _, f := range c.stands {
					want += f
				}
				if fens != want {
					t.Errorf("the figures say %d, want %d", fens, want)
				}
				running := map[string]bool{}
				d.look(func(ctx context.Context, tx *store.Tx) error {
					ks, err := docket.Clocks(ctx, tx, d.id)
					for _, k := range ks {
						running[k.Kind] = running[k.Kind] || k.DoneAt.IsZero()
					}
					return err
				})
				if off := c.remedy.Result != "upheld" && c.remedy.Result != "dropped"; running[docket.ClockUnpublication] != off {
					t.Errorf("to be taken off: %v", running)
				}
			})
		})
	}
}

// TestThePublicReadsNoName of a person, and the whole of a shop's.
func TestThePublicReadsNoName(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.open()
		d.deeds("name zhang", "investigate", "fine zhang")
		id := d.named["fined zhang"]
		d.look(func(ctx context.Context, tx *store.Tx) error {
			p, err := flow.PreviewPublication(ctx, tx, id)
			if strings.Contains(p.Title+p.Text, "张三") || !strings.Contains(p.Text, "张某") || p.Title != "张某非法出售画眉案" {
				t.Errorf("%s: %s", p.Title, p.Text)
			}
			return err
		})
		for text, want := range map[string]error{"张三罚款": flow.ErrLeak, "电话13907921234": flow.ErrLeak, "张某罚款二千元": nil} {
			if err := d.act(func(ctx context.Context, tx *store.Tx) error {
				return last(flow.PublishDecision(ctx, tx, id, decision.Publication{Text: text}))
			}); !errors.Is(err, want) {
				t.Errorf("%s: %v", text, err)
			}
		}
	})
}

// TestALetterBecomesACase: police, procurator or court send a matter back.
func TestALetterBecomesACase(t *testing.T) {
	eachDesk(t, func(d *desk) {
		var r transfer.Referral
		var c casework.Case
		d.do(d.market, func(ctx context.Context, tx *store.Tx) (err error) {
			r, err = transfer.Receive(ctx, tx, transfer.Referral{Organ: "procurator", Sender: "濂溪区人民检察院", Number: "濂检意〔2026〕3号", Title: "王某收购画眉", Facts: "不起诉，建议行政处罚"})
			return err
		})
		file := func(ctx context.Context, tx *store.Tx) (err error) {
			c, err = flow.FileReferral(ctx, tx, r.ID, r.Version, casework.Case{Violation: "V08", Officers: []string{d.market.ID, d.second}}, "濂市监立")
			return err
		}
		d.do(d.market, file)
		if c.Origin != transfer.ReferralRef(r.ID) || c.Title != "王某收购画眉" || c.Facts != r.Facts {
			t.Errorf("filed %+v", c)
		}
		if err := d.act(file); err == nil {
			t.Error("filed twice")
		}
	})
}

// TestWhoLeavesHandsEverythingOver: cases, exhibits, places in teams and leads;
// without a successor nobody with open work leaves.
func TestWhoLeavesHandsEverythingOver(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.open()
		d.deeds("investigate", "seize birds", "form a team")
		l := d.taken()
		leave := func(successor string) error {
			return d.try(d.chief, func(ctx context.Context, tx *store.Tx) error {
				return last(flow.Leave(ctx, tx, strings.TrimPrefix(d.market.ID, "person:"), d.market.Unit, tx.Today(), strings.TrimPrefix(successor, "person:")))
			})
		}
		if err := leave(""); !errors.Is(err, flow.ErrSuccessor) {
			t.Errorf("left open work lying: %v", err)
		}
		if err := leave(d.second); !errors.Is(err, casework.ErrOfficers) {
			t.Errorf("two officers became one: %v", err)
		}
		if err := leave(d.chief.ID); err != nil {
			t.Fatal(err)
		}
		d.look(func(ctx context.Context, tx *store.Tx) error {
			x, err := exhibit.Get(ctx, tx, d.named["exhibit"])
			tr, err2 := transfer.Get(ctx, tx, d.named["transfer"])
			left, err3 := lead.Get(ctx, tx, l.ID)
			want := []string{d.chief.ID, d.second}
			slices.Sort(want)
			if x.Custodian != d.chief.ID || !slices.Equal(tr.Team, want) || left.Officer != d.chief.ID || !slices.Equal(d.reread(d.id).Officers, want) {
				t.Errorf("custodian %s, team %v, lead of %s, officers %v", x.Custodian, tr.Team, left.Officer, d.reread(d.id).Officers)
			}
			return errors.Join(err, err2, err3)
		})
	})
}

// TestTheCaseFileIsBound: every document in its place, pages without gaps.
func TestTheCaseFileIsBound(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.open()
		d.deeds("name zhang", "investigate", "seize birds", "fine zhang", "serve", "pay", "publish", "release some", "release rest", "execute", "close")
		d.look(func(ctx context.Context, tx *store.Tx) error {
			leaves, err := bound.CaseFile(ctx, tx, d.id)
			var kinds []string
			next := map[string]int{"main": 1, "side": 1}
			for _, l := range leaves {
				kinds = append(kinds, l.Kind)
				if l.From != next[l.Volume] || l.To < l.From || l.Title == "" || strings.Contains(l.Title, "张三") {
					t.Errorf("%+v, want page %d", l, next[l.Volume])
				}
				next[l.Volume] = l.To + 1
			}
			want := "approval decision service notice statement request exhibits disposal disposal payment publication origin review discussion closing"
			if got := strings.Join(kinds, " "); got != want {
				t.Errorf("bound %s", got)
			}
			return err
		})
	})
}

// TestAnApprovalAfterItsTime is late, and stays so: 1 July and fifteen working
// days are 22 July.
func TestAnApprovalAfterItsTime(t *testing.T) {
	for days, late := range map[int]bool{21: false, 22: true} {
		eachDesk(t, func(d *desk) {
			var r transfer.Referral
			d.do(d.market, func(ctx context.Context, tx *store.Tx) (err error) {
				r, err = transfer.Receive(ctx, tx, transfer.Referral{Organ: "police", Sender: "濂溪公安分局", Number: "1", Title: "画眉"})
				return err
			})
			d.now = d.now.AddDate(0, 0, days)
			d.do(d.market, func(ctx context.Context, tx *store.Tx) error {
				c, err := flow.FileReferral(ctx, tx, r.ID, r.Version, casework.Case{Violation: "V08", Officers: []string{d.market.ID, d.second}}, "濂市监立")
				d.id = c.ID
				return err
			})
			d.do(d.market, d.approve)
			if f := d.standing("procedure.recorded"); len(f) != 1 || f[0]["late"] != late {
				t.Errorf("%d days later: %v", days, f)
			}
		})
	}
}

// TestAPartyHasAHistory across the cases of the home.
func TestAPartyHasAHistory(t *testing.T) {
	eachDesk(t, func(d *desk) {
		d.open()
		d.deeds("name zhang", "investigate", "fine zhang")
		d.now = d.now.AddDate(0, 1, 0)
		d.open()
		d.do(d.market, func(ctx context.Context, tx *store.Tx) error {
			p, err := casework.AddParty(ctx, tx, casework.Party{Case: d.id, Kind: "person", Name: sealed.New("张三"), Paper: sealed.New("36040219800101001X")})
			d.named["again"] = p.ID
			return err
		})
		d.look(func(ctx context.Context, tx *store.Tx) error {
			days, err := flow.PartyHistory(ctx, tx, d.named["again"], "")
			if !slices.Equal(days, []string{"2026-07-01"}) {
				t.Errorf("punished on %v", days)
			}
			return err
		})
	})
}
