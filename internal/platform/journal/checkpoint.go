package journal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"example.org/zhiye/internal/platform/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// NewKey makes a key pair for signing checkpoints: the private half stays in
// the data directory, the public half is handed out.
func NewKey(name string) (private, public string, err error) {
	return note.GenerateKey(rand.Reader, name)
}

// Checkpoint signs the root of the actor's home as it stands and keeps the
// signed note. A home that has not moved since its last one gets none.
func Checkpoint(ctx context.Context, db *store.DB, by store.Actor, s note.Signer) error {
	return db.Keep(ctx, by, func(tx *store.Tx) error {
		signed, p, err := Mark(ctx, tx, s)
		if err != nil || p.Seq == 0 {
			return err
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO journal_checkpoint (home, seq, at, note) VALUES ($1, $2, $3, $4) ON CONFLICT (home, seq) DO NOTHING`,
			by.Home, p.Seq, tx.Now.UnixMicro(), signed)
		return err
	})
}

// Mark signs where the journal stands and keeps nothing; the note of an empty
// journal is "".
func Mark(ctx context.Context, tx *store.Tx, s note.Signer) (signed string, p Position, err error) {
	if p, err = At(ctx, tx); err != nil || p.Seq == 0 {
		return "", p, err
	}
	b, err := note.Sign(&note.Note{Text: checkpointText(tx.Actor.Home, p)}, s)
	if err != nil {
		return "", p, fmt.Errorf("journal: signing: %w", err)
	}
	return string(b), p, nil
}

// Reaches reports whether the journal stands where a signed note says it stood,
// or further. It looks at the end only: whether what lies before was altered,
// Check finds out.
func Reaches(ctx context.Context, tx *store.Tx, signed string, v note.Verifier) (now, then Position, ok bool, err error) {
	if then, err = openCheckpoint(signed, tx.Actor.Home, v); err != nil {
		return now, then, false, err
	}
	now, err = At(ctx, tx)
	return now, then, now.Seq > then.Seq || now == then, err
}

// Last returns the home's latest signed note, or "" where nothing has been
// signed yet: whoever keeps it elsewhere can have Check hold the journal to it.
func Last(ctx context.Context, tx *store.Tx) (signed string, err error) {
	err = tx.Row(ctx, `SELECT note FROM journal_checkpoint WHERE home = $1 ORDER BY seq DESC LIMIT 1`, tx.Actor.Home).Scan(&signed)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("journal: reading a checkpoint: %w", err)
	}
	return signed, nil
}

func origin(home string) string { return "zhiye/" + home }

// checkpointText is the three lines that transparency logs agree on: origin,
// size, root.
func checkpointText(home string, p Position) string {
	return origin(home) + "\n" + strconv.FormatInt(p.Seq, 10) + "\n" + p.Root + "\n"
}

var errCheckpoint = errors.New("journal: not a checkpoint of this home")

// openCheckpoint checks the signature and reads the position.
func openCheckpoint(signed, home string, v note.Verifier) (Position, error) {
	n, err := note.Open([]byte(signed), note.VerifierList(v))
	if err != nil {
		return Position{}, fmt.Errorf("journal: opening a checkpoint: %w", err)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != origin(home) {
		return Position{}, errCheckpoint
	}
	seq, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return Position{}, errCheckpoint
	}
	if b, err := base64.StdEncoding.DecodeString(lines[2]); err != nil || len(b) != tlog.HashSize {
		return Position{}, errCheckpoint
	}
	return Position{seq, lines[2]}, nil
}
