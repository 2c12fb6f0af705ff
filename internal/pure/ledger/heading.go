package ledger

import (
	"strings"

	"example.org/zhiye/internal/pure/sheet"
)

const (
	headingRows = 15 // a heading below them is none
	headingMin  = 4  // recognised titles, one of them a name
)

// findHeading looks for the heading in the first rows of a sheet, which may be
// the lower of two. The first row that is clearly one is taken, for a short table
// may have a second below it; where none is clear, the one with most recognised
// titles. It returns the columns and the first and last heading row, or nil.
func findHeading(rows []*sheet.Row) (best *columns, first, last int) {
	score := 0
	for i, r := range rows {
		c, n := readHeading(nil, r)
		at := i
		if i+1 < len(rows) && rows[i+1].Number == r.Number+1 && lower(r, rows[i+1]) {
			if two, m := readHeading(r, rows[i+1]); m >= n && m > 0 {
				c, n, at = two, m, i+1
			}
		}
		if n > score {
			best, first, last, score = c, i, at, n
		}
		if n > 0 && onlyTitles(r, n) {
			return c, i, at
		}
	}
	return best, first, last
}

// onlyTitles says whether nothing in a row looks like a value, and half of it was recognised.
func onlyTitles(r *sheet.Row, known int) bool {
	filled := 0
	for i := range r.Cells {
		s := S(r.Cells[i].Text)
		if s == "" {
			continue
		}
		if filled++; r.Cells[i].Kind == sheet.Number || len(digits(s)) > 6 || runes(s) > 2*longestTitle {
			return false
		}
	}
	return 2*known >= filled
}

// lower says whether below continues the heading above: nothing in it looks like
// a value, something is a title, and it stands where the row above leaves room.
func lower(above, below *sheet.Row) bool {
	if !opens(above) {
		return false
	}
	group, titled := "", 0
	for i := range max(len(above.Cells), len(below.Cells)) {
		up, down := above.Cell(i), below.Cell(i)
		group = groupAt(above, i, group)
		if down.Filled || S(down.Text) == "" {
			continue
		}
		alone := S(up.Text) != "" && up.Span == 0 && nextTaken(above, i)
		if down.Kind == sheet.Number || alone && S(up.Text) != S(down.Text) {
			return false
		}
		if f, _ := under(group, down.Text); f != fNone {
			titled++
		}
	}
	return titled > 0
}

// opens says whether a row could be the upper of two: a title line over the
// whole table is none.
func opens(r *sheet.Row) bool {
	filled, known := 0, 0
	for i := range r.Cells {
		if S(r.Cells[i].Text) == "" {
			continue
		}
		filled++
		if f, _ := titleOf(r.Cells[i].Text); f != fNone {
			known++
		}
	}
	return filled > 1 && known > 0
}

// nextTaken says whether the cell right of i has a title of its own, so that i heads no group.
func nextTaken(r *sheet.Row, i int) bool {
	return i+1 >= len(r.Cells) || S(r.Cells[i+1].Text) != ""
}

// groupAt is the group title over column i: the cell itself, or the one whose merge or blank run covers it.
func groupAt(above *sheet.Row, i int, before string) string {
	if s := above.Cell(i).Text; S(s) != "" {
		return s
	}
	return before
}

// readHeading maps columns by the titles of a row, or of two; 0 where they are no heading.
func readHeading(above, row *sheet.Row) (*columns, int) {
	c := &columns{width: len(row.Cells)}
	for f := range c.at {
		c.at[f] = -1
	}
	var ranks [fields]rank
	group, known := "", 0
	n := len(row.Cells)
	if above != nil {
		n = max(n, len(above.Cells))
		c.width = n
	}
	var permitTitle string
	for i := range n {
		title, over := row.Cell(i).Text, ""
		if above != nil {
			group = groupAt(above, i, group)
			over = group
			if own := row.Cell(i); own.Filled || S(own.Text) == "" {
				title, over = above.Cell(i).Text, ""
			}
		}
		f, sure := under(over, title)
		if f == fNone {
			continue
		}
		known++
		if f == fPermit && c.at[fPermit] < 0 {
			permitTitle = over + title
		}
		c.place(f, i, sure, &ranks)
	}
	c.settle(permitTitle)
	if known < headingMin || c.noun == "" {
		return nil, 0
	}
	return c, known
}

