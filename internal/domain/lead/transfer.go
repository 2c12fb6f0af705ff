package lead

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
)

// Transfer is a lead on its way to another department or region, with the
// receipt that came back. A lead that came in from elsewhere is raised with
// channel "transfer" and the letter as its source.
//
//	sent ──Receive──▶ received ──Answer──▶ answered
//	  └─Recall─▶ recalled  └────Refuse───▶ refused (also from sent)
type Transfer struct {
	ID         string    `json:"id"`
	Lead       string    `json:"lead"`
	Department string    `json:"department"` // market, forestry, agriculture, police …
	Region     string    `json:"region"`     // division code of the receiver, 6 digits
	Recipient  string    `json:"recipient"`
	Letter     string    `json:"letter,omitempty"`
	Reason     string    `json:"reason"`
	State      string    `json:"state"`
	Receipt    string    `json:"receipt,omitempty"`
	Answer     string    `json:"answer,omitempty"`
	SentAt     time.Time `json:"sent_at"`
	SettledAt  time.Time `json:"settled_at,omitzero"`
}

// What a person can do something about.
var (
	ErrTransfer  = fault.New(fault.NotFound, "lead.transfer", "没有这次移送，请核对编号")
	ErrRecipient = fault.New(fault.Invalid, "lead.recipient", "接收单位不全，请填写接收部门、区划和单位名称")
	ErrReceipt   = fault.New(fault.Invalid, "lead.receipt", "回执编号为空，请填写对方回执的编号或上传回执")
	ErrSettled   = fault.New(fault.Conflict, "lead.settled", "对方已经签收或答复，不能再这样处理，请刷新后查看")
)

// TransferOut sends a verified lead to another department or region; t says
// Department, Region, Recipient, Letter and Reason.
func TransferOut(ctx context.Context, tx *store.Tx, id string, version int64, t Transfer) (Transfer, error) {
	if t.Department == "" || t.Recipient == "" || len(t.Region) != 6 {
		return Transfer{}, ErrRecipient
	}
	if strings.TrimSpace(t.Reason) == "" {
		return Transfer{}, ErrReason
	}
	if err := ErrLong.Over(200, t.Recipient, t.Letter); err != nil {
		return Transfer{}, err
	}
	t.ID, t.Lead, t.State, t.SentAt = tx.ID(), id, "sent", tx.Now
	t.Receipt, t.Answer, t.SettledAt = "", "", time.Time{}
	_, err := move(ctx, tx, id, version, Transferred, func(l *Lead) error {
		l.Reason = t.Reason
		if err := insertTransfer(ctx, tx, t); err != nil {
			return err
		}
		return note(tx, *l, "lead.transferred", Sent{t.Department, t.Region != tx.Actor.Home, t.ID})
	})
	return t, err
}

// Receive records the receipt of the receiver.
func Receive(ctx context.Context, tx *store.Tx, id, receipt string) (Transfer, error) {
	return settle(ctx, tx, id, "received", func(t *Transfer) error {
		if t.Receipt = strings.TrimSpace(receipt); t.Receipt == "" {
			return ErrReceipt
		}
		return nil
	})
}

// Answer records what came of a received lead.
func Answer(ctx context.Context, tx *store.Tx, id, answer string) (Transfer, error) {
	return settle(ctx, tx, id, "answered", func(t *Transfer) error {
		if t.Answer = strings.TrimSpace(answer); t.Answer == "" {
			return ErrReason
		}
		return nil
	})
}

// Refuse records that the receiver sent the lead back, and why; it stands
// verified again.
func Refuse(ctx context.Context, tx *store.Tx, id, why string) (Transfer, error) {
	return settle(ctx, tx, id, "refused", func(t *Transfer) error {
		if t.Answer = strings.TrimSpace(why); t.Answer == "" {
			return ErrReason
		}
		return nil
	})
}

// Recall takes a transfer back before anyone signed for it; its figure is
// reversed and the lead stands verified again.
func Recall(ctx context.Context, tx *store.Tx, id, reason string) (Transfer, error) {
	return settle(ctx, tx, id, "recalled", func(t *Transfer) error {
		if t.Answer = strings.TrimSpace(reason); t.Answer == "" {
			return ErrReason
		}
		return nil
	})
}

