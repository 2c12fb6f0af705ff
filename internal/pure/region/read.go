package region

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/fault"
)

// ErrTable says which line of a table of divisions cannot be read.
var ErrTable = fault.New(fault.Invalid, "region.table", "区划表有一行读不出；应为 code12,name,level,valid_from,valid_to，请核对后重新导入")

const heading = "code12,name,level,valid_from,valid_to"

// Read builds a tree from an administrator's tables: divisions (heading
// code12,name,level,valid_from,valid_to; further columns are ignored) and former
// names (the same, then now,basis), which may be nil. A code that stands twice
// is refused, and so is a division above which none stands.
func Read(divisions, former io.Reader) (*Tree, error) {
	rows, err := records(divisions, heading)
	if err != nil {
		return nil, err
	}
	seen := make(map[Code]bool, len(rows))
	ds := make([]Division, 0, len(rows))
	for i, r := range rows {
		d, err := division(r)
		if err != nil || seen[d.Code] {
			return nil, line(i)
		}
		seen[d.Code] = true
		ds = append(ds, d)
	}
	for i, d := range ds {
		if p := d.Code.Parent(); p != China && !seen[p] {
			return nil, line(i)
		}
	}
	if former == nil {
		return New(ds, nil), nil
	}
	fs, err := readFormer(former)
	if err != nil {
		return nil, err
	}
	return New(ds, fs), nil
}

func readFormer(r io.Reader) ([]Former, error) {
	rows, err := records(r, heading+",now,basis")
	if err != nil {
		return nil, err
	}
	var out []Former
	for i, r := range rows {
		d, err := division(r)
		now, nowErr := Parse(r[5])
		if err != nil || nowErr != nil || d.To == "" {
			return nil, line(i)
		}
		out = append(out, Former{d, now, r[6]})
	}
	return out, nil
}

func records(r io.Reader, want string) ([][]string, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, ErrTable.With(err.Error())
	}
	if len(rows) == 0 || !strings.HasPrefix(strings.Join(rows[0], ","), want) {
		return nil, ErrTable.With("第1行")
	}
	return rows[1:], nil
}

func division(r []string) (Division, error) {
	c, err := Parse(r[0])
	if err != nil {
		return Division{}, err
	}
	d := Division{c, r[1], c.Level(), r[3], r[4]}
	if d.Name == "" || d.Level.String() != r[2] || !day(d.From) || !day(d.To) {
		return Division{}, ErrTable
	}
	return d, nil
}

// day says whether s has the form of a day, or is none.
func day(s string) bool {
	return s == "" || len(s) == 10 && s[4] == '-' && s[7] == '-' && strings.Trim(s, "0123456789-") == ""
}

func line(i int) error { return ErrTable.With(fmt.Sprintf("第%d行", i+2)) }

// mustRead reads an embedded table, which is sorted, has no quotes and is
// tested to be so: cutting at commas takes a tenth of what a csv reader takes.
func mustRead(name string) []Division {
	b, err := data.Bytes(name)
	if err != nil {
		panic(err)
	}
	text := string(b)
	out := make([]Division, 0, strings.Count(text, "\n"))
	_, text, _ = strings.Cut(text, "\n")
	for text != "" {
		var row string
		row, text, _ = strings.Cut(text, "\n")
		code, row, _ := strings.Cut(row, ",")
		name, row, _ := strings.Cut(row, ",")
		_, row, _ = strings.Cut(row, ",")
		from, to, _ := strings.Cut(row, ",")
		out = append(out, Division{Code(code), name, Code(code).Level(), from, to})
	}
	return out
}

func mustFormer(name string) []Former {
	b, err := data.Bytes(name)
	if err != nil {
		panic(err)
	}
	out, err := readFormer(bytes.NewReader(b))
	if err != nil {
		panic(err)
	}
	return out
}
