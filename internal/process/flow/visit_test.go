package flow_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/lead"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
)

// TestLedgerSaysWhatWasVisited: whatever an entry claims of its party, the visit
// carries what the ledger says.
func TestLedgerSaysWhatWasVisited(t *testing.T) {
	each(t, func(c *county) {
		s := c.subject(ledger.Catering)
		e := c.entry(s)
		e.Title, e.Venue, e.Region, e.Online = "王府井", "market_agri", "360402002000", true
		v := c.visit(e)
		if v.Title != s.Name || v.Venue != "catering" || v.Region != s.Region || v.Online {
			t.Errorf("recorded %+v", v.Entry)
		}
		e.Subject = "subject:nobody"
		err := c.try(c.market, func(ctx context.Context, tx *store.Tx) error {
			_, _, err := flow.RecordVisit(ctx, tx, e)
			return err
		})
		rs, ok := errors.AsType[inspection.Refusals](err)
		if !ok || len(rs) != 1 || rs[0].Field != "subject" {
			t.Errorf("of nobody: %v", err)
		}
	})
}

// sheetOf is a sheet of visits as somebody typed it.
func sheetOf(lines ...string) flow.File {
	text := "十里街道检查记录,,,,,,,,\n统一社会信用代码,检查对象,地址,检查日期,检查机关,执法证号,检查结果,检查事项,检查计划\n" + strings.Join(lines, "\n") + "\n"
	return flow.File{Name: "检查记录.csv", Bytes: strings.NewReader(text), Size: int64(len(text))}
}

func (c *county) sheet(lines ...string) flow.VisitsBrought {
	c.t.Helper()
	out, err := flow.ImportVisits(c.t.Context(), c.db, c.market, flow.VisitImport{Campaign: c.campaign.ID}, []flow.File{sheetOf(lines...)})
	if err != nil {
		c.t.Fatal(err)
	}
	return out
}

// TestSheetsOfVisits: parties are found by code, or by name and address; rows
// that do not pass come back with every reason; a second time nothing changes.
func TestSheetsOfVisits(t *testing.T) {
	each(t, func(c *county) {
		var coded registry.Subject
		c.do(c.market, func(ctx context.Context, tx *store.Tx) (err error) {
			coded, err = flow.AddSubject(ctx, tx, ledger.Subject{Venue: ledger.Shop, Name: "好又多超市", Address: "濂溪区十里街道1号", TownCode: shili}, "91360402MA35XXXX00")
			return err
		})
		market, shop := c.subject(ledger.MarketAgri), c.subject(ledger.Catering)
		rows := []string{
			"91360402ma35xxxx00,好又多,,2026.7.1,市场监管局,140001、140002,01,A05,濂检计〔2026〕1号",
			",（" + shop.Name + "）,江西省九江市" + shop.Address + ",2026/7/1,市场监管局,140001、140002,发现问题经责令已改正,A05,濂检计〔2026〕1号",
			"," + market.Name + "," + market.Address + ",20260701,市场监管局、林业局,140001、140002、140003,1,A05,濂检计〔2026〕1号",
			",不在台账的店,濂溪区莲花镇9号,2026-07-01,市场监管局,140001、140002,01,A05,濂检计〔2026〕1号",
			"," + market.Name + "," + market.Address + ",2026-07-01,林业局,140001,01,A05,濂检计〔2026〕1号",
			"," + market.Name + "," + market.Address + ",2026-08-01,市场监管局,140001、140002,01,A05,濂检计〔2026〕1号",
		}
		rows[1] = strings.NewReplacer("（", "", "）", "").Replace(rows[1])
		b := c.sheet(rows...)
		if b.Recorded != 3 || b.Known != 0 || b.Rejected != 3 || len(b.Refused) != 3 {
			t.Fatalf("brought %+v", b)
		}
		s := b.Files[0].Sheets[0]
		if s.RowsRead != 6 || s.Created != 3 || s.HeadingRow != 2 || s.Rejected[flow.ErrNobody.Code] != 1 || s.Rejected[inspection.ErrFuture.Code] != 1 {
			t.Errorf("the sheet: %+v", s)
		}
		for i, want := range []struct {
			row  int
			text string
		}{{6, "台账里没有这个检查对象"}, {7, "少于两人"}, {8, "晚于今天"}} {
			if r := b.Refused[i]; r.Row != want.row || !strings.Contains(r.Text, want.text) || len(r.Cells) != 9 {
				t.Errorf("refused %+v, want row %d with %s", r, want.row, want.text)
			}
		}
		if again := c.sheet(rows...); again.Recorded != 0 || again.Known != 3 || again.Rejected != 3 {
			t.Errorf("again: %+v", again)
		}
		for id, venue := range map[string]string{coded.ID: "shop", market.ID: "market_agri", shop.ID: "catering"} {
			if vs := c.visits(id); len(vs) != 1 || vs[0].Venue != venue {
				t.Errorf("visits to %s: %+v", id, vs)
			}
		}
	})
}

func (c *county) visits(subject string) (vs []inspection.Visit) {
	c.t.Helper()
	err := c.db.Look(c.t.Context(), c.market, func(tx *store.Tx) (err error) {
		vs, _, err = inspection.List(c.t.Context(), tx, inspection.Filter{Subject: subject}, store.Page{})
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return vs
}

// TestSheetsThatAreNone: a file that is no sheet of visits is refused whole, in
// words; a campaign that is not there stops everything.
func TestSheetsThatAreNone(t *testing.T) {
	each(t, func(c *county) {
		text := func(s string) flow.File {
			return flow.File{Name: "x.csv", Bytes: strings.NewReader(s), Size: int64(len(s))}
		}
		for name, f := range map[string]flow.File{
			"no column of officers": text("检查对象,检查日期,检查机关,检查结果\n王记,2026-07-01,市场监管局,01\n"),
			"not what it says":      {Name: "x.xlsx", Bytes: strings.NewReader("检查对象"), Size: 12},
		} {
			out, err := flow.ImportVisits(t.Context(), c.db, c.market, flow.VisitImport{Campaign: c.campaign.ID}, []flow.File{f})
			if err != nil || len(out.Files) != 1 || out.Files[0].Error == "" {
				t.Errorf("%s: %+v, %v", name, out, err)
			}
		}
		_, err := flow.ImportVisits(t.Context(), c.db, c.market, flow.VisitImport{Campaign: "none"}, []flow.File{sheetOf()})
		if !errors.Is(err, campaign.ErrNotFound) {
			t.Errorf("no campaign: %v", err)
		}
	})
}

// TestActsOfACampaignThatIsNotThere: what would count for it is refused.
func TestActsOfACampaignThatIsNotThere(t *testing.T) {
	each(t, func(c *county) {
		for id, want := range map[string]error{"none": campaign.ErrNotFound, "": nil, c.campaign.ID: nil} {
			err := c.try(c.market, func(ctx context.Context, tx *store.Tx) error {
				_, err := flow.RaiseLead(ctx, tx, lead.Lead{Source: ref.Of("document", tx.ID()), Channel: "own", Title: "有人出售画眉", Campaign: id})
				return err
			})
			if !errors.Is(err, want) {
				t.Errorf("%q: %v, want %v", id, err, want)
			}
		}
	})
}
