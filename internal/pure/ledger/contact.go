package ledger

import "example.org/zhiye/internal/pure/sheet"

// contact judges a row about whom a township answers through; identity is township and name.
func (t *table) contact(r *sheet.Row, out *Row) error {
	if reason := t.nameless(r); reason != "" {
		t.reject(r, out, reason)
		return nil
	}
	cell := t.cols.cell(r, fTown).Text
	if where := t.im.place.foreign(cell); where != "" {
		t.setAside(r, out, where)
		return nil
	}
	c := &Contact{
		Name: Clean(t.cols.cell(r, fName).Text), Post: t.text(r, fPost),
		Role: t.text(r, fRole), Remark: t.text(r, fRemark), Town: S(cell),
	}
	switch town := t.im.place.townOf(cell); {
	case town != nil:
		c.Town, c.TownCode = town.Name, string(town.Code)
	case absent(c.Town):
		c.Town = ""
		out.warn(WarnTownMissing, "")
	default:
		out.warn(WarnTownUnknown, cell)
	}
	for _, f := range []field{fPhone, fPhone2} {
		phones, ok := phonesIn(t.cols.cell(r, f))
		if !ok {
			out.warn(WarnPhone, t.cols.cell(r, f).Text)
		}
		c.Phones = append(c.Phones, phones...)
	}
	out.Contact = c
	return t.person(AboutContact, []Key{keyContact(c.Town, S(c.Name))}, out)
}