// settled says from which states of a transfer each other one is told.
var settled = map[string]string{"received": "sent", "answered": "received", "refused": "sent received", "recalled": "sent"}

func settle(ctx context.Context, tx *store.Tx, id, state string, fill func(*Transfer) error) (Transfer, error) {
	t, err := GetTransfer(ctx, tx, id)
	if err != nil {
		return Transfer{}, err
	}
	if !strings.Contains(settled[state], t.State) {
		return Transfer{}, ErrSettled.With(t.State)
	}
	if err := fill(&t); err != nil {
		return Transfer{}, err
	}
	t.State, t.SettledAt = state, tx.Now
	l, err := Get(ctx, tx, t.Lead)
	if err != nil {
		return Transfer{}, err
	}
	if state == "refused" || state == "recalled" {
		l.State = Verified
		if err := update(ctx, tx, &l); err != nil {
			return Transfer{}, err
		}
	}
	if err := noteSettled(ctx, tx, l, t); err != nil {
		return Transfer{}, err
	}
	_, err = tx.Exec(ctx, `UPDATE lead_transfer SET state = $3, receipt = $4, answer = $5, settled_at = $6 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, id, t.State, t.Receipt, t.Answer, t.SettledAt.UnixMicro())
	return t, wrap("settling a transfer", err)
}

func noteSettled(ctx context.Context, tx *store.Tx, l Lead, t Transfer) error {
	if t.State != "recalled" {
		return note(tx, l, "lead."+t.State, Settled{t.ID, t.Receipt})
	}
	return reverse(ctx, tx, l, "lead.recalled", Sent{t.Department, t.Region != tx.Actor.Home, t.ID}, "lead.transferred")
}

const transferColumns = `id, lead, department, region, recipient, letter, reason, state, receipt, answer, sent_at, settled_at`

func insertTransfer(ctx context.Context, tx *store.Tx, t Transfer) error {
	_, err := tx.Exec(ctx, `INSERT INTO lead_transfer (home, `+transferColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)`,
		tx.Actor.Home, t.ID, t.Lead, t.Department, t.Region, t.Recipient, t.Letter, t.Reason, t.State, t.Receipt, t.Answer, t.SentAt.UnixMicro())
	return wrap("inserting a transfer", err)
}

// GetTransfer returns a transfer, or ErrTransfer.
func GetTransfer(ctx context.Context, tx *store.Tx, id string) (Transfer, error) {
	t, err := scanTransfer(tx.Row(ctx, `SELECT `+transferColumns+` FROM lead_transfer WHERE home = $1 AND id = $2`, tx.Actor.Home, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Transfer{}, ErrTransfer
	}
	return t, wrap("getting a transfer", err)
}

// Transfers are the transfers of one lead, or in one state ("sent" are those
// without a receipt) when lead is empty; oldest first, at most 100.
func Transfers(ctx context.Context, tx *store.Tx, lead, state string) ([]Transfer, error) {
	rows, err := tx.Query(ctx, `SELECT `+transferColumns+` FROM lead_transfer
		WHERE home = $1 AND ($2 = '' OR lead = $2) AND ($3 = '' OR state = $3) ORDER BY id LIMIT 100`, tx.Actor.Home, lead, state)
	if err != nil {
		return nil, wrap("listing transfers", err)
	}
	defer rows.Close()
	out := []Transfer{}
	for rows.Next() {
		t, err := scanTransfer(rows)
		if err != nil {
			return nil, wrap("listing transfers", err)
		}
		out = append(out, t)
	}
	return out, wrap("listing transfers", rows.Err())
}

func scanTransfer(r row) (t Transfer, err error) {
	var sent, settled int64
	err = r.Scan(&t.ID, &t.Lead, &t.Department, &t.Region, &t.Recipient, &t.Letter, &t.Reason, &t.State, &t.Receipt, &t.Answer, &sent, &settled)
	t.SentAt = time.UnixMicro(sent).UTC()
	if settled > 0 {
		t.SettledAt = time.UnixMicro(settled).UTC()
	}
	return t, err
}
