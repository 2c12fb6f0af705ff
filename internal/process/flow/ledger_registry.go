package flow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ledger"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/sheet"
)

// File is a ledger to import.
type File struct {
	Name  string
	Bytes io.ReaderAt
	Size  int64
}

// Import says how ledgers are read.
type Import struct {
	ID     string // of the import, for who must find it again; made where empty
	AsOf   string // judges validity; YYYY-MM-DD
	DryRun bool   // judge everything, write nothing
	// Progress, where set, hears how many rows have been read, and of about how
	// many: titles and headings are rows of a sheet too.
	Progress func(rows, of int)
}

// Brought is the outcome of an import: the report, and the rows that were not
// taken in, for the workbook to mend.
type Brought struct {
	ID string `json:"import,omitempty"`
	ledger.Report
	Refused []Refused `json:"-"`
}

// Refused is a data row that was set aside.
type Refused = registry.Refused

// some is how many rows one act takes; about 50 ms of the writer's time.
const some = 1000

// ErrPlace is returned for a home the division table does not have.
var ErrPlace = fault.New(fault.Invalid, "import.home", "区划表里没有这个县区代码，请核对六位代码")

// ImportLedgers reads files in order into the actor's home. Rows are stored in
// acts of some hundred; an import that fails half-way is taken back as a whole.
// So is one in which a file turns out broken after some of its rows: it begins
// anew without that file, of which nothing stays.
func ImportLedgers(ctx context.Context, db *store.DB, by store.Actor, how Import, files []File) (Brought, error) {
	broken := map[int]*fault.Fault{}
	for {
		in := &importing{db: db, by: by, how: how, broken: broken}
		err := in.run(ctx, files)
		m, ok := errors.AsType[*midway](err)
		if !ok {
			return in.out, err
		}
		broken[m.file] = m.fault
	}
}

// midway ends an import in which a file broke after some of its rows were read.
type midway struct {
	file  int
	fault *fault.Fault
}

func (m *midway) Error() string { return m.fault.Error() }

func (in *importing) run(ctx context.Context, files []File) error {
	err := in.prepare(ctx)
	if err == nil {
		err = errors.Join(in.all(ctx, files), in.wait(), in.indexed(ctx))
		in.forget()
	}
	if err == nil {
		err = in.finish(ctx)
	}
	if err == nil {
		return nil
	}
	in.out = Brought{}
	if gave := in.giveUp(ctx); gave != nil { // the next start takes it back
		return fmt.Errorf("flow: taking an import back: %w", errors.Join(gave, err))
	}
	return err
}

// importing is an import in progress.
type importing struct {
	db      *store.DB
	by      store.Actor
	how     Import
	id      string
	index   *registry.Index
	reader  *ledger.Importer
	rows    []ledger.Row
	read    int
	of      int
	yielded int                  // rows of the file that is being read
	broken  map[int]*fault.Fault // files that are known to break midway
	digests []string
	later   registry.Later
	flight  chan error // the act that stores rows while the next are read
	out     Brought
}

func (in *importing) prepare(ctx context.Context) error {
	around, ok := region.All().Around(region.Code(in.by.Home + "000000"))
	if !ok {
		return ErrPlace.With(in.by.Home)
	}
	if err := in.begin(ctx); err != nil { // first, so that no other import changes what is loaded
		return err
	}
	return in.db.Look(ctx, in.by, func(tx *store.Tx) (err error) {
		if in.index, err = registry.Load(ctx, tx, ledger.NewMemory()); err != nil {
			return err
		}
		known, err := registry.Batches(ctx, tx)
		in.reader = ledger.New(ledger.Options{Place: ledger.NewPlace(around), AsOf: ledger.Date(in.how.AsOf), Known: known}, in.index)
		return err
	})
}

func (in *importing) begin(ctx context.Context) error {
	if in.how.DryRun {
		return nil
	}
	return in.db.Act(ctx, in.by, func(tx *store.Tx) error {
		m, err := registry.Begin(ctx, tx, in.how.ID, in.how.AsOf)
		in.id, in.out.ID = m.ID, m.ID
		return err
	})
}

