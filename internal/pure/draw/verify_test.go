package draw_test

import (
	"errors"
	"strings"
	"testing"

	"example.org/zhiye/internal/pure/draw"
	"example.org/zhiye/internal/pure/jcs"
)

// evidence is the county's draw with its announcement, true in every byte.
func evidence(t testing.TB) draw.Evidence {
	t.Helper()
	s := county()
	s.ann = strings.Trim(refHex(refHash([]byte(s.announcement()))), `"`)
	b := s.basis(t)
	return draw.Evidence{Pool: b.Pool, Officers: b.Officers, Draw: []byte(s.result()), Announcement: []byte(s.announcement())}
}

// TestTampering changes one thing of a true draw and reads what verify says.
func TestTampering(t *testing.T) {
	one := func(old, new string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, new, 1) }
	}
	for name, c := range map[string]struct {
		draw, announcement func(string) string
		want               string // part of a finding
		err                error
	}{
		"nothing":                        {},
		"a ticket":                       {draw: one(`"ticket":"`, `"ticket":"f`), want: "drawn 第 1 项 ticket：文件为"},
		"an officer":                     {draw: one(`["P0`, `["Q0`), want: "drawn 第 1 项 team 第 1 项：文件为 \"Q0"},
		"an object more":                 {draw: one(`"drawn":[`, `"drawn":[{},`), want: "抽查结果 drawn：文件有 18 项，重算得 17 项"},
		"no drawn":                       {draw: one(`"drawn"`, `"Drawn"`), want: "抽查结果 drawn：文件缺少"},
		"a key more":                     {draw: one(`"drawn"`, `"chosen":1,"drawn"`), want: "抽查结果 chosen：文件多出这一项"},
		"the seed":                       {draw: one(`"seed":"`, `"seed":"0`), want: "抽查结果 seed：文件为"},
		"the version":                    {draw: one(`draw-v1`, `draw-v2`), want: "抽查结果 version"},
		"a commitment":                   {draw: one(`{"forestry":"`, `{"forestry":"0`), want: "抽查结果 commitments forestry"},
		"the digest of the announcement": {draw: one(`"announcement":"`, `"announcement":"0`), want: "抽查结果 announcement"},
		"the plan":                       {draw: one(`"size":3`, `"size":4`), want: "公告 plan team size：文件为 3，重算为 4"},
		"a share":                        {draw: one(`"shares":{"forestry":"02`, `"shares":{"forestry":"04`), want: "公告 commitments forestry"},
		"a share in capitals":            {draw: one(`"shares":{"forestry":"0200`, `"shares":{"forestry":"0A00`), want: "抽查结果 shares forestry：文件为 \"0A00"},
		"white space":                    {draw: one(`,"drawn"`, `, "drawn"`), want: "不是规定的写法"},
		"no last line feed":              {draw: func(s string) string { return strings.TrimSpace(s) }, want: "不是规定的写法"},
		"not JSON":                       {draw: one(`{`, `[`), err: draw.ErrFile},
		"a key twice":                    {draw: one(`"seed"`, `"version"`), err: draw.ErrFile},
		"no plan":                        {draw: one(`"plan":`, `"plan0":`), err: draw.ErrFile},
		"no shares":                      {draw: one(`"shares":`, `"shares0":`), err: draw.ErrFile},
		"a plan that breaks a rule":      {draw: one(`"size":3`, `"size":1`), err: draw.ErrPlan},
		"a plan's unknown key":           {draw: one(`"size":3`, `"size":3,"x":1`), err: draw.ErrPlan},
		"a short share":                  {draw: one(`"shares":{"forestry":"02`, `"shares":{"forestry":"`), err: draw.ErrShares},
		"a share as a number":            {draw: one(`"shares":{"forestry":`, `"shares":{"a":1,"forestry":`), err: draw.ErrShares},
		"shares as a list":               {draw: one(`"shares":{`, `"shares":[],"x":{`), err: draw.ErrShares},
		"two shares alike":               {draw: one(`"shares":{"forestry":"02`, `"shares":{"forestry":"01`), err: draw.ErrShares},
		"nobody is left":                 {draw: one(`"size":3`, `"size":6`), want: "再无可派的人"},
		"the announced pool":             {announcement: one(`"pool_root":"`, `"pool_root":"0`), want: "公告 pool_root"},
		"a unit announced more":          {announcement: one(`"commitments":{`, `"commitments":{"x":"",`), want: "公告 commitments x：文件多出"},
		"the announcement's white space": {announcement: one(`,`, ` ,`), want: "公告：内容相同"},
		"an announcement of nothing":     {announcement: func(string) string { return "" }, err: draw.ErrFile},
	} {
		t.Run(name, func(t *testing.T) {
			e := evidence(t)
			if c.draw != nil {
				e.Draw = []byte(c.draw(string(e.Draw)))
			}
			if c.announcement != nil {
				e.Announcement = []byte(c.announcement(string(e.Announcement)))
			}
			found, err := draw.Verify(e)
			if !errors.Is(err, c.err) {
				t.Fatalf("got error %v, want %v", err, c.err)
			}
			if got := all(found); c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func all(found []draw.Finding) string {
	var b strings.Builder
	for _, f := range found {
		b.WriteString(f.Text + "\n")
	}
	return b.String()
}

// TestAnyByte changes every byte of a true draw in turn; none may pass.
func TestAnyByte(t *testing.T) {
	e := evidence(t)
	for i := range e.Draw {
		e.Draw[i] ^= 1
		if found, err := draw.Verify(e); err == nil && len(found) == 0 {
			t.Errorf("byte %d (%q) may be changed", i, e.Draw[i])
		}
		e.Draw[i] ^= 1
	}
}

func TestWithoutAnnouncement(t *testing.T) {
	e := evidence(t)
	e.Announcement = nil
	if found, err := draw.Verify(e); err != nil || len(found) > 0 {
		t.Errorf("the draw names an announcement that is not at hand: %v %v", found, err)
	}
	e.Draw = []byte(strings.Replace(string(e.Draw), `"announcement":"`, `"announcement":"x`, 1))
	if found, err := draw.Verify(e); err != nil || len(found) != 1 {
		t.Errorf("what is no digest was taken for one: %v %v", found, err)
	}
}

func TestAnotherPool(t *testing.T) {
	e, s := evidence(t), county()
	s.pool[0].stratum = "C"
	e.Pool = s.basis(t).Pool
	found, err := draw.Verify(e)
	if err != nil || !strings.Contains(all(found), "抽查结果 pool_root") {
		t.Errorf("got %v %v", found, err)
	}
}

func TestRunIsBoundByItsAnnouncement(t *testing.T) {
	s := county()
	for name, announced := range map[string]string{
		"another pool":       strings.Replace(s.announcement(), `"pool_root":"`, `"pool_root":"0`, 1),
		"another commitment": strings.Replace(s.announcement(), `"market":"`, `"market":"0`, 1),
		"another form":       s.announcement() + "\n",
	} {
		if _, err := draw.Run(s.basis(t), s.hashes(), []byte(announced)); !errors.Is(err, draw.ErrBound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := draw.Run(s.basis(t), s.hashes(), []byte{}); !errors.Is(err, draw.ErrFile) {
		t.Errorf("an empty announcement: %v", err)
	}
}

func TestManyFindingsAreCounted(t *testing.T) {
	s := county()
	s.strata["A"] = quota{"1", -1}
	e := evidence(t)
	e.Draw, e.Announcement = []byte(strings.Replace(s.result(), `"seed":"`, `"seed":"0`, 1)), nil
	e.Draw = []byte(strings.ReplaceAll(string(e.Draw), `"stratum":"A"`, `"stratum":"C"`))
	found, err := draw.Verify(e)
	if err != nil || len(found) != 12 || found[0].At != "/seed" || found[11].Text != "抽查结果 drawn：另有 220 项不符，未逐一列出" {
		t.Errorf("%d findings, %v: %v", len(found), err, found)
	}
}

func FuzzPlan(f *testing.F) {
	f.Add([]byte(goodPlan))
	f.Add([]byte(county().plan()))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := draw.ParsePlan(raw)
		if err != nil {
			return
		}
		v, err := jcs.Parse(raw)
		if err != nil || string(v.Append(nil)) != string(p.Canonical()) {
			t.Errorf("%q was read as %s (%v)", raw, p.Canonical(), err)
		}
	})
}

func FuzzPool(f *testing.F) {
	f.Add("id,stratum\nS1,A\r\n\"S\"\"2\",A\n")
	f.Add("id,stratum\n12345678,A\n123456789,A\n12345678\x20,A\n")
	f.Fuzz(func(t *testing.T, csv string) {
		p, err := draw.ParsePool(strings.NewReader(csv))
		if err != nil {
			return
		}
		last, s := "", scene{}
		for id, stratum := range p.All() {
			if id <= last {
				t.Fatalf("%q after %q", id, last)
			}
			last = id
			s.pool = append(s.pool, object{id, stratum})
		}
		again, err := draw.ParsePool(strings.NewReader(s.poolCSV("\n")))
		if err != nil || again.Root() != p.Root() || string(s.poolRoot()) != string(hash(p.Root())) {
			t.Errorf("%q does not come back: %v", csv, err)
		}
	})
}

func hash(h draw.Hash) []byte { return h[:] }

func FuzzOfficers(f *testing.F) {
	f.Add(draw.OfficersHeading + "\nP1,market,2024-01-01,2027-12-31,S1;S2\n")
	f.Fuzz(func(t *testing.T, csv string) {
		o, err := draw.ParseOfficers(strings.NewReader(csv))
		if err != nil {
			return
		}
		again, err := draw.NewOfficers(o.All())
		if err != nil || again.Root() != o.Root() {
			t.Errorf("%q does not come back: %v", csv, err)
		}
	})
}

func FuzzVerify(f *testing.F) {
	e := evidence(f)
	f.Add(e.Draw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		e.Draw = raw
		e.Announcement = nil
		_, _ = draw.Verify(e) // must come back
	})
}
