package api_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/sheet"
	"example.org/zhiye/internal/server/api"
)

const season = prefix + "/campaigns/lianxi-2026"

// photo names a picture that every world has.
var photo = fmt.Sprintf("blob:%x", sha256.Sum256([]byte(picture)))

const picture = "\x89PNG\r\n\x1a\n"

// m is a JSON object.
type m = map[string]any

// campaigning is a world with two certified officers and an open campaign.
func campaigning(t *testing.T, db *store.DB) *world {
	t.Helper()
	w := worldOn(t, db)
	w.as("leader") // opens the bureau
	for _, number := range []string{"14040001", "14040002"} {
		w.act(home, func(tx *store.Tx) error {
			_, err := org.Admit(t.Context(), tx, org.Arrival{Name: "执法员" + number, Unit: "市场监督管理局",
				Certificates: []org.Certificate{{Number: number, From: "2025-01-01", To: "2028-12-31"}}})
			return err
		})
	}
	w.act(home, func(tx *store.Tx) error {
		c, err := campaign.FromTemplate("wildlife", 2026)
		if err != nil {
			return err
		}
		c.ID = "lianxi-2026"
		for i := range c.Organs {
			c.Organs[i].Contact = "person:somebody"
			if c.Organs[i].Unit == "market" {
				c.Organs[i].Unit = w.units[home+"市场监督管理局"]
			}
		}
		if c, err = campaign.Prepare(t.Context(), tx, c); err != nil {
			return err
		}
		_, err = campaign.Publish(t.Context(), tx, c.ID, c.Version)
		return err
	})
	return w
}

// staff are browsers by role.
func (w *world) staff(roles ...string) map[string]*browser {
	w.Helper()
	out := map[string]*browser{}
	for _, r := range roles {
		out[r] = w.as(r)
	}
	return out
}

func (a answer) number(path ...string) int64 {
	a.Helper()
	var v any
	a.into(&v)
	for _, p := range path {
		v = v.(map[string]any)[p]
	}
	n, _ := v.(float64)
	return int64(n)
}

func (a answer) text(path ...string) string {
	a.Helper()
	var v any
	a.into(&v)
	for _, p := range path {
		v = v.(map[string]any)[p]
	}
	s, _ := v.(string)
	return s
}

// plan takes a plan through every step, each by whom it is due.
func (w *world) plan(s map[string]*browser) string {
	w.Helper()
	p := s["county_officer"].do("POST", season+"/plans", m{
		"number": "濂检计〔2026〕1号", "title": "野生动物专项检查计划", "scope": "餐饮和商户", "items": []string{"A05", "W02"},
		"organs": []string{"市场监督管理局"}, "from": "2026-11-01", "to": "2026-12-29", "cap": 2}).wants(http.StatusCreated)
	id := p.text("id")
	step := m{"name": "濂溪区人民政府", "day": "2026-11-25", "text": "通过"}
	for i, do := range []struct{ who, step string }{{"reviewer", "review"}, {"leader", "approve"}, {"leader", "publish"}, {"leader", "lodge"}} {
		if a := s["county_officer"].do("POST", prefix+"/plans/"+id+"/"+do.step, m{"version": i + 1, "step": step}); a.Code != http.StatusForbidden {
			w.Errorf("an officer may %s a plan: %d %s", do.step, a.Code, a.Body)
		}
		s[do.who].do("POST", prefix+"/plans/"+id+"/"+do.step, m{"version": i + 1, "step": step}).wants(http.StatusOK)
	}
	return id
}

// upload is a form with one file and fields.
func upload(t *testing.T, name string, content []byte, fields map[string]string) form {
	t.Helper()
	var b bytes.Buffer
	f := multipart.NewWriter(&b)
	part, err := f.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	part.Write(content)
	for k, v := range fields {
		f.WriteField(k, v)
	}
	f.Close()
	return form{&b, f.FormDataContentType()}
}

// TestFromVisitToTheTable walks the whole way through the API: a plan, visits in
// three ways, a lead, a case, outreach, and the table that tells of them.
func TestFromVisitToTheTable(t *testing.T) {
	storetest.Each(t, append(flow.Parts(), api.Part), func(t *testing.T, db *store.DB) {
		w := campaigning(t, db)
		s := w.staff("county_officer", "registrar", "reviewer", "case_handler", "statistician", "coordinator")
		s["leader"] = &browser{world: w}
		s["leader"].do("POST", "/api/v1/session", m{"login": "leader." + home, "password": password + "!"}).wants(http.StatusOK)
		plan := w.plan(s)
		visit := w.visits(s, plan)
		w.caseOf(s, visit)
		w.outreach(s)
		w.table(s)
	})
}

