package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/server/api"
)

// TestACaseFromALetterToTheCourt: a procurator's letter, a hearing, a heavy
// fine, instalments that are not paid, a demand, and the court; then a review
// that changes it.
func TestACaseFromALetterToTheCourt(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := campaigning(t, db)
		s := team(w.staff("case_handler", "reviewer"))
		s["leader"] = nil // hired already
		w.clock("2026-11-25", s)
		at := w.referred(s)
		party := s["case_handler"].do("POST", at+"/parties", m{"kind": "person", "name": "王小明", "paper": "360402198001010012", "address": "濂溪区前进路1号"}).wants(http.StatusCreated).text("id")
		w.hearing(s, at, party)
		d := w.fined(s, at, party)
		w.collect(s, d)
		w.changed(s, at, d)
	})
}

// team are browsers by role.
type team map[string]*browser

// clock moves to ten in the morning of a day. Nobody's session lasts so long,
// nor does a password: everybody signs in anew with one for the day.
func (w *world) clock(day string, s team) {
	w.Helper()
	at, err := time.Parse(time.DateOnly, day)
	w.must(err)
	w.db.Now = func() time.Time { return at.Add(2 * time.Hour) }
	for role := range s {
		once, fresh := "Poyang-"+day+" hu", "Lushan-"+day+" xue"
		hash, err := w.guard.Hash(w.Context(), once)
		w.must(err)
		login := role + "." + home
		w.act(home, func(tx *store.Tx) error {
			_, err := auth.ResetPassword(w.Context(), tx, w.accs[login].ID, hash)
			return err
		})
		b := &browser{world: w}
		b.do("POST", "/api/v1/session", m{"login": login, "password": once}).wants(http.StatusOK)
		b.do("POST", "/api/v1/session/password", m{"old": once, "new": fresh}).wants(http.StatusOK)
		s[role] = b
	}
}

// person is who has a role here, "person:…".
func (w *world) person(role string) string { return "person:" + w.accs[role+"."+home].Person }

func (w *world) referred(s team) string {
	w.Helper()
	b := s["case_handler"]
	letter := m{"organ": "procurator", "sender": "濂溪区人民检察院", "number": "濂检意〔2026〕3号", "title": "王小明收购画眉", "facts": "相对不起诉，建议行政处罚"}
	r := b.do("POST", prefix+"/referrals", letter).wants(http.StatusCreated)
	if a := b.do("POST", prefix+"/referrals", letter); a.code() != "referral.known" {
		w.Errorf("received twice: %s", a.Body)
	}
	c := b.do("POST", prefix+"/referrals/"+r.text("id")+"/file", m{"version": 1, "word": "濂市监立", "case": m{"violation": "V08", "officers": w.officers()}}).wants(http.StatusCreated)
	if a := s["leader"].do("POST", prefix+"/referrals/"+r.text("id")+"/decline", m{"version": 2, "reason": "x", "reply": "y"}); a.code() != "referral.settled" {
		w.Errorf("declined what was filed: %s", a.Body)
	}
	at := prefix + "/cases/" + c.text("id")
	s["leader"].do("POST", at+"/approve", m{"result": "approved"}).wants(http.StatusCreated)
	b.do("POST", at+"/investigate", m{"version": 1}).wants(http.StatusOK)
	return at
}

