// Package org keeps who there is: the units of both bureaus, the townships and
// the departments beside them, the people who serve in them, and what entitles
// a person to enforce the law on a given day.
//
//	unit         opened ──Close──▶ closed
//	post         held ──Leave──▶ left            one person, several posts
//	certificate  standing ──Renew──▶ standing ──Revoke──▶ revoked
//	recusal      declared ──Settle──▶ names a subject ──Lift──▶ lifted
//	contact      named ──Dismiss──▶ dismissed
//
// Every question is asked for a day, so that an old visit is judged by the
// posts and certificates of its own day.
//
// It does not know accounts and rights (package auth), nor who works on what:
// when a person leaves, handing over open work is flow's order of events.
package org

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and the verbs it notes.
var Part = store.Part{Name: "org", Schema: schema, Verbs: store.Verbs{
	"unit.opened":         UnitFacts{},
	"unit.renamed":        UnitFacts{},
	"unit.closed":         UnitFacts{},
	"person.entered":      PersonFacts{},
	"person.amended":      PersonFacts{},
	"person.appointed":    PostFacts{},
	"person.left":         PostFacts{},
	"certificate.granted": CertificateFacts{},
	"certificate.renewed": CertificateFacts{},
	"certificate.revoked": CertificateFacts{},
	"recusal.declared":    RecusalFacts{},
	"recusal.settled":     RecusalFacts{},
	"recusal.lifted":      RecusalFacts{},
	"contact.named":       ContactFacts{},
	"contact.dismissed":   ContactFacts{},
}}

// UnitFacts are noted of a unit.
type UnitFacts struct {
	Kind       string `json:"kind"`
	Department string `json:"department"`
	Parent     string `json:"parent"`
}

// PersonFacts are noted of a person's own record: which fields, never what they say.
type PersonFacts struct {
	Fields []string `json:"fields"`
}

// PostFacts are noted when a person takes or leaves a post.
type PostFacts struct {
	Unit       string `json:"unit"`
	Department string `json:"department"`
}

// CertificateFacts are noted of a certificate; its number names a person and stays out.
type CertificateFacts struct {
	Certificate string `json:"certificate"` // its id
	Kind        string `json:"kind"`
	From        string `json:"from"`
	To          string `json:"to"`
}

// RecusalFacts are noted of a recusal; its words may name people and stay out.
type RecusalFacts struct {
	Recusal string `json:"recusal"` // its id
	Entity  string `json:"entity"`  // the subject, or empty while unsettled
}

// ContactFacts are noted of a contact.
type ContactFacts struct {
	Contact string `json:"contact"` // its id
	Role    string `json:"role"`
}

// The faults a person can mend.
var (
	ErrNotFound    = fault.New(fault.NotFound, "org.not_found", "单位或人员不存在，请核对后重试")
	ErrMoved       = fault.New(fault.Conflict, "org.moved", "记录已被他人修改，请对照后重新保存")
	ErrName        = fault.New(fault.Invalid, "org.name", "名称不能为空，请填写全称")
	ErrTwin        = fault.New(fault.Conflict, "org.twin", "已有同名单位，请核对是否重复登记；确属不同单位请写全称")
	ErrKind        = fault.New(fault.Invalid, "org.kind", "单位类别不在目录内，请从列表中选择")
	ErrDepartment  = fault.New(fault.Invalid, "org.department", "部门代码不在目录内，请从列表中选择")
	ErrRegion      = fault.New(fault.Invalid, "org.region", "区划代码须为本辖区内的十二位数字，请核对")
	ErrOccupied    = fault.New(fault.Conflict, "org.occupied", "单位仍有在岗人员或下级单位，请先调离或撤并后再撤销")
	ErrPosted      = fault.New(fault.Conflict, "org.posted", "该人员已在此单位任职，无需重复任命")
	ErrNotPosted   = fault.New(fault.Conflict, "org.not_posted", "该人员当日不在此单位任职，请核对任职起止日期")
	ErrDay         = fault.New(fault.Invalid, "org.day", "日期应为“年-月-日”（如 2026-11-25），且止期不早于起期，请改正")
	ErrNumber      = fault.New(fault.Invalid, "org.number", "执法证号不能为空，请按证件填写")
	ErrTaken       = fault.New(fault.Conflict, "org.certificate_taken", "执法证号已登记在他人名下，请核对证号")
	ErrCertificate = fault.New(fault.Forbidden, "org.certificate", "该人员当日没有有效的执法证，不能执法；请更换人员或先登记换证")
	ErrCoordinates = fault.New(fault.Forbidden, "org.coordinates", "联席办只负责协调，不能执法检查；请由有执法权的单位承办")
	ErrBackdated   = fault.New(fault.Invalid, "org.backdated", "手工登记的任职起始日期不得早于三十一天前，请改正；更早的任职由运维人员导入名册")
	ErrExpired     = fault.New(fault.Invalid, "org.expired", "执法证有效期已过，不能登记；请核对有效期止，换证后登记新证")
	ErrOwnRecusal  = fault.New(fault.Forbidden, "org.own_recusal", "本人的回避申报不能由本人核实或解除，请由其他人员办理")
	ErrInterest    = fault.New(fault.Forbidden, "org.interest", "该人员与检查对象有利害关系，应当回避；请更换人员")
	ErrWords       = fault.New(fault.Invalid, "org.words", "回避对象不能为空，请写明单位名称或从台账中选择")
	ErrRole        = fault.New(fault.Invalid, "org.role", "联络员角色只能是 A角、B角或空，请改正")
)

// person names a person's record in notes.
func person(id string) ref.Ref { return ref.Of("person", id) }

// tidy drops white space and invisible characters, which lists are full of.
func tidy(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// scanner is one row, wherever it comes from.
type scanner interface{ Scan(...any) error }

// one reads a single row; none is the fault missing.
func one[T any](row scanner, scan func(scanner) (T, error), missing error) (T, error) {
	v, err := scan(row)
	if errors.Is(err, sql.ErrNoRows) {
		return v, missing
	}
	return v, wrap("reading", err)
}

// all reads every row and closes them, so that the next statement may run.
func all[T any](ctx context.Context, tx *store.Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, wrap("listing", err)
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, wrap("listing", err)
		}
		out = append(out, v)
	}
	return out, wrap("listing", rows.Err())
}

// done runs a statement whose only answer is that it worked.
func done(ctx context.Context, tx *store.Tx, doing, query string, args ...any) error {
	_, err := tx.Exec(ctx, query, args...)
	return wrap(doing, err)
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("org: %s: %w", doing, err)
}
