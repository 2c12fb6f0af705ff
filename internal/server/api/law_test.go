package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/law"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/server/api"
)

// atDesk is a world with who asks the law desk, in both databases.
func atDesk(t *testing.T, fn func(w *world, s map[string]*browser)) {
	t.Helper()
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := campaigning(t, db)
		fn(w, w.staff("county_officer", "township_officer", "registrar", "reviewer"))
	})
}

// scales are what an officer types at a stall.
func scales() m {
	return m{"act": "sell", "act_date": "2026-06-01", "region": home, "items": []m{
		{"name": "穿山甲甲片", "qty": 2, "unit": "kg", "part": "scale", "permit": "none", "marking": "none", "provenance": "none"}}}
}

// TestTheLawDeskAnswers: a record is assessed, every provision opens its text,
// nothing is kept, and what is wrong is said in the record's words.
func TestTheLawDeskAnswers(t *testing.T) {
	atDesk(t, func(w *world, s map[string]*browser) {
		b := s["reviewer"]
		var out struct {
			Assessment law.Assessment
			Articles   []law.Text
			Lists      []struct{ Name, Status string }
		}
		b.do("POST", prefix+"/law/assess", scales()).wants(http.StatusOK).into(&out)
		if len(out.Assessment.Violations) == 0 || out.Assessment.Items[0].Class != "national1" || len(out.Lists) == 0 {
			t.Errorf("assessed %+v", out.Assessment)
		}
		opened := map[string]string{}
		for _, a := range out.Articles {
			opened[a.Ref] = a.Text
		}
		for _, v := range out.Assessment.Violations {
			for _, r := range v.Refs() {
				if opened[r] == "" {
					t.Errorf("%s of %s opens no text", r, v.Code)
				}
				if got := b.do("GET", prefix+"/law/articles?ref="+r, nil).wants(http.StatusOK).field("text"); got != opened[r] {
					t.Errorf("%s reads %q", r, got)
				}
			}
		}
		for what, spoil := range map[string]m{"数量": {"items": []m{{"name": "画眉", "qty": -1, "unit": "只"}}}, "nonsense": {"nonsense": 1}, "act_date": {"act_date": "2026-02-30"}} {
			r := scales()
			for k, v := range spoil {
				r[k] = v
			}
			if a := b.do("POST", prefix+"/law/assess", r); a.Code != http.StatusUnprocessableEntity || a.code() != "law.case" {
				t.Errorf("%s: %d %s", what, a.Code, a.Body)
			}
		}
		if a := b.do("GET", prefix+"/law/articles?ref=刑法:9999", nil); a.code() != "law.article" {
			t.Errorf("an article there is not: %s", a.Body)
		}
		w.catalogues(b)
	})
}

func (w *world) catalogues(b *browser) {
	w.Helper()
	var rows struct {
		Items []struct {
			Code     string
			Editions []any
			Assessed bool
		}
	}
	b.do("GET", prefix+"/law/violations", nil).wants(http.StatusOK).into(&rows)
	unassessed := []string{}
	for _, r := range rows.Items {
		if !r.Assessed {
			unassessed = append(unassessed, r.Code)
		}
	}
	if len(rows.Items) < 24 || !slices.Contains(unassessed, "V23") {
		w.Errorf("%d rows, not assessed %v", len(rows.Items), unassessed)
	}
	var found struct {
		Sure       bool
		Part       string
		Candidates []struct {
			Name, Class string
			Card        struct {
				Papers []struct{ Name string }
			}
		}
	}
	b.do("GET", prefix+"/law/species?q=穿山甲甲片&day=2026-06-01", nil).wants(http.StatusOK).into(&found)
	if !found.Sure || found.Part != "scale" || found.Candidates[0].Class != "national1" || len(found.Candidates[0].Card.Papers) == 0 {
		w.Errorf("found %+v", found)
	}
	b.do("GET", prefix+"/law/species?q=穿山甲&day=x", nil).wants(http.StatusUnprocessableEntity)
	b.do("GET", prefix+"/law/lists", nil).wants(http.StatusOK)
}

