package region

import (
	"slices"
	"strings"
	"sync"
)

// Division is one division as it is called now.
type Division struct {
	Code  Code   `json:"code"`
	Name  string `json:"name"`
	Level Level  `json:"-"`
	From  string `json:"from,omitempty"` // YYYY-MM-DD since when it is called so; "" longer than our tables know
	To    string `json:"to,omitempty"`   // the first day on which it is no longer; "" it still is
}

// Former is what a division was called before: its own older name, or that of a
// division that ended and whose place it took.
type Former struct {
	Division
	Now   Code   `json:"now"`   // the division of today
	Basis string `json:"basis"` // the decision that changed it
}

// In says whether a division bears its name on a day (YYYY-MM-DD).
func (d Division) In(day string) bool { return d.From <= day && (d.To == "" || day < d.To) }

// virtual says that a division only fills a place in the code and nobody writes
// it into an address: 市辖区, 县, 省直辖县级行政区划.
func (d Division) virtual() bool {
	return d.Level == City && (d.Name == "市辖区" || d.Name == "县" || strings.HasSuffix(d.Name, "直辖县级行政区划"))
}

// Tree is the divisions of one edition. It never changes and may be shared.
type Tree struct {
	upper  []Division        // province, city and county, by code
	lower  func() []Division // townships, by code; read when first asked
	former []Former
}

// New builds a tree from its parts in any order; where a code stands twice the
// first is kept.
func New(divisions []Division, former []Former) *Tree {
	var upper, lower []Division
	for _, d := range divisions {
		if d.Level >= Township {
			lower = append(lower, d)
		} else {
			upper = append(upper, d)
		}
	}
	sortByCode(upper)
	sortByCode(lower)
	return &Tree{upper, func() []Division { return lower }, slices.Clone(former)}
}

func sortByCode(ds []Division) {
	slices.SortStableFunc(ds, func(a, b Division) int { return strings.Compare(string(a.Code), string(b.Code)) })
}

// All is the embedded tree.
func All() *Tree { return embedded() }

var embedded = sync.OnceValue(load)

func load() *Tree {
	return &Tree{
		upper:  mustRead("division/county.csv.gz"),
		lower:  sync.OnceValue(func() []Division { return mustRead("division/township.csv.gz") }),
		former: mustFormer("division/former.csv"),
	}
}

// Find returns the division of a code. [China] is found and called 全国.
func (t *Tree) Find(c Code) (Division, bool) {
	if c == China {
		return Division{Code: China, Name: "全国", Level: Nation}, true
	}
	in := t.upper
	if c.Level() >= Township {
		in = t.lower()
	}
	i, ok := slices.BinarySearchFunc(in, c, func(d Division, c Code) int { return strings.Compare(string(d.Code), string(c)) })
	if !ok {
		return Division{}, false
	}
	return in[i], true
}

// Name is how a division is called now, or "".
func (t *Tree) Name(c Code) string {
	d, _ := t.Find(c)
	return d.Name
}

// NameOn is how a division was called on a day (YYYY-MM-DD): 360402 was 庐山区
// before 2016-04-29. Also of a code that has ended; "" where nothing is known.
func (t *Tree) NameOn(c Code, day string) string {
	d, ok := t.Find(c)
	if ok && d.In(day) {
		return d.Name
	}
	for _, f := range t.former {
		if f.Code == c && f.In(day) {
			return f.Name
		}
	}
	return ""
}

// Children are the divisions directly in c, by code.
func (t *Tree) Children(c Code) []Division {
	if c == China {
		return t.pick(t.upper, func(d Division) bool { return d.Level == Province })
	}
	var out []Division
	if c.Level() < County {
		out = t.pick(within(t.upper, c), func(d Division) bool { return d.Code.Parent() == c })
	}
	if c.Level() == County || c.Level() == City && len(out) == 0 {
		out = t.Townships(c)
	}
	return out
}

// Townships are all townships in c by code, c itself included where it is one.
// The slice is the tree's own: it is read, not changed.
func (t *Tree) Townships(c Code) []Division { return slices.Clip(within(t.lower(), c)) }

// Counties are the counties in c, itself excluded; of [China], all. A city that
// has none (东莞) is not one.
func (t *Tree) Counties(c Code) []Division {
	return t.pick(within(t.upper, c), func(d Division) bool { return d.Level == County && d.Code != c })
}

func (t *Tree) pick(from []Division, want func(Division) bool) (out []Division) {
	for _, d := range from {
		if want(d) {
			out = append(out, d)
		}
	}
	return out
}

// within is the run of ds that lies in c, c itself included.
func within(ds []Division, c Code) []Division {
	if c.Level() == 0 {
		return nil
	}
	prefix := c.Prefix()
	from, _ := slices.BinarySearchFunc(ds, prefix, func(d Division, p string) int { return strings.Compare(string(d.Code), p) })
	n, _ := slices.BinarySearchFunc(ds[from:], prefix, func(d Division, p string) int {
		if strings.HasPrefix(string(d.Code), p) {
			return -1
		}
		return 1
	})
	return ds[from : from+n]
}

// Path is the divisions from the province down to c, c included.
func (t *Tree) Path(c Code) (path []Division) {
	for ; c != "" && c != China; c = c.Parent() {
		if d, ok := t.Find(c); ok {
			path = append(path, d)
		}
	}
	slices.Reverse(path)
	return path
}

// Full is the name with all above it, as addresses write it: 江西省九江市濂溪区.
// Divisions that exist only in the code (市辖区) are left out.
func (t *Tree) Full(c Code) string {
	if c == China {
		return t.Name(c)
	}
	var b strings.Builder
	for _, d := range t.Path(c) {
		if !d.virtual() {
			b.WriteString(d.Name)
		}
	}
	return b.String()
}

// Named finds a division directly in parent by its full name of today or, where
// none is called so, by a former one (九江县 in 3604 is 柴桑区). What is called so
// today goes first: 庐山市 is never 庐山区.
func (t *Tree) Named(parent Code, name string) (Division, bool) {
	for _, d := range t.Children(parent) {
		if d.Name == name {
			return d, true
		}
	}
	for _, f := range t.former {
		if f.Name == name && f.Now.Parent() == parent {
			return t.Find(f.Now)
		}
	}
	return Division{}, false
}

// NamedOn is Named for a document of a day (YYYY-MM-DD): only names that were
// borne on it. What it finds is the division of today.
func (t *Tree) NamedOn(parent Code, name, day string) (Division, bool) {
	for _, d := range t.Children(parent) {
		if d.Name == name && d.In(day) {
			return d, true
		}
	}
	for _, f := range t.former {
		if f.Name == name && f.Now.Parent() == parent && f.In(day) {
			return t.Find(f.Now)
		}
	}
	return Division{}, false
}

// Former is what c was called before, latest first.
func (t *Tree) Former(c Code) (out []Former) {
	for _, f := range t.former {
		if f.Now == c {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Former) int { return strings.Compare(b.To, a.To) })
	return out
}

// Now is the code of today for one that has ended (360421 → 360404), or c
// itself.
func (t *Tree) Now(c Code) Code {
	for _, f := range t.former {
		if f.Code == c {
			return f.Now
		}
	}
	return c
}
