package org

import (
	"context"
	"time"

	"example.org/zhiye/internal/platform/store"
)

// recent is how many days a post entered by hand may lie back: long enough for
// an order of appointment to reach whoever enters it, too short to make an
// officer for an inspection of last year.
const recent = 31

// AppointByHand is Appoint for what somebody types in: the post begins today
// where nothing is said, and 31 days ago at the earliest (ErrBackdated). Older
// service comes in with a list, by the operator.
func AppointByHand(ctx context.Context, tx *store.Tx, a Appointment) (Post, error) {
	from, err := lately(tx, a.From)
	if err != nil {
		return Post{}, err
	}
	a.From = from
	return Appoint(ctx, tx, a)
}

// CertifyByHand is Certify for what somebody types in: a certificate that is
// over certifies nobody any more (ErrExpired).
func CertifyByHand(ctx context.Context, tx *store.Tx, c Certificate) (out Certificate, renewed bool, err error) {
	if err := lasting(tx, c); err != nil {
		return Certificate{}, false, err
	}
	return Certify(ctx, tx, c)
}

// AdmitByHand is Admit for what somebody types in, under the same two rules.
func AdmitByHand(ctx context.Context, tx *store.Tx, a Arrival) (Admission, error) {
	from, err := lately(tx, a.From)
	if err != nil {
		return Admission{}, err
	}
	a.From = from
	for _, c := range a.Certificates {
		if err := lasting(tx, c); err != nil {
			return Admission{}, err
		}
	}
	return Admit(ctx, tx, a)
}

func lately(tx *store.Tx, from string) (string, error) {
	today := tx.Today()
	if from == "" {
		return today, nil
	}
	day, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return "", wrap("reading today", err)
	}
	if earliest := day.AddDate(0, 0, -recent).Format(time.DateOnly); from < earliest {
		return "", ErrBackdated.With("最早 " + earliest)
	}
	return from, nil
}

func lasting(tx *store.Tx, c Certificate) error {
	if c.To != "" && c.To < tx.Today() {
		return ErrExpired.With(tidy(c.Number))
	}
	return nil
}