// TestAssessmentsAreKept: of a lead, as given; a second one says why.
func TestAssessmentsAreKept(t *testing.T) {
	atDesk(t, func(w *world, s map[string]*browser) {
		b := s["county_officer"]
		l := b.do("POST", prefix+"/leads", m{"channel": "own", "source": "document:7", "title": "地摊出售穿山甲甲片", "facts": "巡查发现", "goods": []string{"穿山甲甲片"}, "region": "360402001000"}).wants(http.StatusCreated)
		holder := "lead:" + l.text("id")
		d := b.do("GET", prefix+"/assessments/draft?holder="+holder, nil).wants(http.StatusOK)
		if d.text("record", "act") != "sell" || d.number("after") != 0 || !strings.Contains(d.Body.String(), "穿山甲甲片的数量") {
			t.Errorf("the draft is %s", d.Body)
		}
		record := scales()
		record["act_date"] = d.text("record", "act_date")
		body := m{"holder": holder, "record": record}
		s["reviewer"].do("POST", prefix+"/assessments", body).wants(http.StatusForbidden)
		first := b.do("POST", prefix+"/assessments", body).wants(http.StatusCreated)
		if first.number("n") != 1 || first.text("advice", "assessment", "criminal", "advice") == "" || first.text("editions", "law") == "" {
			t.Errorf("kept %s", first.Body)
		}
		if a := b.do("POST", prefix+"/assessments", body); a.code() != "assessment.why" {
			t.Errorf("again without a reason: %s", a.Body)
		}
		body["why"], body["after"] = "复秤", 0
		if a := b.do("POST", prefix+"/assessments", body); a.code() != "assessment.moved" {
			t.Errorf("over what was not seen: %s", a.Body)
		}
		body["after"] = 1
		b.do("POST", prefix+"/assessments", body).wants(http.StatusCreated)
		var all struct{ Items []struct{ N int64 } }
		b.do("GET", prefix+"/assessments?holder="+holder, nil).wants(http.StatusOK).into(&all)
		if len(all.Items) != 2 || all.Items[0].N != 2 {
			t.Errorf("kept %+v", all)
		}
		if a := s["township_officer"].do("GET", prefix+"/assessments?holder="+string(ref.Of("case", "1")), nil); a.code() != "assessment.hidden" {
			t.Errorf("a township sees a case's: %s", a.Body)
		}
		b.do("GET", prefix+"/assessments/"+first.text("id"), nil).wants(http.StatusOK)
	})
}

// TestPermitsAndMarks: a balance, a mark that is bound once, a verification.
func TestPermitsAndMarks(t *testing.T) {
	atDesk(t, func(w *world, s map[string]*browser) {
		b := s["registrar"]
		p := b.do("POST", prefix+"/permits", m{"kind": "breeding", "number": "赣林护许〔2025〕12号", "issuer": "江西省林业局", "holder_name": "濂溪鹿苑", "from": "2025-01-01", "to": "2029-12-31",
			"species": []m{{"name": "梅花鹿", "qty": "40", "unit": "头"}}, "photos": []string{photo}}).wants(http.StatusCreated)
		at := prefix + "/permits/" + p.text("id")
		if a := b.do("POST", prefix+"/permits", m{"kind": "breeding", "number": "赣林护许〔2025〕12 号", "issuer": "江西省林业局", "holder_name": "甲", "from": "2025-01-01", "species": []m{{"name": "梅花鹿"}}}); a.code() != "permit.exists" {
			t.Errorf("registered twice: %s", a.Body)
		}
		out := m{"line": 1, "way": "out", "qty": "15", "text": "售出"}
		moved := b.do("POST", at+"/move", out).wants(http.StatusCreated)
		b.do("POST", at+"/move", out).wants(http.StatusCreated)
		if a := b.do("POST", at+"/move", out); a.code() != "permit.short" {
			t.Errorf("more than is left: %s", a.Body)
		}
		left := func() string {
			var d struct {
				Permit struct {
					Standing string
					Balances []struct{ Left string }
				}
			}
			b.do("GET", at, nil).wants(http.StatusOK).into(&d)
			return d.Permit.Standing + " " + d.Permit.Balances[0].Left
		}
		if got := left(); got != "valid 10" {
			t.Errorf("left %q", got)
		}
		b.do("POST", prefix+"/movements/"+moved.text("id")+"/withdraw", m{"reason": "记重"}).wants(http.StatusOK)
		if got := left(); got != "valid 25" {
			t.Errorf("after taking one back %q", got)
		}
		c := b.do("GET", prefix+"/permits/covers?name=濂溪鹿苑&species=梅花鹿&qty=30&unit=头&origin=captive&act=sell", nil).wants(http.StatusOK)
		if v := c.text("permit", "verdict"); v != "insufficient" {
			t.Errorf("thirty of twenty-five: %s", c.Body)
		}
		for q, want := range map[string]int{"state=valid": 1, "state=expired": 0, "q=鹿苑": 1, "q=2025": 1, "species=鹿": 1, "species=虎": 0, "holder=subject:1": 0} {
			var all struct{ Items []any }
			b.do("GET", prefix+"/permits?"+q, nil).wants(http.StatusOK).into(&all)
			if len(all.Items) != want {
				t.Errorf("%s lists %d", q, len(all.Items))
			}
		}
		w.bind(b, at)
		b.do("POST", at+"/revoke", m{"version": 1, "day": "2026-01-01", "reason": "注销"}).wants(http.StatusOK)
		if got := left(); got != "revoked 25" {
			t.Errorf("revoked %q", got)
		}
		s["reviewer"].do("POST", at+"/move", out).wants(http.StatusForbidden)
	})
}

