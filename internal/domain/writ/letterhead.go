package writ

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/ref"
)

// Letterhead is what a unit's writs have in common.
type Letterhead struct {
	Unit    string `json:"unit"`
	Word    string `json:"word"`    // 机关代字: 濂市监
	Address string `json:"address"` // where statements are handed in
	Phone   string `json:"phone"`   // whom to call, as printed
	Review  string `json:"review"`  // 行政复议机关
	Court   string `json:"court"`
	Bank    string `json:"bank"` // how fines are paid
	Version int64  `json:"version"`
}

// SetLetterhead writes a unit's letterhead in the version that was read; 0 for
// the first. Writs that were issued keep the one they had.
func SetLetterhead(ctx context.Context, tx *store.Tx, l Letterhead) (Letterhead, error) {
	if l.Word = strings.TrimSpace(l.Word); l.Word == "" || strings.ContainsAny(l.Word, "〔〕 \n") {
		return Letterhead{}, ErrLetterhead
	}
	if ErrLong.Over(200, l.Word, l.Address, l.Phone, l.Review, l.Court, l.Bank) != nil {
		return Letterhead{}, ErrLetterhead
	}
	old, err := LetterheadOf(ctx, tx, l.Unit)
	if err != nil {
		return Letterhead{}, err
	}
	if old.Version != l.Version {
		return Letterhead{}, ErrMoved.Against(old)
	}
	l.Version++
	_, err = tx.Exec(ctx, `INSERT INTO writ_letterhead (home, unit, word, address, phone, review, court, bank, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (home, unit) DO UPDATE SET word = excluded.word, address = excluded.address, phone = excluded.phone,
			review = excluded.review, court = excluded.court, bank = excluded.bank, version = excluded.version`,
		tx.Actor.Home, l.Unit, l.Word, l.Address, l.Phone, l.Review, l.Court, l.Bank, l.Version)
	if err != nil {
		return Letterhead{}, wrap("setting a letterhead", err)
	}
	return l, tx.Note(store.Note{Verb: "letterhead.set", Subject: ref.Of("unit", l.Unit), Facts: Headed{l.Word}})
}

// LetterheadOf is a unit's letterhead; a unit that has none yet gets an empty
// one of version 0.
func LetterheadOf(ctx context.Context, tx *store.Tx, unit string) (Letterhead, error) {
	l := Letterhead{Unit: unit}
	err := tx.Row(ctx, `SELECT word, address, phone, review, court, bank, version FROM writ_letterhead WHERE home = $1 AND unit = $2`,
		tx.Actor.Home, unit).Scan(&l.Word, &l.Address, &l.Phone, &l.Review, &l.Court, &l.Bank, &l.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return l, nil
	}
	return l, wrap("reading a letterhead", err)
}

// Draw gives the next number of a unit's kind of writ this year:
// 濂市监罚告〔2026〕3号. It is part of the act, so that an act that does not happen
// leaves no gap; units that share a word share the series.
func Draw(ctx context.Context, tx *store.Tx, unit, kind string) (string, error) {
	l, err := LetterheadOf(ctx, tx, unit)
	if err != nil {
		return "", err
	}
	if l.Word == "" {
		return "", ErrWord
	}
	year, err := strconv.ParseInt(tx.Today()[:4], 10, 64)
	if err != nil {
		return "", wrap("numbering", err)
	}
	for { // a number that somebody typed in before is passed over
		var n int64
		if err := tx.Row(ctx, `INSERT INTO writ_number (home, word, year, last) VALUES ($1, $2, $3, 1)
			ON CONFLICT (home, word, year) DO UPDATE SET last = writ_number.last + 1 RETURNING last`,
			tx.Actor.Home, l.Word+kind, year).Scan(&n); err != nil {
			return "", wrap("numbering", err)
		}
		number := fmt.Sprintf("%s%s〔%d〕%d号", l.Word, kind, year, n)
		if err := free(ctx, tx, number); !errors.Is(err, ErrNumber) {
			return number, err
		}
	}
}

// free refuses a number that a writ has which stands.
func free(ctx context.Context, tx *store.Tx, number string) error {
	if number == "" {
		return nil
	}
	var taken int64
	err := tx.Row(ctx, `SELECT count(*) FROM writ WHERE home = $1 AND number = $2 AND state <> 'void'`, tx.Actor.Home, number).Scan(&taken)
	if err == nil && taken > 0 {
		return ErrNumber.With(number)
	}
	return wrap("looking for a number", err)
}
