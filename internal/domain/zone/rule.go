package zone

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/geo"
	"example.org/zhiye/internal/pure/region"
	"example.org/zhiye/internal/pure/species"
)

// most is how many lines any list of a zone has.
const most = 500

// settle checks what somebody wrote down and brings it into the form that is
// kept: divisions by 12 digits, species by their entry, the area in WGS84.
func (z *Zone) settle(home string) error {
	z.Title = strings.TrimSpace(z.Title)
	switch {
	case z.Title == "":
		return ErrTitle
	case z.Field != "hunt" && z.Field != "fish":
		return ErrField
	case max(len(z.Divisions), len(z.Tools), len(z.Scope.Names), len(z.Seasons)) > most:
		return ErrLong
	}
	if err := cmp.Or(ErrLong.Over(200, slices.Concat(z.Tools, z.Scope.Groups, []string{z.Title, z.Notice.Issuer, z.Notice.Number})...), ErrLong.Over(2000, z.Reason)); err != nil {
		return err
	}
	for _, step := range []func() error{z.settleBans, z.settleDays, func() error { return z.settleShape(home) }, z.settleScope} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (z *Zone) settleBans() error {
	slices.Sort(z.Bans)
	z.Bans = slices.Compact(z.Bans)
	z.Tools = slices.DeleteFunc(slices.Clone(z.Tools), func(t string) bool { return strings.TrimSpace(t) == "" })
	for _, b := range z.Bans {
		if b != Area && b != Period && b != Tools {
			return ErrBans.With(string(b))
		}
	}
	switch {
	case len(z.Bans) == 0:
		return ErrBans
	case slices.Contains(z.Bans, Tools) && len(z.Tools) == 0:
		return ErrTools
	case slices.Contains(z.Bans, Period) && len(z.Seasons) == 0:
		return ErrSeason
	}
	for _, s := range z.Seasons {
		if !monthDay(s.From) || !monthDay(s.To) {
			return ErrSeason.With(s.From + " 至 " + s.To)
		}
	}
	return nil
}

// monthDay reports a day that some year has.
func monthDay(s string) bool {
	_, err := time.Parse(time.DateOnly, "2024-"+s)
	return len(s) == 5 && err == nil
}

func (z *Zone) settleDays() error {
	for _, d := range []string{z.From, z.To, z.Notice.Day} {
		if d != "" && !calendar.Day(d).Valid() {
			return ErrDay.With(d)
		}
	}
	if z.From == "" || z.To != "" && z.To < z.From {
		return ErrDay.With(z.From + " 至 " + z.To)
	}
	return nil
}

func (z *Zone) settleShape(home string) error {
	if len(z.Area) > 0 == (len(z.Divisions) > 0) {
		return ErrShape
	}
	if len(z.Area) > 0 {
		a, warnings, err := geo.Read(z.Area, z.Datum)
		if err != nil {
			return err
		}
		if z.Datum == geo.GCJ02 {
			warnings = append(warnings, "原图为 GCJ-02 坐标，已换算为 WGS84")
		}
		z.Area, err = json.Marshal(a)
		z.Datum, z.Warnings = geo.WGS84, warnings
		return wrap("writing an area", err)
	}
	z.Datum, z.Warnings = "", nil
	for i, d := range z.Divisions {
		c, err := region.Parse(d)
		if err != nil {
			return err
		}
		if own := region.Code(home + "000000"); !c.Contains(own) && !own.Contains(c) {
			return ErrDivision.With(d)
		}
		z.Divisions[i] = string(c)
	}
	slices.Sort(z.Divisions)
	z.Divisions = slices.Compact(z.Divisions)
	return nil
}

// classes are those a scope may name: an animal of unknown class is in none.
var classes = []species.Class{species.National1, species.National2, species.Sanyou, species.Local, species.Other, species.AquaticOther}

func (z *Zone) settleScope() error {
	s := &z.Scope
	if s.All {
		s.Classes, s.Groups, s.Names = nil, nil, nil
		return nil
	}
	if len(s.Classes)+len(s.Groups)+len(s.Names) == 0 {
		return ErrScope
	}
	for _, c := range s.Classes {
		if !slices.Contains(classes, c) {
			return ErrScope.With(string(c))
		}
	}
	for _, g := range s.Groups {
		if !strings.HasSuffix(g, "纲") {
			return ErrScope.With(g)
		}
	}
	for i, n := range s.Names {
		a := species.Find(species.Query{Name: n, Day: z.From})
		if !a.Sure || len(a.Candidates) == 0 {
			return ErrSpecies.With(strings.Join(append([]string{n}, a.Nearest...), "；相近："))
		}
		s.Names[i] = a.Candidates[0].Entry.Name
	}
	return nil
}

// complete says that a zone names the notice it rests on.
func (n Notice) complete(today string) error {
	if strings.TrimSpace(n.Issuer) == "" || strings.TrimSpace(n.Number) == "" || len(n.Photos) == 0 || n.Day == "" {
		return ErrNotice
	}
	if !calendar.Day(n.Day).Valid() || n.Day > today {
		return ErrDay.With(n.Day)
	}
	return nil
}

// On reports whether the day of a year lies in the season.
func (s Season) On(day string) bool {
	md := day[min(5, len(day)):]
	if s.From <= s.To {
		return s.From <= md && md <= s.To
	}
	return s.From <= md || md <= s.To
}

// season is the season a day lies in; one that covers the year where the zone
// has none.
func (z Zone) season(day string) (Season, bool) {
	if len(z.Seasons) == 0 {
		return Season{"01-01", "12-31"}, true
	}
	i := slices.IndexFunc(z.Seasons, func(s Season) bool { return s.On(day) })
	if i < 0 {
		return Season{}, false
	}
	return z.Seasons[i], true
}

// answer of a rule that may not be able to tell.
type answer uint8

const (
	no answer = iota
	yes
	open
)

// animal is what is known of the one that is asked about.
type animal struct {
	named bool
	sure  bool
	kind  species.Kind
	group string
}

func find(name, latin, day string) animal {
	if name == "" && latin == "" {
		return animal{}
	}
	q := species.Query{Name: name, Latin: latin, Day: day}
	a := species.Find(q)
	out := animal{named: true, sure: a.Sure && len(a.Candidates) > 0, kind: species.Classify(a, q)}
	if out.sure {
		out.group = a.Candidates[0].Entry.Group
	}
	return out
}

// covers says whether the zone protects an animal. Land animals are not a matter
// of fishing bans, nor water animals of hunting bans; livestock of neither.
func (z Zone) covers(x animal) answer {
	other := species.Fishery
	if z.Field == "fish" {
		other = species.Forestry
	}
	switch {
	case x.kind.Authority == other || x.kind.Class == species.Livestock:
		return no
	case z.Scope.All:
		return yes
	case !x.sure:
		return open
	case slices.Contains(z.Scope.Names, x.kind.Species), slices.Contains(z.Scope.Groups, x.group), slices.Contains(z.Scope.Classes, x.kind.Class):
		return yes
	case len(z.Scope.Classes) > 0 && (x.kind.Class == species.Unknown || x.kind.Class == ""), len(z.Scope.Groups) > 0 && x.group == "":
		return open
	}
	return no
}
