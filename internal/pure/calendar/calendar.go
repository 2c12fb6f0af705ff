package calendar

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"sync"
	"time"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/pure/fault"
)

// ErrTable says which line of a table of holidays cannot be read.
var ErrTable = fault.New(fault.Invalid, "calendar.table", "节假日表有一行读不出；应为 date,type（holiday 或 workday），日期不重复，请核对后重新导入")

// Calendar is which days are worked: Monday to Friday, but for the holidays and
// make-up days of the years loaded. It never changes and may be shared.
type Calendar struct {
	special map[int]bool // worked or not, where the weekday does not say
	loaded  map[int]bool // years
}

// National is the embedded calendar.
func National() *Calendar { return national() }

var national = sync.OnceValue(func() *Calendar {
	b, err := data.Bytes("calendar/day.csv")
	if err != nil {
		panic(err)
	}
	c, err := new(Calendar).With(bytes.NewReader(b))
	if err != nil {
		panic(err)
	}
	return c
})

// With is c with the years of an administrator's table (heading date,type,…; type
// is holiday or workday) in place of its own for those years.
func (c *Calendar) With(table io.Reader) (*Calendar, error) {
	rows, err := csv.NewReader(table).ReadAll()
	if err != nil {
		return nil, ErrTable.With(err.Error())
	}
	if len(rows) == 0 || len(rows[0]) < 2 || rows[0][0] != "date" || rows[0][1] != "type" {
		return nil, ErrTable.With("第1行")
	}
	special, loaded := map[int]bool{}, map[int]bool{}
	for i, r := range rows[1:] {
		d, err := Parse(r[0])
		_, twice := special[d.number()]
		if err != nil || twice || r[1] != "holiday" && r[1] != "workday" {
			return nil, ErrTable.With(fmt.Sprintf("第%d行", i+2))
		}
		special[d.number()] = r[1] == "workday"
		loaded[d.Year()] = true
	}
	for n, works := range c.special {
		if !loaded[at(n).Year()] {
			special[n] = works
		}
	}
	maps.Copy(loaded, c.loaded)
	return &Calendar{special, loaded}, nil
}

// Works says whether d is a working day.
func (c *Calendar) Works(d Day) bool { return c.works(d.number()) }

func (c *Calendar) works(n int) bool {
	if works, ok := c.special[n]; ok {
		return works
	}
	w := weekday(n)
	return w != time.Saturday && w != time.Sunday
}

// Loaded says whether the holidays of d's year are known.
func (c *Calendar) Loaded(d Day) bool { return c.loaded[d.Year()] }

// Next is d where it is worked, else the next working day.
func (c *Calendar) Next(d Day) Day { return at(c.step(d.number(), 1)) }

// Last is d where it is worked, else the working day before.
func (c *Calendar) Last(d Day) Day { return at(c.step(d.number(), -1)) }

func (c *Calendar) step(n, by int) int {
	for n > first && n < last && !c.works(n) {
		n += by
	}
	return n
}

// AddWorking is the n-th working day after d, before it where n is negative; d
// itself where n is 0, worked or not.
func (c *Calendar) AddWorking(d Day, n int) Day {
	by := 1
	if n < 0 {
		n, by = -n, -1
	}
	day := d.number()
	for ; n > 0 && day > first && day < last; n-- {
		day = c.step(day+by, by)
	}
	return at(day)
}

// Working counts the working days after from until to, to included: what is
// left today of a period that ends on to. Negative where to is before from.
func (c *Calendar) Working(from, to Day) (days int) {
	if to < from {
		return -c.Working(to, from)
	}
	for n := from.number() + 1; n <= to.number(); n++ {
		if c.works(n) {
			days++
		}
	}
	return days
}

// Reminders are the days on which to speak of a day that is due: for 3, 1, 0 the
// third working day before it, the one before, and the day itself, or, where
// that is a holiday, counted from the last working day before: nobody is there to
// hand in on a Sunday.
func (c *Calendar) Reminders(due Day, before ...int) []Day {
	days := make([]Day, len(before))
	for i, n := range before {
		days[i] = c.AddWorking(c.Last(due), -n)
	}
	return days
}
