package flow_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ledger"
)

// registrar imports the ledgers of a county.
var registrar = store.Actor{ID: "person:registrar", Unit: "bureau", Department: "market", Home: "360402"}

// inOrder are the ledgers of Lianxi as its bureaus handed them in.
var inOrder = []string{"市监局-经营主体台账.xlsx", "林业局-野生动物经营利用及繁育台账.xlsx", "网店及平台清单.csv", "执法人员名录.xlsx", "乡镇联系人.csv"}

func lianxi(t *testing.T, names ...string) []flow.File {
	t.Helper()
	out := make([]flow.File, len(names))
	for i, name := range names {
		b, err := os.ReadFile(filepath.Join("..", "..", "..", "test", "world", "lianxi", name))
		if err != nil {
			t.Fatal(err)
		}
		out[i] = flow.File{Name: name, Bytes: bytes.NewReader(b), Size: int64(len(b))}
	}
	return out
}

var november = flow.Import{AsOf: "2026-11-01"}

func take(t *testing.T, db *store.DB, how flow.Import, names ...string) flow.Brought {
	t.Helper()
	out, err := flow.ImportLedgers(t.Context(), db, registrar, how, lianxi(t, names...))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// created counts the rows that made something.
func created(b flow.Brought) (n int) {
	for _, f := range b.Files {
		for _, s := range f.Sheets {
			n += s.Created
		}
	}
	return n
}

func refused(b flow.Brought) (n int) {
	for _, f := range b.Files {
		for _, s := range f.Sheets {
			n += s.Foreign
			for _, r := range s.Rejected {
				n += r
			}
		}
	}
	return n
}

// expected is what a reference implementation makes of the same files.
type expected struct {
	After struct {
		Entities int            `json:"entities"`
		ByVenue  map[string]int `json:"by_venue"`
		Permits  int            `json:"permits_distinct"`
		Batches  int            `json:"label_batches"`
		Officers int            `json:"officers"`
		Contacts int            `json:"contacts"`
		Pairs    int            `json:"suspected_pairs"`
	} `json:"after_first_import"`
}

func TestTheLedgersOfACounty(t *testing.T) {
	b, err := os.ReadFile("../../../test/world/lianxi/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want expected
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		began := time.Now()
		first := take(t, db, november, inOrder...)
		t.Logf("five files in %v", time.Since(began).Round(time.Millisecond))
		checkTotals(t, first, want)
		if n := refused(first); n != len(first.Refused) || n == 0 {
			t.Errorf("%d rows kept for mending, the report counts %d", len(first.Refused), n)
		}
		if n := mended(t, db, first.ID); n != len(first.Refused) {
			t.Errorf("the workbook of refused rows has %d rows, want %d", n, len(first.Refused))
		}
		began = time.Now()
		again := take(t, db, november, inOrder...)
		t.Logf("again in %v", time.Since(began).Round(time.Millisecond))
		if n := created(again); n != 0 {
			t.Errorf("the second import made %d records", n)
		}
		checkTotals(t, again, want)
	})
}

