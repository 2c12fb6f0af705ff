package sheet

import (
	"archive/zip"
	"io"
	"iter"
	"path"
	"sort"
	"strings"
)

// workbook is what the small parts of a workbook say.
type workbook struct {
	parts   map[string]*zip.File // by lower-case name: OPC names ignore case
	strings sharedStrings
	merges  map[string][]span // by part
	book    *Book
}

func openXLSX(r io.ReaderAt, size int64) (*Book, error) {
	z, err := guardZip(r, size)
	if err != nil {
		return nil, err
	}
	w := &workbook{parts: make(map[string]*zip.File, len(z.File)), merges: map[string][]span{}, book: new(Book)}
	for _, f := range z.File {
		low := strings.ToLower(f.Name)
		w.parts[low] = f
		if strings.HasPrefix(low, "xl/externallinks/") {
			w.book.ExternalLinks = true
		}
		if err := guardProlog(f, low); err != nil {
			return nil, err
		}
	}
	if err := w.open(); err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	w.book.rows = w.rows
	return w.book, nil
}

// guardProlog reads an XML part up to its root: a document type declaration can
// stand nowhere else.
func guardProlog(f *zip.File, low string) error {
	ext := path.Ext(low)
	if ext != ".xml" && ext != ".rels" && ext != ".vml" || f.UncompressedSize64 == 0 {
		return nil
	}
	return eachToken(f, func(s *scanner, t token) error {
		if t == tokStart {
			return io.EOF
		}
		return nil
	})
}

// eachToken runs fn over a part until it says io.EOF.
func eachToken(f *zip.File, fn func(s *scanner, t token) error) error {
	rc, err := openPart(f)
	if err != nil {
		return err
	}
	defer rc.Close()
	s, err := newScanner(rc)
	for err == nil {
		var t token
		if t, err = s.next(); err == nil {
			err = fn(s, t)
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// open follows the relationships from the package to the workbook, its sheets and strings.
func (w *workbook) open() error {
	if err := w.guardTypes(); err != nil {
		return err
	}
	main := ""
	err := w.rels("_rels/.rels", "", func(r relation) {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = r.target
		}
	})
	if err != nil {
		return err
	}
	f := w.parts[main]
	if f == nil || path.Ext(main) != ".xml" {
		return ErrNotXLSX.With("压缩包里没有工作簿")
	}
	byID := map[string]string{}
	shared := ""
	dir, base := path.Split(main)
	err = w.rels(dir+"_rels/"+base+".rels", dir, func(r relation) {
		switch {
		case strings.HasSuffix(r.kind, "/worksheet"):
			byID[r.id] = r.target
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			shared = r.target
		case strings.HasSuffix(r.kind, "/externalLink"):
			w.book.ExternalLinks = true
		}
	})
	if err != nil {
		return err
	}
	if err := w.sheets(f, byID); err != nil {
		return err
	}
	if f := w.parts[shared]; f != nil {
		return w.strings.read(f)
	}
	return nil
}

// guardTypes refuses what declares macros and what is no workbook at all.
func (w *workbook) guardTypes() error {
	f := w.parts["[content_types].xml"]
	if f == nil {
		return ErrNotXLSX.With("内容是普通压缩包")
	}
	return eachToken(f, func(s *scanner, t token) error {
		if t != tokStart {
			return nil
		}
		kind, err := s.str("ContentType")
		if err == nil && string(s.name) == "Override" && strings.Contains(kind, "macroEnabled") {
			return ErrMacro
		}
		return err
	})
}

type relation struct{ id, kind, target string }

func (w *workbook) rels(part, dir string, fn func(relation)) error {
	f := w.parts[strings.ToLower(part)]
	if f == nil {
		return ErrNotXLSX.With("缺少 " + part)
	}
	return eachToken(f, func(s *scanner, t token) error {
		if t != tokStart || string(s.name) != "Relationship" {
			return nil
		}
		var r relation
		for name, to := range map[string]*string{"Id": &r.id, "Type": &r.kind, "Target": &r.target} {
			v, err := s.str(name)
			if err != nil {
				return err
			}
			*to = v
		}
		mode, _ := s.attr("TargetMode")
		if string(mode) == "External" {
			return nil
		}
		if !strings.HasPrefix(r.target, "/") {
			r.target = path.Join("/", dir, r.target)
		}
		r.target = strings.ToLower(strings.TrimPrefix(path.Clean(r.target), "/"))
		fn(r)
		return nil
	})
}

// sheets lists the worksheets in the order of the workbook.
func (w *workbook) sheets(f *zip.File, byID map[string]string) error {
	return eachToken(f, func(s *scanner, t token) error {
		if t != tokStart {
			return nil
		}
		switch string(s.name) {
		case "workbookPr":
			v, _ := s.attr("date1904")
			w.book.Date1904 = string(v) == "1" || string(v) == "true"
		case "externalReference":
			w.book.ExternalLinks = true
		case "sheet":
			name, err := s.str("name")
			if err != nil {
				return err
			}
			state, _ := s.attr("state")
			part, ok := byID[s.relID()]
			if !ok { // a chart or dialogue sheet
				return nil
			}
			if w.parts[part] == nil {
				return ErrBroken.With("缺少工作表 " + name)
			}
			w.book.Sheets = append(w.book.Sheets, Sheet{
				Name: name, part: part,
				Hidden: strings.EqualFold(string(state), "hidden") || strings.EqualFold(string(state), "veryHidden"),
			})
		}
		return nil
	})
}

// relID returns the relationship id of a tag, whatever its namespace is called.
func (s *scanner) relID() string {
	if v, ok := s.attr("r:id"); ok {
		return string(v)
	}
	for _, field := range strings.Fields(string(s.attrs)) {
		if k, v, ok := strings.Cut(field, "="); ok && strings.HasSuffix(k, ":id") {
			return strings.Trim(v, `"'`)
		}
	}
	return ""
}

// check reads every visible sheet once before the first row is given away: a file
// is refused whole or not at all. Merges stand behind the rows, and are found here.
func (w *workbook) check() error {
	for i, sh := range w.book.Sheets {
		if sh.Hidden {
			continue
		}
		rd := &rowReader{strings: &w.strings, check: true}
		if err := rd.read(w.parts[sh.part], nil); err != nil {
			return err
		}
		sort.SliceStable(rd.merges, func(i, j int) bool { return rd.merges[i].top < rd.merges[j].top })
		w.merges[sh.part] = rd.merges
		w.book.Sheets[i].Rows = rd.seen
	}
	return nil
}

func (w *workbook) rows(sh Sheet) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		f := w.parts[sh.part]
		if f == nil {
			yield(nil, ErrBroken.With("缺少工作表 "+sh.Name))
			return
		}
		rd := &rowReader{strings: &w.strings, fill: fill{merges: w.merges[sh.part]}}
		if err := rd.read(f, yield); err != nil && err != errStopped {
			yield(nil, err)
		}
	}
}
