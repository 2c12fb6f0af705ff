package flow

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/domain/assessment"
	"example.org/zhiye/internal/domain/casework"
	"example.org/zhiye/internal/domain/decision"
	"example.org/zhiye/internal/domain/exhibit"
	"example.org/zhiye/internal/domain/permit"
	"example.org/zhiye/internal/domain/zone"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/law"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/valuation"
)

// acts are those a violation can only be; where it may be several, none.
var acts = map[string]string{
	"V02": "hunt", "V03": "hunt", "V05": "hunt", "V13": "advertise", "V14": "host", "V15": "breed", "V16": "breed",
	"V17": "rescue_trade", "V18": "forge", "V21": "clinic", "V22": "platform_duty", "V24": "fish",
}

// told are the words by which facts name an act.
var told = []struct{ word, act string }{
	{"猎捕", "hunt"}, {"捕捞", "fish"}, {"出售", "sell"}, {"售卖", "sell"}, {"收购", "buy"}, {"购买", "buy"}, {"运输", "transport"},
	{"寄递", "mail"}, {"携带", "carry"}, {"繁育", "breed"}, {"养殖", "breed"}, {"放生", "release"},
}

// act is named by the words of the record where they name exactly one.
func (f *filling) act() {
	if f.Record.Act != "" {
		return
	}
	text, found := strings.Join(f.words, "\n"), ""
	for _, t := range told {
		if strings.Contains(text, t.word) {
			if found != "" && found != t.act {
				f.Record.Act = ""
				f.Missing = append(f.Missing, "记录中写到不止一种行为，请选择评估哪一种")
				return
			}
			found = t.act
		}
	}
	if f.Record.Act = found; found != "" {
		f.says("act", "按记录文字推断，请核对", f.from)
	}
}

// itemOf is an exhibit as the law desk counts it.
func itemOf(x exhibit.Exhibit) law.Item {
	it := law.Item{Name: x.Name, Qty: json.Number(fmt.Sprint(x.Count)), Unit: x.Unit}
	switch {
	case x.Class == "product_weight":
		it.Qty, it.Unit = json.Number(valuation.Quantity(x.Grams*1000).String()), "kg" // millionths of a kilogram
	case x.Class == "animal" && x.Alive:
		it.Part = "live"
	case x.Class == "animal":
		it.Part = "carcass"
	}
	return it
}

// key is the name of an item, or of one of its values.
func key(i int, of string) string {
	return strings.TrimSuffix(fmt.Sprintf("items[%d].%s", i, of), ".")
}

// history are the party's earlier penalties, as the cases of this home have them.
func (f *filling) history() error {
	if f.Record.ActDate == "" {
		return nil
	}
	if len(f.marks) == 0 && f.subject != "" {
		marks, err := casework.Marks(f.ctx, f.tx, f.subject)
		if err != nil {
			return err
		}
		f.marks = marks
	}
	var days []calendar.Day
	for _, m := range f.marks {
		prior, err := decision.History(f.ctx, f.tx, m, string(f.Record.ActDate))
		if err != nil {
			return err
		}
		for _, d := range prior {
			days = append(days, calendar.Day(d))
		}
	}
	if len(days) == 0 {
		return nil // that none is held here does not say that there was none
	}
	if f.Record.Party == nil {
		f.Record.Party = &law.Party{}
	}
	slices.Sort(days)
	f.Record.Party.Prior = slices.Compact(days)
	f.says("party.prior_penalties", "本地区案件中二十四个月内的处罚", f.subject)
	return nil
}

