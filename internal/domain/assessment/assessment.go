// Package assessment keeps what the law desk advised on a visit, a lead or a
// case: the facts as they were given, the advice as it was printed, and which
// editions of the law and of the lists it rests on.
//
//	facts ─ Make ─▶ version 1 ─ Make ─▶ version 2 …      each stays as given
//
// An assessment is never changed: when facts, lists or law change, a new one is
// made, and the earlier ones stay beside it. It is advice; the officer decides.
//
// It computes nothing (pure/law does) and gathers no facts (flow does).
package assessment

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"example.org/zhiye/data"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/law"
	"example.org/zhiye/internal/pure/ref"
	"example.org/zhiye/internal/pure/species"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's table and verb.
var Part = store.Part{Name: "assessment", Schema: schema, Verbs: store.Verbs{"assessment.made": Made{}}}

// Made are the facts of an assessment; it is noted about its holder.
type Made struct {
	Assessment string   `json:"assessment"`
	N          int64    `json:"n"`
	Act        string   `json:"act"`
	Codes      []string `json:"codes"`   // V07 …, the one that applies first
	Advice     string   `json:"advice"`  // transfer, doubt, none
	Crime      string   `json:"crime"`   //
	Edition    []string `json:"edition"` // of the provisions named
	Law        string   `json:"law"`     // digest of the law data
	Lists      string   `json:"lists"`   // digest of the lists
	Digest     string   `json:"digest"`  // of facts and advice
}

// Basis says what one value of the facts rests on: a record held here, or that
// none is held.
type Basis struct {
	Key  string  `json:"key"` // of the facts: items[0].permit
	Text string  `json:"text"`
	Ref  ref.Ref `json:"ref,omitempty"` // the record: "permit:…", "zone:…", "case:…"
}

// List is one list of animals as it was held.
type List struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Version string         `json:"version"`
	Status  species.Status `json:"status"`
}

// Editions are what an assessment rests on: the lists held, and digests (SHA-256)
// of the law data and of the lists, by which a later reader tells whether they
// have changed since.
type Editions struct {
	Laws   []string `json:"laws"` // editions of the provisions named
	Lists  []List   `json:"lists"`
	Law    string   `json:"law"`
	Animal string   `json:"animal"`
}

// Assessment is one version of the advice on its holder.
type Assessment struct {
	ID        string         `json:"id"`
	Holder    ref.Ref        `json:"holder"`
	N         int64          `json:"n"`
	Why       string         `json:"why,omitempty"` // why another one was made
	Input     law.Case       `json:"input"`
	Output    law.Assessment `json:"output"`
	Review    []string       `json:"review"` // why 法制审核 or 集体讨论 is due
	Basis     []Basis        `json:"basis"`
	Editions  Editions       `json:"editions"`
	Digest    string         `json:"digest"` // SHA-256 of facts and advice
	Day       string         `json:"day"`
	By        string         `json:"by"`
	Unit      string         `json:"unit"`
	CreatedAt time.Time      `json:"created_at"`
}

// What a person can do something about.
var (
	ErrNotFound = fault.New(fault.NotFound, "assessment.not_found", "没有这份评估，请核对编号")
	ErrMoved    = fault.New(fault.Conflict, "assessment.moved", "他人刚作了新的评估，请对照后再评估")
	ErrHolder   = fault.New(fault.Invalid, "assessment.holder", "评估须附于检查、线索或案件，请从相应页面进入")
	ErrWhy      = fault.New(fault.Invalid, "assessment.why", "已有评估，请写明重新评估的原因（2000 字以内）")
)

// Make keeps the advice a.Output on the facts a.Input as the next version of
// a.Holder. After is the version the maker has seen, 0 for none: if there is a
// newer one it is returned with ErrMoved. Of the second on, a.Why says why.
// The day is that of the act; where and for whom it counts is n's.
func Make(ctx context.Context, tx *store.Tx, a Assessment, after int64, n store.Note) (Assessment, error) {
	if !slices.Contains([]string{"visit", "lead", "case"}, a.Holder.Kind()) || !a.Holder.Valid() {
		return Assessment{}, ErrHolder
	}
	last, err := Latest(ctx, tx, a.Holder)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Assessment{}, err
	}
	if last.N != after {
		return Assessment{}, ErrMoved.Against(last)
	}
	if a.Why = strings.TrimSpace(a.Why); after > 0 && a.Why == "" || len([]rune(a.Why)) > 2000 {
		return Assessment{}, ErrWhy
	}
	a.ID, a.N, a.Day, a.By, a.Unit, a.CreatedAt = tx.ID(), after+1, tx.Today(), tx.Actor.ID, tx.Actor.Unit, tx.Now
	a.Review = a.Output.Review
	a.Editions = editions(a.Output)
	if a.Digest, err = digest(a); err != nil {
		return Assessment{}, err
	}
	body, err := json.Marshal(a)
	if err != nil {
		return Assessment{}, wrap("packing", err)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO assessment (home, id, holder, n, advice, body) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.Actor.Home, a.ID, string(a.Holder), a.N, a.Output.Criminal.Advice, string(body)); err != nil {
		return Assessment{}, wrap("inserting", err)
	}
	n.Verb, n.Subject, n.Facts = "assessment.made", a.Holder, a.facts()
	return a, tx.Note(n)
}

