package flow

import (
	"context"
	"errors"

	"example.org/zhiye/internal/base/campaign"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/sheet"
)

// VisitImport says how sheets of visits are read.
type VisitImport struct {
	Campaign string
	Progress func(rows int) // where set, hears how many rows have been read
}

// VisitsBrought is the outcome of an import of visits: created are the visits
// recorded, dup_exact those that were there already.
type VisitsBrought struct {
	Files    []ledger.FileReport `json:"files"`
	Issues   []ledger.Issue      `json:"issues"`
	Recorded int                 `json:"recorded"`
	Known    int                 `json:"known"`
	Rejected int                 `json:"rejected"`
	Warned   int                 `json:"warned"` // visits beyond a yearly cap; recorded all the same
	Refused  []Refused           `json:"-"`
}

// visitRows is how many visits one act takes; about 50 ms of the writer's time.
const visitRows = 200

// ErrNobody is the reason of a row whose party the ledger does not have.
var ErrNobody = fault.New(fault.Invalid, "inspection.nobody", "台账里没有这个检查对象，请核对信用代码，或名称和地址；没有登记的请先登记台账")

// ImportVisits reads sheets of visits into a campaign of the actor's home. Rows
// that do not pass the gate come back with their reasons; the others stand.
// Importing the same visits again changes nothing.
func ImportVisits(ctx context.Context, db *store.DB, by store.Actor, how VisitImport, files []File) (VisitsBrought, error) {
	in := &visiting{db: db, by: by, how: how, out: VisitsBrought{Files: []ledger.FileReport{}, Issues: []ledger.Issue{}}}
	var err error
	if in.finder, err = newFinder(by.Home); err != nil {
		return in.out, err
	}
	err = db.Look(ctx, by, func(tx *store.Tx) error {
		_, err := campaign.Get(ctx, tx, how.Campaign)
		return err
	})
	if err != nil {
		return in.out, err
	}
	for _, f := range files {
		r, err := in.file(ctx, f)
		if fl := fault.Of(err); err != nil && fl.Kind == fault.Invalid {
			r.Error = sentence(fl)
		} else if err != nil {
			return in.out, err
		}
		in.out.Files = append(in.out.Files, r)
	}
	return in.out, nil
}

// visiting is an import of visits in progress.
type visiting struct {
	db     *store.DB
	by     store.Actor
	how    VisitImport
	finder finder
	read   int
	out    VisitsBrought
}

func (in *visiting) file(ctx context.Context, f File) (ledger.FileReport, error) {
	report := ledger.FileReport{File: f.Name, Sheets: []ledger.SheetReport{}}
	book, err := sheet.Open(f.Name, f.Bytes, f.Size)
	if err != nil {
		return report, err
	}
	for _, s := range book.Sheets {
		p := page{file: f.Name, report: ledger.SheetReport{Sheet: s.Name, Status: ledger.Imported, Rejected: map[string]int{}, Warnings: map[string]int{}}}
		if s.Hidden {
			p.report.Status = ledger.SkippedHidden
		} else if err := in.page(ctx, book, s, &p); err != nil {
			return report, err
		}
		report.Sheets = append(report.Sheets, p.report)
	}
	return report, nil
}

// page is one sheet being read.
type page struct {
	file   string
	report ledger.SheetReport
	cells  [][]string // by physical row
}

func (in *visiting) page(ctx context.Context, book *sheet.Book, s sheet.Sheet, p *page) error {
	for row, err := range book.Rows(s) {
		if err != nil {
			return err
		}
		for len(p.cells) < row.Number-1 {
			p.cells = append(p.cells, nil)
		}
		texts := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			texts[i] = c.Text
		}
		p.cells = append(p.cells, texts)
	}
	lines, err := inspection.ReadVisits(in.how.Campaign, p.cells)
	if errors.Is(err, inspection.ErrHeading) {
		p.report.Status = ledger.SkippedNoHeader
		return nil
	}
	if err != nil {
		return err
	}
	if len(lines) > 0 {
		p.report.HeadingRow = lines[0].Row - 1
		p.report.Head = [][]string{p.cells[max(p.report.HeadingRow-1, 0)]}
	}
	for len(lines) > 0 {
		n := min(visitRows, len(lines))
		if err := in.take(ctx, p, lines[:n]); err != nil {
			return err
		}
		lines = lines[n:]
	}
	return nil
}

// take records some lines in one act.
func (in *visiting) take(ctx context.Context, p *page, lines []inspection.Line) error {
	var results []inspection.RowResult
	err := in.db.Act(ctx, in.by, func(tx *store.Tx) error {
		entries := make([]inspection.Entry, len(lines))
		for i, l := range lines {
			entries[i] = l.Entry
			var err error
			if entries[i].Subject, err = in.finder.find(ctx, tx, l); err != nil {
				return err
			}
		}
		var err error
		results, err = RecordVisits(ctx, tx, entries)
		return err
	})
	if err != nil {
		return err
	}
	for i, r := range results {
		in.count(p, lines[i], r)
	}
	in.read += len(lines)
	if in.how.Progress != nil {
		in.how.Progress(in.read)
	}
	return nil
}

func (in *visiting) count(p *page, l inspection.Line, r inspection.RowResult) {
	p.report.RowsRead++
	p.report.LastRow = l.Row
	switch r.State {
	case inspection.RowRecorded:
		p.report.Created++
		in.out.Recorded++
	case inspection.RowKnown:
		p.report.DupExact++
		in.out.Known++
	default:
		in.refuse(p, l, r)
	}
	for _, w := range r.Warnings {
		p.report.Warnings[w.Code]++
		in.out.Warned++
		in.out.Issues = append(in.out.Issues, ledger.Issue{File: p.file, Sheet: p.report.Sheet, Row: l.Row, Severity: "warn", Code: w.Code, Text: w.Text})
	}
}

// refuse keeps a row with all its reasons; the first one names it in the counts.
func (in *visiting) refuse(p *page, l inspection.Line, r inspection.RowResult) {
	in.out.Rejected++
	text := ""
	for i, why := range r.Refused {
		code, words, detail := why.Code, why.Text, why.Detail
		if why.Field == "subject" && code == inspection.ErrSubject.Code {
			code, words, detail = ErrNobody.Code, ErrNobody.Text, l.Name
		}
		if detail != "" {
			words += "（" + detail + "）"
		}
		if i == 0 {
			p.report.Rejected[code]++
		} else {
			text += "；"
		}
		text += words
		in.out.Issues = append(in.out.Issues, ledger.Issue{File: p.file, Sheet: p.report.Sheet, Row: l.Row, Severity: "reject", Code: code, Text: words})
	}
	in.out.Refused = append(in.out.Refused, Refused{File: p.file, Sheet: p.report.Sheet, Row: l.Row, Cells: p.cells[l.Row-1], Text: text})
}
