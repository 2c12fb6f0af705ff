package api_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/doc"
	"example.org/zhiye/internal/pure/typeface"
	"example.org/zhiye/internal/server/api"
)

// TestAWritFromDraftToService: a notice fills itself from the case, names what it
// lacks, is numbered once, frozen, served, and lies in the bound file.
func TestAWritFromDraftToService(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := campaigning(t, db)
		s := team(w.staff("case_handler", "reviewer", "statistician"))
		s["leader"] = nil // hired already
		w.clock("2026-11-25", s)
		at := w.referred(s)
		b := s["case_handler"]
		party := b.do("POST", at+"/parties", m{"kind": "person", "name": "王小明", "paper": "360402198001010012", "address": "濂溪区前进路1号"}).wants(http.StatusCreated).text("id")
		about := "case:" + at[strings.LastIndex(at, "/")+1:]
		w.templates(b)

		if a := b.do("POST", prefix+"/writs", m{"template": "penalty_notice", "about": about}); a.code() != "writ.party" {
			t.Errorf("made out to nobody: %s", a.Body)
		}
		sheet := b.do("POST", prefix+"/writs", m{"template": "penalty_notice", "about": about, "party": party}).wants(http.StatusCreated)
		id := sheet.text("writ", "id")
		if from := sheet.text("values", "title", "from"); from != about || sheet.text("values", "title", "text") == "" {
			t.Errorf("the title comes from %q", from)
		}
		if strings.Contains(sheet.Body.String(), "360402198001010012") || strings.Contains(sheet.Body.String(), "前进路1号") {
			t.Errorf("a sealed value is told: %s", sheet.Body)
		}
		w.issue(s, id)
		w.papers(b, at, id)
		for _, path := range []string{prefix + "/writs/" + id + "/docx", prefix + "/writs/" + id + "/pdf", at + "/file.pdf"} {
			if a := s["statistician"].do("GET", path, nil); a.code() != "writ.papers" {
				t.Errorf("%s is printed for who only reads: %d %s", path, a.Code, a.code())
			}
		}
		w.signed(s, about, party)
		w.served(s, id)
	})
}

func (w *world) templates(b *browser) {
	w.Helper()
	var all struct{ Items []struct{ Code, Name string } }
	b.do("GET", prefix+"/writs/templates", nil).wants(http.StatusOK).into(&all)
	if len(all.Items) < 15 {
		w.Errorf("%d templates", len(all.Items))
	}
}

func (w *world) issue(s team, id string) {
	w.Helper()
	b := s["case_handler"]
	if a := b.do("POST", prefix+"/writs/"+id+"/issue", m{"version": 1}); a.code() != "writ.lacking" || !strings.Contains(a.Body.String(), "处罚依据") {
		w.Errorf("issued with fields empty: %s", a.Body)
	}
	values := m{}
	for field, text := range map[string]string{
		"evidence": "现场检查笔录", "reason": "无从重、从轻情节", "broken": "《中华人民共和国野生动物保护法》第二十八条第三款", "basis": "《中华人民共和国野生动物保护法》第五十二条第二款",
		"proposal": "罚款20000元",
	} {
		values[field] = m{"text": text}
	}
	b.do("PUT", prefix+"/writs/"+id, m{"version": 1, "values": values}).wants(http.StatusOK)
	if a := b.do("PUT", prefix+"/writs/"+id, m{"version": 1, "values": values}); a.code() != "writ.moved" {
		w.Errorf("written over another's words: %s", a.Body)
	}
	if a := b.do("POST", prefix+"/writs/"+id+"/issue", m{"version": 2}); a.code() != "writ.lacking" {
		w.Errorf("issued without an address: %s", a.Body)
	}
	if a := b.do("PUT", prefix+"/letterhead", m{"word": "濂市监"}); a.Code != http.StatusForbidden {
		w.Errorf("a handler sets the letterhead: %d", a.Code)
	}
	s["leader"].do("PUT", prefix+"/letterhead", m{"version": 0, "word": "濂市监", "address": "濂溪大道1号", "phone": "0792-8000000"}).wants(http.StatusOK)
	out := b.do("POST", prefix+"/writs/"+id+"/issue", m{"version": 2}).wants(http.StatusOK)
	if n := out.text("writ", "number"); n != "濂市监罚告〔2026〕1号" {
		w.Errorf("numbered %q", n)
	}
	if a := b.do("POST", prefix+"/writs/"+id+"/issue", m{"version": 3}); a.code() != "writ.state" {
		w.Errorf("issued twice: %s", a.Body)
	}
}

