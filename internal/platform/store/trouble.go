package store

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"example.org/zhiye/internal/pure/fault"

	"github.com/jackc/pgx/v5/pgconn"
)

// The faults of a database in trouble. What was written before stays; of the
// act nothing was written, except that a server may have gone between writing
// it and saying so.
var (
	ErrFull    = fault.New(fault.Busy, "store.full", "磁盘已满或写不进去，本次操作没有保存；请告知管理员腾出空间或检修磁盘，然后重试")
	ErrHeld    = fault.New(fault.Busy, "store.held", "数据库正被另一个程序占用，本次操作没有保存；请稍后重试")
	ErrAway    = fault.New(fault.Busy, "store.away", "数据库服务器暂时连不上，本次操作可能没有保存；请稍后重试，仍不行请告知管理员")
	ErrDamaged = fault.New(fault.Internal, "store.damaged", "数据库文件已损坏，读写都不可靠；请停止服务，从备份恢复数据目录")
)

// ErrText is returned for a text that a database cannot hold: one with a NUL
// in it, or that is not UTF-8.
var ErrText = fault.New(fault.Invalid, "store.text", "文字里含有空字符或不是 UTF-8 编码，无法保存或查找；请删去不可见字符后重新填写")

// inWords puts a fault before an error that comes from the machine and not
// from what was asked.
func inWords(err error) error {
	if err == nil {
		return nil
	}
	if _, known := errors.AsType[*fault.Fault](err); known {
		return err
	}
	if f := trouble(err); f != nil {
		return fmt.Errorf("%w: %w", f, err)
	}
	return err
}

func trouble(err error) *fault.Fault {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return serverTrouble(pg.Code)
	}
	if lite, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok {
		return fileTrouble(lite.Code())
	}
	_, unreachable := errors.AsType[*net.OpError](err)
	_, refused := errors.AsType[*pgconn.ConnectError](err)
	if unreachable || refused {
		return ErrAway
	}
	return nil
}

// fileTrouble reads SQLite's result codes; the low byte is the kind.
func fileTrouble(code int) *fault.Fault {
	switch code & 0xff {
	case 13, 10, 8, 14: // full, I/O error, read-only, cannot open
		return ErrFull
	case 5, 6: // busy, locked
		return ErrHeld
	case 11, 26: // corrupt, not a database
		return ErrDamaged
	}
	return nil
}

// serverTrouble reads PostgreSQL's SQLSTATE classes.
func serverTrouble(state string) *fault.Fault {
	switch {
	case state == "22021":
		return ErrText
	case state == "53100", state == "25006": // disk full, read-only
		return ErrFull
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "53"), strings.HasPrefix(state, "57P"): // connection, resources, shutdown
		return ErrAway
	case state == "55P03", state == "40001", state == "40P01":
		return ErrHeld
	case state == "XX001", state == "XX002":
		return ErrDamaged
	}
	return nil
}
