package law

import (
	"strconv"
	"strings"
	"sync"

	"example.org/zhiye/internal/pure/crime"
	"example.org/zhiye/internal/pure/fault"
)

// ErrArticle is the fault of a reference that leads to no text we hold.
var ErrArticle = fault.New(fault.NotFound, "law.article",
	"所引条文不在收录的法律文本中；请写作“野生动物保护法2022:52.1”（法律:条.款）")

// Text is one article, or one paragraph of it, as the law has it.
type Text struct {
	Ref       string `json:"ref"`  // 野生动物保护法2022:52.1
	Law       string `json:"law"`  // its title and edition
	From      string `json:"from"` // in force from this day, YYYY-MM-DD
	To        string `json:"to,omitempty"`
	Article   string `json:"article"`             // 第五十二条
	Paragraph int    `json:"paragraph,omitempty"` // 0: the whole article
	Text      string `json:"text"`
}

type statute struct{ title, from, to string }

type library struct {
	laws  map[string]statute  // by the short name that references use
	texts map[string][]string // short:article → its paragraphs
}

// shelf holds every article of data/law/article.csv, cut into paragraphs.
var shelf = sync.OnceValue(func() library {
	l := library{laws: map[string]statute{}, texts: map[string][]string{}}
	short := map[string]string{}
	for _, r := range records("law/law.csv") {
		short[r["in_article_csv"]] = r["short"]
		l.laws[r["short"]] = statute{title: r["title"], from: r["from"], to: r["to"]}
	}
	for _, r := range records("law/article.csv") {
		key := short[r["law"]] + ":" + r["article"]
		if r["sub"] != "0" {
			key += "_" + r["sub"]
		}
		l.texts[key] = paragraphs(r["text"])
	}
	return l
})

// paragraphs joins the items （一）… of a paragraph to it: they are no 款 of their own.
func paragraphs(text string) (out []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if len(out) > 0 && strings.HasPrefix(line, "（") {
			out[len(out)-1] += "\n" + line
			continue
		}
		out = append(out, line)
	}
	return out
}

// Article is the text a reference leads to: "LAW:ART" the whole article,
// "LAW:ART.PARA" one paragraph, ART "344_1" for 第三百四十四条之一; ErrArticle
// where we hold no such text. "V20"-style short forms are opened by [Refs].
func Article(ref string) (Text, error) {
	name, place, _ := strings.Cut(ref, ":")
	article, para, one := strings.Cut(place, ".")
	s, known := shelf().laws[name]
	ps, held := shelf().texts[name+":"+article]
	if !known || !held {
		return Text{}, ErrArticle.With(ref)
	}
	t := Text{Ref: ref, Law: s.title, From: s.from, To: s.to, Article: ordinal(article), Text: strings.Join(ps, "\n")}
	if one {
		n, err := strconv.Atoi(para)
		if err != nil || n < 1 || n > len(ps) {
			return Text{}, ErrArticle.With(ref)
		}
		t.Paragraph, t.Text = n, ps[n-1]
	}
	return t, nil
}

// ordinal is 第五十二条 for "52", 第三百四十四条之一 for "344_1".
func ordinal(article string) string {
	n, sub, _ := strings.Cut(article, "_")
	out := crime.Cite(":" + n)
	if sub != "" {
		out += "之" + strings.Trim(crime.Cite(":"+sub), "第条")
	}
	return out
}
