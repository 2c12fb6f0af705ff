package ledger

import (
	"regexp"
	"strings"

	"example.org/zhiye/internal/pure/sheet"
	"example.org/zhiye/internal/pure/uscc"
)

// officer judges a row about an enforcement officer. Any equal certificate
// number is the same person; without one, name and unit.
func (t *table) officer(r *sheet.Row, out *Row) error {
	if reason := t.nameless(r); reason != "" {
		t.reject(r, out, reason)
		return nil
	}
	if where := t.im.place.foreign(t.cols.cell(r, fTown).Text); where != "" {
		t.setAside(r, out, where)
		return nil
	}
	o := t.officerOf(r)
	keys := officerKeys(o)
	if err := t.person(AboutOfficer, keys, out); err != nil {
		return err
	}
	out.Officer = o
	t.warnOfficer(r, o, out)
	return t.recusals(r, o, out)
}

// person finds whom the keys name, or opens a record, and teaches it the keys.
func (t *table) person(n Noun, keys []Key, out *Row) error {
	m, err := t.im.byAny(n, keys)
	if err != nil {
		return err
	}
	out.Handle, out.Outcome = m.handle, m.outcome
	return t.im.index.Learn(m.handle, keys, nil)
}

func (im *Importer) byAny(n Noun, keys []Key) (met, error) {
	for _, k := range keys {
		held, err := im.find(k)
		if err != nil {
			return met{}, err
		}
		if len(held) > 0 {
			return met{handle: held[0], outcome: Merged}, nil
		}
	}
	h, err := im.index.Create(n, "")
	return met{handle: h, outcome: Created}, err
}

func officerKeys(o *Officer) []Key {
	if len(o.Certs) == 0 {
		return []Key{keyOfficer(S(o.Name), S(o.Unit))}
	}
	var keys []Key
	for _, c := range o.Certs {
		keys = append(keys, keyCert(c.Number))
	}
	return keys
}

func (t *table) officerOf(r *sheet.Row) *Officer {
	o := &Officer{
		Name: Clean(t.cols.cell(r, fName).Text), Unit: t.text(r, fUnit), Post: t.text(r, fPost),
		Sex: t.text(r, fSex), Remark: t.text(r, fRemark),
	}
	if town := t.im.place.townOf(t.cols.cell(r, fTown).Text); town != nil {
		o.Town = town.Name
	}
	if o.Unit == "" {
		o.Unit = o.Town
	}
	if o.Unit == "" {
		o.Unit = t.report.Sheet
	}
	o.Phones, _ = phonesIn(t.cols.cell(r, fPhone))
	for _, piece := range split(t.cols.cell(r, fCert).Text) {
		s := S(piece)
		if n := digits(s); len(n) >= 4 {
			prefix, _, _ := strings.Cut(s, n)
			o.Certs = append(o.Certs, Certificate{Number: n, Prefix: prefix})
		}
	}
	for _, piece := range split(t.cols.cell(r, fPermitTo).Text) {
		if d, ok := dateIn(sheet.Cell{Text: piece}, t.book.Date1904); ok && d != "" {
			o.Valid = append(o.Valid, d)
		}
	}
	if len(o.Valid) == len(o.Certs) {
		for i := range o.Certs {
			o.Certs[i].To = o.Valid[i]
		}
	}
	for _, piece := range split(t.cols.cell(r, fItems).Text) {
		if s := S(piece); !absent(s) {
			o.Items = append(o.Items, s)
		}
	}
	return o
}

func (t *table) warnOfficer(r *sheet.Row, o *Officer, out *Row) {
	if len(o.Certs) == 0 {
		out.warn(WarnCertMissing, t.cols.cell(r, fCert).Text)
	}
	if len(o.Valid) > 0 {
		latest := o.Valid[0]
		for _, d := range o.Valid {
			latest = max(latest, d)
		}
		if latest < t.im.asOf {
			out.warn(WarnCertExpired, string(latest))
		}
	}
	if c := t.cols.cell(r, fPermitTo); len(o.Valid) == 0 && !absent(S(c.Text)) {
		out.warn(WarnDate, c.Text)
	}
	if c := t.cols.cell(r, fPhone); len(o.Phones) == 0 && !absent(S(c.Text)) {
		out.warn(WarnPhone, c.Text)
	}
}

var (
	codePattern   = regexp.MustCompile(`[0-9A-Za-z]{18}|[0-9]{15}`)
	quotedPattern = regexp.MustCompile(`[「『《“"‘]([^」』》”"’]+)[」』》”"’]`)
)

// recusals resolves each interest an officer states: by code, by quoted name, or
// not at all, which each time asks for a person.
func (t *table) recusals(r *sheet.Row, o *Officer, out *Row) error {
	cell := t.cols.cell(r, fRecusal).Text
	for _, piece := range strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune("\n\r；;", c) }) {
		s := S(piece)
		if absent(s) || s == "否" || s == "不需要" || s == "无需回避" {
			continue
		}
		rec := Recusal{Text: Clean(piece), By: "unresolved", Holder: None}
		if err := t.im.resolve(&rec, s, piece); err != nil {
			return err
		}
		if rec.By == "unresolved" {
			out.warnAgain(WarnRecusal, piece)
		}
		o.Recusals = append(o.Recusals, rec)
	}
	return nil
}

func (im *Importer) resolve(rec *Recusal, s, raw string) error {
	for _, v := range codePattern.FindAllString(s, -1) {
		code, ok := uscc.One(v)
		if !ok {
			continue
		}
		held, err := im.find(keyCode(code))
		if err != nil {
			return err
		}
		if len(held) > 0 {
			rec.By, rec.Holder = "code", held[0]
			return nil
		}
	}
	for _, m := range quotedPattern.FindAllStringSubmatch(raw, -1) {
		h, err := im.named(m[1])
		if err != nil {
			return err
		}
		if h != None {
			rec.By, rec.Holder = "name", h
			return nil
		}
	}
	return nil
}
