package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/zhiye/internal/pure/doc"
)

// Figure is a number in a text and the cell that it is bound to. Text is as it is
// printed; for words like 暂未发现 it is the words, and Value is nothing.
type Figure struct {
	Text   string `json:"text"`
	Code   string `json:"code"`
	Value  Number `json:"value"`
	Column Column `json:"column"`
	annex  bool
}

// Verify reads a finished docx, whoever touched it last, and returns the figures
// of its text in reading order. It is refused if a bound figure is not what the
// table says (ErrDisagree), or if a number stands in it that no cell answers for
// (ErrUnbound), in Arabic or in Chinese numerals.
func Verify(docx []byte, t Table) ([]Figure, error) {
	lines, err := doc.Read(docx)
	if err != nil {
		return nil, err
	}
	v := &verifier{table: t}
	for _, l := range lines {
		v.line(l)
	}
	switch {
	case len(v.wrong) > 0:
		return nil, ErrDisagree.With(fmt.Sprintf("%d 处：%s", len(v.wrong), some(v.wrong)))
	case len(v.loose) > 0:
		return nil, ErrUnbound.With(fmt.Sprintf("%d 处：%s", len(v.loose), some(v.loose)))
	}
	return slices.DeleteFunc(v.figures, func(f Figure) bool { return f.annex }), nil
}

// some are the first few, which is what a person can read.
func some(all []string) string {
	if len(all) > 5 {
		all = append(slices.Clone(all[:5]), "……")
	}
	return strings.Join(all, "；")
}

type verifier struct {
	table        Table
	figures      []Figure
	wrong, loose []string
}

func (v *verifier) line(l doc.Line) {
	for i, r := range l {
		switch {
		case r.Bind != "":
			next := ""
			if i+1 < len(l) {
				next = l[i+1].Text
			}
			v.bound(r, next)
		case r.Given != "":
			if !v.allowed(r, l, i) {
				v.loose = append(v.loose, excerpt(l, r.Text))
			}
		default:
			if n := number(r.Text); n != "" {
				v.loose = append(v.loose, excerpt(l, n))
			}
		}
	}
}

func (v *verifier) bound(r doc.Run, next string) {
	f, isNil, err := v.figure(r)
	if err != nil {
		v.wrong = append(v.wrong, fmt.Sprintf("“%s”绑定的单元格 %s 不存在", r.Text, r.Bind))
		return
	}
	v.figures = append(v.figures, f)
	switch {
	case isNil && !f.Value.Zero():
		v.wrong = append(v.wrong, fmt.Sprintf("%s：文中“%s”，表中 %s", f.Code, r.Text, f.Value))
	case isNil && number(r.Text) != "":
		v.loose = append(v.loose, r.Text)
	case !isNil && r.Text != f.Value.String():
		v.wrong = append(v.wrong, fmt.Sprintf("%s：文中 %s，表中 %s", f.Code, r.Text, f.Value))
	case !isNil && !f.annex && v.swells(f, next):
		v.wrong = append(v.wrong, fmt.Sprintf("%s：“%s%s”改变了数值", f.Code, r.Text, head(next)))
	}
}

// figure reads a binding: code:column, then :nil for words, :annex for the table
// at the end.
func (v *verifier) figure(r doc.Run) (Figure, bool, error) {
	p := append(strings.Split(r.Bind, ":"), "", "")
	n, err := v.table.Cell(p[0], Column(p[1]))
	return Figure{Text: r.Text, Code: p[0], Column: Column(p[1]), Value: n, annex: p[2] == "annex"}, p[2] == "nil", err
}

// swells says whether what follows a figure makes another number of it: 17万.
func (v *verifier) swells(f Figure, next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if !strings.ContainsRune(".．余多几成倍"+chinese, r) || next == "" {
		return false
	}
	row, err := v.table.Row(strings.Split(f.Code, "+")[0])
	return err != nil || row.Unit == "" || !strings.HasPrefix(next, row.Unit)
}

func head(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	return string(r)
}

// allowed checks a number that needs no cell against the shape of its kind.
func (v *verifier) allowed(r doc.Run, l doc.Line, i int) bool {
	if number(r.Text) == "" {
		return true
	}
	switch r.Given {
	case "code":
		_, err := v.table.Row(r.Text)
		return err == nil && len(l) == 1
	case "trace":
		return r.Text == v.table.Trace()
	case "definitions":
		return r.Text == v.table.Definitions
	case "ordinal": // only where a numbered thing begins
		return kinds["ordinal"].MatchString(r.Text) && (i == 0 || i == 1 && strings.Contains("附件：　　　", l[0].Text))
	}
	shape := kinds[r.Given]
	return shape != nil && shape.MatchString(r.Text)
}

const measures = `(?:余|多|几)?(?:起|件|户|个|家|次|人|份|条|只|头|尾|处|张|块|场|期|台|辆|批|吨|公斤|千克|斤|元|万元|名|例|宗|所|枚|艘|袋|箱)`

var (
	counted = regexp.MustCompile(`第?[` + chinese + `]+` + measures)
	vague   = regexp.MustCompile(`[百千万]分之|[一二两三四五六七八九]成|翻[一二两三四五六七八九]番|[数几上近超][十百千万亿]`)
)

// idioms count nothing.
var idioms = strings.NewReplacer("一户一档", "", "一案一策", "", "一个不漏", "", "一户不漏", "", "一次性", "", "万家", "", "千家万户", "", "一条龙", "")

// number finds the first number in plain words: any numeral, or Chinese ones
// before a measure word. An ordinal (第三批) is none.
func number(s string) string {
	for _, r := range s {
		if unicode.IsNumber(r) {
			return string(r)
		}
	}
	s = idioms.Replace(s)
	for _, m := range counted.FindAllString(s, -1) {
		if !strings.HasPrefix(m, "第") && m != "万元" { // a unit behind its figure
			return m
		}
	}
	return vague.FindString(s)
}

// excerpt shows where in the line the words stand.
func excerpt(l doc.Line, words string) string {
	s := []rune(l.String())
	at := max(utf8.RuneCountInString(l.String()[:max(strings.Index(l.String(), words), 0)]), 0)
	return "“" + string(s[max(at-8, 0):min(at+12, len(s))]) + "”"
}
