package ledger

import (
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/sheet"
)

// table reads one sheet: it finds the heading, tells data from furniture and
// hands each data row to the judge of its noun.
type table struct {
	im   *Importer
	book *sheet.Book
	file string
	sink func(*Row) error

	report SheetReport
	cols   *columns
	venue  Venue
	named  bool             // the sheet's own name says the venue
	title  string           // the last line of prose, which may head a second table
	lines  string           // all prose above the first heading
	town   *region.Division // of the section the rows stand in
	fresh  bool             // the section has just begun: no row stands in it yet
	half   *heading         // a heading inside the data whose lower row may follow
	last   int              // its number
	prev   []sheet.Cell
	seen   hashes
	farm   farm
	buf    []byte
}

// heading is a row that looks like one, with its columns where it is whole by itself.
type heading struct {
	row  *sheet.Row
	cols *columns
}

// farm is the subject further lines of which may follow.
type farm struct {
	handle Handle
	venue  Venue
	name   string
}

func (t *table) read(s sheet.Sheet) error {
	var head []*sheet.Row
	for row, err := range t.book.Rows(s) {
		if err != nil {
			return err
		}
		if t.cols == nil {
			if row.Number <= headingRows {
				head = append(head, row.Clone())
				continue
			}
			if done, err := t.begin(s.Name, head); done || err != nil {
				return err
			}
		}
		if err := t.row(row); err != nil {
			return err
		}
	}
	if t.cols == nil {
		_, err := t.begin(s.Name, head)
		return err
	}
	return nil
}

// begin decides on the heading once the first rows are known; done means there is none.
func (t *table) begin(name string, head []*sheet.Row) (done bool, err error) {
	cols, first, last := findHeading(head)
	if cols == nil {
		t.report.Status = SkippedNoHeader
		return true, nil
	}
	for _, r := range head[first : last+1] {
		t.report.Head = append(t.report.Head, texts(r))
	}
	for _, r := range head[:last] {
		t.lines += r.Cell(0).Text + "\n"
	}
	t.cols, t.venue = cols, venueIn(name)
	t.named = t.venue != ""
	t.report.HeadingRow = head[last].Number
	t.last, t.report.LastRow = head[last].Number, head[last].Number
	t.settleVenue(t.lines)
	for _, r := range head[:first] { // the first section may begin above the heading
		if onlyFirst(r) {
			t.note(r.Cell(0).Text)
		}
	}
	for _, r := range head[last+1:] {
		if err := t.row(r); err != nil {
			return false, err
		}
	}
	return false, nil
}

// settleVenue falls back from the sheet's name to its title, its columns and the file's name.
func (t *table) settleVenue(title string) {
	if t.cols.online {
		t.venue = OnlineShop
	}
	if t.venue == "" || t.venue == OnlineShop && !t.cols.online {
		t.venue = venueIn(title)
	}
	if t.venue == "" {
		t.venue = map[string]Venue{"breeding": Breeding, "food": Food, "drug": Pharmacy, "vet": Vet}[t.cols.permit]
	}
	if t.venue == "" {
		t.venue = venueIn(t.file)
	}
	if t.venue == "" || t.venue == OnlineShop && !t.cols.online {
		t.venue = Shop
	}
	if t.cols.permit == "" {
		t.cols.permit = map[Venue]string{Breeding: "breeding", Pharmacy: "drug", Catering: "food", Food: "food", Mall: "food", Vet: "vet"}[t.venue]
	}
}

// row classifies one row (README §1).
func (t *table) row(r *sheet.Row) error {
	if blank(r) {
		return nil
	}
	t.report.Blank += r.Number - t.last - 1
	t.last, t.report.LastRow = r.Number, r.Number
	if t.lowerHalf(r) {
		t.report.Headings++
		return nil
	}
	switch {
	case t.subtotal(r):
		t.report.Subtotal++
	case onlyFirst(r):
		t.report.Notes++
		t.note(r.Cell(0).Text)
	case t.heading(r):
		t.report.Headings++
	default:
		return t.data(r)
	}
	return nil
}

// blank: nothing in any cell, or only a number in column A. What a merge above
// lends does not count.
func blank(r *sheet.Row) bool {
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Filled {
			continue
		}
		if s := S(c.Text); s != "" && (i > 0 || c.Kind != sheet.Number && digits(s) != s) {
			return false
		}
	}
	return true
}

var totals = []string{"小计", "合计", "总计", "共计", "累计"}

// subtotal: a total in one of the first three cells, no code and no address. A
// shop may be called 合计划超市.
func (t *table) subtotal(r *sheet.Row) bool {
	for i := range min(3, len(r.Cells)) {
		if r.Cells[i].Filled {
			continue
		}
		s := strings.TrimRight(S(r.Cells[i].Text), ":：")
		if !slices.ContainsFunc(totals, func(w string) bool { return strings.HasSuffix(s, w) }) {
			continue
		}
		return absent(S(t.own(r, fCode))) && absent(S(t.own(r, fAddress)))
	}
	return false
}

