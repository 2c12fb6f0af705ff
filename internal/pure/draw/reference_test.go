package draw_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"sort"
	"strings"
	"unicode/utf16"
)

// This file computes a draw a second time, straight from the written rules and
// with nothing of package draw or jcs: slow, naive, for comparison only.

type object struct{ id, stratum string }

type officer struct {
	id, organ, from, to string
	recused             []string
}

type quota struct {
	rate  string // if count < 0
	count int64
}

type scene struct {
	id, date string
	strata   map[string]quota
	size     int
	organs   map[string]int
	pool     []object
	officers []officer
	shares   map[string][32]byte
	ann      string
}

func refHash(parts ...[]byte) []byte {
	h := sha256.Sum256(bytes.Join(parts, nil))
	return h[:]
}

// refHMAC is RFC 2104 by the letter, for keys of 32 bytes.
func refHMAC(key []byte, msg string) []byte {
	inner, outer := make([]byte, 64), make([]byte, 64)
	copy(inner, key)
	copy(outer, key)
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	return refHash(outer, refHash(inner, []byte(msg)))
}

// refRoot is MTH of RFC 6962 §2.1 by the letter.
func refRoot(leaves []string) []byte {
	switch len(leaves) {
	case 0:
		return refHash()
	case 1:
		return refHash([]byte{0}, []byte(leaves[0]))
	}
	k := 1
	for 2*k < len(leaves) {
		k *= 2
	}
	return refHash([]byte{1}, refRoot(leaves[:k]), refRoot(leaves[k:]))
}

func refString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString("\\" + string(r))
		case strings.ContainsRune("\b\t\n\f\r", r):
			b.WriteString("\\" + string("btnfr"[strings.IndexRune("\b\t\n\f\r", r)]))
		case r < 0x20:
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// refObject writes members, whose values are JSON already, by UTF-16 order.
func refObject(m map[string]string) string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return slices.Compare(utf16.Encode([]rune(keys[i])), utf16.Encode([]rune(keys[j]))) < 0
	})
	for i, k := range keys {
		keys[i] = refString(k) + ":" + m[k]
	}
	return "{" + strings.Join(keys, ",") + "}"
}

func (s scene) plan() string {
	strata, organs := map[string]string{}, map[string]string{}
	for name, q := range s.strata {
		if q.count >= 0 {
			strata[name] = refObject(map[string]string{"count": fmt.Sprint(q.count)})
		} else {
			strata[name] = refObject(map[string]string{"rate": refString(q.rate)})
		}
	}
	for name, n := range s.organs {
		organs[name] = fmt.Sprint(n)
	}
	return refObject(map[string]string{
		"id": refString(s.id), "date": refString(s.date), "strata": refObject(strata),
		"team": refObject(map[string]string{"size": fmt.Sprint(s.size), "organs": refObject(organs)}),
	})
}

func (s scene) poolRoot() []byte {
	var leaves []string
	for _, o := range s.pool {
		leaves = append(leaves, o.id+"\t"+o.stratum)
	}
	sort.Strings(leaves)
	return refRoot(leaves)
}

func (s scene) officersRoot() []byte {
	var leaves []string
	for _, o := range s.officers {
		set := map[string]bool{}
		for _, id := range o.recused {
			set[id] = true
		}
		var recused []string
		for id := range set {
			recused = append(recused, id)
		}
		sort.Strings(recused)
		leaves = append(leaves, o.id+"\t"+o.organ+"\t"+o.from+"\t"+o.to+"\t"+strings.Join(recused, ";"))
	}
	sort.Strings(leaves)
	return refRoot(leaves)
}

func (s scene) units() []string {
	var units []string
	for u := range s.shares {
		units = append(units, u)
	}
	sort.Strings(units)
	return units
}

func (s scene) head() map[string]string {
	commitments := map[string]string{}
	for u, share := range s.shares {
		commitments[u] = refHex(refHash(share[:]))
	}
	return map[string]string{
		"version": `"zhiye-draw-v1"`, "plan": s.plan(), "plan_digest": refHex(refHash([]byte(s.plan()))),
		"pool_root": refHex(s.poolRoot()), "officers_root": refHex(s.officersRoot()), "commitments": refObject(commitments),
	}
}

func refHex(b []byte) string { return refString(hex.EncodeToString(b)) }

func (s scene) announcement() string { return refObject(s.head()) + "\n" }

