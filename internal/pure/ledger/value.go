package ledger

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"example.org/zhiye/internal/pure/sheet"
)

var phonePattern = regexp.MustCompile(`^(1\d{10}|0\d{9,11})$`)

// phonesIn returns the usable numbers of a cell; ok is false where something
// stands there and none of it is one.
func phonesIn(c sheet.Cell) (phones []string, ok bool) {
	if absent(S(c.Text)) {
		return nil, true
	}
	for _, piece := range split(c.Text) {
		if p, ok := phone(piece); ok {
			phones = append(phones, p)
			continue
		}
		for _, word := range strings.Fields(piece) { // two numbers with a space between, or one with spaces in it
			if p, ok := phone(word); ok {
				phones = append(phones, p)
			}
		}
	}
	return phones, len(phones) > 0
}

func phone(piece string) (string, bool) {
	p := strings.Map(func(r rune) rune {
		if strings.ContainsRune("-–—‐−()[]:电话手机座联系方式", r) {
			return -1
		}
		return r
	}, S(piece))
	p = strings.TrimPrefix(p, "+")
	if len(p) == 13 {
		p = strings.TrimPrefix(p, "86")
	}
	return p, phonePattern.MatchString(p)
}

var (
	datePattern = regexp.MustCompile(`^(\d{4})(?:年|-|\.|/)(\d{1,2})(?:月|-|\.|/)(\d{1,2})日?(?:[T ]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?$`)
	dayPattern  = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	noEnd       = map[string]bool{"长期": true, "长期有效": true, "永久": true, "永久有效": true, "无固定期限": true, "无期限": true}
)

// dateIn reads a day; ok is false where something stands there that is no day of the calendar.
func dateIn(c sheet.Cell, from1904 bool) (d Date, ok bool) {
	s := S(c.Text)
	if absent(s) {
		return "", true
	}
	if noEnd[s] {
		return Forever, true
	}
	if d, ok := serial(s, from1904); ok {
		return d, true
	}
	if _, end, ok := strings.Cut(s, "至"); ok { // 2020年1月1日至2025年1月1日: how long it holds
		return dateIn(sheet.Cell{Text: end}, from1904)
	}
	m := datePattern.FindStringSubmatch(s)
	if m == nil {
		m = dayPattern.FindStringSubmatch(s)
	}
	if m == nil {
		return "", false
	}
	y, _ := strconv.Atoi(m[1])
	mon, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	t := time.Date(y, time.Month(mon), day, 0, 0, 0, 0, time.UTC)
	if y < 1900 || t.Year() != y || int(t.Month()) != mon || t.Day() != day {
		return "", false
	}
	return Date(t.Format(time.DateOnly)), true
}

// serial reads the day number of a workbook, whose day 1 is 1 January 1900 (with
// a 29 February 1900 that never was) or 2 January 1904.
func serial(s string, from1904 bool) (Date, bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 10_000 || f > 80_000 {
		return "", false
	}
	n := int(math.Floor(f))
	if from1904 {
		n += 1462
	}
	return Date(time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)), true
}

// gradeIn reads a credit grade A–D.
func gradeIn(c sheet.Cell) (grade string, ok bool) {
	s := strings.ToUpper(S(c.Text))
	if absent(s) {
		return "", true
	}
	s = strings.TrimSuffix(strings.TrimSuffix(s, "级"), "类")
	if len(s) == 1 && s[0] >= 'A' && s[0] <= 'D' {
		return s, true
	}
	return "", false
}

var quantityPattern = regexp.MustCompile(`^(约|近)?(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:余|多)?(\p{Han}{0,2})$`)

// quantityIn reads a count of animals or labels: 31只, 约300, 1,200; n is −1 where there is none.
func quantityIn(c sheet.Cell) (n int64, about, ok bool) {
	s := S(c.Text)
	if s != "0" && absent(s) {
		return -1, false, true
	}
	m := quantityPattern.FindStringSubmatch(s)
	if m == nil {
		return -1, false, false
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(m[2], ",", ""), 10, 64)
	if err != nil {
		return -1, false, false
	}
	return n, m[1] != "", true
}

// formulaText says whether text would run when a spreadsheet opens an export of it.
func formulaText(x string) bool {
	s := S(x)
	return s != "" && strings.IndexByte("=+-@", s[0]) >= 0 && !absent(s)
}