// visits records one, is refused one, and brings two more in a grid and a sheet.
func (w *world) visits(s map[string]*browser, plan string) string {
	w.Helper()
	var shops []string
	for _, name := range []string{"王记土菜馆", "李记土菜馆", "赵记土菜馆"} {
		shops = append(shops, s["registrar"].do("POST", prefix+"/subjects", m{"venue": "catering", "name": name, "address": "莲花镇" + name}).wants(http.StatusCreated).text("id"))
	}
	entry := m{"subject": shops[0], "day": "2026-11-25", "organs": []string{"市场监督管理局"}, "officers": []string{"14040001", "14040002"}, "item": "W02", "plan": plan, "results": []string{"09"}}
	b := s["county_officer"]
	v := b.do("POST", season+"/visits", entry).wants(http.StatusCreated)
	if v.text("record", "venue") != "catering" || v.text("record", "title") != "王记土菜馆" {
		w.Errorf("recorded %s", v.Body)
	}
	id := v.text("record", "id")
	b.do("GET", prefix+"/visits/"+id, nil).wants(http.StatusOK)

	wrong := m{"subject": shops[1], "day": "2027-11-25", "officers": []string{"14040001"}}
	a := b.do("POST", season+"/visits", wrong).wants(http.StatusUnprocessableEntity)
	var p struct {
		Theirs []struct{ Field, Code string }
	}
	if a.into(&p); len(p.Theirs) < 3 {
		w.Errorf("refused without telling the fields: %s", a.Body)
	}

	second := m{}
	for k, x := range entry {
		second[k] = x
	}
	second["subject"] = shops[1]
	var grid struct {
		Rows []struct {
			State   string
			Refused []any
		}
	}
	b.do("POST", season+"/visits/grid", m{"rows": []any{entry, second, wrong}}).wants(http.StatusOK).into(&grid)
	if len(grid.Rows) != 3 || grid.Rows[0].State != "known" || grid.Rows[1].State != "recorded" || len(grid.Rows[2].Refused) == 0 {
		w.Errorf("the grid says %+v", grid)
	}

	csv := "检查对象,地址,检查日期,检查机关,执法证号,检查结果,检查事项,检查计划\n赵记土菜馆,莲花镇赵记土菜馆,2026-11-25,市场监督管理局,14040001、14040002,01,W02,濂检计〔2026〕1号\n没有的店,莲花镇,2026-11-25,市场监督管理局,14040001、14040002,01,W02,濂检计〔2026〕1号\n"
	in := b.do("POST", season+"/visits/import", upload(w.T, "检查.csv", []byte(csv), nil)).wants(http.StatusOK)
	if in.number("recorded") != 1 || in.number("rejected") != 1 {
		w.Errorf("the sheet says %s", in.Body)
	}
	var list struct{ Items []any }
	b.do("GET", season+"/visits?venue=catering", nil).wants(http.StatusOK).into(&list)
	if len(list.Items) != 3 {
		w.Errorf("%d visits", len(list.Items))
	}
	w.notice(b, second, shops[2])
	return id
}

// notice issues the notice of a visit to come and shows its code.
func (w *world) notice(b *browser, entry m, shop string) {
	w.Helper()
	entry["subject"], entry["day"], entry["results"] = shop, "2026-11-26", nil
	delete(entry, "results")
	n := b.do("POST", season+"/notices", entry).wants(http.StatusCreated)
	png := b.do("GET", prefix+"/notices/"+n.text("record", "code")+"/qr.png", nil).wants(http.StatusOK)
	if png.Header().Get("Content-Type") != "image/png" || !bytes.HasPrefix(png.Body.Bytes(), []byte("\x89PNG")) {
		w.Errorf("the code is no picture: %v", png.Header())
	}
}

