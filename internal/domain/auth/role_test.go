package auth_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/zhiye/internal/base/org"
	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestMatrix holds permission × role × home against the golden file: "o" in
// the own home, "s" in one below with a grant over the subtree, "x" in one
// beside it, which must never appear.
func TestMatrix(t *testing.T) {
	var b strings.Builder
	b.WriteString("permission")
	for _, r := range auth.Roles() {
		b.WriteString("\t" + r.Code)
	}
	for _, p := range auth.Permissions() {
		b.WriteString("\n" + p.Name)
		for _, r := range auth.Roles() {
			b.WriteString("\t" + cell(r.Code, p.Name))
		}
	}
	b.WriteString("\n")
	const path = "testdata/matrix.tsv"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("rights have changed; run with -update and read the difference:\n%s", b.String())
	}
	if strings.Contains(b.String(), "x") && strings.Contains(strings.Join(cells(b.String()), ""), "x") {
		t.Error("a right reaches a home beside its own")
	}
}

func cells(matrix string) (out []string) {
	for l := range strings.Lines(matrix) {
		if f := strings.Split(strings.TrimSpace(l), "\t"); f[0] != "permission" {
			out = append(out, f[1:]...)
		}
	}
	return out
}

func cell(role, permission string) string {
	city := auth.Principal{Home: "360400", Grants: []auth.Grant{{Role: role, Scope: auth.Subtree}}}
	here := auth.Principal{Home: "360400", Grants: []auth.Grant{{Role: role, Scope: auth.Here}}}
	out := ""
	for _, c := range []struct {
		mark string
		yes  bool
	}{
		{"o", here.Allows(permission, "360400")},
		{"s", city.Allows(permission, "360402")},
		{"x", here.Allows(permission, "360402") || city.Allows(permission, "360500") || city.Allows(permission, "360000")},
	} {
		if c.yes {
			out += c.mark
		}
	}
	if out == "" {
		return "-"
	}
	return out
}

func TestRolesAreSound(t *testing.T) {
	kept := map[string]auth.Permission{}
	for _, p := range auth.Permissions() {
		kept[p.Name] = p
		if p.Far && p.Writes {
			t.Errorf("%s would write in another home", p.Name)
		}
	}
	if len(kept) != len(auth.Permissions()) {
		t.Error("a permission is listed twice")
	}
	used := map[string]bool{}
	for _, r := range auth.Roles() {
		for _, p := range r.Permissions {
			if _, ok := kept[p]; !ok {
				t.Errorf("%s has %s, which is not listed", r.Code, p)
			}
			used[p] = true
		}
		if r.Administers() != slices.Contains(auth.Administrators, r.Code) {
			t.Errorf("%s: administrators have no kinds, others have", r.Code)
		}
		if r.Code == auth.AuditAdmin || r.Administers() {
			for _, p := range r.Permissions {
				noun, _, _ := strings.Cut(p, ".")
				if slices.Contains([]string{"case", "lead", "visit", "tip", "registry", "draw", "table", "transfer", "desk"}, noun) {
					t.Errorf("%s reads the work: %s", r.Code, p)
				}
				if r.Code == auth.AuditAdmin && kept[p].Writes && p != "self.manage" {
					t.Errorf("the auditor writes: %s", p)
				}
				if r.Code != auth.AuditAdmin && (noun == "audit" || noun == "journal") {
					t.Errorf("%s reads the audit", r.Code)
				}
			}
		}
		if slices.Contains(r.Kinds, org.Coordination) && (r.Allows("visit.record") || r.Allows("case.handle") || r.Allows("case.decide")) {
			t.Errorf("the coordinating office would enforce as %s", r.Code)
		}
	}
	for name := range kept {
		if !used[name] {
			t.Errorf("nobody has %s", name)
		}
	}
	if (auth.Principal{Home: "360402"}).Allows("no.such", "360402") {
		t.Error("an unlisted permission is granted")
	}
}

