package crime

import (
	"strconv"
	"strings"
	"sync"

	"example.org/zhiye/data"
)

// figure is one threshold and the words it comes from.
type figure struct {
	crime, band string
	n           int64 // fen, kg or heads
	unit        string
	ref, quote  string
}

// figures are the thresholds by key, each crime's bands from low to high.
var figures = sync.OnceValue(func() map[string][]figure {
	out := map[string][]figure{}
	for _, r := range data.MustRows("law/threshold.csv") {
		n, err := strconv.ParseInt(r[3], 10, 64)
		if err != nil {
			panic(err)
		}
		out[r[0]] = append(out[r[0]], figure{crime: r[1], band: r[2], n: n, unit: r[4], ref: r[5], quote: r[6]})
	}
	return out
})

// Cite writes a reference for a sentence: 法释〔2022〕12号:6.1 is
// 法释〔2022〕12号第六条第一款.
func Cite(ref string) string {
	law, place, ok := strings.Cut(ref, ":")
	if !ok {
		return ref
	}
	article, paragraph, ok := strings.Cut(place, ".")
	text := law + "第" + chinese(article) + "条"
	if ok {
		text += "第" + chinese(paragraph) + "款"
	}
	return text
}

// chinese writes a number below a thousand as statutes do: 三百四十一, 十二.
func chinese(s string) string {
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 || n >= 1000 {
		return s
	}
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	text := ""
	if h := n / 100; h > 0 {
		text = digits[h] + "百"
		if n%100 > 0 && n%100 < 10 {
			text += "零"
		}
	}
	switch t := n / 10 % 10; {
	case t == 1 && n < 100:
		text += "十"
	case t > 0:
		text += digits[t] + "十"
	}
	return text + digits[n%10]
}