// signed: what only the head issues is drafted by the handler and signed by a
// head who handles no case.
func (w *world) signed(s team, about, party string) {
	w.Helper()
	b := s["case_handler"]
	hasty := b.do("POST", prefix+"/writs", m{"template": "penalty_decision", "about": about, "party": party}).wants(http.StatusCreated).text("writ", "id")
	if a := s["leader"].do("POST", prefix+"/writs/"+hasty+"/sign", m{"version": 1}); a.code() != "writ.unfounded" {
		w.Errorf("a penalty is written that nobody decided: %d %s", a.Code, a.code())
	}
	sheet := b.do("POST", prefix+"/writs", m{"template": "seizure_decision", "about": about, "party": party}).wants(http.StatusCreated)
	id, values := sheet.text("writ", "id"), m{}
	var lacks struct{ Lacks []struct{ Field string } }
	sheet.into(&lacks)
	for _, l := range lacks.Lacks {
		values[l.Field] = m{"text": "某项"}
	}
	values["goods"] = m{"rows": [][]string{{"1", "画眉", "3只"}}}
	b.do("PUT", prefix+"/writs/"+id, m{"version": 1, "values": values}).wants(http.StatusOK)
	if a := b.do("POST", prefix+"/writs/"+id+"/issue", m{"version": 2}); a.code() != "writ.head" {
		w.Errorf("a handler issues the head's: %d %s", a.Code, a.code())
	}
	if a := b.do("POST", prefix+"/writs/"+id+"/sign", m{"version": 2}); a.Code != http.StatusForbidden {
		w.Errorf("a handler signs: %d", a.Code)
	}
	out := s["leader"].do("POST", prefix+"/writs/"+id+"/sign", m{"version": 2}).wants(http.StatusOK)
	if state := out.text("writ", "state"); state != "issued" {
		w.Errorf("signed, and %s", state)
	}
}

func (w *world) papers(b *browser, at, id string) {
	w.Helper()
	first := b.do("GET", prefix+"/writs/"+id+"/docx", nil).wants(http.StatusOK).Body.Bytes()
	lines, err := doc.Read(first)
	w.must(err)
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.String() + "\n")
	}
	for _, said := range []string{"行政处罚告知书", "濂市监罚告〔2026〕1号", "王小明", "罚款20000元", "2026年11月25日"} {
		if !strings.Contains(text.String(), said) {
			w.Errorf("the notice does not say %s", said)
		}
	}
	if again := b.do("GET", prefix+"/writs/"+id+"/docx", nil).Body.Bytes(); !bytes.Equal(first, again) {
		w.Error("what was issued changed")
	}
	if _, err := typeface.Serif(); err != nil {
		w.Log("no face was built in: no PDF")
		return
	}
	for _, path := range []string{prefix + "/writs/" + id + "/pdf", at + "/file.pdf"} {
		if pdf := b.do("GET", path, nil).wants(http.StatusOK).Body.Bytes(); !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(pdf) < 5000 {
			w.Errorf("%s is no PDF", path)
		}
	}
}

func (w *world) served(s team, id string) {
	w.Helper()
	b, at := s["case_handler"], prefix+"/writs/"+id
	service := m{"way": "left", "on": "2026-11-25", "by": []string{w.person("case_handler")}, "refusal": "当事人拒收"}
	if a := b.do("POST", at+"/serve", m{"version": 3, "service": service}); a.code() != "writ.server" {
		w.Errorf("left by one officer: %s", a.Body)
	}
	b.do("POST", at+"/serve", m{"version": 3, "service": m{"way": "direct", "on": "2026-11-25", "by": []string{w.person("case_handler")}, "signer": "王小明"}}).wants(http.StatusOK)
	receipt := b.do("POST", prefix+"/writs", m{"template": "service_receipt", "about": "writ:" + id}).wants(http.StatusCreated)
	if way := receipt.text("values", "way", "text"); way != "直接送达" {
		w.Errorf("the receipt says %q", way)
	}
	if a := b.do("POST", at+"/void", m{"version": 4, "reason": "填错"}); a.Code != http.StatusForbidden {
		w.Errorf("a handler voids: %d", a.Code)
	}
	s["leader"].do("POST", at+"/void", m{"version": 4, "reason": "数额填错"}).wants(http.StatusOK)
	if n := b.do("GET", at, nil).wants(http.StatusOK).text("writ", "state"); n != "void" {
		w.Errorf("after voiding: %s", n)
	}
}