func (w *world) bind(b *browser, at string) {
	w.Helper()
	k := b.do("POST", at+"/marks", m{"kind": "terrestrial", "number": "CNWM 0001", "species": "梅花鹿", "form": "活体"}).wants(http.StatusCreated)
	mark := prefix + "/marks/" + k.text("id")
	b.do("POST", mark+"/bind", m{"version": 1, "specimen": "耳标 7"}).wants(http.StatusOK)
	if a := b.do("POST", mark+"/bind", m{"version": 2, "specimen": "耳标 8"}); a.code() != "mark.bound" || !strings.Contains(a.Body.String(), "耳标 7") {
		w.Errorf("bound twice: %s", a.Body)
	}
	if a := b.do("POST", prefix+"/marks", m{"kind": "terrestrial", "number": "cnwm0001", "species": "梅花鹿"}); a.code() != "mark.exists" {
		w.Errorf("registered twice: %s", a.Body)
	}
	v := b.do("POST", mark+"/verify", m{"way": "query", "found": "yes", "specimen": "no"}).wants(http.StatusCreated)
	if v.text("result") != "mismatch" {
		w.Errorf("verified %s", v.Body)
	}
	c := b.do("GET", prefix+"/permits/covers?name=x&species=梅花鹿&mark=CNWM0001", nil).wants(http.StatusOK)
	if c.text("marking", "verdict") != "mismatch" {
		w.Errorf("the mark is worth %s", c.Body)
	}
}

// TestZones: a drawn area and a period across the new year.
func TestZones(t *testing.T) {
	atDesk(t, func(w *world, s map[string]*browser) {
		b := s["registrar"]
		notice := m{"issuer": "濂溪区人民政府", "number": "濂府告〔2026〕3号", "day": "2026-01-05", "photos": []string{photo}}
		enacted := func(z m) string {
			z["notice"], z["from"], z["field"] = notice, "2026-01-10", "hunt"
			d := b.do("POST", prefix+"/zones", z).wants(http.StatusCreated)
			b.do("POST", prefix+"/zones/"+d.text("id")+"/enact", m{"version": 1}).wants(http.StatusOK)
			return d.text("id")
		}
		square := m{"type": "Polygon", "coordinates": [][][]float64{{{115.95, 29.5}, {116.05, 29.5}, {116.05, 29.6}, {115.95, 29.6}, {115.95, 29.5}}}}
		hills := enacted(m{"title": "庐山禁猎区", "bans": []string{"area"}, "area": square, "datum": "wgs84", "scope": m{"all": true}})
		enacted(m{"title": "冬季禁猎期", "bans": []string{"period"}, "divisions": []string{home}, "scope": m{"all": true}, "seasons": []m{{"from": "11-01", "to": "02-28"}}})
		for q, want := range map[string]string{
			"lon=116&lat=29.55&day=2026-07-01": "area", "lon=116.2&lat=29.55&region=360402&day=2026-07-01": "",
			"lon=116.2&lat=29.55&region=360402&day=2026-12-31": "period", "lon=116.2&lat=29.55&region=360402&day=2027-01-01": "period",
			"lon=116.2&lat=29.55&region=360402&day=2027-03-01": "", "lon=116&lat=29.55&region=360402&day=2027-01-01": "area period",
		} {
			var out struct {
				Answers []struct{ Banned string }
				None    bool
			}
			b.do("GET", prefix+"/zones/at?"+q, nil).wants(http.StatusOK).into(&out)
			var got []string
			for _, a := range out.Answers {
				got = append(got, a.Banned)
			}
			if slices.Sort(got); strings.Join(got, " ") != want || out.None != (want == "") {
				t.Errorf("%s: %v, none %v", q, got, out.None)
			}
		}
		for q, code := range map[string]string{"day=2026-07-01": "zone.where", "lon=x&lat=1": "geo.place", "region=360402&day=x": "zone.day"} {
			if a := b.do("GET", prefix+"/zones/at?"+q, nil); a.code() != code {
				t.Errorf("%s: %s", q, a.Body)
			}
		}
		if a := b.do("PUT", prefix+"/zones/"+hills, m{"version": 2, "title": "x"}); a.code() != "zone.state" {
			t.Errorf("what is in force was revised: %s", a.Body)
		}
		b.do("POST", prefix+"/zones/"+hills+"/repeal", m{"version": 2, "day": "2026-08-01", "reason": "废止", "notice": notice}).wants(http.StatusOK)
		s["township_officer"].do("POST", prefix+"/zones", m{"title": "x"}).wants(http.StatusForbidden)
	})
}