func (in *importing) all(ctx context.Context, files []File) error {
	in.out.Files, in.out.Issues = []ledger.FileReport{}, []ledger.Issue{}
	books := in.open(files)
	for i, f := range files {
		r, err := in.file(ctx, f, books[i])
		if fl := fault.Of(err); err != nil && fl.Kind == fault.Invalid { // a hostile or broken file is refused whole
			if in.yielded > 0 {
				return &midway{i, fl}
			}
			r = ledger.FileReport{File: f.Name, Sheets: []ledger.SheetReport{}, Error: sentence(fl)}
		} else if err != nil {
			return err
		}
		in.out.Files = append(in.out.Files, r)
	}
	return in.store(ctx)
}

func sentence(f *fault.Fault) string {
	if f.Detail == "" {
		return f.Code + " " + f.Text
	}
	return f.Code + " " + f.Text + "（" + f.Detail + "）"
}

// opened is a file as a workbook, or why it is none.
type opened struct {
	book *sheet.Book
	err  error
}

// open looks at all files before the first is read: then it is known how many
// rows there are.
func (in *importing) open(files []File) []opened {
	out := make([]opened, len(files))
	for i, f := range files {
		if known := in.broken[i]; known != nil {
			out[i].err = known
			continue
		}
		if out[i].book, out[i].err = sheet.Open(f.Name, f.Bytes, f.Size); out[i].err != nil {
			continue
		}
		for _, s := range out[i].book.Sheets {
			in.of += s.Rows
		}
	}
	return out
}

func (in *importing) file(ctx context.Context, f File, o opened) (ledger.FileReport, error) {
	in.yielded = 0
	if o.err != nil {
		return ledger.FileReport{}, o.err
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f.Bytes, 0, f.Size)); err != nil {
		return ledger.FileReport{}, fmt.Errorf("flow: reading %s: %w", f.Name, err)
	}
	in.digests = append(in.digests, hex.EncodeToString(h.Sum(nil)))
	return in.reader.File(f.Name, o.book, func(r *ledger.Row) error {
		in.yielded++
		in.report(f.Name, r)
		in.rows = append(in.rows, *r)
		if len(in.rows) < some {
			return nil
		}
		return in.store(ctx)
	})
}

// report keeps what a person should look at.
func (in *importing) report(file string, r *ledger.Row) {
	in.out.Issues = append(in.out.Issues, r.Issues(file)...)
	if r.Outcome == ledger.Rejected || r.Outcome == ledger.Foreign {
		in.out.Refused = append(in.out.Refused, Refused{File: file, Sheet: r.Sheet, Row: r.Row, Cells: r.Cells, Text: r.Reason + " " + r.Text})
	}
}

// store takes the rows read since the last time, in one act. It runs while the
// next rows are read; rows about people wait for it, as org must name them first.
func (in *importing) store(ctx context.Context) error {
	if err := ctx.Err(); err != nil { // who asked wants it stopped
		return fmt.Errorf("flow: importing: %w", err)
	}
	rows, learned := in.rows, in.index.Taught()
	in.read += len(rows)
	in.rows = nil
	if in.how.Progress != nil {
		in.how.Progress(in.read, max(in.read, in.of))
	}
	if in.how.DryRun || len(rows) == 0 {
		return nil
	}
	if slices.ContainsFunc(rows, func(r ledger.Row) bool { return r.Officer != nil || r.Contact != nil }) {
		if err := in.wait(); err != nil {
			return err
		}
		return in.db.Act(ctx, in.by, func(tx *store.Tx) error {
			if err := in.people(ctx, tx, rows); err != nil {
				return err
			}
			return registry.Take(ctx, tx, in.id, in.index, rows, learned)
		})
	}
	chunk, err := registry.Prepare(in.db, in.by.Home, in.id, in.index, rows, learned)
	if err = errors.Join(err, in.wait()); err != nil {
		return err
	}
	if in.later.Take(chunk); in.later.Len() >= many {
		if err := in.indexed(ctx); err != nil {
			return err
		}
	}
	flight := make(chan error, 1)
	in.flight = flight
	go func() {
		flight <- in.db.Act(ctx, in.by, func(tx *store.Tx) error { return chunk.Store(ctx, tx) })
	}()
	return nil
}