func (s scene) seed() []byte {
	seed := [][]byte{[]byte("zhiye-draw-v1\n"), s.poolRoot(), refHash([]byte(s.plan())), s.officersRoot()}
	for _, u := range s.units() {
		share := s.shares[u]
		seed = append(seed, share[:])
	}
	return refHash(seed...)
}

// drawn are the objects in order of ticket.
func (s scene) drawn() []object {
	seed, by, all := s.seed(), map[string][]object{}, []object(nil)
	less := func(list []object) func(i, j int) bool {
		return func(i, j int) bool {
			return bytes.Compare(refHMAC(seed, "object\n"+list[i].id), refHMAC(seed, "object\n"+list[j].id)) < 0
		}
	}
	for _, o := range s.pool {
		by[o.stratum] = append(by[o.stratum], o)
	}
	for stratum, list := range by {
		sort.Slice(list, less(list))
		all = append(all, list[:s.strata[stratum].of(len(list))]...)
	}
	sort.Slice(all, less(all))
	return all
}

func (q quota) of(n int) int {
	if q.count >= 0 {
		return int(min(q.count, int64(n)))
	}
	rate, _ := new(big.Rat).SetString(q.rate)
	x := new(big.Rat).Mul(rate, big.NewRat(int64(n), 1))
	whole, rest := new(big.Int).DivMod(x.Num(), x.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		whole.Add(whole, big.NewInt(1))
	}
	return int(whole.Int64())
}

// result is draw.json, or "" if nobody is left for an object.
func (s scene) result() string {
	seed, load, rows := s.seed(), map[string]int{}, []string(nil)
	for _, o := range s.drawn() {
		team := s.team(seed, o.id, load)
		if len(team) < s.size {
			return ""
		}
		for i := range team {
			team[i] = refString(team[i])
		}
		rows = append(rows, refObject(map[string]string{
			"object": refString(o.id), "stratum": refString(o.stratum),
			"ticket": refHex(refHMAC(seed, "object\n"+o.id)), "team": "[" + strings.Join(team, ",") + "]",
		}))
	}
	shares := map[string]string{}
	for u, share := range s.shares {
		shares[u] = refHex(share[:])
	}
	m := s.head()
	m["announcement"], m["seed"], m["shares"] = refString(s.ann), refHex(seed), refObject(shares)
	m["drawn"] = "[" + strings.Join(rows, ",") + "]"
	return refObject(m) + "\n"
}

func (s scene) team(seed []byte, id string, load map[string]int) (team []string) {
	var organs []string
	for organ := range s.organs {
		organs = append(organs, organ)
	}
	sort.Strings(organs)
	for _, organ := range organs {
		for range s.organs[organ] {
			if team = s.pick(seed, id, []string{organ}, team, load); team == nil {
				return nil
			}
		}
	}
	for len(team) < s.size {
		if team = s.pick(seed, id, organs, team, load); team == nil {
			return nil
		}
	}
	return team
}

func (s scene) pick(seed []byte, id string, organs, team []string, load map[string]int) []string {
	best, lot := "", []byte(nil)
	for _, o := range s.officers {
		if !slices.Contains(organs, o.organ) || s.date < o.from || s.date > o.to || slices.Contains(o.recused, id) || slices.Contains(team, o.id) {
			continue
		}
		l := refHMAC(seed, "officer\n"+id+"\n"+o.id)
		if best == "" || load[o.id] < load[best] || load[o.id] == load[best] && bytes.Compare(l, lot) < 0 {
			best, lot = o.id, l
		}
	}
	if best == "" {
		return nil
	}
	load[best]++
	return append(team, best)
}

func refCell(s string) string {
	if strings.ContainsAny(s, `,"`) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

func (s scene) poolCSV(eol string) string {
	var b strings.Builder
	b.WriteString("id,stratum" + eol)
	for _, o := range s.pool {
		b.WriteString(refCell(o.id) + "," + refCell(o.stratum) + eol)
	}
	return b.String()
}

func (s scene) officersCSV(eol string) string {
	var b strings.Builder
	b.WriteString("id,organ,valid_from,valid_to,recused" + eol)
	for _, o := range s.officers {
		b.WriteString(strings.Join([]string{refCell(o.id), refCell(o.organ), o.from, o.to, refCell(strings.Join(o.recused, ";"))}, ",") + eol)
	}
	return b.String()
}
