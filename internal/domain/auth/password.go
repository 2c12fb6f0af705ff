package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/pure/fault"
	"golang.org/x/crypto/argon2"
)

// The rules a password must keep.
var (
	ErrShort  = fault.New(fault.Invalid, "auth.password_short", "口令太短，请设置十至一百二十八个字符")
	ErrPlain  = fault.New(fault.Invalid, "auth.password_plain", "口令过于简单，请混用大写字母、小写字母、数字、符号中的三类，或使用十六个字符以上的短语")
	ErrCommon = fault.New(fault.Invalid, "auth.password_common", "口令是常见词、连续或重复字符，或含有账号，容易被猜中，请另设一个")
	ErrSame   = fault.New(fault.Invalid, "auth.password_same", "新口令与原口令相同，请另设一个")
)

// Hash is an argon2id hash in its usual written form, with its parameters.
type Hash string

// Hash hashes a password; it takes a core for tens of milliseconds, so it is
// never called inside an act. Only so many run at once.
func (g *Guard) Hash(ctx context.Context, password string) (Hash, error) {
	done, err := g.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	salt := make([]byte, 16)
	rand.Read(salt)
	sum := argon2.IDKey([]byte(password), salt, g.policy.Passes, g.policy.Memory, 1, 32)
	b64 := base64.RawStdEncoding.EncodeToString
	return Hash(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, g.policy.Memory, g.policy.Passes, b64(salt), b64(sum))), nil
}

