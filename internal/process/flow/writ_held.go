package flow

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/inspection"
	"example.org/zhiye/internal/domain/registry"
	"example.org/zhiye/internal/domain/transfer"
	"example.org/zhiye/internal/domain/writ"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/money"
	"example.org/zhiye/internal/pure/ref"
)

// caseFile is what a case holds for its writs: itself, its parties, what was
// taken, decided and handed over.
func (h holding) caseFile(id, party string) error {
	c, err := casework.Get(h.ctx, h.tx, id)
	if err != nil {
		return err
	}
	of := casework.Ref(id)
	h.put("case.title", c.Title, of)
	h.put("case.facts", c.Facts, of)
	h.put("case.number", c.Number, of)
	h.put("case.filed_on", c.FiledOn, of)
	h.put("case.source", sources[c.Origin.Kind()], of)
	h.put("case.officers", h.people(c.Officers), of)
	if c.ValueFen >= 0 {
		h.put("case.value", money.Fen(c.ValueFen).Yuan()+"（依据："+c.Basis+"）", of)
	}
	for _, part := range []func(casework.Case, string) error{h.parties, h.goods, h.decided, h.handed, h.issued} {
		if err := part(c, party); err != nil {
			return err
		}
	}
	return nil
}

// sources are the origins of a case, as its papers call them.
var sources = map[string]string{"lead": "线索核查", "visit": "监督检查发现", "referral": "司法机关移送（反向衔接）", "document": "上级交办、其他部门移送"}

func (h holding) parties(c casework.Case, party string) error {
	ps, err := casework.Parties(h.ctx, h.tx, c.ID)
	if err != nil {
		return err
	}
	ps = slices.DeleteFunc(ps, func(p casework.Party) bool { return p.Dropped != "" })
	var list []string
	for _, p := range ps {
		list = append(list, strings.Join(slices.DeleteFunc([]string{p.Name.Reveal(), p.Paper.Reveal(), p.Address.Reveal()}, empty), "，"))
		if p.ID == party || party == "" && len(ps) == 1 {
			of := ref.Of("party", p.ID)
			h.put("party.name", p.Name.Reveal(), of)
			h.put("party.paper", p.Paper.Reveal(), of)
			h.put("party.address", p.Address.Reveal(), of)
		}
	}
	h.put("parties.list", strings.Join(list, "；"), casework.Ref(c.ID))
	return nil
}

func empty(s string) bool { return s == "" }

// decided is the standing decision about the party.
func (h holding) decided(c casework.Case, party string) error {
	ds, err := decision.Of(h.ctx, h.tx, c.ID)
	if err != nil {
		return err
	}
	for _, d := range ds {
		if !d.Standing() || party != "" && d.Party != party {
			continue
		}
		of := decision.Ref(d.ID)
		h.put("decision.number", d.Number, of)
		h.put("decision.text", d.Text, of)
		h.put("decision.served_on", d.ServedOn, of)
		if d.FineFen > 0 {
			h.put("decision.fine", money.Fen(d.FineFen).String(), of)
		}
		a, err := decision.AccountOn(h.ctx, h.tx, d.ID, h.tx.Today())
		if err != nil {
			return err
		}
		h.put("decision.open", money.Fen(a.OwedFen).String(), of)
		h.put("decision.payment", fmt.Sprintf("应缴%s，已缴%s，尚欠%s", money.Fen(a.DueFen).Yuan(), money.Fen(a.PaidFen).Yuan(), money.Fen(a.OwedFen).Yuan()), of)
	}
	return nil
}

// handed is the transfer to the police, where there is one.
func (h holding) handed(c casework.Case, _ string) error {
	t, err := transfer.Last(h.ctx, h.tx, c.ID)
	if err != nil {
		return err
	}
	of := ref.Of("transfer", t.ID)
	h.put("transfer.recipient", t.Recipient, of)
	h.put("transfer.team", h.people(t.Team), of)
	return nil
}