// many subjects' keys and headings are sorted and written at once.
const many = 100_000

// indexed writes by what keys the new records are found, and where they are listed.
func (in *importing) indexed(ctx context.Context) error { return in.later.Write(ctx, in.db, in.by) }

// forget lets go of what was seen, which is big where the import was: the sums
// that follow read much of the database.
func (in *importing) forget() {
	in.index, in.reader, in.later = nil, nil, registry.Later{}
	if in.read > many {
		debug.FreeOSMemory()
	}
}

// wait returns when nothing is being stored any more.
func (in *importing) wait() error {
	if in.flight == nil {
		return nil
	}
	err := <-in.flight
	in.flight = nil
	return err
}

// people hands officers and contacts to org, and tells the index who they are.
func (in *importing) people(ctx context.Context, tx *store.Tx, rows []ledger.Row) error {
	for i := range rows {
		switch r := &rows[i]; {
		case r.Officer != nil:
			a, err := org.Admit(ctx, tx, in.arrival(r.Officer))
			if err != nil {
				return fmt.Errorf("flow: admitting row %d: %w", r.Row, err)
			}
			in.index.Settle(r.Handle, ref.Of("person", a.Person.ID))
		case r.Contact != nil:
			id, err := nameContact(ctx, tx, r.Contact)
			if err != nil {
				return fmt.Errorf("flow: naming the contact in row %d: %w", r.Row, err)
			}
			in.index.Settle(r.Handle, ref.Of("contact", id))
		}
	}
	return nil
}

func (in *importing) arrival(o *ledger.Officer) org.Arrival {
	a := org.Arrival{Name: o.Name, Unit: o.Unit, Title: o.Post, Phones: o.Phones}
	for _, c := range o.Certs {
		a.Certificates = append(a.Certificates, org.Certificate{Number: c.Number, To: string(c.To), Items: o.Items})
	}
	for _, r := range o.Recusals {
		a.Recusals = append(a.Recusals, org.Recusal{Subject: in.index.Ref(r.Holder).ID(), Words: r.Text})
	}
	return a
}

func nameContact(ctx context.Context, tx *store.Tx, c *ledger.Contact) (string, error) {
	u, err := org.UnitNamed(ctx, tx, c.Town)
	if errors.Is(err, org.ErrNotFound) {
		u, err = org.OpenUnit(ctx, tx, org.Unit{Kind: org.Township, Name: c.Town, Region: c.TownCode})
	}
	if err != nil {
		return "", err
	}
	named, _, err := org.NameContact(ctx, tx, org.Contact{Unit: u.ID, Name: c.Name, Title: c.Post, Phones: c.Phones, Role: strings.TrimSuffix(c.Role, "角")})
	return named.ID, err
}

func (in *importing) finish(ctx context.Context) error {
	if err := in.sum(ctx); err != nil || in.how.DryRun {
		return err
	}
	report, err := json.Marshal(in.out.Report)
	if err != nil {
		return fmt.Errorf("flow: reporting: %w", err)
	}
	return in.db.Act(ctx, in.by, func(tx *store.Tx) error {
		if err := registry.SetAside(ctx, tx, in.id, WithHeads(in.out.Files, in.out.Refused)); err != nil {
			return err
		}
		return registry.Finish(ctx, tx, in.id, string(report), in.digests)
	})
}

// sum adds the state of the home to the report.
func (in *importing) sum(ctx context.Context) error {
	return in.db.Look(ctx, in.by, func(tx *store.Tx) (err error) {
		if in.out.Totals, in.out.Pairs, err = registry.Sum(ctx, tx); err != nil {
			return err
		}
		officers, err := org.Officers(ctx, tx, tx.Today())
		if err != nil {
			return err
		}
		contacts, err := org.Contacts(ctx, tx, "")
		in.out.Totals.Officers, in.out.Totals.Contacts = len(officers), len(contacts)
		return err
	})
}

func (in *importing) giveUp(ctx context.Context) error {
	if in.id == "" {
		return nil
	}
	return UndoImport(context.WithoutCancel(ctx), in.db, in.by, in.id)
}
