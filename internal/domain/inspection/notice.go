package inspection

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"image/png"
	"strings"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// The states of a notice.
const (
	NoticeIssued    = "issued"
	NoticeUsed      = "used"
	NoticeWithdrawn = "withdrawn"
)

// Notice is an inspection notice (检查通知书). Its act code (行为码) is shown at the
// door as a QR (亮码入企): whoever is inspected can see who comes, on what ground.
type Notice struct {
	ID        string      `json:"id"`
	Code      string      `json:"code"` // 16 letters and digits, 80 bits nobody can guess
	Campaign  string      `json:"campaign"`
	Subject   string      `json:"subject"`
	Title     string      `json:"title"`
	Organs    []string    `json:"organs"`
	Names     []Signature `json:"names"`
	Item      string      `json:"item"`
	Plan      string      `json:"plan,omitempty"`
	Exemption string      `json:"exemption,omitempty"`
	Day       string      `json:"day"` // planned for
	State     string      `json:"state"`
	Visit     string      `json:"visit,omitempty"` // the visit it was used for
	Reason    string      `json:"reason,omitempty"`
	Unit      string      `json:"unit"`
	IssuedOn  string      `json:"issued_on"`
	Version   int64       `json:"version"`
}

// Noticed are the facts of a notice's verbs; the code is no fact, for it opens
// the notice to whoever has it.
type Noticed struct {
	Entity string `json:"entity"`
	Item   string `json:"item"`
	State  string `json:"state"`
}

// ErrNoticeNotFound is returned for an id or code that no notice has.
var ErrNoticeNotFound = fault.New(fault.NotFound, "inspection.notice_not_found", "没有这份检查通知书，请核对行为码")

// IssueNotice issues the notice of a visit to come. The entry passes the same
// gate as a visit, except that its day lies ahead and has no outcome yet.
func IssueNotice(ctx context.Context, tx *store.Tx, e Entry) (Notice, []Warning, error) {
	b := newBook()
	e.Results, e.Code = []string{"01"}, "" // no outcome yet: any would do
	g, err := b.ground(ctx, tx, e)
	if err != nil {
		return Notice{}, nil, err
	}
	if isDay(e.Day) && e.Day >= g.Today {
		g.Today = e.Day
	}
	v, refused := Judge(e, g)
	if len(refused) > 0 {
		return Notice{}, nil, refused
	}
	n := Notice{
		ID: tx.ID(), Code: actCode(), Campaign: v.Campaign, Subject: v.Subject, Title: v.Title, Organs: v.Organs, Names: v.Names,
		Item: v.Item, Plan: v.Plan, Exemption: v.Exemption, Day: v.Day, State: NoticeIssued, Unit: tx.Actor.Unit, IssuedOn: tx.Today(), Version: 1,
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO inspection_notice (home, id, code, subject, state, body, version) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.Actor.Home, n.ID, n.Code, n.Subject, n.State, pack(n), n.Version); err != nil {
		return Notice{}, nil, wrap("issuing a notice", err)
	}
	ws, err := b.weigh(ctx, tx, v, g)
	if err != nil {
		return Notice{}, nil, err
	}
	return n, ws, tx.Note(store.Note{
		Verb: "notice.issued", Subject: ref.Of("notice", n.ID), Region: v.Region, Campaign: n.Campaign,
		Departments: v.Departments, Facts: Noticed{n.Subject, n.Item, n.State},
	})
}

// WithdrawNotice calls off a notice that was not used.
func WithdrawNotice(ctx context.Context, tx *store.Tx, id string, version int64, reason string) (Notice, error) {
	n, err := find[Notice](tx.Row(ctx, `SELECT body FROM inspection_notice WHERE home = $1 AND id = $2`, tx.Actor.Home, id), ErrNoticeNotFound)
	switch {
	case err != nil:
		return n, err
	case own(tx, n.Unit) != nil:
		return n, ErrNotYours
	case n.Version != version:
		return n, ErrMoved.Against(n)
	case n.State != NoticeIssued:
		return n, ErrState
	case strings.TrimSpace(reason) == "":
		return n, ErrReason
	}
	if err := short(nil, reason, ""); err != nil {
		return n, err
	}
	n.State, n.Reason = NoticeWithdrawn, strings.TrimSpace(reason)
	if n, err = putNotice(ctx, tx, n); err != nil {
		return n, err
	}
	return n, tx.Note(store.Note{
		Verb: "notice.withdrawn", Subject: ref.Of("notice", n.ID), Campaign: n.Campaign, Facts: Noticed{n.Subject, n.Item, n.State},
	})
}

// Show returns the notice of an act code, as typed or scanned, or
// ErrNoticeNotFound; the public page of the code shows it.
func Show(ctx context.Context, tx *store.Tx, code string) (Notice, error) {
	n, err := noticeOf(ctx, tx, fold(code))
	if err == nil && n.ID == "" {
		return n, ErrNoticeNotFound
	}
	return n, err
}

// noticeOf finds a notice by its code; none is the zero Notice.
func noticeOf(ctx context.Context, tx *store.Tx, code string) (Notice, error) {
	n, err := unpack[Notice](tx.Row(ctx, `SELECT body FROM inspection_notice WHERE home = $1 AND code = $2`, tx.Actor.Home, code))
	if errors.Is(err, sql.ErrNoRows) {
		return Notice{}, nil
	}
	return n, wrap("finding a notice", err)
}

// useNotice binds a visit to the notice it names.
func useNotice(ctx context.Context, tx *store.Tx, v Visit) error {
	if v.Code == "" {
		return nil
	}
	n, err := noticeOf(ctx, tx, v.Code)
	if err != nil || n.Visit == v.ID {
		return err
	}
	n.State, n.Visit = NoticeUsed, v.ID
	_, err = putNotice(ctx, tx, n)
	return err
}

func putNotice(ctx context.Context, tx *store.Tx, n Notice) (Notice, error) {
	n.Version++
	_, err := tx.Exec(ctx, `UPDATE inspection_notice SET state = $3, body = $4, version = $5 WHERE home = $1 AND id = $2`,
		tx.Actor.Home, n.ID, n.State, pack(n), n.Version)
	return n, wrap("changing a notice", err)
}

// letters are those people do not misread; the code is typed from paper, too.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// actCode makes 16 random letters, 80 bits.
func actCode() string {
	var b [16]byte
	rand.Read(b[:])
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	return string(b[:])
}

// fold reads a code as people write it: spaces, hyphens, small letters, and
// the letters that look like digits.
func fold(code string) string {
	return strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(code)))
}

// Content is what the QR of a notice says: the page of its code under the
// portal's address ("https://…"; empty where there is none).
func (n Notice) Content(portal, home string) string {
	return strings.TrimRight(portal, "/") + "/code/" + home + "/" + n.Code
}

// QR draws content as a PNG of size × size pixels.
func QR(content string, size int) ([]byte, error) {
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("inspection: encoding a code: %w", err)
	}
	if code, err = barcode.Scale(code, size, size); err != nil {
		return nil, fmt.Errorf("inspection: scaling a code: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, code); err != nil {
		return nil, wrap("drawing a code", err)
	}
	return b.Bytes(), nil
}
