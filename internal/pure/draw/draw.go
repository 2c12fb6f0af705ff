// Package draw picks at random whom to inspect and who goes (双随机), so that
// anyone can recheck that nobody chose.
//
//	pool, officers, plan frozen ─▶ units commit to shares ─▶ announced
//	      ─▶ shares revealed ─▶ seed ─▶ tickets ─▶ drawn ─▶ teams ─▶ verified by anyone
//
// The seed needs every unit's share, and each unit is bound to its share
// before any is known: whoever wants to steer the draw would have to know the
// others'. A draw proves that nobody chose, not that the pool was complete; the
// pool root is published early so that this can be checked.
//
// The package is arithmetic over frozen input. It makes no shares, keeps no
// draws and publishes nothing: that is package spotcheck's.
//
// 国办发〔2015〕58号 (双随机、一公开): objects are drawn at random, officers are
// assigned at random, and the result is published.
package draw

import (
	"crypto/sha256"
	"encoding/hex"

	"example.org/zhiye/internal/pure/fault"
)

// Version names the algorithm; it is hashed into every seed.
const Version = "zhiye-draw-v1"

// The faults of a draw. Everything but ErrNobody and ErrBound means that input
// breaks a rule; those two, that the draw does not hold.
var (
	ErrPlan     = fault.New(fault.Invalid, "draw.plan", "抽查方案不合规定，请改正后重试")
	ErrPool     = fault.New(fault.Invalid, "draw.pool", "对象名单不合规定，请改正后重试")
	ErrOfficers = fault.New(fault.Invalid, "draw.officers", "人员名单不合规定，请改正后重试")
	ErrShares   = fault.New(fault.Invalid, "draw.shares", "各单位的份额或承诺不合规定，请改正后重试")
	ErrFile     = fault.New(fault.Invalid, "draw.file", "抽查结果或公告文件无法读取，请核对文件")
	ErrNobody   = fault.New(fault.Conflict, "draw.nobody", "有对象无人可派，请增补人员或减小小组人数")
	ErrBound    = fault.New(fault.Conflict, "draw.bound", "公告与本次抽查不符，请使用公告所列的方案、名单和份额")
)

// Hash is 32 bytes: a SHA-256 digest, a share, a ticket. In text it is 64
// lower-case hexadecimal digits.
type Hash [sha256.Size]byte

// ParseHash reads 64 hexadecimal digits of either case.
func ParseHash(s string) (Hash, error) {
	var h Hash
	if len(s) != 2*len(h) {
		return h, ErrShares.With("应为 64 位十六进制数")
	}
	if _, err := hex.Decode(h[:], []byte(s)); err != nil {
		return h, ErrShares.With("应为 64 位十六进制数")
	}
	return h, nil
}

// String is the hash in lower-case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText is String.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText is ParseHash.
func (h *Hash) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHash(string(text))
	return err
}

// Basis is what a draw stands on, frozen before anything is announced.
type Basis struct {
	Plan     Plan
	Pool     *Pool
	Officers *Officers
}

// Head is what announcement and result have in common: everything that was
// fixed before a share was known.
type Head struct {
	Version      string          `json:"version"`
	Plan         Plan            `json:"plan"`
	PlanDigest   Hash            `json:"plan_digest"`
	PoolRoot     Hash            `json:"pool_root"`
	OfficersRoot Hash            `json:"officers_root"`
	Commitments  map[string]Hash `json:"commitments"` // by unit: SHA-256 of its share
}

// Announcement is published before any share is known.
type Announcement struct{ Head }

// Result is a draw with all it takes to recompute it from pool and officers.
type Result struct {
	Head
	Announcement string          `json:"announcement"` // SHA-256 of the announcement's bytes, or ""
	Shares       map[string]Hash `json:"shares"`       // by unit
	Seed         Hash            `json:"seed"`
	Drawn        []Drawn         `json:"drawn"` // in order of ticket
}

// Drawn is an object to inspect and who goes there.
type Drawn struct {
	Object  string   `json:"object"`
	Stratum string   `json:"stratum"`
	Ticket  Hash     `json:"ticket"`
	Team    []string `json:"team"` // officers in order of picking
}

// Announce fixes plan, pool, officers and the units' commitments. At least two
// units commit, each to another share.
func Announce(b Basis, commitments map[string]Hash) (*Announcement, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if err := checkUnits(commitments); err != nil {
		return nil, err
	}
	return &Announcement{b.head(commitments)}, nil
}

// Run draws. announced are the bytes of the announcement, or nil where none was
// made; an announcement of anything else is ErrBound. ErrNobody says which
// object is left without a team.
func Run(b Basis, shares map[string]Hash, announced []byte) (*Result, error) {
	r, err := open(b, shares)
	if err != nil {
		return nil, err
	}
	if announced != nil {
		if err := r.bind(announced); err != nil {
			return nil, err
		}
	}
	if err := r.draw(b); err != nil {
		return nil, err
	}
	return r, nil
}

// open computes all of a result but what is drawn.
func open(b Basis, shares map[string]Hash) (*Result, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if err := checkUnits(shares); err != nil {
		return nil, err
	}
	r := &Result{Head: b.head(commit(shares)), Shares: shares}
	r.Seed = seed(r.Head, shares)
	return r, nil
}

// bind ties the result to its announcement.
func (r *Result) bind(announced []byte) error {
	findings, err := r.compareAnnouncement(announced)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		return ErrBound.With(sentence(findings))
	}
	r.Announcement = Hash(sha256.Sum256(announced)).String()
	return nil
}

// draw picks the objects and their teams.
func (r *Result) draw(b Basis) (err error) {
	r.Drawn, err = assign(r.Seed, b, b.Pool.draw(r.Seed, b.Plan))
	return err
}

func (b Basis) check() error {
	if err := b.Plan.check(); err != nil {
		return err
	}
	for _, s := range b.Pool.strata {
		if _, ok := b.Plan.Strata[s]; !ok {
			return ErrPlan.With("名单里有层“" + s + "”，方案没有规定它抽多少")
		}
	}
	return nil
}

func (b Basis) head(commitments map[string]Hash) Head {
	return Head{Version, b.Plan, b.Plan.Digest(), b.Pool.root, b.Officers.root, commitments}
}