func (w *world) hearing(s team, at, party string) {
	w.Helper()
	b := s["case_handler"]
	step := func(role, route string, body m) answer { return s[role].do("POST", at+"/"+route, body) }
	step("case_handler", "notify", m{"party": party, "number": "罚告1号", "proposal": m{"fine_fen": 2_000_000, "confiscated_fen": 0, "closure": false, "revoked": 0, "hearing": true}}).wants(http.StatusCreated)
	step("case_handler", "hear-statement", m{"party": party, "result": "waived"}).wants(http.StatusCreated)
	step("case_handler", "request-hearing", m{"party": party, "result": "asked", "number": "听申1号"}).wants(http.StatusCreated)
	var clocks struct {
		Clocks []struct {
			Kind   string
			Paused bool
		}
	}
	b.do("GET", at, nil).wants(http.StatusOK).into(&clocks)
	for _, c := range clocks.Clocks {
		if c.Kind == "decision" && !c.Paused {
			w.Errorf("the decision runs on during a hearing")
		}
	}
	judge := w.person("reviewer")
	if a := step("case_handler", "summon-hearing", m{"party": party, "by": judge, "number": "听通1号", "held_on": "2026-12-01"}); a.code() != "procedure.too_soon" {
		w.Errorf("summoned for next week: %s", a.Body)
	}
	step("case_handler", "summon-hearing", m{"party": party, "by": judge, "number": "听通1号", "held_on": "2026-12-08"}).wants(http.StatusCreated)
	w.clock("2026-12-08", s)
	step("case_handler", "hold-hearing", m{"party": party, "by": judge, "result": "held", "number": "听1号", "words": "当事人到场"}).wants(http.StatusCreated)
	if a := s["case_handler"].do("POST", at+"/review", m{"result": "passed", "words": "x"}); a.Code != http.StatusForbidden {
		w.Errorf("a handler reviews: %d", a.Code)
	}
	step("reviewer", "review", m{"result": "passed", "words": "同意"}).wants(http.StatusCreated)
	step("leader", "discuss", m{"result": "agreed", "words": "同意", "number": "讨论1号", "people": []string{w.person("leader"), judge}}).wants(http.StatusCreated)
}

func (w *world) fined(s team, at, party string) string {
	w.Helper()
	version := s["leader"].do("GET", at, nil).wants(http.StatusOK).number("case", "version")
	decide := func(fen int64, more m) answer {
		d := m{"party": party, "number": "濂市监处罚〔2026〕99号", "kind": "penalty", "text": "对王小明罚款", "fine_fen": fen, "range": m{"min_fen": 2_000_000, "max_fen": 9_000_000, "basis": "评估1"}}
		for k, v := range more {
			d[k] = v
		}
		return s["leader"].do("POST", at+"/decide", m{"version": version, "decision": d})
	}
	if a := decide(1_500_000, nil); a.code() != "decision.below" {
		w.Errorf("below the range: %s", a.Body)
	}
	d := decide(1_500_000, m{"deviation": "mitigated", "deviation_reason": "主动消除危害后果"}).wants(http.StatusCreated)
	if d.text("hearing") != "held" || d.text("review") != w.person("reviewer") {
		w.Errorf("decided %s", d.Body)
	}
	s["case_handler"].do("POST", prefix+"/decisions/"+d.text("id")+"/serve", m{"on": "2026-12-08"}).wants(http.StatusOK)
	return d.text("id")
}

func (w *world) collect(s team, id string) {
	w.Helper()
	d := prefix + "/decisions/" + id
	step := func(route string, body m) answer { return s["case_handler"].do("POST", d+"/"+route, body) }
	terms := []m{{"due_on": "2027-01-15", "fen": 500_000}, {"due_on": "2027-02-26", "fen": 1_000_000}}
	if a := step("plan", m{"number": "分缴1号", "approver": w.person("reviewer"), "words": "生活困难", "terms": terms}); a.code() != "right.role" {
		w.Errorf("a plan approved by the reviewer: %s", a.Body)
	}
	step("plan", m{"number": "分缴1号", "approver": w.person("leader"), "words": "生活困难", "terms": terms}).wants(http.StatusCreated)
	w.clock("2027-01-15", s)
	step("pay", m{"amount_fen": 500_000, "receipt": "1"}).wants(http.StatusOK)
	if a := step("demand", m{"number": "催1号"}); a.code() != "decision.not_due" {
		w.Errorf("demanded what is not due: %s", a.Body)
	}
	w.clock("2027-03-01", s)
	step("demand", m{"number": "催1号"}).wants(http.StatusCreated)
	a := s["case_handler"].do("GET", d+"?on=2027-03-01", nil).wants(http.StatusOK)
	if a.number("account", "surcharge_fen") != 90_000 || a.number("account", "owed_fen") != 1_090_000 { // three days of 10,000 yuan
		w.Errorf("the account says %s", a.Body)
	}
	w.clock("2027-07-01", s)
	step("apply", m{"number": "强申1号", "approver": w.person("leader")}).wants(http.StatusCreated)
	step("rule", m{"number": "行审1号", "words": "准予强制执行"}).wants(http.StatusCreated)
}