// papers compares each item with the permits of the party.
func (f *filling) papers() error {
	if f.Record.ActDate == "" || f.subject == "" && f.name == "" {
		return nil
	}
	for i := range f.Record.Items {
		it := &f.Record.Items[i]
		for _, ask := range []struct {
			name    string
			purpose permit.Purpose
			value   *string
			words   map[permit.Verdict]string
		}{
			{"permit", permit.ForPermit, &it.Permit, map[permit.Verdict]string{
				permit.Covered: "valid", permit.IsExpired: "expired", permit.IsRevoked: "none", permit.IsNotYet: "none"}},
			{"provenance", permit.ForProvenance, &it.Provenance, map[permit.Verdict]string{permit.Covered: "proof"}},
			{"quarantine", permit.ForQuarantine, &it.Quarantine, map[permit.Verdict]string{permit.Covered: "valid"}},
		} {
			c, err := permit.Covers(f.ctx, f.tx, permit.Query{Holder: f.subject, Name: f.name, Species: it.Name, Latin: it.Species,
				Day: string(f.Record.ActDate), Qty: string(it.Qty), Unit: it.Unit, Origin: it.Origin, Act: f.Record.Act, Purpose: ask.purpose})
			if err != nil {
				return err
			}
			*ask.value = ask.words[c.Verdict]
			f.rests(key(i, ask.name), c)
			if err := f.marked(i, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// rests says which paper a value rests on, and what is doubtful about it.
func (f *filling) rests(key string, c permit.Cover) {
	if c.Verdict == permit.NoneHeld {
		f.says(key, c.Reasons[0], "")
		return
	}
	f.says(key, strings.Join(append([]string{"证件 " + c.Number}, c.Reasons...), "；"), ref.Of("permit", c.Permit))
}

// marked looks for the mark that an exhibit carries among those issued under
// the paper that covers it.
func (f *filling) marked(i int, c permit.Cover) error {
	it, from := &f.Record.Items[i], f.carried[i]
	if c.Permit == "" || from.Kind() != "exhibit" || it.Marking != "" {
		return nil
	}
	ms, _, err := permit.Marks(f.ctx, f.tx, permit.MarkFilter{Permit: c.Permit}, store.Page{Limit: 100})
	if err != nil {
		return err
	}
	for _, m := range ms {
		if m.Specimen != string(from) {
			continue
		}
		on, err := permit.MarkOn(f.ctx, f.tx, m.Number, string(f.Record.ActDate))
		if err != nil {
			return err
		}
		if on.Verdict == permit.MarkValid || on.Verdict == permit.MarkMismatch {
			it.Marking = string(on.Verdict)
		}
		f.says(key(i, "marking"), strings.Join(on.Reasons, "；"), m.Ref())
	}
	return nil
}

// banned asks the notices held about the place and day of hunting or fishing.
func (f *filling) banned() error {
	if f.Record.Act != "hunt" && f.Record.Act != "fish" || f.Record.ActDate == "" {
		return nil
	}
	names := []string{""}
	for _, it := range f.Record.Items {
		names = append(names, it.Name)
	}
	yes := true
	for _, name := range names[min(1, len(names)-1):] {
		a, err := zone.At(f.ctx, f.tx, zone.Query{Region: f.Record.Region, Day: string(f.Record.ActDate), Field: f.Record.Act, Species: name})
		if err != nil {
			return err
		}
		for _, h := range a.Hits {
			text := fmt.Sprintf("《%s》（%s%s）", h.Title, h.Notice.Issuer, h.Notice.Number)
			if slices.Contains(h.Bans, zone.Area) {
				f.Record.BannedArea = &yes
				f.says("banned_area", text, ref.Of("zone", h.ID))
			}
			if slices.Contains(h.Bans, zone.Period) {
				f.Record.BannedPeriod = &yes
				f.says("banned_period", text, ref.Of("zone", h.ID))
			}
		}
		for _, o := range a.Undecided {
			f.Missing = append(f.Missing, "《"+o.Title+"》是否适用："+o.Missing)
		}
	}
	slices.Sort(f.Missing)
	f.Missing = slices.Compact(f.Missing)
	return nil
}

// lacking names what the law desk wants and no record tells.
func (f *filling) lacking() {
	if f.Record.Act == "" {
		f.Missing = append(f.Missing, "行为：记录没有写明，请选择")
	}
	if f.Record.ActDate == "" {
		f.Missing = append(f.Missing, "行为日期：记录没有写明，请填写")
	}
	if len(f.Record.Items) == 0 {
		f.Missing = append(f.Missing, "物品：记录没有写明，请填写")
	}
	for _, it := range f.Record.Items {
		if it.Qty == "" || it.Unit == "" {
			f.Missing = append(f.Missing, it.Name+"的数量和单位：记录没有写明，请填写")
		}
	}
}

// restsOn is what the values of a record rest on: the records where they are
// as a draft has them, else the officer's word.
func restsOn(in law.Case, d Draft) ([]assessment.Basis, error) {
	now, err := tree(in)
	if err != nil {
		return nil, err
	}
	then, err := tree(d.Record)
	if err != nil {
		return nil, err
	}
	out := []assessment.Basis{}
	for _, b := range d.Basis {
		if now[b.Key] != then[b.Key] {
			b = assessment.Basis{Key: b.Key, Text: "由经办人填写或更正"}
		}
		if !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	return out, nil
}

// tree is every value of a record by its path, as text.
func tree(c law.Case) (map[string]string, error) {
	b, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("flow: reading a record: %w", err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return nil, fmt.Errorf("flow: reading a record: %w", err)
	}
	out := map[string]string{}
	branch(out, "", v)
	return out, nil
}

func branch(out map[string]string, path string, v any) {
	b, _ := json.Marshal(v) // what was read can be written
	out[path] = string(b)
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			branch(out, strings.TrimPrefix(path+"."+k, "."), x)
		}
	case []any:
		for i, x := range v {
			branch(out, fmt.Sprintf("%s[%d]", path, i), x)
		}
	}
}