// issued are the writs of the case that go along with a transfer, and the one
// that a release lifts.
func (h holding) issued(c casework.Case, party string) error {
	ws, err := writ.Of(h.ctx, h.tx, casework.Ref(c.ID))
	if err != nil {
		return err
	}
	var papers [][]string
	for _, w := range ws {
		if w.State != writ.Issued && w.State != writ.Served {
			continue
		}
		if w.Template == "seizure_decision" && (party == "" || w.Party == party) {
			h.put("seizure.number", w.Number, w.Ref())
		}
		papers = append(papers, []string{strconv.Itoa(len(papers) + 1), w.Name, w.Number, w.IssuedOn})
	}
	h.rows("papers.list", papers, casework.Ref(c.ID))
	return nil
}

// visit is what a visit holds, with its subject and the order it led to.
func (h holding) visit(id string) error {
	v, err := inspection.Get(h.ctx, h.tx, id)
	if err != nil {
		return err
	}
	of := ref.Of("visit", id)
	h.put("visit.title", v.Title, of)
	h.put("visit.day", v.Day, of)
	h.put("visit.text", v.Text, of)
	h.put("visit.officers", h.signatures(v.Names), of)
	var photos [][]string
	for i, p := range v.Photos {
		photos = append(photos, []string{"blob:" + strings.TrimPrefix(p, "blob:"), fmt.Sprintf("现场照片%d", i+1)})
	}
	h.rows("visit.photos", photos, of)
	s, err := registry.Get(h.ctx, h.tx, v.Subject)
	if err != nil {
		return err
	}
	h.put("visit.address", s.Address, s.Ref())
	h.put("visit.paper", s.Code, s.Ref())
	h.put("party.name", s.Name, s.Ref())
	h.put("party.paper", s.Code, s.Ref())
	h.put("party.address", s.Address, s.Ref())
	return h.order(v)
}

func (h holding) signatures(names []inspection.Signature) string {
	var out []string
	for _, n := range names {
		out = append(out, h.person("person:"+strings.TrimPrefix(n.Person, "person:"))+"（"+n.Certificate+"）")
	}
	return strings.Join(out, "、")
}

// order is the rectification that a visit led to.
func (h holding) order(v inspection.Visit) error {
	orders, _, err := inspection.Orders(h.ctx, h.tx, inspection.OrderFilter{Visit: v.ID}, store.Page{})
	for _, o := range orders {
		if o.State != inspection.Withdrawn {
			h.put("order.text", o.Text, ref.Of("order", o.ID))
			h.put("order.due", o.Due, ref.Of("order", o.ID))
		}
	}
	return err
}

// ways are the ways of service, as a receipt prints them.
var ways = map[string]string{"direct": "直接送达", "left": "留置送达", "entrusted": "委托送达", "post": "邮寄送达", "electronic": "电子送达", "public": "公告送达"}

// receipt is what a served writ holds for its receipt.
func (h holding) receipt(id string) error {
	w, err := writ.Get(h.ctx, h.tx, id)
	if err != nil {
		return err
	}
	of := w.Ref()
	h.put("writ.name", w.Name, of)
	h.put("writ.number", w.Number, of)
	h.put("writ.party", w.Filled["party"].Text, of)
	s := w.Service
	if s == nil {
		return nil
	}
	h.put("service.way", ways[s.Way], of)
	h.put("service.on", s.On, of)
	h.put("service.place", s.Place.Reveal(), of)
	h.put("service.signer", s.Signer.Reveal(), of)
	h.put("service.relation", s.Relation, of)
	h.put("service.refusal", s.Refusal, of)
	h.put("service.witness", s.Witness.Reveal(), of)
	h.put("service.by", h.people(s.By), of)
	return nil
}

// runsTo is the last day of a running clock of a kind, over all of a file's.
func runsTo(clocks []docket.Clock, kind string) (day string) {
	for _, k := range clocks {
		if k.Kind == kind && k.DoneAt.IsZero() {
			day = cmp.Or(max(day, string(k.Last)), day)
		}
	}
	return day
}
