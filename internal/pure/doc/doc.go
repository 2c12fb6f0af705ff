// Package doc writes official documents as docx and as PDF, bytes from values,
// in the layout of GB/T 9704-2012 党政机关公文格式: A4, 天头 37 mm, 订口 28 mm,
// 版心 156 × 225 mm, 22 lines of 28 characters, 3号仿宋.
//
// It keeps nothing. A Document is a value, and goes through JSON unchanged; Write
// and PDF press it, and the same value gives the same bytes:
//
//	Document ─┬ Write ─▶ docx ─ Read ─▶ lines of runs, each with its binding
//	          └ PDF (several, bound together) ─▶ pages numbered through
//
// A run may be bound to a table cell. The binding travels in the file as a
// locked content control, so a reader of the finished file (Read) can compare
// each number with its cell. What a binding means is the caller's affair, and so
// is what numbers may stand unbound; package report knows both.
//
// Of a docx, fonts are named, never embedded: 小标宋, 仿宋_GB2312 and 楷体_GB2312
// are not free. The font table gives the nearest other name for viewers without
// them. A PDF is set in the one face it is given, thickened where the standard
// wants 黑体 or 小标宋.
package doc

// Document is one official document without letterhead: 主体 and 版记 of GB/T
// 9704-2012 §7.3 and §7.4. Empty parts are left out.
type Document struct {
	Organ   string   `json:"organ,omitempty"` // whose form it is, above the title
	Title   []Line   `json:"title,omitempty"` // one entry a printed line: the author breaks it where the sense does
	Mark    string   `json:"mark,omitempty"`  // 发文字号, beneath the title
	To      string   `json:"to,omitempty"`    // 主送机关, without the colon
	Body    Blocks   `json:"body,omitempty"`
	Annexes []Annex  `json:"annexes,omitempty"`
	Signers []string `json:"signers,omitempty"` // 发文机关署名
	Date    string   `json:"date,omitempty"`    // 成文日期, in Arabic numerals: 2026年11月15日
	Imprint *Imprint `json:"imprint,omitempty"` // 版记
	Foot    string   `json:"foot,omitempty"`    // stands on the last line of every page: who signs it
	Plain   bool     `json:"plain,omitempty"`   // its pages bear no number: a cover
	Over    string   `json:"over,omitempty"`    // across every page: 草稿, 作废
	Author  string   `json:"author,omitempty"`  // for the file's properties only
	Created string   `json:"created,omitempty"` // RFC 3339, for the file's properties; empty leaves it out
}

// Annex begins on a page of its own after the date (§7.3.6). Wide turns the page,
// as §7.3.6 and §9 have it for broad tables.
type Annex struct {
	Title  string `json:"title"`
	Wide   bool   `json:"wide,omitempty"`
	Blocks Blocks `json:"blocks"`
}

// Imprint is 版记: it stands at the foot of the last page.
type Imprint struct {
	CopyTo []string `json:"copy_to"` // 抄送机关
	Issuer string   `json:"issuer"`  // 印发机关
	Issued string   `json:"issued"`  // 印发日期
}

// Block is a Heading, a Para, a Table or a Picture.
type Block interface{ block() }

// Heading is a structural level, 1 to 4; its number (一、（一）1.（1）) is counted
// by the press, so that a heading left out leaves no gap.
type Heading struct {
	Level int  `json:"level"`
	Text  Line `json:"text"`
}

// Para is a paragraph of the body, indented by two characters; Flush ones begin
// at the edge, Small ones are notes beside a table, Centre ones stand in the middle, Right ones end
// four characters from the right, as dates do.
type Para struct {
	Text   Line `json:"text"`
	Flush  bool `json:"flush,omitempty"`
	Small  bool `json:"small,omitempty"`
	Centre bool `json:"centre,omitempty"`
	Right  bool `json:"right,omitempty"`
}

// Table is a ruled table. Its Head rows repeat on every page; rows never break,
// unless Split says they may.
type Table struct {
	Widths []float64 `json:"widths"` // of the columns, in mm
	Head   [][]Cell  `json:"head,omitempty"`
	Rows   [][]Cell  `json:"rows"`
	Split  bool      `json:"split,omitempty"`
}

// Cell is one cell. Down begins a merge into the rows below, whose cells say Up.
type Cell struct {
	Text  Line    `json:"text,omitempty"`
	Span  int     `json:"span,omitempty"` // columns; 0 is 1
	Down  bool    `json:"down,omitempty"`
	Up    bool    `json:"up,omitempty"`
	Align Align   `json:"align,omitempty"`
	Bold  bool    `json:"bold,omitempty"`
	High  float64 `json:"high,omitempty"` // at least so many mm
}

// Picture is a photo with a line of words below, no wider than the 版心 and no
// higher than High. Source names it in the Album, which is not part of the value.
type Picture struct {
	Source  string  `json:"source"`
	Caption string  `json:"caption,omitempty"`
	High    float64 `json:"high,omitempty"` // in mm; 0 lets two stand on a page
}

// Align is where a cell's text stands; the zero value is centred.
type Align uint8

const (
	Centre Align = iota
	Left
	Right
)

// Line is text in runs.
type Line []Run

// Run is text of one kind. A Bind names the table cell that the text stands for;
// Given says why a number in it needs no cell (a date, a statute). Both survive
// in the file. Name is shown to who points at a bound run.
type Run struct {
	Text  string `json:"text"`
	Bind  string `json:"bind,omitempty"`
	Given string `json:"given,omitempty"`
	Name  string `json:"name,omitempty"`
	Under bool   `json:"under,omitempty"` // underlined: what was filled into a form
}

func (Heading) block() {}
func (Para) block()    {}
func (Table) block()   {}
func (Picture) block() {}

// Text is a line of plain words.
func Text(s string) Line { return Line{{Text: s}} }

// String is the line as it is read.
func (l Line) String() string {
	var s string
	for _, r := range l {
		s += r.Text
	}
	return s
}