// matches reports whether a password has a hash; of an unreadable hash it is
// our mistake and nobody's password.
func (g *Guard) matches(ctx context.Context, password string, h Hash) (bool, error) {
	done, err := g.turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	var version int
	var memory, passes uint32
	f := strings.Split(string(h), "$")
	if len(f) != 6 || f[1] != "argon2id" {
		return false, fmt.Errorf("auth: a stored hash has the wrong form")
	}
	if _, err := fmt.Sscanf(f[2]+" "+f[3], "v=%d m=%d,t=%d,p=1", &version, &memory, &passes); err != nil || version != argon2.Version {
		return false, fmt.Errorf("auth: a stored hash has unknown parameters: %w", err)
	}
	salt, err := base64.RawStdEncoding.DecodeString(f[4])
	if err != nil {
		return false, fmt.Errorf("auth: reading a salt: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(f[5])
	if err != nil || len(want) != 32 {
		return false, fmt.Errorf("auth: a stored hash is cut short: %w", err)
	}
	if len(password) > longest {
		password = "" // bounded work; nobody's password
	}
	return subtle.ConstantTimeCompare(argon2.IDKey([]byte(password), salt, passes, memory, 1, 32), want) == 1, nil
}

// turn waits until a hash may run.
func (g *Guard) turn(ctx context.Context) (done func(), err error) {
	select {
	case g.turns <- struct{}{}:
		return func() { <-g.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// shortest is in characters, longest in bytes.
const (
	shortest = 10
	longest  = 128
	phrase   = 16 // from here on any mixture will do
)

// CheckPassword holds a password against the rules; login is whose it is to
// be. 《网络安全等级保护基本要求》8.1.4.1：身份鉴别信息具有复杂度要求并定期更换。
func CheckPassword(password, login string) error {
	runes := []rune(password)
	switch {
	case len(runes) < shortest || len(password) > longest:
		return ErrShort
	case guessable(strings.ToLower(password), strings.ToLower(login)):
		return ErrCommon
	case len(runes) < phrase && classes(runes) < 3:
		return ErrPlain
	}
	return nil
}

func classes(runes []rune) int {
	var seen [4]int
	for _, r := range runes {
		switch {
		case unicode.IsLower(r):
			seen[0] = 1
		case unicode.IsUpper(r):
			seen[1] = 1
		case unicode.IsDigit(r):
			seen[2] = 1
		default:
			seen[3] = 1
		}
	}
	return seen[0] + seen[1] + seen[2] + seen[3]
}

//go:embed common.txt
var commonText string

// common are the words people make passwords of, a word each.
var common = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(commonText) {
		m[w] = true
	}
	return m
}()

// rows are the sequences fingers run along.
var rows = []string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
	"1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()_+",
}

// leet undoes the letters people write as signs.
var leet = strings.NewReplacer("@", "a", "4", "a", "0", "o", "1", "l", "3", "e", "$", "s", "5", "s", "7", "t")

// guessable reports a password that is a common word with trimmings, a row of
// keys, a repetition, or the login.
func guessable(p, login string) bool {
	if len(login) >= 4 && strings.Contains(p, login) {
		return true
	}
	distinct := map[rune]bool{}
	for _, r := range p {
		distinct[r] = true
	}
	if len(distinct) < 5 {
		return true
	}
	for _, row := range rows {
		if strings.Contains(row, p) || strings.Contains(turned(row), p) {
			return true
		}
	}
	return isCommon(letters(p)) || isCommon(letters(leet.Replace(strings.TrimRight(p, "0123456789!@#$%.")))) || isCommon(p)
}

// isCommon knows a word, and a word said twice.
func isCommon(w string) bool {
	return common[w] || len(w)%2 == 0 && w != "" && w[:len(w)/2] == w[len(w)/2:] && common[w[:len(w)/2]]
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

func turned(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// alphabet of what is printed and typed by hand: nothing that is misread.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789"

// OneTimePassword makes a password to be printed and handed over: four groups
// of four, 79 bits.
func OneTimePassword() string {
	b := make([]byte, 0, 19)
	for len(b) < 19 {
		if len(b)%5 == 4 {
			b = append(b, '-')
			continue
		}
		var r [1]byte
		if rand.Read(r[:]); int(r[0]) < 256/len(alphabet)*len(alphabet) { // no letter likelier than another
			b = append(b, alphabet[int(r[0])%len(alphabet)])
		}
	}
	return string(b)
}

// ChangePassword sets the password a person has chosen. It asks for the old
// one, signs the account out everywhere else and returns a new token.
func (g *Guard) ChangePassword(ctx context.Context, t Token, old, chosen string) (Token, error) {
	p, c, err := g.confirmed(ctx, t, old)
	if err != nil {
		return "", err
	}
	if old == chosen {
		return "", ErrSame
	}
	if err := CheckPassword(chosen, c.login); err != nil {
		return "", err
	}
	h, err := g.Hash(ctx, chosen)
	if err != nil {
		return "", err
	}
	fresh := newToken()
	err = g.db.Act(ctx, p.Actor(), func(tx *store.Tx) error {
		res, err := tx.Exec(ctx, `UPDATE auth_login SET hash = $3, changed_at = $4, must_change = 0 WHERE home = $1 AND account = $2 AND hash = $5`,
			p.Home, p.Account.ID, h, tx.Now.UnixMicro(), c.hash)
		if err != nil {
			return wrap("changing a password", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return ErrMoved
		}
		if err := endSessions(ctx, tx, p.Account.ID, t.digest()); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE auth_session SET token = $2 WHERE token = $1`, t.digest(), fresh.digest()); err != nil {
			return wrap("turning a token", err)
		}
		return noteAccount(tx, "password.changed", p.Account)
	})
	if err != nil {
		return "", err
	}
	return fresh, nil
}

// confirmed says whose token it is after asking for the password once more; a
// wrong one counts as a failed sign-in and, at the lock, ends the session.
func (g *Guard) confirmed(ctx context.Context, t Token, password string) (Principal, credential, error) {
	p, err := g.Resolve(ctx, t)
	if err != nil {
		return Principal{}, credential{}, err
	}
	var c credential
	if err := g.db.Look(ctx, keeper(p.Home), func(tx *store.Tx) (err error) {
		c, err = credentialOf(ctx, tx, p.Account.Login)
		return err
	}); err != nil {
		return Principal{}, credential{}, err
	}
	ok, err := g.matches(ctx, password, c.hash)
	if err != nil {
		return Principal{}, credential{}, err
	}
	var verdict outcome
	compared := c.hash
	err = g.db.Keep(ctx, keeper(p.Home), func(tx *store.Tx) (err error) {
		if c, err = lockCredential(ctx, tx, c.login); err != nil {
			return err
		}
		verdict = ""
		ends, err := shut(ctx, tx, c.login, inSession)
		if err != nil {
			return err
		}
		switch {
		case ends:
			verdict = locked
		case ok && c.hash == compared:
			return forgive(ctx, tx, c.login, inSession)
		default:
			verdict = wrongPassword
			if ends, err = g.miss(ctx, tx, c.login, inSession); err != nil {
				return err
			}
		}
		if ends {
			if err := endSessions(ctx, tx, c.account, ""); err != nil {
				return err
			}
		}
		return attempt(ctx, tx, c.account, verdict, "")
	})
	if err == nil && verdict != "" {
		err = ErrSignIn
	}
	return p, c, err
}
