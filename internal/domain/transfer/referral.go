package transfer

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/zhiye/internal/base/docket"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

// Referral is a letter by which police, a procurator or a court sends a matter
// here, because a penalty is due where no crime is tried
// (行政处罚法第二十七条第一款). One letter makes one case.
type Referral struct {
	ID         string   `json:"id"`
	Organ      string   `json:"organ"`  // one of Organs
	Sender     string   `json:"sender"` // its name
	Number     string   `json:"number"` // of the letter
	Title      string   `json:"title"`
	Facts      string   `json:"facts"`
	Opinion    string   `json:"opinion"` // what the sender proposes
	ReceivedOn string   `json:"received_on"`
	State      string   `json:"state"` // received, filed, declined
	Reason     string   `json:"reason,omitempty"`
	Reply      string   `json:"reply,omitempty"` // number of the answer to the sender
	Photos     []string `json:"photos"`          // the letter and its papers, "blob:…"
	Version    int64    `json:"version"`
}

// Organs are those that send matters back.
var Organs = []string{"police", "procurator", "court"}

// ReferralRef names a referral in other packages.
func ReferralRef(id string) ref.Ref { return ref.Of("referral", id) }

// ReferralFacts are the facts of referral.received and referral.settled.
type ReferralFacts struct {
	Organ string `json:"organ"`
	State string `json:"state"`
}

// What a person can do something about.
var (
	ErrReferral = fault.New(fault.NotFound, "referral.not_found", "没有这件反向移送来文，请核对编号")
	ErrOrgan    = fault.New(fault.Invalid, "referral.organ", "来文机关只能是公安机关、检察院或法院，名称、文号、事由不得为空，请补全")
	ErrKnown    = fault.New(fault.Conflict, "referral.known", "这个机关的这个文号已经登记，请打开已有来文")
	ErrSettled  = fault.New(fault.Conflict, "referral.settled", "来文已立案或已回复不立案，不能再办这一步")
	ErrReply    = fault.New(fault.Invalid, "referral.reply", "不予立案的理由或复函文号为空，请填写")
)

// Receive records a letter that came in. The same letter is received once.
func Receive(ctx context.Context, tx *store.Tx, r Referral) (Referral, error) {
	r.Sender, r.Number, r.Title = strings.TrimSpace(r.Sender), strings.TrimSpace(r.Number), strings.TrimSpace(r.Title)
	if !slices.Contains(Organs, r.Organ) || r.Sender == "" || r.Number == "" || r.Title == "" {
		return Referral{}, ErrOrgan
	}
	if err := errors.Join(ErrLong.Over(200, r.Sender, r.Number, r.Title), ErrLong.Over(20_000, r.Facts, r.Opinion)); err != nil {
		return Referral{}, ErrLong
	}
	var err error
	if r.ReceivedOn, err = docket.Past(tx, r.ReceivedOn); err != nil {
		return Referral{}, err
	}
	r.ID, r.State, r.Reason, r.Reply, r.Version = tx.ID(), "received", "", "", 1
	var id string
	err = tx.Row(ctx, `INSERT INTO transfer_referral (home, `+referralColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
		ON CONFLICT (home, sender, number) DO NOTHING RETURNING id`,
		tx.Actor.Home, r.ID, r.Organ, r.Sender, r.Number, r.Title, r.Facts, r.Opinion, r.ReceivedOn, r.State, r.Reason, r.Reply, store.Pack(r.Photos), r.Version).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Referral{}, ErrKnown.With(r.Number)
	}
	if err != nil {
		return Referral{}, wrap("receiving", err)
	}
	return r, noteReferral(tx, r, "referral.received", r.ReceivedOn)
}

// FileReferral marks that a case was filed from a letter.
func FileReferral(ctx context.Context, tx *store.Tx, id string, version int64) (Referral, error) {
	return settle(ctx, tx, id, version, func(r *Referral) error {
		r.State = "filed"
		return nil
	})
}

// Decline answers a letter that no case will come of it, and why.
func Decline(ctx context.Context, tx *store.Tx, in Referral) (Referral, error) {
	return settle(ctx, tx, in.ID, in.Version, func(r *Referral) error {
		r.State, r.Reason, r.Reply = "declined", strings.TrimSpace(in.Reason), strings.TrimSpace(in.Reply)
		if r.Reason == "" || r.Reply == "" {
			return ErrReply
		}
		return errors.Join(ErrLong.Over(2000, r.Reason), ErrLong.Over(200, r.Reply))
	})
}

func settle(ctx context.Context, tx *store.Tx, id string, version int64, edit func(*Referral) error) (Referral, error) {
	r, err := GetReferral(ctx, tx, id)
	switch {
	case err != nil:
		return Referral{}, err
	case r.Version != version:
		return Referral{}, ErrMoved.Against(r)
	case r.State != "received":
		return Referral{}, ErrSettled
	}
	if err := edit(&r); err != nil {
		return Referral{}, err
	}
	r.Version++
	if _, err := tx.Exec(ctx, `UPDATE transfer_referral SET state = $3, reason = $4, reply = $5, version = $6 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, r.State, r.Reason, r.Reply, r.Version); err != nil {
		return Referral{}, wrap("settling", err)
	}
	return r, noteReferral(tx, r, "referral.settled", "")
}

func noteReferral(tx *store.Tx, r Referral, verb, day string) error {
	return tx.Note(store.Note{Verb: verb, Subject: ReferralRef(r.ID), Day: day, Facts: ReferralFacts{r.Organ, r.State}})
}

const referralColumns = `id, organ, sender, number, title, facts, opinion, received_on, state, reason, reply, files, version`

// GetReferral returns a referral, or ErrReferral.
func GetReferral(ctx context.Context, tx *store.Tx, id string) (Referral, error) {
	return store.One(tx.Row(ctx, `SELECT `+referralColumns+` FROM transfer_referral WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrReferral, scanReferral)
}

// Referrals are letters of a state, or all, newest first, and where the next
// page begins; empty when this was the last.
func Referrals(ctx context.Context, tx *store.Tx, state string, p store.Page) ([]Referral, string, error) {
	n := p.Size()
	rs, err := tx.Query(ctx, fmt.Sprintf(`SELECT `+referralColumns+` FROM transfer_referral
		WHERE home = $1 AND ($2 = '' OR state = $2) AND ($3 = '' OR id < $3) ORDER BY id DESC LIMIT %d`, n+1), tx.Actor.Home, state, p.After)
	out, err := store.Collect(rs, err, scanReferral)
	if err != nil || len(out) <= n {
		return out, "", err
	}
	return out[:n], out[n-1].ID, nil
}

func scanReferral(row store.Scanner) (r Referral, err error) {
	var files string
	if err = row.Scan(&r.ID, &r.Organ, &r.Sender, &r.Number, &r.Title, &r.Facts, &r.Opinion, &r.ReceivedOn, &r.State, &r.Reason, &r.Reply,
		&files, &r.Version); err != nil {
		return r, err
	}
	return r, json.Unmarshal([]byte(files), &r.Photos)
}