func (w *world) changed(s team, at, id string) {
	w.Helper()
	b := s["case_handler"]
	s["leader"].do("POST", prefix+"/decisions/"+id+"/publish", m{}).wants(http.StatusOK)
	r := b.do("POST", prefix+"/decisions/"+id+"/contest", m{"kind": "suit", "organ": "濂溪区人民法院", "number": "行初1号"}).wants(http.StatusCreated)
	end := m{"result": "changed", "paper": "行判1号", "fine_fen": 400_000, "confiscated_fen": 0, "words": "变更为罚款四千元"}
	s["leader"].do("POST", prefix+"/remedies/"+r.text("id")+"/end", end).wants(http.StatusOK)
	var c struct {
		Decisions []struct {
			Annulled, Replaces string
			FineFen            int64 `json:"fine_fen"`
			PaidFen            int64 `json:"paid_fen"`
		}
	}
	b.do("GET", at, nil).wants(http.StatusOK).into(&c)
	if len(c.Decisions) != 2 || c.Decisions[0].Annulled == "" || c.Decisions[1].FineFen != 400_000 || c.Decisions[1].PaidFen != 400_000 || c.Decisions[1].Replaces != id {
		w.Errorf("decisions %+v", c.Decisions)
	}
	s["leader"].do("POST", prefix+"/decisions/"+id+"/unpublish", m{}).wants(http.StatusOK) // why it was annulled is the reason
	papers := b.do("GET", at+"/papers", nil).wants(http.StatusOK).Body.String()
	for _, title := range []string{"立案审批表", "听证笔录", "法制审核意见", "催告书", "强制执行申请书", "复议、诉讼文书", "处罚信息公示"} {
		if !strings.Contains(papers, title) {
			w.Errorf("the file has no %s", title)
		}
	}
	if strings.Contains(papers, "王小明") {
		w.Errorf("the index names the party: %s", papers)
	}
}

// TestOnTheSpotThroughTheDoor: filed, decided, served and collected.
func TestOnTheSpotThroughTheDoor(t *testing.T) {
	w := campaigning(t, storetest.SQLite(t, append(flow.Parts(), api.Part)...))
	s := w.staff("case_handler")
	b := s["case_handler"]
	c := b.do("POST", prefix+"/cases", m{"word": "濂市监立", "case": m{"origin": "letter:1", "title": "李某售鸟", "violation": "V08", "officers": w.officers()}}).wants(http.StatusCreated)
	at := prefix + "/cases/" + c.text("id")
	party := b.do("POST", at+"/parties", m{"kind": "person", "name": "李某"}).wants(http.StatusCreated).text("id")
	d := m{"party": party, "number": "当场1号", "kind": "penalty", "text": "警告并罚款", "fine_fen": 20_001}
	body := m{"version": 1, "decision": d, "statement": "waived"}
	if a := b.do("POST", at+"/decide-summary", body); a.code() != "decision.summary" {
		w.Errorf("a fen too much: %s", a.Body)
	}
	d["fine_fen"] = 10_000
	id := b.do("POST", at+"/decide-summary", body).wants(http.StatusCreated).text("id")
	b.do("POST", prefix+"/decisions/"+id+"/pay", m{"amount_fen": 10_000, "on_spot": true}).wants(http.StatusOK)
	b.do("POST", prefix+"/decisions/"+id+"/archive", m{"number": "备1号"}).wants(http.StatusCreated)
	if h := b.do("GET", prefix+"/parties/"+party+"/history?before=2026-11-26", nil).wants(http.StatusOK); !strings.Contains(h.Body.String(), "2026-11-25") {
		w.Errorf("punished %s", h.Body)
	}
}