// TestASecondFactorIsWantedOf: the words of the setting, and whom they stop.
func TestASecondFactorIsWantedOf(t *testing.T) {
	for words, want := range map[string]struct{ administrator, leader bool }{
		"none": {}, "": {}, "administrators": {true, false}, "all": {true, true}, "none,leader": {false, true}, "leader,administrators": {true, true},
	} {
		p := cheap
		p.Second = auth.RolesNamed(strings.Split(words, ","))
		t.Run("wanted of "+words, func(t *testing.T) {
			each(t, p, func(w *world) {
				for role, due := range map[string]bool{auth.SystemAdmin: want.administrator, "leader": want.leader} {
					o := w.hire(map[bool]string{true: "wang", false: "li"}[role == "leader"]+"wu", "市监局")
					_, err := w.give(operator, auth.Grant{Account: o.ID, Role: role, Unit: o.unit.ID})
					w.must(err)
					_, who, err := w.guard.SignIn(w.Context(), auth.Try{Login: o.login, Password: chosen})
					w.must(err)
					if slices.Contains(who.Due, auth.DueFactor) != due || who.Allows("org.read", "360402") == due {
						w.Errorf("%q: %s has to %v", words, role, who.Due)
					}
				}
			})
		})
	}
	p := cheap
	p.Second = auth.RolesNamed([]string{"emperor"})
	if _, err := auth.New(nil, p); !errors.Is(err, auth.ErrRole) {
		t.Errorf("an unknown role: %v", err)
	}
}

// TestReach: a home is seen exactly from itself and from above, over a tree of
// a nation, two provinces, cities and counties.
func TestReach(t *testing.T) {
	homes := []string{"100000", "360000", "360400", "360402", "360403", "360500", "370000", "370400", "370402"}
	above := map[string][]string{
		"100000": homes, "360000": {"360000", "360400", "360402", "360403", "360500"}, "360400": {"360400", "360402", "360403"},
		"370000": {"370000", "370400", "370402"}, "370400": {"370400", "370402"},
	}
	for _, from := range homes {
		want := above[from]
		if want == nil {
			want = []string{from}
		}
		p := auth.Principal{Home: from, Grants: []auth.Grant{{Role: "leader", Scope: auth.Subtree}}}
		if got := p.Homes("case.read", homes); !slices.Equal(got, want) {
			t.Errorf("from %s: %v, want %v", from, got, want)
		}
		if got := p.Homes("case.decide", homes); !slices.Equal(got, []string{from}) {
			t.Errorf("from %s one decides in %v", from, got)
		}
	}
}