// caseOf raises a lead from a visit and follows it to a decision.
func (w *world) caseOf(s map[string]*browser, visit string) {
	w.Helper()
	b := s["case_handler"]
	l := b.do("POST", prefix+"/visits/"+visit+"/lead", m{"title": "餐饮单位经营野生动物菜品", "facts": "雉鸡 3 只"}).wants(http.StatusCreated)
	id := l.text("id")
	b.do("POST", prefix+"/leads/"+id+"/take", m{"version": 1}).wants(http.StatusOK)
	b.do("POST", prefix+"/leads/"+id+"/verify", m{"version": 2, "finding": "属实"}).wants(http.StatusOK)
	if a := b.do("POST", prefix+"/leads/"+id+"/verify", m{"version": 2, "finding": "属实"}); a.Code != http.StatusConflict || a.text("theirs", "state") != "verified" {
		w.Errorf("an old version: %d %s", a.Code, a.Body)
	}
	c := b.do("POST", prefix+"/leads/"+id+"/file", m{"version": 3, "word": "濂市监立", "case": m{"violation": "V11", "officers": w.officers()}}).wants(http.StatusCreated)
	at := prefix + "/cases/" + c.text("id")
	if a := b.do("POST", at+"/investigate", m{"version": 1}); a.code() != "procedure.approval" {
		w.Errorf("investigated without an approval: %d %s", a.Code, a.Body)
	}
	s["leader"].do("POST", at+"/approve", m{"result": "approved"}).wants(http.StatusCreated)
	b.do("POST", at+"/investigate", m{"version": 1}).wants(http.StatusOK)
	party := b.do("POST", at+"/parties", m{"kind": "person", "name": "罗某", "paper": "360402000000000000"}).wants(http.StatusCreated)
	if party.text("name") != "●●●" || strings.Contains(party.Body.String(), "罗某") {
		w.Errorf("the party shows: %s", party.Body)
	}
	b.do("POST", at+"/exhibits", m{"class": "animal", "name": "雉鸡", "measure": "seizure", "unit": "只", "count": 3, "protection": "sanyou",
		"custodian": "person:a", "place": "物证室", "seized_on": "2026-11-25", "photos": []string{photo}}).wants(http.StatusCreated)
	d := w.decide(s, at, party.text("id"))
	b.do("POST", prefix+"/decisions/"+d+"/serve", m{"on": "2026-11-25"}).wants(http.StatusOK)
	b.do("POST", prefix+"/decisions/"+d+"/pay", m{"amount_fen": 1_350_000, "receipt": "0031"}).wants(http.StatusOK)
	w.publish(s, d)
	var o struct{ Items []struct{ Code string } }
	if b.do("GET", at+"/obstacles", nil).wants(http.StatusOK).into(&o); len(o.Items) == 0 {
		w.Errorf("nothing hinders a case with an exhibit in custody")
	}
	t := b.do("POST", at+"/transfer", m{"team": w.officers()}).wants(http.StatusCreated)
	b.do("POST", prefix+"/transfers/"+t.text("id")+"/papers", m{"version": t.number("version"), "paper": m{"kind": "other", "none": "无其他材料"}}).wants(http.StatusOK)
	b.do("POST", prefix+"/transfers/"+t.text("id")+"/report", m{"version": 2, "words": "建议移送"}).wants(http.StatusOK)
	var clocks struct{ Items []any }
	if b.do("GET", prefix+"/clocks?days=90", nil).wants(http.StatusOK).into(&clocks); len(clocks.Items) == 0 {
		w.Errorf("no clock runs")
	}
}

