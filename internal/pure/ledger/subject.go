package ledger

import (
	"slices"
	"strings"

	"example.org/zhiye/internal/pure/sheet"
	"example.org/zhiye/internal/pure/uscc"
)

const longText = 200 // characters; longer cells are kept and shown

// subject judges a row about a place or an online shop (README §2).
func (t *table) subject(r *sheet.Row, out *Row) error {
	name := t.cols.cell(r, fName)
	if name.Filled {
		return t.detail(r, out)
	}
	t.farm = farm{handle: None}
	if reason := t.nameless(r); reason != "" {
		t.reject(r, out, reason)
		return nil
	}
	if where := t.elsewhere(r); where != "" {
		t.setAside(r, out, where)
		return nil
	}
	codes, problems := t.codes(r)
	if reason := t.keyless(r, codes); reason != "" {
		t.reject(r, out, reason)
		return nil
	}
	if !t.cols.online && t.twice(r) {
		out.Outcome = DupExact
		return nil
	}
	s := t.subjectOf(r, codes)
	m, err := t.im.identify(s)
	if err != nil {
		return err
	}
	if t.cols.online {
		if err := t.im.runner(s); err != nil {
			return err
		}
	}
	out.Subject, out.Handle, out.Outcome = s, m.handle, m.outcome
	out.NewForm, out.NewCodes, out.Pairs = m.newForm && m.outcome != Created, m.newCodes, m.pairs
	if m.outcome == Created {
		out.NewCodes = nil
	}
	t.farm = farm{m.handle, s.Venue, s.Name}
	for _, p := range problems {
		out.warnCode(p, t.cols.cell(r, fCode).Text)
	}
	if m.outcome == MergedCode && m.newName {
		out.warn(WarnNameVariant, s.Name)
	}
	t.warnSubject(r, s, out)
	return t.holdings(r, s, out)
}

