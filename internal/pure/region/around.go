package region

// Around is what somebody who reads addresses in one county must know of it and
// of the divisions around it: which names are its own and which are another's.
// Names are full (濂溪区, not 濂溪).
type Around struct {
	Province string   // "" where nobody writes it
	City     string   // "" for a county directly under its province
	County   string   // "" where the home is a city without counties
	Former   []string // what the county was called before: 庐山区 is 濂溪区
	Towns    []Division

	Counties  []Neighbour // the other counties of the province
	Provinces []string    // the other provinces
	Cities    []string    // the other cities of the country, of the own province too
}

// Neighbour is another county of the own province.
type Neighbour struct {
	Code   Code
	Name   string
	City   string // "" for a county directly under its province
	Former []string
}

// Around gathers the names for a county, or for a city that has none; false
// where the tree holds no such division. Names that are not told apart from an
// own one (a county that was once called as ours is) are left out.
func (t *Tree) Around(c Code) (Around, bool) {
	d, ok := t.Find(c)
	if !ok || d.Level != County && d.Level != City {
		return Around{}, false
	}
	a := Around{Province: t.Name(c.In(Province)), City: t.spoken(c.In(City)), Towns: t.Townships(c)}
	if d.Level == County {
		a.County = d.Name
	}
	a.Former = names(t.Former(c))
	own := map[string]bool{a.Province: true, a.City: true, a.County: true}
	for _, f := range a.Former {
		own[f] = true
	}
	a.Counties = t.neighbours(c, own)
	for _, d := range t.upper {
		switch {
		case own[d.Name] || d.virtual():
		case d.Level == Province:
			a.Provinces = append(a.Provinces, d.Name)
		case d.Level == City:
			a.Cities = append(a.Cities, d.Name)
		}
	}
	return a, true
}

func (t *Tree) neighbours(c Code, own map[string]bool) (out []Neighbour) {
	for _, d := range t.Counties(c.In(Province)) {
		if d.Code == c {
			continue
		}
		n := Neighbour{Code: d.Code, Name: d.Name, City: t.spoken(d.Code.In(City))}
		for _, f := range names(t.Former(d.Code)) {
			if !own[f] {
				n.Former = append(n.Former, f)
			}
		}
		out = append(out, n)
	}
	return out
}

// spoken is the name of a division that people write, or "".
func (t *Tree) spoken(c Code) string {
	d, _ := t.Find(c)
	if d.virtual() {
		return ""
	}
	return d.Name
}

func names(fs []Former) (out []string) {
	for _, f := range fs {
		out = append(out, f.Name)
	}
	return out
}
