// Package auth keeps who may sign in and what they may then do: accounts,
// roles granted to them, sessions.
//
//	account  active ──Disable──▶ disabled ──Enable──▶ active
//	grant    given ──Withdraw──▶ ended
//	session  open ──SignOut, 30 minutes idle, 12 hours──▶ ended
//
// Roles are data (see Roles); a role rests on a post, so that it ends with the
// post without anybody's doing. System, security and audit administration are
// held apart (三员分立): no account has two of them, nor one of them and work
// of the trade.
//
// Accounts and grants change in acts and are noted. Sessions, failed sign-ins
// and the last code used are kept without a note; every attempt leaves a line
// for the auditor. Passwords are argon2id, tokens only their SHA-256, secrets
// of second factors sealed with the deployment's key.
//
// Cookies and headers are the server's, people and posts package org's.
package auth

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"runtime"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/pure/ref"
)

//go:embed schema/*.sql
var schema embed.FS

// Part is the package's tables and the verbs it notes.
var Part = store.Part{Name: "auth", Schema: schema, Verbs: store.Verbs{
	"account.opened":   AccountFacts{},
	"account.disabled": AccountFacts{},
	"account.enabled":  AccountFacts{},
	"account.unlocked": AccountFacts{},
	"password.reset":   AccountFacts{},
	"password.changed": AccountFacts{},
	"factor.enrolled":  AccountFacts{},
	"factor.reset":     AccountFacts{},
	"session.ended":    AccountFacts{},
	"role.granted":     GrantFacts{},
	"role.withdrawn":   GrantFacts{},
}}

// AccountFacts are noted of an account: whose it is, by the person's id.
type AccountFacts struct {
	Person string `json:"person"`
}

// GrantFacts are noted of a role given or taken back.
type GrantFacts struct {
	Person string `json:"person"`
	Role   string `json:"role"`
	Unit   string `json:"unit"`
	Scope  string `json:"scope"`
}

// The faults a person can mend. ErrSignIn is the one answer to every sign-in
// that fails, whether login, password, code, lock or account is the cause.
var (
	ErrSignIn    = fault.New(fault.Unknown, "auth.sign_in", "账号、口令或动态口令不正确，请核对后重试；连续错误五次将锁定十五分钟")
	ErrSecond    = fault.New(fault.Unknown, "auth.second", "本账号已启用动态口令，请输入六位动态口令或恢复码")
	ErrStale     = fault.New(fault.Unknown, "auth.stale", "初始口令已过期，请联系管理员重新发放")
	ErrSession   = fault.New(fault.Unknown, "auth.session", "登录已失效，请重新登录；未提交的内容请保留")
	ErrMay       = fault.New(fault.Forbidden, "auth.may", "当前岗位没有此项权限，请切换岗位或联系安全管理员")
	ErrDue       = fault.New(fault.Forbidden, "auth.due", "请先修改口令或启用动态口令，再继续办理")
	ErrNotFound  = fault.New(fault.NotFound, "auth.not_found", "账号不存在，请核对")
	ErrMoved     = fault.New(fault.Conflict, "auth.moved", "账号状态已变化，请刷新后重试")
	ErrTwin      = fault.New(fault.Conflict, "auth.twin", "该人员已有启用的账号，无需重复开户")
	ErrLogin     = fault.New(fault.Conflict, "auth.login", "账号已被占用，请另取一个")
	ErrLoginBad  = fault.New(fault.Invalid, "auth.login_form", "账号应为三至六十四个字母、数字或“._@-”，请改正")
	ErrReason    = fault.New(fault.Invalid, "auth.reason", "停用账号须写明原因，请补充")
	ErrSelf      = fault.New(fault.Forbidden, "auth.self", "不能给自己授权、停用或重置自己的账号，请由其他管理员办理")
	ErrOperator  = fault.New(fault.Forbidden, "auth.operator", "该账号是管理员，其口令不能由其他账号重置；请本人修改，忘记口令的由服务器运维人员用命令行重置")
	ErrHandedOut = fault.New(fault.Conflict, "auth.handed_out", "该账号的初始口令尚未由本人修改，不能授予管理员角色；请本人登录修改口令后再授予")
	ErrApart     = fault.New(fault.Conflict, "auth.apart", "系统、安全、审计三员须分立，管理员也不得兼任业务角色；请先收回原有角色")
	ErrLast      = fault.New(fault.Conflict, "auth.last", "这是本辖区最后一名该类管理员，请先授权接任者")
	ErrRole      = fault.New(fault.Invalid, "auth.role", "角色不在目录内，请从列表中选择")
	ErrScope     = fault.New(fault.Invalid, "auth.scope", "下级范围只能授给市级及以上辖区，请改为本辖区")
	ErrPost      = fault.New(fault.Invalid, "auth.post", "该人员不在此单位任职，不能授予此单位的角色；请先任命")
	ErrUnitKind  = fault.New(fault.Invalid, "auth.unit_kind", "此类单位不能承担该角色（如联席办不得执法检查），请改选角色")
	ErrGiven     = fault.New(fault.Conflict, "auth.given", "该角色已经授予，无需重复办理")
	ErrEnrolled  = fault.New(fault.Conflict, "auth.enrolled", "动态口令已启用；更换手机请由安全管理员先行重置")
	ErrCode      = fault.New(fault.Invalid, "auth.code", "动态口令不正确或已用过，请等待下一组数字后重试")
)

