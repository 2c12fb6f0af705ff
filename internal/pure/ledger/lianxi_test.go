package ledger_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/sheet"
	"example.org/zhiye/internal/pure/uscc"
)

var order = []string{
	"市监局-经营主体台账.xlsx", "林业局-野生动物经营利用及繁育台账.xlsx", "网店及平台清单.csv", "执法人员名录.xlsx", "乡镇联系人.csv",
}

func lianxi(t testing.TB) *ledger.Place { return place(t, "360402") }

var places sync.Map

// place is what is known around a county; a Place may be shared.
func place(t testing.TB, home string) *ledger.Place {
	t.Helper()
	if p, ok := places.Load(home); ok {
		return p.(*ledger.Place)
	}
	code, err := region.Parse(home)
	if err != nil {
		t.Fatal(err)
	}
	around, ok := region.All().Around(code)
	if !ok {
		t.Fatalf("no division %s", home)
	}
	p := ledger.NewPlace(around)
	places.Store(home, p)
	return p
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("../../../test/world/lianxi/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(name, ".gz") {
		return b
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if b, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return b
}

type fileRow struct {
	file string
	*ledger.Row
}

// bring imports the five files in order.
func bring(t testing.TB, index ledger.Index, files ...string) ([]ledger.FileReport, []fileRow, *ledger.Importer) {
	t.Helper()
	im := ledger.New(ledger.Options{Place: lianxi(t), AsOf: "2026-11-01"}, index)
	var reports []ledger.FileReport
	var rows []fileRow
	for _, name := range files {
		b := read(t, name)
		book, err := sheet.Open(name, bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := im.File(name, book, func(row *ledger.Row) error {
			rows = append(rows, fileRow{name, row})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, r)
	}
	return reports, rows, im
}

func table(t testing.TB, name string) []map[string]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(read(t, name), []byte("\ufeff"))))
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, rec := range all[1:] {
		m := map[string]string{}
		for i, h := range all[0] {
			m[h] = rec[i]
		}
		out = append(out, m)
	}
	return out
}

