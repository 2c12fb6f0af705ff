package draw_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/fault"
)

const goodPlan = `{"id":"p","date":"2026-12-01","strata":{"A":{"rate":"0.02"},"C":{"count":30}},"team":{"size":2,"organs":{"market":1,"forestry":1}}}`

func TestPlanRules(t *testing.T) {
	if _, err := draw.ParsePlan([]byte(goodPlan)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ old, new string }{
		"an unknown key":             {`"id":"p"`, `"id":"p","note":""`},
		"a key in capitals":          {`"id"`, `"ID"`},
		"an unknown key of the team": {`"size":2`, `"size":2,"lead":1`},
		"an unknown key of a quota":  {`"count":30`, `"count":30,"of":1`},
		"a key twice":                {`"id":"p"`, `"id":"p","id":"p"`},
		"a key missing":              {`"id":"p",`, ``},
		"no strata":                  {`{"A":{"rate":"0.02"},"C":{"count":30}}`, `null`},
		"rate and count":             {`"count":30`, `"count":30,"rate":"1"`},
		"neither":                    {`"count":30`, ``},
		"a rate as a number":         {`"0.02"`, `1`},
		"a rate above one":           {`"0.02"`, `"1.000000001"`},
		"ten decimals":               {`"0.02"`, `"0.0200000000"`},
		"a negative rate":            {`"0.02"`, `"-0"`},
		"an empty rate":              {`"0.02"`, `""`},
		"a rate without its zero":    {`"0.02"`, `".02"`},
		"a rate ending in a point":   {`"0.02"`, `"0."`},
		"a rate with an exponent":    {`"0.02"`, `"2e-2"`},
		"a rate in full-width":       {`"0.02"`, `"０.02"`},
		"a negative count":           {`30`, `-1`},
		"a fractional count":         {`30`, `30.0`},
		"a count as text":            {`30`, `"30"`},
		"a count of nothing":         {`30`, `null`},
		"more organs than size":      {`"market":1`, `"market":2`},
		"nobody from any organ":      {`{"market":1,"forestry":1}`, `{"market":0}`},
		"no organs":                  {`{"market":1,"forestry":1}`, `{}`},
		"a negative organ":           {`"market":1`, `"market":-1`},
		"an organ's name too long":   {`"market"`, `"` + strings.Repeat("m", 65) + `"`},
		"a stratum without a name":   {`"A"`, `""`},
		"a semicolon in a name":      {`"A"`, `"A;B"`},
		"a tab in a name":            {`"A"`, `"A\t"`},
		"a C1 control in a name":     {`"A"`, `"A\u0085"`},
		"a day that is none":         {`2026-12-01`, `2026-02-29`},
		"a short date":               {`2026-12-01`, `2026-12-1`},
		"two plans":                  {goodPlan, goodPlan + goodPlan},
		"no object":                  {goodPlan, `[]`},
		"nothing":                    {goodPlan, ``},
		"a byte order mark":          {goodPlan, "\ufeff" + goodPlan},
	} {
		t.Run(name, func(t *testing.T) {
			raw := strings.Replace(goodPlan, c.old, c.new, 1)
			if raw == goodPlan {
				t.Fatal("nothing was changed")
			}
			_, err := draw.ParsePlan([]byte(raw))
			if !errors.Is(err, draw.ErrPlan) || fault.Of(err).Detail == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestPoolRules(t *testing.T) {
	for name, c := range map[string]struct {
		csv string
		ok  bool
	}{
		"one object":               {"id,stratum\nS1,A\n", true},
		"no last line feed":        {"id,stratum\nS1,A", true},
		"CRLF":                     {"id,stratum\r\nS1,A\r\n", true},
		"none":                     {"id,stratum\n", true},
		"quotes":                   {"id,stratum\n\"S,\"\"1\"\"\",\"A\"\n", true},
		"spaces belong to the id":  {"id,stratum\n S1,A\nS1,A\n", true},
		"a prefix of another":      {"id,stratum\nS12345678,A\nS1234567,A\nS,A\n", true},
		"nothing":                  {"", false},
		"a byte order mark":        {"\ufeffid,stratum\nS1,A\n", false},
		"another heading":          {"id, stratum\nS1,A\n", false},
		"no heading":               {"S1,A\n", false},
		"a column more":            {"id,stratum\nS1,A,\n", false},
		"a column less":            {"id,stratum\nS1\n", false},
		"an empty line":            {"id,stratum\nS1,A\n\nS2,A\n", false},
		"an empty line at the end": {"id,stratum\nS1,A\n\n", false},
		"an empty id":              {"id,stratum\n,A\n", false},
		"an empty stratum":         {"id,stratum\nS1,\n", false},
		"65 bytes":                 {"id,stratum\n" + strings.Repeat("x", 65) + ",A\n", false},
		"64 bytes":                 {"id,stratum\n" + strings.Repeat("x", 64) + ",A\n", true},
		"22 characters, 66 bytes":  {"id,stratum\n" + strings.Repeat("鸟", 22) + ",A\n", false},
		"a semicolon":              {"id,stratum\nS;1,A\n", false},
		"a tab":                    {"id,stratum\nS\t1,A\n", false},
		"a NUL":                    {"id,stratum\nS\x001,A\n", false},
		"not UTF-8":                {"id,stratum\nS\xff,A\n", false},
		"a lone carriage return":   {"id,stratum\nS1\rS2,A\n", false},
		"a line feed in quotes":    {"id,stratum\n\"S\n1\",A\n", false},
		"a quote inside":           {"id,stratum\nS\"1,A\n", false},
		"text after a quote":       {"id,stratum\n\"S\"1,A\n", false},
		"an open quote":            {"id,stratum\n\"S1,A\n", false},
		"an id twice":              {"id,stratum\nS1,A\nS2,A\nS1,A\n", false},
		"an id in two strata":      {"id,stratum\nS1,A\nS2,A\nS1,B\n", false},
		"a long id twice":          {"id,stratum\nlong-long-long-1,A\nlong-long-long-2,A\nlong-long-long-1,A\n", false},
		"eight bytes, twice":       {"id,stratum\n12345678,A\n12345678,A\nx,A\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := draw.ParsePool(strings.NewReader(c.csv))
			if c.ok != (err == nil) || !c.ok && (!errors.Is(err, draw.ErrPool) || fault.Of(err).Detail == "") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestOfficerRules(t *testing.T) {
	const heading = draw.OfficersHeading + "\n"
	for name, c := range map[string]struct {
		line string
		ok   bool
	}{
		"no recusal":              {"P1,market,2024-01-01,2027-12-31,", true},
		"recusals":                {"P1,market,2024-01-01,2027-12-31,S1;S2;S1", true},
		"a validity of no day":    {"P1,market,2027-01-01,2026-12-31,", true},
		"no first day":            {"P1,market,,2027-12-31,", false},
		"no last day":             {"P1,market,2024-01-01,,", false},
		"a day that is none":      {"P1,market,2024-02-30,2027-12-31,", false},
		"an empty recusal":        {"P1,market,2024-01-01,2027-12-31,S1;;S2", false},
		"a semicolon at the end":  {"P1,market,2024-01-01,2027-12-31,S1;", false},
		"a recusal too long":      {"P1,market,2024-01-01,2027-12-31," + strings.Repeat("x", 65), false},
		"no organ":                {"P1,,2024-01-01,2027-12-31,", false},
		"no id":                   {",market,2024-01-01,2027-12-31,", false},
		"two posts":               {"P1,market,2024-01-01,2027-12-31,\nP1,forestry,2024-01-01,2027-12-31,", false},
		"a column less":           {"P1,market,2024-01-01,2027-12-31", false},
		"many recusals, a letter": {"P1,market,2024-01-01,2027-12-31," + strings.Repeat("S1;", 100000) + "S2", true},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := draw.ParseOfficers(strings.NewReader(heading + c.line + "\n"))
			if c.ok != (err == nil) || !c.ok && (!errors.Is(err, draw.ErrOfficers) || fault.Of(err).Detail == "") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestListsFromMemoryAreTheSame(t *testing.T) {
	b := county().basis(t)
	pool, err := draw.NewPool(b.Pool.All())
	if err != nil || pool.Root() != b.Pool.Root() || pool.Len() != 277 {
		t.Errorf("pool: %v, %d objects", err, pool.Len())
	}
	officers, err := draw.NewOfficers(b.Officers.All())
	if err != nil || officers.Root() != b.Officers.Root() || officers.Len() != 9 {
		t.Errorf("officers: %v, %d", err, officers.Len())
	}
	if _, err := draw.NewPool(maps.All(map[string]string{"a;b": "A"})); !errors.Is(err, draw.ErrPool) {
		t.Errorf("a bad id was taken: %v", err)
	}
	if _, err := draw.NewOfficers([]draw.Officer{{ID: "P1"}}); !errors.Is(err, draw.ErrOfficers) {
		t.Errorf("an officer without an organ was taken: %v", err)
	}
}

func TestShareRules(t *testing.T) {
	b := county().basis(t)
	for name, c := range map[string]struct {
		shares map[string]draw.Hash
		want   error
	}{
		"two":               {map[string]draw.Hash{"a": {1}, "b": {2}}, nil},
		"one":               {map[string]draw.Hash{"a": {1}}, draw.ErrShares},
		"none":              {nil, draw.ErrShares},
		"two alike":         {map[string]draw.Hash{"a": {1}, "b": {1}, "c": {2}}, draw.ErrShares},
		"a nameless unit":   {map[string]draw.Hash{"": {1}, "b": {2}}, draw.ErrShares},
		"a unit's bad name": {map[string]draw.Hash{"a;": {1}, "b": {2}}, draw.ErrShares},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := draw.Run(b, c.shares, nil); !errors.Is(err, c.want) {
				t.Errorf("run: %v", err)
			}
			if _, err := draw.Announce(b, c.shares); !errors.Is(err, c.want) {
				t.Errorf("announce: %v", err)
			}
		})
	}
	for _, s := range []string{"", "00", strings.Repeat("0g", 32), strings.Repeat("00", 33)} {
		if _, err := draw.ParseHash(s); !errors.Is(err, draw.ErrShares) {
			t.Errorf("%q is a hash: %v", s, err)
		}
	}
	if h, err := draw.ParseHash(strings.Repeat("aB", 32)); err != nil || h.String() != strings.Repeat("ab", 32) {
		t.Errorf("%v %v", h, err)
	}
}

func TestStratumThePlanDoesNotName(t *testing.T) {
	s := county()
	s.pool = append(s.pool, object{"X", "unplanned"})
	if _, err := draw.Run(s.basis(t), s.hashes(), nil); !errors.Is(err, draw.ErrPlan) || !strings.Contains(fault.Of(err).Detail, "unplanned") {
		t.Errorf("got %v", err)
	}
}

func TestNobodyIsLeft(t *testing.T) {
	s := county()
	s.size = 6 // five may go
	if _, err := draw.Run(s.basis(t), s.hashes(), nil); !errors.Is(err, draw.ErrNobody) {
		t.Errorf("got %v", err)
	}
}

func TestQuotaIsExact(t *testing.T) {
	for _, c := range []struct {
		rate string
		n    int
		want int
	}{
		{"0.07", 100, 7}, {"0.29", 100, 29}, {"0.1", 30, 3}, {"0.333333333", 3, 1}, {"0.333333334", 3, 2},
		{"0.000000001", 1, 1}, {"0", 100, 0}, {"0.000000000", 5, 0}, {"1", 100, 100}, {"0.999999999", 100, 100}, {"0.55", 20, 11},
	} {
		s := county()
		s.strata, s.pool = map[string]quota{"A": {c.rate, -1}}, s.pool[:c.n]
		r, err := draw.Run(s.basis(t), s.hashes(), nil)
		if err != nil || len(r.Drawn) != c.want {
			t.Errorf("%s of %d: %v, want %d", c.rate, c.n, err, c.want)
		}
	}
}
