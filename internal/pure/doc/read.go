package doc

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// ErrNotDocx is given to who hands in another kind of file.
var ErrNotDocx = fault.New(fault.Invalid, "doc.not_docx", "文件不是 docx 文档或已损坏，请另存为 docx 后重新上传")

// readLimit bounds the text of a document, unpacked: 32 MB.
const readLimit = 32 << 20

// Read returns the text of a docx by paragraph, table cells included, in reading
// order, each run with its binding and its kind. Words struck out under change
// tracking are not read; headers and footers neither.
func Read(b []byte) ([]Line, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrNotDocx
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		return nil, ErrNotDocx
	}
	defer f.Close()
	r := &reader{d: xml.NewDecoder(io.LimitReader(f, readLimit))}
	if err := r.all(); err != nil {
		return nil, ErrNotDocx.With(err.Error())
	}
	return r.lines, nil
}

// reader walks the elements of a document, keeping what surrounds a text.
type reader struct {
	d     *xml.Decoder
	lines []Line
	line  []Line   // open paragraphs, the innermost last
	binds []string // open content controls: their bindings
	names []string
	given string
	text  bool
}

func (r *reader) all() error {
	for {
		t, err := r.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("doc: reading: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			r.open(t)
		case xml.EndElement:
			r.close(t.Name.Local)
		case xml.CharData:
			if r.text {
				r.say(string(t))
			}
		}
	}
}

func (r *reader) open(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		r.line = append(r.line, Line{})
	case "sdt":
		r.binds, r.names = append(r.binds, ""), append(r.names, "")
	case "tag":
		if v, ok := strings.CutPrefix(val(t), bindPrefix); ok && len(r.binds) > 0 {
			r.binds[len(r.binds)-1] = v
		}
	case "alias":
		if len(r.names) > 0 {
			r.names[len(r.names)-1] = val(t)
		}
	case "r":
		r.given = ""
	case "rStyle":
		r.given, _ = strings.CutPrefix(val(t), givenPrefix)
		if !strings.HasPrefix(val(t), givenPrefix) {
			r.given = ""
		}
	case "t":
		r.text = true
	case "br":
		r.say("\n")
	case "tab":
		if len(t.Attr) == 0 { // a tab stop has a position
			r.say("\t")
		}
	}
}

func (r *reader) close(name string) {
	switch name {
	case "p":
		if n := len(r.line) - 1; n >= 0 {
			r.lines, r.line = append(r.lines, r.line[n]), r.line[:n]
		}
	case "sdt":
		if n := len(r.binds) - 1; n >= 0 {
			r.binds, r.names = r.binds[:n], r.names[:n]
		}
	case "t":
		r.text = false
	}
}

// say adds text to the innermost paragraph, joining runs of one kind.
func (r *reader) say(s string) {
	n := len(r.line) - 1
	if n < 0 {
		return
	}
	run := Run{Text: s, Given: r.given}
	if i := len(r.binds) - 1; i >= 0 {
		run.Bind, run.Name = r.binds[i], r.names[i]
	}
	l := r.line[n]
	if i := len(l) - 1; i >= 0 && run.Bind == "" && l[i].Bind == "" && l[i].Given == run.Given {
		l[i].Text += s
		return
	}
	r.line[n] = append(l, run)
}

func val(t xml.StartElement) string {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}