// mended reads the workbook of refused rows as the next import would, nothing
// mended, and counts the rows it finds.
func mended(t *testing.T, db *store.DB, id string) (n int) {
	t.Helper()
	var b bytes.Buffer
	err := db.Look(t.Context(), registrar, func(tx *store.Tx) error {
		rows, err := registry.SetAsideBy(t.Context(), tx, id)
		if err != nil {
			return err
		}
		return flow.RefusedBook(&b, rows)
	})
	if err != nil {
		t.Fatal(err)
	}
	again, err := flow.ImportLedgers(t.Context(), db, registrar, flow.Import{AsOf: "2026-11-01", DryRun: true},
		[]flow.File{{Name: "未导入的行.xlsx", Bytes: bytes.NewReader(b.Bytes()), Size: int64(b.Len())}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range again.Files {
		if f.Error != "" {
			t.Error(f.Error)
		}
		for _, s := range f.Sheets {
			n += s.RowsRead
		}
	}
	return n
}

func checkTotals(t *testing.T, got flow.Brought, want expected) {
	t.Helper()
	w, g := want.After, got.Totals
	if g.Entities != w.Entities || g.Online != w.ByVenue["网店"] || g.Permits != w.Permits || g.LabelBatches != w.Batches ||
		g.Officers != w.Officers || g.Contacts != w.Contacts || got.Pairs != w.Pairs {
		t.Errorf("got %+v and %d pairs; want %+v", g, got.Pairs, w)
	}
	words := map[string]ledger.Venue{
		"动物诊疗机构": ledger.Vet, "古玩市场": ledger.MarketAntique, "商场超市": ledger.Mall, "商户": ledger.Shop, "繁育场所": ledger.Breeding,
		"网店": ledger.OnlineShop, "花鸟市场": ledger.MarketBird, "药品经营": ledger.Pharmacy, "集贸市场": ledger.MarketAgri,
		"食品销售": ledger.Food, "餐饮服务": ledger.Catering,
	}
	byVenue := map[ledger.Venue]int{}
	for word, n := range w.ByVenue {
		byVenue[words[word]] = n
	}
	if !maps.Equal(byVenue, g.ByVenue) {
		t.Errorf("by venue got %v, want %v", g.ByVenue, byVenue)
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	out := take(t, db, flow.Import{AsOf: "2026-11-01", DryRun: true}, inOrder...)
	if out.ID != "" || created(out) == 0 || out.Totals.Entities != 0 {
		t.Errorf("a dry run made import %q, counts %d new and %d standing", out.ID, created(out), out.Totals.Entities)
	}
	if seq := entries(t, db); seq != 0 {
		t.Errorf("it noted %d entries", seq)
	}
}

func TestAnImportTakenBackCanBeMadeAgain(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		first := take(t, db, november, inOrder[0])
		if err := flow.UndoImport(t.Context(), db, registrar, first.ID); err != nil {
			t.Fatal(err)
		}
		if n := standing(t, db); n.Entities+n.Online+n.Permits != 0 {
			t.Errorf("after undoing %+v stand", n)
		}
		if err := flow.UndoImport(t.Context(), db, registrar, first.ID); !errors.Is(err, registry.ErrImport) {
			t.Errorf("undone twice: %v", err)
		}
		if again := take(t, db, november, inOrder[0]); again.Totals.Entities != first.Totals.Entities || created(again) != created(first) {
			t.Errorf("again %+v, first %+v", again.Totals, first.Totals)
		}
	})
}

func TestAnImportThatIsReferredToStays(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	out := take(t, db, november, inOrder[1])
	var made []string
	err := db.Look(t.Context(), registrar, func(tx *store.Tx) (err error) {
		made, err = registry.MadeBy(t.Context(), tx, out.ID)
		return err
	})
	if err != nil || len(made) == 0 {
		t.Fatal(made, err)
	}
	visit(t, db, made[len(made)/2])
	if err := flow.UndoImport(t.Context(), db, registrar, out.ID); !errors.Is(err, registry.ErrInUse) {
		t.Errorf("undone although a visit names a subject: %v", err)
	}
}

func TestNothingStaysOfAnInterruptedImport(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		how := flow.Import{AsOf: "2026-11-01", Progress: func(rows, _ int) {
			if rows > 2000 {
				cancel()
			}
		}}
		if _, err := flow.ImportLedgers(ctx, db, registrar, how, lianxi(t, inOrder[0])); !errors.Is(err, context.Canceled) {
			t.Fatalf("the import went on: %v", err)
		}
		if n := standing(t, db); n.Entities != 0 {
			t.Errorf("%d subjects stayed", n.Entities)
		}
	})
}