// decide takes the steps before a decision, one missing after the other, and
// decides.
func (w *world) decide(s map[string]*browser, at, party string) string {
	w.Helper()
	b := s["case_handler"]
	fine := m{"fine_fen": 1_350_000, "confiscated_fen": 0, "closure": false, "revoked": 0, "hearing": true}
	decide := func() answer {
		version := b.do("GET", at, nil).wants(http.StatusOK).number("case", "version")
		return s["leader"].do("POST", at+"/decide", m{"version": version, "decision": m{"party": party, "number": "濂市监处罚〔2026〕31号", "kind": "penalty",
			"text": "对罗某罚款", "fine_fen": 1_350_000, "decided_on": "2026-11-25", "range": m{"min_fen": 900_000, "max_fen": 9_000_000, "basis": "V11"}}})
	}
	var chiefs, reviewers struct{ Items []struct{ ID string } }
	b.do("GET", prefix+"/entitled?for=case.decide", nil).wants(http.StatusOK).into(&chiefs)
	b.do("GET", prefix+"/entitled?for=case.review", nil).wants(http.StatusOK).into(&reviewers)
	if len(chiefs.Items) != 1 || len(reviewers.Items) != 1 {
		w.Fatalf("%v decide and %v review", chiefs, reviewers)
	}
	for _, step := range []struct {
		code, role, route string
		body              m
	}{
		{"procedure.notice", "case_handler", "notify", m{"party": party, "number": "罚告1号", "proposal": fine}},
		{"procedure.statement", "case_handler", "hear-statement", m{"party": party, "result": "made", "words": "生活困难", "answer": "经复核，不予采纳"}},
		{"procedure.request", "case_handler", "request-hearing", m{"party": party, "result": "waived"}},
		{"procedure.review", "reviewer", "review", m{"result": "passed", "words": "同意"}},
		{"procedure.discussion", "leader", "discuss", m{"result": "agreed", "words": "同意", "number": "讨论1号", "people": []string{chiefs.Items[0].ID, reviewers.Items[0].ID}}},
	} {
		if a := decide(); a.code() != step.code {
			w.Fatalf("before %s: %d %s", step.route, a.Code, a.Body)
		}
		s[step.role].do("POST", at+"/"+step.route, step.body).wants(http.StatusCreated)
	}
	if a := b.do("GET", at+"/missing?fine_fen=1350001&party="+party, nil).wants(http.StatusOK); !strings.Contains(a.Body.String(), "procedure.heavier") {
		w.Errorf("a heavier fine wants %s", a.Body)
	}
	return decide().wants(http.StatusCreated).text("id")
}

// publish shows the public a text that names nobody, and takes it off again.
func (w *world) publish(s map[string]*browser, id string) {
	w.Helper()
	b := s["leader"]
	if p := b.do("GET", prefix+"/decisions/"+id+"/publication", nil).wants(http.StatusOK); strings.Contains(p.Body.String(), "360402") {
		w.Errorf("the public would read %s", p.Body)
	}
	if a := b.do("POST", prefix+"/decisions/"+id+"/publish", m{"text": "罗某，证件360402000000000000"}); a.code() != "decision.leak" {
		w.Errorf("published with a number: %d %s", a.Code, a.Body)
	}
	b.do("POST", prefix+"/decisions/"+id+"/publish", m{}).wants(http.StatusOK)
	b.do("POST", prefix+"/decisions/"+id+"/unpublish", m{"reason": "文字有误"}).wants(http.StatusOK)
	d := b.do("GET", prefix+"/decisions/"+id, nil).wants(http.StatusOK)
	if d.number("account", "owed_fen") != 0 || !strings.Contains(d.Body.String(), "文字有误") {
		w.Errorf("the decision says %s", d.Body)
	}
}

func (w *world) outreach(s map[string]*browser) {
	w.Helper()
	a := s["statistician"].do("POST", season+"/outreach", m{"kind": "leaflet", "title": "进市场宣传", "place": "莲花镇", "quantity": 300, "photos": []string{photo}}).wants(http.StatusCreated)
	s["statistician"].do("PUT", prefix+"/outreach/"+a.text("id"), m{"version": 1, "kind": "leaflet", "title": "进市场宣传", "place": "莲花镇", "quantity": 250,
		"photos": []string{photo}, "held_on": "2026-11-25"}).wants(http.StatusOK)
	count := m{"code": "G03", "quantity": 40, "place": "莲花镇", "document": "张贴登记表", "photo": photo}
	s["statistician"].do("POST", season+"/paper-counts", count).wants(http.StatusCreated)
	count["code"] = "B16"
	if c := s["statistician"].do("POST", season+"/paper-counts", count); c.code() != "count.indicator" {
		w.Errorf("a paper count of what counts once: %s", c.Body)
	}
}