// second are the fields a table may give two columns to.
var second = map[field]field{fPhone: fPhone2, fCode: fCode2}

// place gives column i the meaning f; of several that claim it the surest wins, else the first.
func (c *columns) place(f field, i int, sure rank, ranks *[fields]rank) {
	other, two := second[f]
	switch {
	case c.at[f] < 0:
		c.at[f], ranks[f] = i, sure
	case sure > ranks[f]:
		if two {
			c.at[other], ranks[other] = c.at[f], ranks[f]
		}
		c.at[f], ranks[f] = i, sure
	case two && c.at[other] < 0:
		c.at[other], ranks[other] = i, sure
	}
}

// settle decides what the table is about; noun stays empty where it has no name column.
func (c *columns) settle(permitTitle string) {
	switch {
	case c.has(fBatch):
		c.noun = AboutBatch
		if !c.has(fBatchOwner) && c.has(fName) {
			c.at[fBatchOwner] = c.at[fName]
		}
	case c.has(fPerson) && (c.has(fCert) || c.has(fItems)):
		c.noun = AboutOfficer
		if !c.has(fUnit) && c.has(fName) {
			c.at[fUnit] = c.at[fName]
		}
		c.at[fName] = c.at[fPerson]
	case c.has(fName):
		c.noun = AboutSubject
		c.online = c.has(fPlatform) && (c.has(fShopID) || c.has(fURL))
		if !c.has(fOperator) && c.has(fContact) {
			c.at[fOperator] = c.at[fContact]
		} else if !c.has(fOperator) && c.has(fPerson) {
			c.at[fOperator] = c.at[fPerson]
		}
	case c.has(fContact) && c.has(fTown):
		c.noun = AboutContact
		c.at[fName] = c.at[fContact]
	case c.has(fOperator) && (c.has(fCode) || c.has(fAddress)):
		c.noun = AboutSubject
		c.at[fName] = c.at[fOperator] // 经营者 alone names the stall
	}
	if c.noun == AboutSubject && !c.has(fCode) && !c.has(fAddress) && !c.has(fOperator) && !c.has(fPhone) && !c.online {
		c.noun = "" // units and numbers: a summary, not a ledger
	}
	if c.noun == AboutSubject {
		c.permit = permitKind("", permitTitle)
	}
	seen := map[int]bool{c.at[fSeq]: true, -1: true}
	for f := fSeq + 1; f < fields; f++ {
		if at := c.at[f]; !seen[at] {
			seen[at] = true
			c.used = append(c.used, at)
		}
	}
}

// likeHeading says whether a row inside the data repeats a heading or begins a
// second table: enough of its cells are listed titles.
func likeHeading(r *sheet.Row) bool {
	n, filled := 0, 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Kind != sheet.Text || c.Filled {
			continue
		}
		if filled++; filled > 5 && n == 0 {
			return false
		}
		if f, _ := listed(c.Text); f != fNone {
			n++
		}
	}
	return n >= headingMin || n >= 3 && n*3 >= filled*2
}

