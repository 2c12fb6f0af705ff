package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"example.org/zhiye/internal/pure/fault"

	"github.com/jackc/pgx/v5"
)

// ErrNoTool is returned where PostgreSQL's own programs are wanted and missing.
var ErrNoTool = fault.New(fault.Invalid, "store.no_tool", "这台机器上没有 PostgreSQL 的 pg_dump、pg_restore，请安装与服务器同版本的 postgresql-client")

// Copy writes one moment of the embedded database at path into a file that does
// not exist yet. It keeps nobody waiting, may run beside the program that
// serves, and everything acknowledged before it began is in it.
func Copy(ctx context.Context, path, into string) error {
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("store: copying: %w", err)
	}
	db, err := sql.Open(driver, "file:"+escaped.Replace(path)+"?mode=ro&_pragma=busy_timeout(5000)&_pragma=cache_size(-16384)")
	if err != nil {
		return fmt.Errorf("store: copying: %w", err)
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `VACUUM INTO $1`, into); err != nil {
		return fmt.Errorf("store: copying %s: %w", path, inWords(err))
	}
	return nil
}

// Dump writes one moment of a PostgreSQL database into a file, in pg_dump's
// custom format; look sees the same moment.
func (db *DB) Dump(ctx context.Context, url, into string, by Actor, look func(tx *Tx) error) error {
	return db.read(ctx, func(s session) error {
		var moment string
		if err := s.row(ctx, `SELECT pg_export_snapshot()`, nil).Scan(&moment); err != nil {
			return fmt.Errorf("store: dumping: %w", err)
		}
		if err := look(db.begin(s, by, looking)); err != nil {
			return err
		}
		return tool(ctx, url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--snapshot="+moment, "--file="+into)
	})
}

// Restore fills the empty database named by url, a PostgreSQL server's, with a
// dump that Dump made. An embedded database is restored by putting its file
// into place.
func Restore(ctx context.Context, url, from string) error {
	return tool(ctx, url, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", from)
}

// IsServer tells a PostgreSQL URL from the path of an embedded database.
func IsServer(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// tool runs one of PostgreSQL's programs against the server. Who may enter is
// told in its environment: other users of the machine can read its arguments.
func tool(ctx context.Context, url, name string, args ...string) error {
	path, err := exec.LookPath(name)
	if err != nil {
		return ErrNoTool.With(name)
	}
	c, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("store: reading the server's address: %w", err)
	}
	if s := c.RuntimeParams["search_path"]; s != "" && name == "pg_dump" {
		args = append(args, "--schema="+s)
	}
	if name == "pg_restore" {
		args = append(args, "--dbname="+c.Database)
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), "PGHOST="+c.Host, "PGPORT="+strconv.Itoa(int(c.Port)), "PGUSER="+c.User, "PGPASSWORD="+c.Password, "PGDATABASE="+c.Database)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("store: %s: %w: %s", name, err, strings.TrimSpace(string(out)))
	}
	return nil
}
