package spotcheck_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/domain/spotcheck"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
	"example.org/zhiye/internal/pure/sheet"
)

var names = map[string]string{
	"S1": "濂溪鹿苑", "S2": "莲花蛙场", "S3": "<b>龟鳖园</b>", "S4": "竹鼠社", "S5": "雉鸡场", "S6": "蜂蛇园", "R1": "复查一号店", "R2": "复查二号店",
}

// printed is the sheet of the draw at hand, as a page and as the text of a workbook.
func (w *world) printed() (page, book string) {
	w.t.Helper()
	s := look(w, func(ctx context.Context, tx *store.Tx) (spotcheck.Sheet, error) {
		return spotcheck.MakeSheet(ctx, tx, w.id, names)
	})
	var html, xlsx bytes.Buffer
	must(w.t, s.HTML(&html))
	must(w.t, s.XLSX(&xlsx))
	b, err := sheet.Open("公示表.xlsx", bytes.NewReader(xlsx.Bytes()), int64(xlsx.Len()))
	must(w.t, err)
	var text strings.Builder
	for _, paper := range b.Sheets {
		for row, err := range b.Rows(paper) {
			must(w.t, err)
			for _, c := range row.Cells {
				text.WriteString(c.Text + "\t")
			}
			text.WriteString("\n")
		}
	}
	return html.String(), text.String()
}

// TestPublicSheet: what the public sees at every step, and what it never sees.
func TestPublicSheet(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	d := w.terms()
	d.Strata[0].Quota, d.Strata[1].Quota.Rate = d.Strata[1].Quota, "1"
	d.Strata[0].Quota.Rate = "1" // everything is drawn: every name could appear
	w.draft(d)
	w.steps(toTheEnd[:3]...)
	err := w.db.Look(t.Context(), w.keeper, func(tx *store.Tx) error { return last(spotcheck.MakeSheet(t.Context(), tx, w.id, nil)) })
	if !errors.Is(err, spotcheck.ErrState) {
		t.Errorf("published before it was announced: %v", err)
	}
	w.steps("keeper announces", "wu reveals")
	now := w.get(w.id)
	w.shows("announced", []string{now.PoolRoot, now.PlanDigest, now.OfficersRoot, now.Announcement, commitment(shares["market"]), "已公告", "林业局", "8 户", "人工繁育场所"},
		[]string{shares["forestry"], "如何复核", "濂溪鹿苑"})
	w.steps("li reveals")
	now = w.get(w.id)
	w.shows("drawn", []string{now.Seed, now.Result, shares["market"], shares["forestry"], "S3", "市场监督管理局（证号末四位 000", "自检查日期起公示", "回避"},
		[]string{"濂溪鹿苑", "陈立", "140001", "person:"})
	w.day("2026-12-01")
	w.shows("on the day", []string{"濂溪鹿苑", "复查二号店"}, []string{"自检查日期起公示", "陈立", "140001"})
	if page, _ := w.printed(); strings.Contains(page, "<b>龟") || !strings.Contains(page, "&lt;b&gt;龟鳖园") {
		t.Error("a name became markup")
	}
}

// shows demands words of both forms of the sheet, and that others are absent.
func (w *world) shows(when string, words, not []string) {
	w.t.Helper()
	page, book := w.printed()
	for form, text := range map[string]string{"page": page, "book": book} {
		for _, word := range words {
			if !strings.Contains(text, word) {
				w.t.Errorf("%s: the %s lacks %s", when, form, word)
			}
		}
		for _, word := range not {
			if strings.Contains(text, word) {
				w.t.Errorf("%s: the %s shows %s", when, form, word)
			}
		}
	}
	if strings.Contains(page, "<script") || !strings.Contains(page, "<svg") {
		w.t.Errorf("%s: a page has a code and no script", when)
	}
}

// TestALapseIsPublic: the sheet says which unit has not revealed.
func TestALapseIsPublic(t *testing.T) {
	w := county(t, storetest.SQLite(t, parts...))
	w.draft(w.terms())
	w.steps(append(toTheEnd[:4:4], "li reveals", "wu ends it")...)
	w.shows("lapsed", []string{"作废", "贡献单位拒绝公开份额；未公开份额的单位：林业局", shares["market"]}, []string{"另有安排", "如何复核"})
}
