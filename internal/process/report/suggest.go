package report

import (
	"bytes"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/sheet"
)

// Suggest looks through a receiver's workbook for the names and codes of the
// table's indicators and proposes to bind the first free or numeric cell to the
// right of each. A person looks at them before they are used.
func Suggest(name string, book []byte, t Table) ([]Binding, error) {
	b, err := sheet.Open(name, bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return nil, err
	}
	known := map[string]string{}
	for _, r := range t.Rows {
		known[bare(r.Name)], known[r.Code] = r.Code, r.Code
	}
	var out []Binding
	seen := map[string]bool{}
	for _, s := range b.Sheets {
		if s.Hidden {
			continue
		}
		for row, err := range b.Rows(s) {
			if err != nil {
				return nil, err
			}
			code, col := free(row, known)
			if code != "" && !seen[code] {
				seen[code] = true
				out = append(out, Binding{Sheet: s.Name, Cell: cellName(col, row.Number), Code: code, Column: Value})
			}
		}
	}
	return out, nil
}

// free finds the indicator that a row names, and the first cell behind it that is
// empty or a number.
func free(row *sheet.Row, known map[string]string) (code string, col int) {
	for i, c := range row.Cells {
		if found := known[bare(c.Text)]; found != "" && c.Kind == sheet.Text && !c.Filled {
			code = found
			continue
		}
		if code != "" && (c.Kind == sheet.Empty || c.Kind == sheet.Number) && !c.Formula {
			return code, i
		}
	}
	return code, len(row.Cells)
}

// bare is a name without what forms write differently: brackets, spaces, 其中.
func bare(s string) string {
	return strings.NewReplacer("（", "(", "）", ")", "：", ":", "　", "", " ", "", "\n", "", "其中:", "").Replace(s)
}

func cellName(col, row int) string {
	name := ""
	for ; col >= 0; col = col/26 - 1 {
		name = string(rune('A'+col%26)) + name
	}
	return name + strconv.Itoa(row)
}
