package jobs

import (
	"context"
	"strconv"

	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/ref"
)

// ledgers is what an import is asked with.
type ledgers struct {
	Files []queue.File `json:"files"`
	AsOf  string       `json:"as_of"`
}

// lane is where imports of a home and their undoing follow one another.
const lane = "import"

// Import orders ledgers to be read into the home, or only to be judged. Their
// bytes lie in the spool.
func Import(files []queue.File, asOf string, dryRun bool) queue.Order {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	o := queue.Order{Kind: ReadImport, Title: titled(names), Args: ledgers{files, asOf}, Files: files, Lane: lane, Word: "行"}
	if dryRun {
		o.Kind, o.Lane = JudgeImport, ""
	}
	return o
}

func (d Deps) readImport(ctx context.Context, r *queue.Run) (out queue.Result, err error) {
	for n := int64(1); n < r.Attempt; n++ { // whose process died, or was stopped
		b, done, err := flow.EndImport(context.WithoutCancel(ctx), d.DB, r.Actor(), importID(r, n))
		if err != nil || done {
			return told(b), err
		}
	}
	if err := d.may(ctx, r, "registry.import"); err != nil {
		return out, err
	}
	b, err := d.bring(ctx, r, flow.Import{ID: importID(r, r.Attempt)})
	if err != nil {
		return out, err
	}
	return told(b), nil
}

func (d Deps) judgeImport(ctx context.Context, r *queue.Run) (out queue.Result, err error) {
	if err := d.may(ctx, r, "registry.import"); err != nil {
		return out, err
	}
	b, err := d.bring(ctx, r, flow.Import{DryRun: true})
	if err != nil {
		return out, err
	}
	out = told(b)
	out.File, err = d.putJSON(r, "预检报告.json", b)
	return out, err
}

// importID is the import of one attempt: another begins another.
func importID(r *queue.Run, attempt int64) string {
	if attempt == 1 {
		return r.ID
	}
	return r.ID + "-" + strconv.FormatInt(attempt, 10)
}

func (d Deps) bring(ctx context.Context, r *queue.Run, how flow.Import) (flow.Brought, error) {
	var a ledgers
	if err := r.Args(&a); err != nil {
		return flow.Brought{}, err
	}
	opened, done, err := d.open(r.Actor().Home, a.Files)
	if err != nil {
		return flow.Brought{}, err
	}
	defer done()
	files := make([]flow.File, len(opened))
	for i, f := range opened {
		files[i] = flow.File{Name: a.Files[i].Name, Bytes: f, Size: a.Files[i].Size}
	}
	how.AsOf = a.AsOf
	how.Progress = func(rows, of int) { r.Progress(int64(rows), int64(of)) }
	return flow.ImportLedgers(ctx, d.DB, r.Actor(), how, files)
}

// told is an import's outcome in numbers; the report is with the import.
func told(b flow.Brought) queue.Result {
	n := map[string]int64{"rows": 0, "created": 0, "rejected": 0, "foreign": 0, "files_refused": 0}
	for _, f := range b.Files {
		if f.Error != "" {
			n["files_refused"]++
		}
		for _, s := range f.Sheets {
			n["rows"] += int64(s.RowsRead)
			n["created"] += int64(s.Created)
			n["foreign"] += int64(s.Foreign)
			for _, c := range s.Rejected {
				n["rejected"] += int64(c)
			}
		}
	}
	out := queue.Result{Counts: n}
	if b.ID != "" {
		out.Ref = ref.Of("import", b.ID)
	}
	return out
}

// undone is what an undoing is asked with.
type undone struct {
	Import string `json:"import"`
}

// Undo orders an import to be taken back.
func Undo(id string) queue.Order {
	return queue.Order{Kind: UndoImport, Args: undone{id}, Lane: lane, Word: "行"}
}

func (d Deps) undoImport(ctx context.Context, r *queue.Run) (out queue.Result, err error) {
	var a undone
	if err := r.Args(&a); err != nil {
		return out, err
	}
	if err := d.may(ctx, r, "registry.import"); err != nil {
		return out, err
	}
	out.Ref = ref.Of("import", a.Import)
	if r.Attempt > 1 { // the one before may have come to its end
		gone, err := d.isUndone(ctx, r.Actor(), a.Import)
		if err != nil || gone {
			return out, err
		}
	}
	return out, flow.UndoImport(ctx, d.DB, r.Actor(), a.Import)
}

func (d Deps) isUndone(ctx context.Context, by store.Actor, id string) (gone bool, err error) {
	err = d.DB.Look(ctx, by, func(tx *store.Tx) error {
		m, err := registry.GetImport(ctx, tx, id)
		gone = m.State == "undone"
		return err
	})
	return gone, err
}
