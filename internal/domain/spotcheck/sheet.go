package spotcheck

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/platform/store"
)

// Sheet is what is published of a draw (公示表), from the announcement on.
//
// It names no officer: whoever is visited must be able to compare who comes
// with who was drawn, so unit and the end of the certificate's number are
// there, and nobody must be able to find the person before. It names an object
// from the day of the visits on, for a list of names hung out earlier would
// warn them. Recusals appear as a number only.
type Sheet struct {
	Draw   Draw
	Number string // the draw's id
	State  string
	Team   string
	Strata []SheetStratum
	Shares []SheetShare
	Ended  string // why it lapsed, empty if it did not
	Named  bool   // objects appear with their names
	Drawn  []SheetObject
}

// SheetStratum is a line of the plan.
type SheetStratum struct {
	Name, Rule, Quota string
	Size, Take        int64
}

// SheetShare is what a unit contributed.
type SheetShare struct{ Unit, Name, Commitment, Share string }

// SheetObject is an object that was drawn.
type SheetObject struct {
	Place                          int64
	Subject, Name, Stratum, Ticket string
	Team                           []string // 市场监督管理局（证号末四位 0211）
}

// MakeSheet makes the sheet of an announced draw; names are those of the
// objects that were drawn, by id.
func MakeSheet(ctx context.Context, tx *store.Tx, id string, names map[string]string) (Sheet, error) {
	d, err := Get(ctx, tx, id)
	if err != nil {
		return Sheet{}, err
	}
	if d.AnnouncedAt.IsZero() {
		return Sheet{}, ErrState.With(string(d.State))
	}
	drawn, err := Drawn(ctx, tx, id)
	if err != nil {
		return Sheet{}, err
	}
	units, err := unitNames(ctx, tx)
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{Draw: d, Number: d.ID, State: stateWords[d.State], Team: d.teamWords(), Named: tx.Today() >= d.Date, Drawn: []SheetObject{}}
	for _, t := range d.Strata {
		s.Strata = append(s.Strata, SheetStratum{t.Name, t.rule(), t.quota(), t.Size, t.Take})
	}
	for _, h := range d.Shares {
		s.Shares = append(s.Shares, SheetShare{h.Unit, cmp.Or(units[h.Unit], h.Unit), h.Commitment, h.Share})
	}
	s.Ended = d.ended(s.Shares)
	for _, a := range drawn {
		o := SheetObject{Place: a.Place, Subject: a.Subject, Stratum: a.Stratum, Ticket: a.Ticket}
		if s.Named {
			o.Name = names[a.Subject]
		}
		for _, m := range a.Team {
			o.Team = append(o.Team, fmt.Sprintf("%s（证号末四位 %s）", cmp.Or(units[m.Unit], m.Unit), m.Tail))
		}
		s.Drawn = append(s.Drawn, o)
	}
	return s, nil
}

// unitNames are the names of units alone: a person's name cannot get onto the
// sheet by a mistaken id.
func unitNames(ctx context.Context, tx *store.Tx) (map[string]string, error) {
	units, err := org.Units(ctx, tx)
	out := make(map[string]string, len(units))
	for _, u := range units {
		out[u.ID] = u.Name
	}
	return out, err
}

var stateWords = map[State]string{
	Announced: "已公告，待公开份额", Done: "已抽取", Lapsed: "已作废", Redrawn: "已由另一次抽取替代",
}

func (d Draw) teamWords() string {
	var organs []string
	for _, o := range slices.Sorted(maps.Keys(d.Team.Organs)) {
		organs = append(organs, fmt.Sprintf("%s至少 %d 人", org.Departments[o], d.Team.Organs[o]))
	}
	return fmt.Sprintf("每组 %d 人，其中%s", d.Team.Size, strings.Join(organs, "、"))
}

// ended says why the draw lapsed, and which units did not reveal.
func (d Draw) ended(shares []SheetShare) string {
	var silent []string
	for i, h := range d.Shares {
		if h.RevealedAt.IsZero() {
			silent = append(silent, shares[i].Name)
		}
	}
	switch d.Cause {
	case Refused:
		return "贡献单位拒绝公开份额；未公开份额的单位：" + strings.Join(silent, "、")
	case Late:
		return "期限届满；未公开份额的单位：" + strings.Join(silent, "、")
	}
	return ""
}

// venueWords are the ledger's venues as the public knows them.
var venueWords = map[string]string{
	"market_agri": "集贸市场", "market_bird": "花鸟市场", "market_antique": "古玩市场", "market_herb": "中药材市场", "mall": "商场超市",
	"shop": "商户", "catering": "餐饮", "food": "食品销售", "pharmacy": "药品经营", "vet": "动物诊疗", "pet": "宠物店",
	"breeding": "人工繁育场所", "toolshop": "渔具五金", "logistics": "寄递运输", "online_shop": "网店", "platform": "网络交易平台", "other": "其他",
}

// rule says in words how objects come into the stratum.
func (s Stratum) rule() string {
	if len(s.Subjects) > 0 {
		return "列名对象"
	}
	var parts []string
	if s.Venue != "" {
		parts = append(parts, cmp.Or(venueWords[s.Venue], s.Venue))
	}
	if s.Grade != "" {
		parts = append(parts, s.Grade+" 级")
	}
	if s.Region != "" {
		parts = append(parts, "区划 "+s.Region)
	}
	if s.Online != "" {
		parts = append(parts, map[string]string{"yes": "网络经营", "no": "实体经营"}[s.Online])
	}
	return cmp.Or(strings.Join(parts, "，"), "其余全部对象")
}

func (s Stratum) quota() string {
	if s.Quota.Count != nil {
		return fmt.Sprintf("%d 户", *s.Quota.Count)
	}
	return "比例 " + s.Quota.Rate
}

// beijing is the time the sheet speaks of.
var beijing = time.FixedZone("CST", 8*3600)

// Clock is a moment as the sheet prints it, in Beijing time.
func (s Sheet) Clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(beijing).Format("2006年01月02日 15:04:05")
}

// Over reports whether there is a result.
func (s Sheet) Over() bool { return s.Draw.Result != "" }