func codesOf(ws []ledger.Warning) string {
	var out []string
	for _, w := range ws {
		out = append(out, w.Code)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func sorted(s string) string {
	f := strings.Fields(s)
	slices.Sort(f)
	return strings.Join(f, " ")
}

// TestRows: every data row has the expected outcome, warnings and subject.
func TestRows(t *testing.T) {
	_, rows, _ := bring(t, ledger.NewMemory(), order...)
	got := map[string]fileRow{}
	for _, r := range rows {
		got[fmt.Sprintf("%s!%s!%d", r.file, r.Sheet, r.Row.Row)] = r
	}
	ids, handles := map[string]ledger.Handle{}, map[ledger.Handle]string{}
	want := table(t, "expected_rows.csv")
	if len(got) != len(want) {
		t.Errorf("%d data rows, want %d", len(got), len(want))
	}
	for _, w := range want {
		key := fmt.Sprintf("%s!%s!%s", w["file"], w["sheet"], w["row"])
		r, ok := got[key]
		if !ok {
			t.Errorf("%s is no data row, want %s", key, w["outcome"])
			continue
		}
		delete(got, key)
		outcome := string(r.Outcome)
		if r.Outcome == ledger.Rejected {
			outcome += ":" + r.Reason
		}
		if outcome != w["outcome"] || r.Outcome == ledger.Foreign && r.Reason != w["detail"] {
			t.Errorf("%s: %s %s, want %s %s", key, outcome, r.Reason, w["outcome"], w["detail"])
		}
		if g, e := codesOf(r.Warnings), sorted(w["warnings"]); g != e {
			t.Errorf("%s: warnings %q, want %q", key, g, e)
		}
		if id := w["entity_id"]; id != "" && r.Outcome != ledger.DupExact {
			if h, met := ids[id]; met && h != r.Handle || !met && handles[r.Handle] != "" {
				t.Errorf("%s: handle %d, want the one of %s (%d)", key, r.Handle, id, h)
			}
			ids[id], handles[r.Handle] = r.Handle, id
		}
	}
	for key, r := range got {
		t.Errorf("%s is a data row (%s), want none", key, r.Outcome)
	}
}

type expected struct {
	After struct {
		Towns   map[string]int `json:"by_township_including_unknown"`
		Venues  map[string]int `json:"by_venue"`
		Kinds   map[string]int `json:"best_code_kind_per_entity"`
		Pairs   map[string]int `json:"suspected_pairs_by_type"`
		Recusal map[string]int `json:"recusals_resolved_by"`
		Species int            `json:"species_lines"`
		Permits int            `json:"permits_distinct"`
		Expired int            `json:"permits_expired_as_of"`
		Linked  int            `json:"online_rows_whose_operator_code_matches_an_entity"`
	} `json:"after_first_import"`
	Files []struct {
		File   string
		Sheets []struct {
			ledger.SheetReport
		}
	}
	Pairs []struct {
		Type string
		A, B struct {
			File, Sheet string
			Row         int
		}
	} `json:"suspected_pairs"`
	Officers []struct {
		Certs, Items, Name, Sheet string
		ValidTo                   string `json:"valid_to"`
	}
	Recusals []struct {
		Entity, Officer, Text string
		By                    string `json:"resolved_by"`
	}
}

func expect(t testing.TB) expected {
	t.Helper()
	var e expected
	if err := json.Unmarshal(read(t, "expected.json"), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// TestSheets: every count of every sheet.
func TestSheets(t *testing.T) {
	reports, _, _ := bring(t, ledger.NewMemory(), order...)
	got := map[string]ledger.SheetReport{}
	for _, f := range reports {
		for _, s := range f.Sheets {
			got[f.File+"!"+s.Sheet] = s
		}
	}
	for _, f := range expect(t).Files {
		for _, w := range f.Sheets {
			g, ok := got[f.File+"!"+w.Sheet]
			if !ok {
				t.Errorf("%s!%s is missing", f.File, w.Sheet)
				continue
			}
			w := w.SheetReport
			if w.Rejected == nil {
				w.Rejected = map[string]int{}
			}
			if w.Warnings == nil {
				w.Warnings = map[string]int{}
			}
			if f.File[len(f.File)-3:] == "csv" {
				w.LastRow = g.LastRow
			}
			w.Joined = g.Joined // the expectation does not count them; TestAgain does
			gj, _ := json.Marshal(g)
			wj, _ := json.Marshal(w)
			if string(gj) != string(wj) {
				t.Errorf("%s!%s\n got %s\nwant %s", f.File, w.Sheet, gj, wj)
			}
		}
	}
}

var venues = map[ledger.Venue]string{
	ledger.MarketAgri: "集贸市场", ledger.MarketAntique: "古玩市场", ledger.MarketBird: "花鸟市场", ledger.Mall: "商场超市",
	ledger.Shop: "商户", ledger.Catering: "餐饮服务", ledger.Food: "食品销售", ledger.Pharmacy: "药品经营", ledger.Vet: "动物诊疗机构",
	ledger.Breeding: "繁育场所", ledger.OnlineShop: "网店",
}

// TestFigures: the figures of the home after all five files.
func TestFigures(t *testing.T) {
	m := ledger.NewMemory()
	_, rows, im := bring(t, m, order...)
	e := expect(t)
	totals := m.Totals()
	got := map[string]int{}
	for v, n := range totals.ByVenue {
		got[venues[v]] = n
	}
	if fmt.Sprint(got) != fmt.Sprint(e.After.Venues) {
		t.Errorf("by venue %v, want %v", got, e.After.Venues)
	}
	if totals.Entities != 7436 || totals.Online != 782 || totals.LabelBatches != 15 || totals.Officers != 46 || totals.Contacts != 24 {
		t.Errorf("totals %+v", totals)
	}
	if totals.Permits != e.After.Permits {
		t.Errorf("%d permits, want %d", totals.Permits, e.After.Permits)
	}
	if im.Pairs() != 18 {
		t.Errorf("%d pairs, want 18", im.Pairs())
	}
	towns, recusals := map[string]int{}, map[string]int{}
	expired, species, linked := map[ledger.Handle]bool{}, 0, 0
	for _, r := range rows {
		if r.Subject != nil {
			if r.Outcome == ledger.Created && r.Subject.Venue != ledger.OnlineShop {
				town := r.Subject.Town
				if town == "" {
					town = "（未定）"
				}
				towns[town]++
			}
			for _, p := range r.Subject.Permits {
				if p.Wildlife() && p.To != "" && p.To < "2026-11-01" {
					expired[p.Handle] = true
				}
			}
			species += len(r.Subject.Species)
			if r.Subject.Venue == ledger.OnlineShop && r.Subject.Runner != ledger.None {
				linked++
			}
		}
		if r.Officer != nil && r.Outcome == ledger.Created {
			for _, c := range r.Officer.Recusals {
				recusals[c.By]++
			}
		}
	}
	if fmt.Sprint(towns) != fmt.Sprint(e.After.Towns) {
		t.Errorf("towns %v\nwant %v", towns, e.After.Towns)
	}
	if fmt.Sprint(recusals) != fmt.Sprint(e.After.Recusal) {
		t.Errorf("recusals %v, want %v", recusals, e.After.Recusal)
	}
	if len(expired) != e.After.Expired || species != e.After.Species || linked != e.After.Linked {
		t.Errorf("expired %d species %d linked %d, want %d %d %d", len(expired), species, linked, e.After.Expired, e.After.Species, e.After.Linked)
	}
	kinds := map[string]int{}
	for h := range ledger.Handle(m.Len()) {
		codes, _ := m.Codes(h)
		kinds[best(codes)]++
	}
	for _, k := range []string{"strong", "weak", "old"} {
		if kinds[k] != e.After.Kinds[k] {
			t.Errorf("%d subjects with a %s code at best, want %d", kinds[k], k, e.After.Kinds[k])
		}
	}
}

func best(codes []uscc.Code) string {
	for _, k := range []uscc.Kind{uscc.Strong, uscc.Weak, uscc.Old} {
		for _, c := range codes {
			if c.Kind == k {
				return string(k)
			}
		}
	}
	return "none"
}

// TestPairs: the eighteen suspected twins, by where each was first written.
func TestPairs(t *testing.T) {
	_, rows, _ := bring(t, ledger.NewMemory(), order...)
	at := map[ledger.Handle]string{}
	var got, want []string
	for _, r := range rows {
		if r.Subject != nil && r.Outcome == ledger.Created {
			at[r.Handle] = fmt.Sprintf("%s!%d", r.Sheet, r.Row.Row)
		}
		for _, p := range r.Pairs {
			got = append(got, fmt.Sprintf("%s %s %s", p.Kind, at[p.A], at[p.B]))
		}
	}
	for _, p := range expect(t).Pairs {
		want = append(want, fmt.Sprintf("%s %s!%d %s!%d", p.Type, p.A.Sheet, p.A.Row, p.B.Sheet, p.B.Row))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("pairs\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// TestSubjects: forms, codes and township of every subject.
func TestSubjects(t *testing.T) {
	m := ledger.NewMemory()
	_, rows, _ := bring(t, m, order...)
	made := map[string]fileRow{}
	for _, r := range rows {
		if r.Subject != nil && r.Outcome == ledger.Created {
			made[fmt.Sprintf("%s!%s!%d", r.file, r.Sheet, r.Row.Row)] = r
		}
	}
	for _, w := range table(t, "expected_entities.csv.gz") {
		key := fmt.Sprintf("%s!%s!%s", w["first_file"], w["first_sheet"], w["first_row"])
		r, ok := made[key]
		if !ok {
			t.Errorf("%s made no subject", key)
			continue
		}
		s := r.Subject
		codes, _ := m.Codes(r.Handle)
		var cs []string
		for _, c := range codes {
			cs = append(cs, c.Value+":"+string(c.Kind))
		}
		slices.Sort(cs)
		wc := strings.FieldsFunc(w["codes"], func(r rune) bool { return strings.ContainsRune(";,| ", r) })
		slices.Sort(wc)
		if venues[s.Venue] != w["venue"] || s.NName != w["name_normalised"] || s.NAddress != w["address_normalised"] ||
			s.Town != w["township"] || !slices.Equal(cs, wc) {
			t.Errorf("%s: %s %s %s %s %v, want %v", key, venues[s.Venue], s.NName, s.NAddress, s.Town, cs, w)
		}
	}
}

// TestOfficers: certificates, items and recusals of every officer.
func TestOfficers(t *testing.T) {
	_, rows, _ := bring(t, ledger.NewMemory(), order...)
	got := map[string]*ledger.Officer{}
	for _, r := range rows {
		if r.Officer != nil && r.Outcome == ledger.Created {
			got[r.Officer.Name] = r.Officer
		}
	}
	e := expect(t)
	for _, w := range e.Officers {
		o := got[w.Name]
		if o == nil {
			t.Errorf("%s is missing", w.Name)
			continue
		}
		var certs, valid []string
		for _, c := range o.Certs {
			certs = append(certs, c.Number)
		}
		for _, d := range o.Valid {
			valid = append(valid, string(d))
		}
		items := slices.Clone(o.Items)
		for _, l := range [][]string{certs, valid, items} {
			slices.Sort(l)
		}
		if strings.Join(certs, ";") != w.Certs || strings.Join(items, ";") != w.Items || strings.Join(valid, ";") != w.ValidTo {
			t.Errorf("%s: %v %v %v, want %+v", w.Name, certs, items, valid, w)
		}
	}
	for _, w := range e.Recusals {
		if o := got[w.Officer]; o == nil || !slices.ContainsFunc(o.Recusals, func(r ledger.Recusal) bool { return r.By == w.By }) {
			t.Errorf("%s: %+v, want %s by %s", w.Officer, o, w.Entity, w.By)
		}
	}
}

// TestAgain: importing the same files in the same order changes nothing.
func TestAgain(t *testing.T) {
	m := ledger.NewMemory()
	once, first, _ := bring(t, m, order...)
	if got, want := joined(once), learnt(first); got != want || want == 0 {
		t.Errorf("the reports say that %d rows brought something new, of the rows %d did", got, want)
	}
	before, records := m.Totals(), m.Len()
	reports, rows, im := bring(t, m, order...)
	if n := joined(reports); n != 0 {
		t.Errorf("%d rows brought something new the second time", n)
	}
	n := 0
	for i, f := range reports {
		for j, s := range f.Sheets {
			n += s.RowsRead
			warned := maps.Clone(once[i].Sheets[j].Warnings)
			delete(warned, ledger.WarnNameVariant)
			if !maps.Equal(warned, s.Warnings) {
				t.Errorf("%s!%s warns of %v, the first time of %v", f.File, s.Sheet, s.Warnings, warned)
			}
			if s.Created != 0 || s.Warnings[ledger.WarnNameVariant] != 0 {
				t.Errorf("%s!%s created %d, %d new variants", f.File, s.Sheet, s.Created, s.Warnings[ledger.WarnNameVariant])
			}
		}
	}
	if fmt.Sprint(m.Totals()) != fmt.Sprint(before) || m.Len() != records || im.Pairs() != 0 || n != 8736 {
		t.Errorf("totals %+v, before %+v; %d records, before %d; %d pairs; %d rows", m.Totals(), before, m.Len(), records, im.Pairs(), n)
	}
	for _, r := range rows {
		if r.NewForm || len(r.NewCodes) > 0 {
			t.Errorf("%s!%d learnt something the second time", r.Sheet, r.Row.Row)
		}
	}
}

// joined is how many rows the reports say brought a form or code to a subject already there.
func joined(reports []ledger.FileReport) int {
	n := 0
	for _, f := range reports {
		for _, s := range f.Sheets {
			n += s.Joined
		}
	}
	return n
}

func learnt(rows []fileRow) int {
	n := 0
	for _, r := range rows {
		if r.NewForm || len(r.NewCodes) > 0 && r.Outcome != ledger.Created {
			n++
		}
	}
	return n
}

func BenchmarkLianxi(b *testing.B) {
	for b.Loop() {
		bring(b, ledger.NewMemory(), order...)
	}
}