// table reads, opens, prints, submits and returns the table.
func (w *world) table(s map[string]*browser) {
	w.Helper()
	b := s["statistician"]
	period := "?from=2026-11-01&to=2026-11-29"
	var table struct {
		Rows []struct {
			Code  string
			Value any
		}
	}
	b.do("GET", season+"/table"+period, nil).wants(http.StatusOK).into(&table)
	got := map[string]any{}
	for _, r := range table.Rows {
		got[r.Code] = r.Value
	}
	for code, want := range map[string]any{"B06": 3.0, "B16": 3.0, "D06": 1.0, "E01": 1.0, "E10": "1.35", "F01": 3.0, "G02": 250.0, "G03": 40.0} {
		if got[code] != want {
			w.Errorf("%s is %v, want %v", code, got[code], want)
		}
	}
	d := b.do("GET", season+"/drill"+period+"&code=B06", nil).wants(http.StatusOK)
	if d.number("sum") != 3 || d.text("definition", "code") != "B06" || !strings.Contains(d.Body.String(), `"title":"李记土菜馆"`) {
		w.Errorf("the drill says %s", d.Body)
	}
	book := b.do("GET", season+"/table.xlsx"+period, nil).wants(http.StatusOK)
	if _, err := sheet.Open("x.xlsx", bytes.NewReader(book.Body.Bytes()), int64(book.Body.Len())); err != nil {
		w.Errorf("the workbook: %v", err)
	}
	w.receiver(b, period)
	stage := b.do("GET", season+"/stage?through=2026-11-29", nil).wants(http.StatusOK)
	var draft struct{ Draft m }
	stage.into(&draft)
	docx := b.do("POST", season+"/stage.docx?through=2026-11-29", draft.Draft).wants(http.StatusOK)
	if !bytes.HasPrefix(docx.Body.Bytes(), []byte("PK")) {
		w.Errorf("the report is no document")
	}
	draft.Draft["closing"] = []string{"另查获 99 件。"}
	if a := b.do("POST", season+"/stage.docx?through=2026-11-29", draft.Draft); a.code() != "report.unbound" {
		w.Errorf("a number without a cell: %d %s", a.Code, a.Body)
	}
	w.submission(b, s["coordinator"])
}

// receiver fills somebody else's workbook.
func (w *world) receiver(b *browser, period string) {
	w.Helper()
	var theirs bytes.Buffer
	w.must(sheet.Write(&theirs, sheet.Sheaf{Papers: []sheet.Paper{{Name: "市局表", Rows: func(yield func([]sheet.Datum) bool) {
		yield([]sheet.Datum{sheet.Words("检查餐饮服务单位", sheet.Look{}), sheet.Words("", sheet.Look{})})
	}}}}))
	var bindings struct{ Items []struct{ Cell, Code string } }
	b.do("POST", season+"/receiver/suggest"+period, upload(w.T, "市局.xlsx", theirs.Bytes(), nil)).wants(http.StatusOK).into(&bindings)
	if len(bindings.Items) != 1 || bindings.Items[0].Code != "B06" || bindings.Items[0].Cell != "B1" {
		w.Errorf("suggested %+v", bindings)
	}
	filled := b.do("POST", season+"/receiver"+period, upload(w.T, "市局.xlsx", theirs.Bytes(), map[string]string{
		"bindings": `[{"sheet":"市局表","cell":"B1","code":"B06","column":"value"}]`})).wants(http.StatusOK).Body.Bytes()
	book, err := sheet.Open("市局.xlsx", bytes.NewReader(filled), int64(len(filled)))
	w.must(err)
	for row, err := range book.Rows(book.Sheets[0]) {
		if w.must(err); row.Cell(1).Text != "3" {
			w.Errorf("the cell says %q", row.Cell(1).Text)
		}
	}
}

func (w *world) submission(b, coordinator *browser) {
	w.Helper()
	period := m{"from": "2026-11-01", "to": "2026-11-29"}
	first := b.with("Idempotency-Key", "s1").do("POST", season+"/submissions", period).wants(http.StatusCreated)
	again := b.with("Idempotency-Key", "s1").do("POST", season+"/submissions", period).wants(http.StatusCreated)
	if first.text("id") == "" || first.text("id") != again.text("id") {
		w.Errorf("sent twice: %s and %s", first.Body, again.Body)
	}
	if a := b.do("POST", season+"/submissions", period); a.code() != "submission.submitted" {
		w.Errorf("submitted twice: %d %s", a.Code, a.Body)
	}
	coordinator.do("POST", prefix+"/submissions/"+first.text("id")+"/return", m{"text": "请核对餐饮数"}).wants(http.StatusOK)
	if a := b.do("POST", season+"/submissions", period).wants(http.StatusCreated); a.number("round") != 2 {
		w.Errorf("the second round: %s", a.Body)
	}
}

// officers are those who are certified in this world.
func (w *world) officers() (ids []string) {
	w.Helper()
	w.must(w.db.Look(w.Context(), store.Actor{ID: "job:test", Home: home}, func(tx *store.Tx) error {
		ids = nil
		for _, number := range []string{"14040001", "14040002"} {
			p, err := org.PersonCertified(w.Context(), tx, number)
			if err != nil {
				return err
			}
			ids = append(ids, p.Ref())
		}
		return nil
	}))
	return ids
}