func (a Assessment) facts() Made {
	m := Made{Assessment: a.ID, N: a.N, Act: a.Input.Act, Codes: []string{}, Advice: a.Output.Criminal.Advice, Crime: a.Output.Criminal.Crime,
		Edition: a.Editions.Laws, Law: a.Editions.Law, Lists: a.Editions.Animal, Digest: a.Digest}
	for _, v := range a.Output.Violations {
		if !slices.Contains(m.Codes, v.Code) {
			m.Codes = append(m.Codes, v.Code)
		}
	}
	return m
}

func editions(out law.Assessment) Editions {
	e := Editions{Laws: []string{}, Lists: []List{}, Law: held("law"), Animal: held("species")}
	for _, v := range out.Violations {
		if !slices.Contains(e.Laws, v.Edition) {
			e.Laws = append(e.Laws, v.Edition)
		}
	}
	slices.Sort(e.Laws)
	for _, l := range species.Lists() {
		e.Lists = append(e.Lists, List{l.ID, l.Name, l.Version, l.Status})
	}
	return e
}

// Now are the digests of the law data and the lists as this program holds them:
// where they differ from an assessment's, it was made with others.
func Now() (law, animal string) { return held("law"), held("species") }

// held is the digest of a folder of the reference data.
func held(folder string) string { return digests()[folder] }

var digests = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, folder := range []string{"law", "species"} {
		h := sha256.New()
		err := fs.WalkDir(data.Files, folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := data.Files.ReadFile(path)
			sum := sha256.Sum256(b)
			fmt.Fprintf(h, "%s %x\n", path, sum)
			return err
		})
		if err != nil {
			panic(err) // the data is embedded; no input can cause it
		}
		out[folder] = hex.EncodeToString(h.Sum(nil))
	}
	return out
})

// digest is over the facts and the advice as they are kept.
func digest(a Assessment) (string, error) {
	b, err := json.Marshal(struct {
		Input  law.Case       `json:"input"`
		Output law.Assessment `json:"output"`
	}{a.Input, a.Output})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), wrap("packing", err)
}

// Latest is the newest assessment of a holder, or ErrNotFound.
func Latest(ctx context.Context, tx *store.Tx, holder ref.Ref) (Assessment, error) {
	return one(tx.Row(ctx, `SELECT body FROM assessment WHERE home = $1 AND holder = $2 ORDER BY n DESC LIMIT 1`, tx.Actor.Home, string(holder)))
}

// Get returns an assessment, or ErrNotFound.
func Get(ctx context.Context, tx *store.Tx, id string) (Assessment, error) {
	return one(tx.Row(ctx, `SELECT body FROM assessment WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
}

// Of are the assessments of a holder, the newest first; the hundred newest.
func Of(ctx context.Context, tx *store.Tx, holder ref.Ref) ([]Assessment, error) {
	rows, err := tx.Query(ctx, `SELECT body FROM assessment WHERE home = $1 AND holder = $2 ORDER BY n DESC LIMIT 100`, tx.Actor.Home, string(holder))
	if err != nil {
		return nil, wrap("reading", err)
	}
	defer rows.Close()
	out := []Assessment{}
	for rows.Next() {
		a, err := scan(rows)
		if err != nil {
			return nil, wrap("reading", err)
		}
		out = append(out, a)
	}
	return out, wrap("reading", rows.Err())
}

type row interface{ Scan(...any) error }

func one(r row) (Assessment, error) {
	a, err := scan(r)
	if errors.Is(err, sql.ErrNoRows) {
		return Assessment{}, ErrNotFound
	}
	return a, wrap("getting", err)
}

func scan(r row) (a Assessment, err error) {
	var body string
	if err = r.Scan(&body); err != nil {
		return a, err
	}
	return a, json.Unmarshal([]byte(body), &a)
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("assessment: %s: %w", doing, err)
}