// own is a field's text unless a merge above lends it.
func (t *table) own(r *sheet.Row, f field) string {
	if c := t.cols.cell(r, f); !c.Filled {
		return c.Text
	}
	return ""
}

func onlyFirst(r *sheet.Row) bool {
	if S(r.Cell(0).Text) == "" || r.Cell(0).Filled {
		return false
	}
	for i := 1; i < len(r.Cells); i++ {
		if c := &r.Cells[i]; !c.Filled && S(c.Text) != "" {
			return false
		}
	}
	return true
}

const numerals = "一二三四五六七八九十"

// note keeps prose: a section row names the township of the rows below.
func (t *table) note(text string) {
	t.title = text
	s := S(text)
	if town := t.im.place.townAlone(s); town != nil {
		t.town, t.fresh = town, true
		return
	}
	s = strings.TrimLeft(s, "(第")
	if first, _ := utf8.DecodeRuneInString(s); !strings.ContainsRune(numerals, first) {
		return
	}
	if town := t.im.place.townNamed(text); town != nil {
		t.town, t.fresh = town, true
	} else if v := venueTitled(text); v != "" && !t.named && !t.cols.online {
		t.venue = v
	}
}

// heading: the heading again, or the one of a second table. It takes effect with
// the next row, which may be its lower half.
func (t *table) heading(r *sheet.Row) bool {
	if !likeHeading(r) {
		return false
	}
	row := r.Clone()
	c, _ := readHeading(nil, row)
	t.half = &heading{row, c}
	return true
}

// lowerHalf puts the heading of the row before into effect, and says whether r still belongs to it.
func (t *table) lowerHalf(r *sheet.Row) bool {
	half := t.half
	if half == nil {
		return false
	}
	t.half = nil
	if r.Number == half.row.Number+1 && lower(half.row, r) {
		if c, n := readHeading(half.row, r); n > 0 {
			t.switchTo(c)
			return true
		}
	}
	if half.cols != nil {
		t.switchTo(half.cols)
	}
	return false
}

// switchTo changes the column map where a second table begins; its title, if it
// has one, says what it is of. The heading of a printed page changes nothing.
func (t *table) switchTo(c *columns) {
	title := t.title
	t.title = ""
	venue := venueTitled(title)
	if t.cols.same(c) && (venue == "" || strings.Contains(t.lines, title)) {
		return
	}
	if t.cols.at != c.at && !t.fresh {
		t.town = nil
	}
	t.cols, t.prev = c, nil
	if venue != "" {
		t.venue = venue
	}
	t.settleVenue(title)
}

// ditto marks stand for the value above.
func ditto(text string) bool {
	switch S(text) {
	case "同上", "〃", "″", "\"", "''":
		return true
	}
	return false
}

// data resolves ditto marks and gives the row to the judge of its noun.
func (t *table) data(r *sheet.Row) error {
	t.fresh = false
	for i := range r.Cells {
		if r.Cells[i].Kind == sheet.Error { // #N/A is no value, whatever was looked up
			r.Cells[i].Text = ""
		}
		if len(r.Cells[i].Text) <= 16 && ditto(r.Cells[i].Text) && i < len(t.prev) {
			r.Cells[i] = t.prev[i]
			r.Cells[i].Filled = false
		}
	}
	out := &Row{Sheet: t.report.Sheet, Row: r.Number, Noun: t.cols.noun, Handle: None}
	if err := t.judge(r, out); err != nil {
		return err
	}
	t.prev = append(t.prev[:0], r.Cells...)
	t.count(out)
	return t.sink(out)
}

func (t *table) judge(r *sheet.Row, out *Row) error {
	if t.book.Delimited && len(r.Cells) != t.cols.width {
		t.reject(r, out, RejectColumns)
		return nil
	}
	switch t.cols.noun {
	case AboutBatch:
		return t.batch(r, out)
	case AboutOfficer:
		return t.officer(r, out)
	case AboutContact:
		return t.contact(r, out)
	}
	return t.subject(r, out)
}

func (t *table) count(out *Row) {
	c := &t.report
	c.RowsRead++
	switch out.Outcome {
	case Created:
		c.Created++
	case DupExact:
		c.DupExact++
	case MergedCode:
		c.MergedCode++
	case MergedNA:
		c.MergedNA++
	case Merged:
		c.Merged++
	case Detail:
		c.Detail++
	case Rejected:
		c.Rejected[out.Reason]++
	case Foreign:
		c.Foreign++
	}
	if out.Outcome != Created && (out.NewForm || len(out.NewCodes) > 0) {
		c.Joined++
	}
	for _, w := range out.Warnings {
		c.Warnings[w.Code]++
	}
}

// twice says whether every mapped column but the serial number equals an earlier
// accepted row, and remembers this one.
func (t *table) twice(r *sheet.Row) bool {
	t.buf = t.buf[:0]
	for _, at := range t.cols.used {
		t.buf = append(append(t.buf, strings.ToUpper(S(r.Cell(at).Text))...), 0)
	}
	h := maphash.Bytes(t.im.seed, t.buf)
	return !t.seen.add(h)
}