// codes reads the code column, and the one of old numbers some ledgers have beside it.
func (t *table) codes(r *sheet.Row) ([]uscc.Code, []uscc.Problem) {
	codes, problems := codesIn(t.cols.cell(r, fCode))
	if !t.cols.has(fCode2) {
		return codes, problems
	}
	more, theirs := codesIn(t.cols.cell(r, fCode2))
	if len(codes) == 0 && len(more) > 0 {
		problems = theirs
	}
	for _, c := range more {
		if !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes, problems
}

// nameless is the reason a row names nobody, or "".
func (t *table) nameless(r *sheet.Row) string {
	name := S(t.cols.cell(r, fName).Text)
	switch {
	case S(t.cols.cell(r, fSeq).Text) == "例" || strings.HasPrefix(name, "示例"):
		return RejectSample
	case absent(name):
		return RejectNoName
	}
	return ""
}

// keyless is the reason nobody could tell whom a row names, or what it is, or "".
func (t *table) keyless(r *sheet.Row, codes []uscc.Code) string {
	switch {
	case t.cols.online && len(shopKeys(t.shop(r))) == 0,
		!t.cols.online && len(codes) == 0 && absent(S(t.cols.cell(r, fAddress).Text)):
		return RejectNoKey
	case t.cols.has(fCategory) && categoryOf(t.cols.cell(r, fCategory).Text) == "":
		return RejectCategory
	}
	return ""
}

// elsewhere is the other division a row belongs to, or "". Online shops outside
// are kept: their platform knows no county.
func (t *table) elsewhere(r *sheet.Row) string {
	if t.cols.online {
		return ""
	}
	if where := t.im.place.foreign(t.cols.cell(r, fAddress).Text); where != "" {
		return where
	}
	return t.im.place.foreign(t.cols.cell(r, fTown).Text)
}

// detail is a further species or permit of the farm above.
func (t *table) detail(r *sheet.Row, out *Row) error {
	out.Outcome, out.Handle = Detail, t.farm.handle
	s := &Subject{Venue: t.farm.venue, Name: t.farm.name, Runner: None}
	out.Subject = s
	t.dates(r, s, out)
	return t.holdings(r, s, out)
}

func (t *table) text(r *sheet.Row, f field) string {
	x := t.cols.cell(r, f).Text
	if absent(S(x)) {
		return ""
	}
	return Clean(x)
}

func (t *table) subjectOf(r *sheet.Row, codes []uscc.Code) *Subject {
	s := &Subject{
		Venue: t.venue, Name: Clean(t.cols.cell(r, fName).Text), NName: NormName(t.cols.cell(r, fName).Text),
		Address: t.text(r, fAddress), Codes: codes, Runner: None,
		Organiser: t.text(r, fOrganiser), Operator: t.text(r, fOperator), Owner: t.text(r, fOwner),
		Business: t.text(r, fBusiness), Industry: t.text(r, fIndustry), Warehouse: t.text(r, fWarehouse),
		Area: t.text(r, fArea), Remark: t.text(r, fRemark),
	}
	if t.report.Sheet != "" {
		s.Tags = []string{t.report.Sheet}
	}
	if s.Address != "" {
		s.NAddress = t.im.place.NormAddress(s.Address)
	}
	if t.cols.has(fCategory) {
		s.Venue = categoryOf(t.cols.cell(r, fCategory).Text)
	}
	if t.cols.online {
		shop := t.shop(r)
		s.Venue, s.Platform, s.ShopID, s.URL = OnlineShop, shop.Platform, shop.ShopID, shop.URL
	}
	if s.Venue.Market() {
		s.OrgCodes, s.Codes = s.Codes, nil
	}
	s.Phones, _ = phonesIn(t.cols.cell(r, fPhone))
	if more, _ := phonesIn(t.cols.cell(r, fPhone2)); len(more) > 0 {
		s.Phones = append(s.Phones, more...)
	}
	s.Grade, _ = gradeIn(t.cols.cell(r, fGrade))
	s.Founded, _ = dateIn(t.cols.cell(r, fFounded), t.book.Date1904)
	return s
}

// warnSubject looks over what is said of an accepted subject.
func (t *table) warnSubject(r *sheet.Row, s *Subject, out *Row) {
	if _, ok := phonesIn(t.cols.cell(r, fPhone)); !ok {
		out.warn(WarnPhone, t.cols.cell(r, fPhone).Text)
	}
	if _, ok := gradeIn(t.cols.cell(r, fGrade)); !ok {
		out.warn(WarnGrade, t.cols.cell(r, fGrade).Text)
	}
	t.dates(r, s, out)
	for _, f := range []field{fName, fOperator, fAddress, fBusiness, fRemark} {
		if c := t.cols.cell(r, f); formulaText(c.Text) {
			out.warn(WarnFormulaText, c.Text)
		}
	}
	for _, at := range t.cols.used {
		c := r.Cell(at)
		if c.Formula {
			out.warn(WarnFormulaCell, c.Text)
			if t.book.ExternalLinks {
				out.warn(WarnExternalLink, c.Text)
			}
		}
		if len(c.Text) > longText && runes(c.Text) > longText {
			out.warn(WarnLongText, c.Text)
		}
	}
	if t.cols.online {
		t.placeOf(s, out)
		return
	}
	t.townOf(r, s, out)
}

// townOf takes the township from its column, the section, or the address.
func (t *table) townOf(r *sheet.Row, s *Subject, out *Row) {
	cell := t.cols.cell(r, fTown).Text
	given := !absent(S(cell))
	town := t.im.place.townOf(cell)
	if town == nil && !given {
		town = t.town
	}
	if town == nil {
		town = t.im.place.townIn(s.Address)
	}
	switch {
	case town != nil:
		s.Town, s.TownCode = town.Name, string(town.Code)
	case given:
		out.warn(WarnTownUnknown, cell)
	default:
		out.warn(WarnTownMissing, "")
	}
}

// dates reads the days of a row; a wrong one warns once.
func (t *table) dates(r *sheet.Row, s *Subject, out *Row) {
	for _, f := range []field{fFounded, fPermitFrom, fPermitTo} {
		if _, ok := dateIn(t.cols.cell(r, f), t.book.Date1904); !ok {
			out.warn(WarnDate, t.cols.cell(r, f).Text)
		}
	}
}

// holdings reads the permit and the species of a row.
func (t *table) holdings(r *sheet.Row, s *Subject, out *Row) error {
	number := t.text(r, fPermit)
	if number != "" {
		p := Permit{Kind: t.cols.permit, Number: number, Handle: None}
		p.From, _ = dateIn(t.cols.cell(r, fPermitFrom), t.book.Date1904)
		p.To, _ = dateIn(t.cols.cell(r, fPermitTo), t.book.Date1904)
		if err := t.im.permit(&p); err != nil {
			return err
		}
		s.Permits = []Permit{p}
	}
	quantity := t.cols.cell(r, fQuantity)
	n, about, ok := quantityIn(quantity)
	if !ok {
		out.warn(WarnQuantity, quantity.Text)
	}
	if name := t.text(r, fSpecies); name != "" {
		s.Species = []Species{{Name: name, Raw: Clean(quantity.Text), Count: n, About: about, Permit: number}}
	}
	return nil
}

// permit finds a wildlife permit by its number, or opens it.
func (im *Importer) permit(p *Permit) error {
	if !p.Wildlife() {
		return nil
	}
	k := keyPermit(strings.ToUpper(S(p.Number)))
	held, err := im.find(k)
	if err != nil {
		return err
	}
	if len(held) > 0 {
		p.Handle = held[0]
		return nil
	}
	p.New = true
	if p.Handle, err = im.index.Create(AboutPermit, ""); err != nil {
		return err
	}
	return im.index.Learn(p.Handle, []Key{k}, nil)
}