func TestAnImportCutShortIsTakenBackAtTheNextStart(t *testing.T) {
	db := storetest.SQLite(t, flow.Parts()...)
	err := db.Act(t.Context(), registrar, func(tx *store.Tx) error {
		m, err := registry.Begin(t.Context(), tx, "", "2026-11-01")
		if err != nil {
			return err
		}
		ix, err := registry.Load(t.Context(), tx, ledger.NewMemory())
		if err != nil {
			return err
		}
		h, err := ix.Create("subject", ledger.Shop)
		if err != nil {
			return err
		}
		if err := ix.Learn(h, []ledger.Key{"f|老王百货|莲花镇1号"}, nil); err != nil {
			return err
		}
		row := ledger.Row{Outcome: ledger.Created, Handle: h, Subject: &ledger.Subject{Venue: ledger.Shop, Name: "老王百货", Address: "莲花镇1号"}}
		return registry.Take(t.Context(), tx, m.ID, ix, []ledger.Row{row}, ix.Taught())
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := standing(t, db); n.Entities != 1 {
		t.Fatalf("%d subjects before recovering", n.Entities)
	}
	if err := flow.Recover(t.Context(), db, "360402", time.Now()); err != nil {
		t.Fatal(err)
	}
	if n := standing(t, db); n.Entities != 0 {
		t.Errorf("%d subjects stayed", n.Entities)
	}
}

func standing(t *testing.T, db *store.DB) (n ledger.Totals) {
	t.Helper()
	if err := db.Look(t.Context(), registrar, func(tx *store.Tx) (err error) {
		n, _, err = registry.Sum(t.Context(), tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func entries(t *testing.T, db *store.DB) (seq int64) {
	t.Helper()
	if err := db.Look(t.Context(), registrar, func(tx *store.Tx) error {
		return tx.Row(t.Context(), `SELECT count(*) FROM journal_entry WHERE home = $1`, registrar.Home).Scan(&seq)
	}); err != nil {
		t.Fatal(err)
	}
	return seq
}

// visit puts a visit of a subject on record; what a lawful one takes is told
// in package inspection.
func visit(t *testing.T, db *store.DB, subject string) {
	t.Helper()
	err := db.Act(t.Context(), registrar, func(tx *store.Tx) error {
		if _, err := tx.Exec(t.Context(), `
			INSERT INTO inspection_visit (home, id, campaign, subject, venue, region, day, organs, item, origin, plan, action, unit, problem, state, body, version)
			VALUES ($1, $2, 'lianxi-2026', $3, 'shop', '', '2026-07-15', '', '', '', '', '', '', 0, 'recorded', '{}', 1)`,
			tx.Actor.Home, tx.ID(), subject); err != nil {
			return err
		}
		return tx.Note(store.Note{Verb: "visit.withdrawn", Subject: "visit:x", Facts: inspection.Taken{}})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAShopEnteredByHandIsTheOneALedgerNames enters by hand what a ledger lists
// later: the import finds it again and makes no second one.
func TestAShopEnteredByHandIsTheOneALedgerNames(t *testing.T) {
	storetest.Each(t, flow.Parts(), func(t *testing.T, db *store.DB) {
		var byHand registry.Subject
		add := func(name, address, codes string) (s registry.Subject, err error) {
			err = db.Act(t.Context(), registrar, func(tx *store.Tx) (err error) {
				s, err = flow.AddSubject(t.Context(), tx, ledger.Subject{Venue: ledger.Shop, Name: name, Address: address}, codes)
				return err
			})
			return s, err
		}
		byHand, err := add("老余山货行", "江西省九江市濂溪区莲花镇莲花大道１２号", "")
		if err != nil {
			t.Fatal(err)
		}
		if byHand.Code != "" || byHand.NAddress != "莲花大道12号" {
			t.Errorf("kept as %+v", byHand)
		}
		if _, err := add("老余山货行", "莲花镇莲花大道12号", ""); !errors.Is(err, registry.ErrExists) {
			t.Errorf("entered twice: %v", err)
		}
		if _, err := add("老余山货行", "威家镇威家街3号", ""); err != nil {
			t.Errorf("another of that name elsewhere: %v", err)
		}
		const csv = "序号,名称,统一社会信用代码,地址,负责人,联系电话,类别\n1,老余山货行,,濂溪区莲花镇莲花大道12号,余某,19900000000,商户\n2,新来的店,,莲花镇莲花大道14号,某某,19900000001,商户\n"
		out, err := flow.ImportLedgers(t.Context(), db, registrar, november, []flow.File{{Name: "商户.csv", Bytes: bytes.NewReader([]byte(csv)), Size: int64(len(csv))}})
		if err != nil {
			t.Fatal(err)
		}
		if created(out) != 1 || out.Totals.Entities != 3 {
			t.Errorf("created %d, stand %d: %+v", created(out), out.Totals.Entities, out.Report)
		}
	})
}