// Policy is how strict a deployment is; zero fields take the values named.
type Policy struct {
	Key     []byte        // 32 bytes that seal secrets of second factors; without it nobody can enrol
	Memory  uint32        // argon2id KiB: 19456
	Passes  uint32        // argon2id: 2
	Wrong   int64         // failures of a login at one address before the lock: 5
	Flood   int64         // failures of a login at all addresses together: 50
	Spray   int64         // failures of an address at all logins together: 100
	Lock    time.Duration // how long a lock lasts and failures are counted together: 15 minutes
	Idle    time.Duration // 30 minutes
	Longest time.Duration // a session at most: 12 hours
	Touch   time.Duration // seen_at at most this often: 5 minutes
	Age     time.Duration // of a password before it must be changed: 90 days
	OneTime time.Duration // validity of a password handed out: 30 days
	Floor   time.Duration // a failed sign-in answers no sooner: 500 ms; negative for none
	Second  []string      // roles that must have a second factor
}

// Guard signs people in and says who they are.
type Guard struct {
	db     *store.DB
	policy Policy
	turns  chan struct{} // how many passwords are hashed at once: each takes 19 MiB
	decoy  Hash          // hashed against when nobody has the login
}

// New makes the guard of a deployment.
func New(db *store.DB, p Policy) (*Guard, error) {
	fill(&p.Memory, 19456)
	fill(&p.Passes, 2)
	fill(&p.Wrong, 5)
	fill(&p.Flood, 50)
	fill(&p.Spray, 100)
	fill(&p.Lock, 15*time.Minute)
	fill(&p.Idle, 30*time.Minute)
	fill(&p.Longest, 12*time.Hour)
	fill(&p.Touch, 5*time.Minute)
	fill(&p.Age, 90*24*time.Hour)
	fill(&p.OneTime, 30*24*time.Hour)
	fill(&p.Floor, 500*time.Millisecond)
	if len(p.Key) != 0 && len(p.Key) != 32 {
		return nil, errors.New("auth: the sealing key is not 32 bytes")
	}
	for _, r := range p.Second {
		if _, ok := RoleOf(r); !ok {
			return nil, ErrRole.With(r)
		}
	}
	g := &Guard{db: db, policy: p, turns: make(chan struct{}, max(2, runtime.NumCPU()))}
	var err error
	g.decoy, err = g.Hash(context.Background(), OneTimePassword())
	return g, err
}

func fill[T comparable](v *T, value T) {
	var zero T
	if *v == zero {
		*v = value
	}
}

// keeper is who keeps sessions and counters.
func keeper(home string) store.Actor { return store.Actor{ID: "job:auth", Home: home} }

// scanner is one row, wherever it comes from.
type scanner interface{ Scan(...any) error }

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

func orMissing(err, missing error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return missing
	}
	return wrap("reading", err)
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("auth: %s: %w", doing, err)
}

func noteAccount(tx *store.Tx, verb string, a Account) error {
	return tx.Note(store.Note{Verb: verb, Subject: ref.Of("account", a.ID), Facts: AccountFacts{Person: a.Person}})
}
