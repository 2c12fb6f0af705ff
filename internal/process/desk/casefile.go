package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/procedure"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/ref"
)

// Leaf is one document of a case file (案卷) in its place: what it is, of which
// record, and on which pages it lies.
type Leaf struct {
	Volume string  `json:"volume"` // main (正卷) or side (副卷)
	Kind   string  `json:"kind"`   // what document it is: approval, decision, exhibits …
	Title  string  `json:"title"`  // in Chinese, without personal data
	Of     ref.Ref `json:"of"`     // the record it tells of
	On     string  `json:"on"`
	Number string  `json:"number,omitempty"`
	File   ref.Ref `json:"file,omitempty"` // "blob:…" of a scan or photo; empty where the paper is to be issued
	Pages  int     `json:"pages"`          // of a document not counted yet one
	From   int     `json:"from"`           // page number within its volume
	To     int     `json:"to"`

	order int
}

// sheaf is where each kind of document lies: the order of
// 市场监督管理行政处罚程序规定 on 案卷, remembered and not compared with its text.
var sheaf = []struct{ kind, volume, title string }{
	{procedure.Approval, "main", "立案审批表"}, {"decision", "main", "行政处罚决定书"}, {"service", "main", "送达回证"},
	{procedure.Notice, "main", "行政处罚告知书"}, {procedure.Statement, "main", "陈述申辩记录"}, {procedure.Request, "main", "听证要求"},
	{procedure.Summons, "main", "听证通知书"}, {"measure", "main", "强制措施（登记保存）文书"}, {"exhibits", "main", "涉案物品清单"}, {"photo", "main", "照片"},
	{procedure.Hearing, "main", "听证笔录"}, {"disposal", "main", "物品处理记录"}, {"paper", "main", "移送材料"}, {"plan", "main", "暂缓（分期）缴纳审批"}, {"payment", "main", "缴款凭证"},
	{"demand", "main", "催告书"}, {"apply", "main", "强制执行申请书"}, {"ruling", "main", "法院裁定"}, {"remedy", "main", "复议、诉讼文书"},
	{"publication", "main", "处罚信息公示"}, {"origin", "side", "案件来源材料"}, {procedure.Review, "side", "法制审核意见"}, {procedure.Discussion, "side", "集体讨论记录"},
	{"archive", "side", "简易程序案件备案"}, {"closing", "side", "结案审批表"},
}

// rows is how many exhibits a page of their list takes.
const rows = 18

// CaseFile lists the documents of a case in the order they are bound in, each
// with its pages: the index of its two volumes. Counting and binding what is
// issued is the work of whoever makes the paper; Number counts anew.
func CaseFile(ctx context.Context, tx *store.Tx, id string) ([]Leaf, error) {
	c, err := casework.Get(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	leaves := []Leaf{{Kind: "origin", Of: c.Origin, On: c.FiledOn, Number: c.Number}}
	if c.ClosedOn != "" {
		leaves = append(leaves, Leaf{Kind: "closing", Of: casework.Ref(id), On: c.ClosedOn})
	}
	for _, part := range []func(context.Context, *store.Tx, string) ([]Leaf, error){gates, decisions, exhibits, papers} {
		more, err := part(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, more...)
	}
	return Number(leaves), nil
}

// Number puts documents in their order and gives each its pages; each volume
// begins with page one.
func Number(leaves []Leaf) []Leaf {
	for i := range leaves {
		l := &leaves[i]
		l.order = slices.IndexFunc(sheaf, func(s struct{ kind, volume, title string }) bool { return s.kind == l.Kind })
		if l.order < 0 {
			continue
		}
		l.Volume, l.Title, l.Pages = sheaf[l.order].volume, cmp.Or(l.Title, sheaf[l.order].title), max(l.Pages, 1)
	}
	slices.SortStableFunc(leaves, func(a, b Leaf) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.On, b.On)) })
	last := map[string]int{}
	for i := range leaves {
		l := &leaves[i]
		l.From = last[l.Volume] + 1
		l.To = last[l.Volume] + l.Pages
		last[l.Volume] = l.To
	}
	return leaves
}

