package report

import (
	"regexp"
	"strings"

	"example.org/zhiye/internal/pure/doc"
)

// Text of a draft is plain words with marks in braces:
//
//	{B01}  {B01:value}  {B05+B06}     a figure; without a column the cumulative one
//	{D06=0|暂未发现案件线索}           words that hold only while the figure is nothing
//	{date:11月15日}  {list:三个方面}   a number that needs no cell, and of what kind
//
// Dates written out, document numbers, articles and hotlines mark themselves.
var (
	mark    = regexp.MustCompile(`\{([^{}]*)\}`)
	chip    = regexp.MustCompile(`^([A-Z][0-9]{2}(?:\+[A-Z][0-9]{2})*)(?::(value|cumulative|adjustment|registered|registered_cumulative))?$`)
	nilChip = regexp.MustCompile(`^([A-Z][0-9]{2}(?:\+[A-Z][0-9]{2})*)(?::(value|cumulative|adjustment|registered|registered_cumulative))?=0\|(.+)$`)
	given   = regexp.MustCompile(`^(date|number|law|hotline|list):(.+)$`)
)

const chinese = "零〇一二两三四五六七八九十百千万亿"

// kinds are the numbers that need no cell, and the only shapes they may have: a
// figure cannot pass for one.
var kinds = map[string]*regexp.Regexp{
	"date":    regexp.MustCompile(`^(\d{4}年(\d{1,2}月(\d{1,2}日)?)?|\d{1,2}月(\d{1,2}日)?|\d{1,2}日)$`),
	"number":  regexp.MustCompile(`^〔\d{4}〕\d{1,5}号$`),
	"law":     regexp.MustCompile(`^第(\d{1,3}|[` + chinese + `]{1,5})条(之[一二三四五])?(第[` + chinese + `]{1,3}[款项])*$`),
	"hotline": regexp.MustCompile(`^(110|119|12313|12315|12345|12369|0\d{2,3}-\d{7,8})$`),
	"list":    regexp.MustCompile(`^[一二两三四五六七八九十]{1,2}(个|项|条|大|类|级)?(方面|部门|环节|重点|阶段|责任|任务|到位|层面)$`),
	"ordinal": regexp.MustCompile(`^(\d{1,3}\.?|（\d{1,2}）|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)$`),
}

// own finds the numbers that mark themselves.
var own = []struct {
	kind  string
	shape *regexp.Regexp
}{
	{"date", regexp.MustCompile(`\d{4}年\d{1,2}月(\d{1,2}日)?|\d{1,2}月\d{1,2}日`)},
	{"number", regexp.MustCompile(`〔\d{4}〕\d{1,5}号`)},
	{"law", regexp.MustCompile(`第(\d{1,3}|[` + chinese + `]{1,5})条`)},
	{"hotline", regexp.MustCompile(`\b(12315|12345|12369|12313)\b`)},
}

// lookup gives the figure for a chip, and the indicator's name.
type lookup func(code string, c Column) (Number, string, error)

// parse turns marked text into runs.
func parse(text string, figures lookup) (doc.Line, error) {
	var line doc.Line
	at := 0
	for _, m := range mark.FindAllStringSubmatchIndex(text, -1) {
		line = append(line, plain(text[at:m[0]])...)
		r, err := marked(text[m[2]:m[3]], figures)
		if err != nil {
			return nil, err
		}
		line = append(line, r)
		at = m[1]
	}
	line = append(line, plain(text[at:])...)
	if i := strings.IndexAny(mark.ReplaceAllString(text, ""), "{}"); i >= 0 {
		return nil, ErrMarkup.With(text)
	}
	return line, nil
}

func marked(s string, figures lookup) (doc.Run, error) {
	if m := given.FindStringSubmatch(s); m != nil {
		if !kinds[m[1]].MatchString(m[2]) {
			return doc.Run{}, ErrMarkup.With("{" + s + "}")
		}
		return doc.Run{Text: m[2], Given: m[1]}, nil
	}
	m := nilChip.FindStringSubmatch(s)
	if m == nil {
		m = chip.FindStringSubmatch(s)
	}
	if m == nil {
		return doc.Run{}, ErrMarkup.With("{" + s + "}")
	}
	c := Column(m[2])
	if c == "" {
		c = Cumulative
	}
	n, name, err := figures(m[1], c)
	if err != nil {
		return doc.Run{}, err
	}
	r := doc.Run{Text: n.String(), Bind: m[1] + ":" + string(c), Name: m[1] + " " + name}
	if len(m) == 4 {
		r.Text, r.Bind = m[3], r.Bind+":nil"
	}
	return r, nil
}

// plain is text without marks, in which some numbers mark themselves.
func plain(s string) (line doc.Line) {
	if s == "" {
		return nil
	}
	for _, o := range own {
		if m := o.shape.FindStringIndex(s); m != nil {
			line = append(line, plain(s[:m[0]])...)
			line = append(line, doc.Run{Text: s[m[0]:m[1]], Given: o.kind})
			return append(line, plain(s[m[1]:])...)
		}
	}
	return doc.Text(s)
}