func TestGranting(t *testing.T) {
	each(t, cheap, func(w *world) {
		people := map[string]officer{}
		for login, unit := range map[string]string{"sys": "市监局", "sec": "市监局", "sec2": "市监局", "aud": "市监局", "gua": "市监局", "lianxi": "联席办", "town": "姑塘镇"} {
			if unit == "联席办" && len(people) >= 0 {
				w.must(w.act(operator, func(ctx context.Context, tx *store.Tx) error {
					_, err := org.OpenUnit(ctx, tx, org.Unit{Kind: org.Coordination, Name: unit})
					return err
				}))
			}
			people[login] = w.hire(login, unit)
		}
		given := map[string]auth.Grant{}
		for _, s := range []struct {
			by, does, whom, role, at string
			err                      error
		}{
			{"", "give", "sys", auth.SystemAdmin, "", nil},
			{"", "give", "sec", auth.SecurityAdmin, "", nil},
			{"sec", "give", "aud", auth.AuditAdmin, "", nil},
			{"sec", "give", "sys", auth.AuditAdmin, "", auth.ErrApart},
			{"sec", "give", "aud", "leader", "aud", auth.ErrApart},
			{"sec", "give", "sec", "leader", "sec", auth.ErrSelf},
			{"sec", "give", "gua", "emperor", "gua", auth.ErrRole},
			{"sec", "give", "gua", "county_officer", "gua", nil},
			{"sec", "give", "gua", "county_officer", "gua", auth.ErrGiven},
			{"sec", "give", "gua", auth.AuditAdmin, "", auth.ErrApart},
			{"sec", "give", "gua", "case_handler", "town", auth.ErrPost},
			{"sec", "give", "gua", "case_handler", "", auth.ErrPost},
			{"sec", "give", "gua", "township_officer", "gua", auth.ErrUnitKind},
			{"sec", "give far", "gua", "leader", "gua", auth.ErrScope},
			{"sec", "give", "town", "township_officer", "town", nil},
			{"sec", "give", "lianxi", "county_officer", "lianxi", auth.ErrUnitKind},
			{"sec", "give", "lianxi", "case_handler", "lianxi", auth.ErrUnitKind},
			{"sec", "give", "lianxi", "coordinator", "lianxi", nil},
			{"sec", "withdraw", "sec", auth.SecurityAdmin, "", auth.ErrSelf},
			{"sys", "withdraw", "sec", auth.SecurityAdmin, "", auth.ErrLast},
			{"sys", "disable", "sec", "", "", auth.ErrLast},
			{"sec", "disable", "sys", "", "", auth.ErrLast},
			{"sec", "disable", "aud", "", "", auth.ErrLast},
			{"sec", "give", "sec2", auth.SecurityAdmin, "", nil},
			{"sys", "disable silently", "sec", "", "", auth.ErrReason},
			{"sec", "disable", "sec", "", "", auth.ErrSelf},
			{"sys", "disable", "sec", "", "", nil},
			{"sys", "disable", "sec", "", "", auth.ErrMoved},
			{"sys", "disable", "sec2", "", "", auth.ErrLast},
			{"sec2", "give", "sec", "leader", "sec", auth.ErrMoved},
			{"sys", "enable", "sec", "", "", nil},
			{"sec2", "withdraw", "sec", auth.SecurityAdmin, "", nil},
			{"sec2", "give", "sec", "leader", "sec", nil},
			{"sys", "reset", "sys", "", "", auth.ErrOperator},
			{"sys", "reset", "gua", "", "", nil},
			{"sys", "reset", "aud", "", "", auth.ErrOperator},
			{"sys", "reset", "sec2", "", "", auth.ErrOperator},
			{"", "reset", "aud", "", "", nil},
			{"sys", "reset", "town", "", "", nil},
			{"sec2", "withdraw", "town", "township_officer", "", nil},
			{"sec2", "give", "town", auth.SecurityAdmin, "", auth.ErrHandedOut},
			{"", "give", "town", auth.SecurityAdmin, "", nil},
			{"sys", "disable", "town", "", "", nil},
			{"sys", "reset", "town", "", "", auth.ErrOperator},
			{"sys", "enable", "town", "", "", nil},
		} {
			by := operator
			if s.by != "" {
				by = people[s.by].actor()
			}
			a := people[s.whom].Account
			err := w.act(by, func(ctx context.Context, tx *store.Tx) (err error) {
				switch s.does {
				case "give":
					given[s.whom+s.role], err = keepOld(given[s.whom+s.role])(auth.Give(ctx, tx, auth.Grant{Account: a.ID, Role: s.role, Unit: people[s.at].unit.ID}))
				case "give far":
					_, err = auth.Give(ctx, tx, auth.Grant{Account: a.ID, Role: s.role, Unit: people[s.at].unit.ID, Scope: auth.Subtree})
				case "withdraw":
					_, err = auth.Withdraw(ctx, tx, given[s.whom+s.role].ID)
				case "disable":
					_, err = auth.Disable(ctx, tx, a.ID, "调离")
				case "disable silently":
					_, err = auth.Disable(ctx, tx, a.ID, " ")
				case "enable":
					_, err = auth.Enable(ctx, tx, a.ID)
				case "reset":
					_, err = auth.ResetPassword(ctx, tx, a.ID, "x")
				}
				return err
			})
			w.wants(fmt.Sprint(s), err, s.err)
		}
	})
}

// keepOld keeps the grant that was given when giving again fails.
func keepOld(old auth.Grant) func(auth.Grant, error) (auth.Grant, error) {
	return func(g auth.Grant, err error) (auth.Grant, error) {
		if err != nil {
			return old, err
		}
		return g, nil
	}
}