func gates(ctx context.Context, tx *store.Tx, id string) (out []Leaf, err error) {
	all, err := procedure.Of(ctx, tx, id)
	for _, s := range all {
		if s.Withdrawn == "" {
			out = append(out, Leaf{Kind: s.Kind, Of: ref.Of("step", s.ID), On: s.On, Number: s.Number, File: s.File})
		}
	}
	return out, err
}

func decisions(ctx context.Context, tx *store.Tx, id string) (out []Leaf, err error) {
	ds, err := decision.Of(ctx, tx, id)
	for _, d := range ds {
		if err != nil {
			break
		}
		title := map[string]string{"none": "不予行政处罚决定书", "unfounded": "违法事实不成立决定书"}[d.Kind]
		if d.Summary {
			title = "当场行政处罚决定书"
		}
		out = append(out, Leaf{Kind: "decision", Title: title, Of: decision.Ref(d.ID), On: d.DecidedOn, Number: d.Number})
		if d.ServedOn != "" {
			out = append(out, Leaf{Kind: "service", Of: decision.Ref(d.ID), On: d.ServedOn})
		}
		var more []Leaf
		more, err = executed(ctx, tx, d)
		out = append(out, more...)
	}
	return out, err
}

// executed are the papers of carrying a decision out, and of what became of it.
func executed(ctx context.Context, tx *store.Tx, d decision.Decision) (out []Leaf, err error) {
	of := decision.Ref(d.ID)
	a, err := decision.AccountOn(ctx, tx, d.ID, tx.Today())
	if err != nil {
		return nil, err
	}
	for _, p := range a.Payments {
		out = append(out, Leaf{Kind: "payment", Of: of, On: p.PaidOn, Number: p.Receipt})
	}
	ss, err := decision.Steps(ctx, tx, d.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range ss {
		out = append(out, Leaf{Kind: s.Kind, Of: of, On: s.On, Number: s.Number, File: s.File})
	}
	rs, err := decision.Remedies(ctx, tx, d.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		out = append(out, Leaf{Kind: "remedy", Of: of, On: r.ReceivedOn, Number: r.Number})
		if r.EndedOn != "" {
			out = append(out, Leaf{Kind: "remedy", Of: of, On: r.EndedOn, Number: r.Paper})
		}
	}
	ps, err := decision.Publications(ctx, tx, d.ID)
	for _, p := range ps {
		out = append(out, Leaf{Kind: "publication", Of: of, On: p.PublishedOn})
	}
	return out, err
}

func exhibits(ctx context.Context, tx *store.Tx, id string) (out []Leaf, err error) {
	xs, err := exhibit.Of(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	xs = slices.DeleteFunc(xs, func(x exhibit.Exhibit) bool { return x.Withdrawn != "" })
	if len(xs) > 0 {
		out = append(out, Leaf{Kind: "exhibits", Of: casework.Ref(id), On: xs[0].SeizedOn, Pages: (len(xs) + rows - 1) / rows})
	}
	for _, x := range xs {
		of := ref.Of("exhibit", x.ID)
		if x.Paper != "" {
			out = append(out, Leaf{Kind: "measure", Of: of, On: x.SeizedOn, Number: x.Paper})
		}
		for i, p := range x.Photos {
			out = append(out, Leaf{Kind: "photo", Title: fmt.Sprintf("照片：%s（%d）", x.Name, i+1), Of: of, On: x.SeizedOn, File: ref.Ref(p)})
		}
		ds, err := exhibit.Disposals(ctx, tx, x.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range ds {
			if d.Withdrawn == "" {
				out = append(out, Leaf{Kind: "disposal", Of: of, On: d.DisposedOn})
			}
		}
	}
	return out, nil
}

// papersOf are what the papers of a transfer are called.
var papersOf = map[string]string{
	"letter": "涉嫌犯罪案件移送书", "report": "涉嫌犯罪案情调查报告", "inventory": "移送物品清单", "opinion": "检验报告或鉴定结论", "other": "其他移送材料",
}

func papers(ctx context.Context, tx *store.Tx, id string) (out []Leaf, err error) {
	ts, err := transfer.Of(ctx, tx, id)
	for _, t := range ts {
		for _, d := range t.Documents {
			if d.None == "" {
				out = append(out, Leaf{Kind: "paper", Title: papersOf[d.Kind], Of: ref.Of("transfer", t.ID), On: string(calendar.DayOf(t.Steps[0].At)), File: d.File})
			}
		}
	}
	return out, err
}
