// Package report sets figures onto sheets and into documents: the statistical
// table as a workbook, a receiver's own workbook filled from it, and the stage
// report (阶段性工作开展情况) whose numbers are bound to the table's cells.
//
// It keeps nothing and counts nothing; package tally counts. Its state is that of
// a text on its way out:
//
//	Template ─ Write ─▶ Draft ─ (an officer edits) ─▶ Draft ─ Stage ─▶ docx
//	                      ▲                             │
//	                      └──── Refresh ◀── ErrDisagree ┘
//
// Stage reads the finished file again and refuses it while a number in it is not
// the table's, or stands there without a cell.
package report

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/indicator"
)

// Faults of a report. The detail says which figure or which words.
var (
	ErrDisagree = fault.New(fault.Conflict, "report.disagree", "文表不一致：文中数字与统计表不符，请刷新数据、核对文字后再导出")
	ErrUnbound  = fault.New(fault.Invalid, "report.unbound", "文中有数字没有对应统计表单元格，请改用指标数字；日期、文号等请按标记写法填写")
	ErrMarkup   = fault.New(fault.Invalid, "report.markup", "文中的数字标记写法不对，请写成 {B01} 这样，或从指标列表中选取")
	ErrNoCell   = fault.New(fault.Invalid, "report.no_cell", "文中引用的指标不在统计表里，请核对指标代码")
	ErrNumber   = fault.New(fault.Invalid, "report.number", "统计表中的数值应为整数或小数，请核对")
)

// Table is one table over the days From to To, both included: what `zhiye report
// table` prints.
type Table struct {
	Home        string   `json:"home"`
	Campaign    string   `json:"campaign"`
	From        string   `json:"from"` // 2026-06-01
	To          string   `json:"to"`
	Department  string   `json:"department,omitempty"` // empty is the total
	Definitions string   `json:"definitions"`
	Journal     Position `json:"journal"`
	Submitted   string   `json:"submitted,omitempty"` // the submission that adjustments are against
	Rows        []Row    `json:"rows"`
	Checks      []Check  `json:"checks"`
}

// Position is where in the journal the figures were read.
type Position = journal.Position

// Row is one indicator. Value is of the period, Cumulative from the campaign's
// first day, Adjustment what changed since the period was submitted; Registered
// and RegisteredCumulative are the parts of Value and Cumulative that come from
// 汇总登记.
type Row struct {
	Code       string `json:"code"`
	Group      string `json:"group,omitempty"`
	Name       string `json:"name"`
	NameEN     string `json:"name_en,omitempty"`
	Unit       string `json:"unit"`
	Value      Number `json:"value"`
	Cumulative Number `json:"cumulative"`
	Adjustment Number `json:"adjustment"`
	Registered Number `json:"registered,omitempty"`

	RegisteredCumulative Number `json:"registered_cumulative,omitempty"`

	Later bool `json:"later,omitempty"` // nothing notes it yet: its 0 says nothing
}

// Check is the outcome of one rule between cells (勾稽).
type Check = indicator.Check

// Column names a column of the table.
type Column string

const (
	Value      Column = "value"
	Cumulative Column = "cumulative"
	Adjustment Column = "adjustment"
	Registered Column = "registered"

	RegisteredCumulative Column = "registered_cumulative"
)

// Trace is the code printed beside figures (数据溯源码): it names the journal's
// position, from which the table can be computed again.
func (t Table) Trace() string {
	return fmt.Sprintf("J%d-%.12s", t.Journal.Seq, t.Journal.Root)
}

// Row returns the row of an indicator.
func (t Table) Row(code string) (Row, error) {
	i := slices.IndexFunc(t.Rows, func(r Row) bool { return r.Code == code })
	if i < 0 {
		return Row{}, ErrNoCell.With(code)
	}
	return t.Rows[i], nil
}

// In returns the number in one column.
func (r Row) In(c Column) (Number, error) {
	switch c {
	case Value:
		return r.Value, nil
	case Cumulative:
		return r.Cumulative, nil
	case Adjustment:
		return r.Adjustment, nil
	case Registered:
		return r.Registered, nil
	case RegisteredCumulative:
		return r.RegisteredCumulative, nil
	}
	return "", ErrMarkup.With(string(c))
}

// Cell returns a figure: of one indicator, or of a sum like B05+B06.
func (t Table) Cell(code string, c Column) (Number, error) {
	var sum Number
	for i, one := range strings.Split(code, "+") {
		r, err := t.Row(one)
		if err != nil {
			return "", err
		}
		n, err := r.In(c)
		if err != nil {
			return "", err
		}
		if i == 0 {
			sum = n
		} else if sum, err = sum.plus(n); err != nil {
			return "", err
		}
	}
	return sum, nil
}

// Number is a figure as the table prints it: an integer, a decimal with two
// places, or empty where there is none (a ratio of nothing). In JSON an integer
// is a number and a decimal a string, so that no reader rounds it.
type Number string

// MarshalJSON writes the number as the table's format has it.
func (n Number) MarshalJSON() ([]byte, error) {
	switch {
	case n == "":
		return []byte("null"), nil
	case strings.Contains(string(n), "."):
		return json.Marshal(string(n))
	}
	return []byte(n), nil
}

// UnmarshalJSON reads either form.
func (n *Number) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	if s == "null" {
		s = ""
	}
	if _, err := Number(s).hundredths(); err != nil {
		return err
	}
	*n = Number(s)
	return nil
}

// Zero says whether there is nothing to tell.
func (n Number) Zero() bool { return strings.Trim(string(n), "-0.") == "" }

// String is the number as it is printed; none is a dash.
func (n Number) String() string {
	if n == "" {
		return "—"
	}
	return string(n)
}

// hundredths is the number in units of 0.01.
func (n Number) hundredths() (int64, error) {
	whole, part, _ := strings.Cut(string(n), ".")
	var v int64
	if len(whole) > 18 || len(part) > 2 {
		return 0, ErrNumber.With(string(n))
	}
	digits := strings.TrimPrefix(whole, "-") + (part + "00")[:2]
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0, ErrNumber.With(string(n))
		}
		v = v*10 + int64(d-'0')
	}
	if strings.HasPrefix(whole, "-") {
		v = -v
	}
	return v, nil
}

func (n Number) plus(m Number) (Number, error) {
	a, err := n.hundredths()
	if err != nil {
		return "", err
	}
	b, err := m.hundredths()
	if err != nil {
		return "", err
	}
	sum := a + b
	if !strings.Contains(string(n)+string(m), ".") {
		return Number(fmt.Sprint(sum / 100)), nil
	}
	sign := ""
	if sum < 0 {
		sign, sum = "-", -sum
	}
	return Number(fmt.Sprintf("%s%d.%02d", sign, sum/100, sum%100)), nil
}