// venueWords tell a venue by the words of a sheet's name or a table's title; the
// first that is contained wins, so stalls of a market come before the market.
var venueWords = []struct {
	word string
	v    Venue
}{
	{"网店", OnlineShop}, {"网络交易平台", Platform}, {"诊疗", Vet}, {"动物医院", Vet}, {"宠物医院", Vet}, {"兽医", Vet},
	{"繁育", Breeding}, {"养殖", Breeding}, {"驯养", Breeding}, {"经营户", Shop}, {"商户", Shop}, {"摊", Shop}, {"个体", Shop},
	{"中药材市场", MarketHerb}, {"餐饮", Catering}, {"餐馆", Catering}, {"饭店", Catering}, {"酒店", Catering}, {"食堂", Catering},
	{"药", Pharmacy}, {"宠物", Pet}, {"渔具", Toolshop}, {"五金", Toolshop}, {"寄递", Logistics}, {"快递", Logistics}, {"物流", Logistics}, {"货运", Logistics},
	{"商场", Mall}, {"超市", Mall}, {"食品", Food}, {"集贸", MarketAgri}, {"农贸", MarketAgri}, {"菜市场", MarketAgri}, {"农产品市场", MarketAgri},
	{"花鸟", MarketBird}, {"古玩", MarketAntique}, {"文玩", MarketAntique}, {"店", Shop},
}

// venueIn is the venue a sheet's name or a title speaks of, or "".
func venueIn(text string) Venue {
	s := S(text)
	for _, w := range venueWords {
		if strings.Contains(s, w.word) {
			return w.v
		}
	}
	return ""
}

// venueTitled is the venue a line of prose announces; remarks and signatures
// (审核单位：某某食品药品监管所) announce nothing.
func venueTitled(text string) Venue {
	s := S(text)
	if runes(s) > 40 || strings.Contains(s, ":") || strings.HasPrefix(s, "注") || strings.HasPrefix(s, "以上") {
		return ""
	}
	return venueIn(s)
}

// categories are the values of a 类别 column.
var categories = map[string]Venue{
	"集贸市场": MarketAgri, "农贸市场": MarketAgri, "菜市场": MarketAgri, "农产品市场": MarketAgri, "农批市场": MarketAgri, "农产品批发市场": MarketAgri,
	"花鸟市场": MarketBird, "花鸟鱼虫市场": MarketBird, "古玩市场": MarketAntique, "文玩市场": MarketAntique, "古玩城": MarketAntique,
	"中药材市场": MarketHerb, "商场": Mall, "超市": Mall, "商场超市": Mall, "商超": Mall, "便利店": Mall, "商户": Shop, "个体户": Shop, "个体工商户": Shop, "经营户": Shop, "摊位": Shop, "摊点": Shop,
	"餐饮": Catering, "餐饮服务": Catering, "餐饮单位": Catering, "餐馆": Catering, "饭店": Catering, "酒店": Catering, "餐饮店": Catering, "农家乐": Catering,
	"食品": Food, "食品销售": Food, "食品经营": Food, "食品店": Food, "药品": Pharmacy, "药店": Pharmacy, "药品经营": Pharmacy, "药房": Pharmacy, "药品零售": Pharmacy,
	"动物诊疗": Vet, "动物诊疗机构": Vet, "动物医院": Vet, "宠物医院": Vet, "宠物店": Pet, "宠物": Pet,
	"人工繁育": Breeding, "人工繁育场所": Breeding, "繁育场所": Breeding, "养殖场": Breeding, "养殖户": Breeding, "人工繁育单位": Breeding,
	"渔具五金": Toolshop, "渔具店": Toolshop, "五金店": Toolshop, "渔具": Toolshop, "五金": Toolshop,
	"寄递": Logistics, "寄递运输": Logistics, "快递": Logistics, "物流": Logistics, "货运": Logistics, "快递网点": Logistics,
	"网店": OnlineShop, "平台": Platform, "网络交易平台": Platform, "其他": Other,
}

var categoryTails = []string{"", "类", "单位", "场所", "经营者", "企业", "机构", "经营单位", "经营户"}

// categoryOf is the venue a 类别 cell names, or "".
func categoryOf(text string) Venue {
	s := S(text)
	for _, tail := range categoryTails {
		if base, ok := strings.CutSuffix(s, tail); ok {
			if v, ok := categories[base]; ok {
				return v
			}
		}
	}
	return ""
}
