package law

import (
	"bytes"
	"encoding/json"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/fault"
)

// MaxLine is the longest line that is read, in bytes.
const MaxLine = 8 << 20

// Refusal stands in the place of a record that cannot be assessed.
type Refusal struct {
	ID    *string `json:"id"` // nil where it could not be read
	Error struct {
		Line int    `json:"line"`
		Text string `json:"text"`
	} `json:"error"`
}

// Line assesses line n and returns the line to write, with its end; false where
// it is a [Refusal].
func (d Desk) Line(n int, raw []byte, today calendar.Day) ([]byte, bool) {
	c, err := Case{}, error(nil)
	if len(raw) > MaxLine {
		err = wrong("这一行", "超过 8 MB", "请检查是否缺了换行")
	} else {
		c, err = Read(raw)
	}
	if err == nil {
		var a Assessment
		if a, err = d.Assess(c, today); err == nil {
			return written(a), true
		}
	}
	var r Refusal
	if c.ID != "" {
		r.ID = &c.ID
	}
	r.Error.Line, r.Error.Text = n, fault.Of(err).Detail
	return written(r), false
}

// written is one line of JSON; these values can always be written.
func written(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}
