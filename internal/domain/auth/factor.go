package auth

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/store"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// step is how long a code of the second factor lasts (RFC 6238).
const step = 30 * time.Second

// Enrolment is shown once, as a QR code of URI, while a person sets up the
// second factor.
type Enrolment struct {
	Secret string `json:"secret"`
	URI    string `json:"uri"` // otpauth://
}

// Enrol begins the second factor of one's own account; it holds once a code
// confirms it.
func (g *Guard) Enrol(ctx context.Context, t Token, password string) (Enrolment, error) {
	p, c, err := g.confirmed(ctx, t, password)
	if err != nil {
		return Enrolment{}, err
	}
	if c.factor != "" {
		return Enrolment{}, ErrEnrolled
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "治野", AccountName: c.login, SecretSize: 20})
	if err != nil {
		return Enrolment{}, fmt.Errorf("auth: making a secret: %w", err)
	}
	box, err := g.seal(key.Secret(), p)
	if err != nil {
		return Enrolment{}, err
	}
	err = g.db.Keep(ctx, keeper(p.Home), func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE auth_login SET pending = $2 WHERE login = $1 AND factor = ''`, c.login, box)
		return wrap("enrolling", err)
	})
	if err != nil {
		return Enrolment{}, err
	}
	return Enrolment{key.Secret(), key.URL()}, nil
}

// ConfirmFactor makes the pending second factor hold and returns recovery
// codes, to be written down: each replaces the device once.
func (g *Guard) ConfirmFactor(ctx context.Context, t Token, code string) ([]string, error) {
	p, err := g.Resolve(ctx, t)
	if err != nil {
		return nil, err
	}
	codes := make([]string, 10)
	digests := make([]string, len(codes))
	for i := range codes {
		codes[i] = OneTimePassword()
		digests[i] = recoveryDigest(codes[i])
	}
	err = g.db.Act(ctx, p.Actor(), func(tx *store.Tx) error {
		c, err := lockCredential(ctx, tx, p.Account.Login)
		if err != nil {
			return err
		}
		if c.factor != "" || c.pending == "" {
			return ErrEnrolled
		}
		counter, ok, err := g.step(tx.Now, c, c.pending, code)
		if err != nil {
			return err
		}
		if !ok {
			return ErrCode
		}
		if _, err := tx.Exec(ctx, `UPDATE auth_login SET factor = pending, pending = '', counter = $2, recovery = $3 WHERE login = $1`,
			c.login, counter, strings.Join(digests, " ")); err != nil {
			return wrap("confirming", err)
		}
		return noteAccount(tx, "factor.enrolled", p.Account)
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}

// second checks the code of an enrolled factor and uses it up, inside the
// transaction that holds the credential's row: a code, and a recovery code,
// works once.
func (g *Guard) second(ctx context.Context, tx *store.Tx, c credential, code string) (bool, error) {
	counter, ok, err := g.step(tx.Now, c, c.factor, code)
	if err != nil {
		return false, err
	}
	if ok {
		_, err := tx.Exec(ctx, `UPDATE auth_login SET counter = $2 WHERE login = $1`, c.login, counter)
		return true, wrap("using a code", err)
	}
	left := strings.Fields(c.recovery)
	i := slices.Index(left, recoveryDigest(code))
	if i < 0 {
		return false, nil
	}
	_, err = tx.Exec(ctx, `UPDATE auth_login SET recovery = $2 WHERE login = $1`, c.login, strings.Join(slices.Delete(left, i, i+1), " "))
	return true, wrap("using a recovery code", err)
}

// step finds the time step a code is of: this one or a neighbour, later than
// any accepted before, so that a code overheard is worth nothing.
func (g *Guard) step(now time.Time, c credential, box, code string) (counter int64, ok bool, err error) {
	secret, err := g.unseal(box, c)
	if err != nil {
		return 0, false, err
	}
	code = strings.Join(strings.Fields(code), "")
	at := now.Unix() / int64(step/time.Second)
	for n := at - 1; n <= at+1; n++ {
		want, err := hotp.GenerateCode(secret, uint64(n))
		if err != nil {
			return 0, false, fmt.Errorf("auth: reckoning a code: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && n > c.counter {
			counter, ok = n, true
		}
	}
	return counter, ok, nil
}

func recoveryDigest(code string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(code))))
	return hex.EncodeToString(sum[:])
}

var errKey = errors.New("auth: no sealing key is configured; second factors cannot be kept")

// seal encrypts a secret for one account, AES-256-GCM; in another's row it
// does not open.
func (g *Guard) seal(secret string, p Principal) (string, error) {
	gcm, err := g.cipher()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, gcm.NonceSize())
	rand.Read(nonce)
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return "", fmt.Errorf("auth: reading a new secret: %w", err)
	}
	return base64.RawStdEncoding.EncodeToString(gcm.Seal(nonce, nonce, raw, []byte(p.Home+"\n"+p.Account.ID))), nil
}

func (g *Guard) unseal(box string, c credential) (string, error) {
	gcm, err := g.cipher()
	if err != nil {
		return "", err
	}
	b, err := base64.RawStdEncoding.DecodeString(box)
	if err != nil || len(b) < gcm.NonceSize() {
		return "", fmt.Errorf("auth: a sealed secret is damaged: %w", err)
	}
	raw, err := gcm.Open(nil, b[:gcm.NonceSize()], b[gcm.NonceSize():], []byte(c.home+"\n"+c.account))
	if err != nil {
		return "", fmt.Errorf("auth: opening a sealed secret: %w", err)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw), nil
}

func (g *Guard) cipher() (cipher.AEAD, error) {
	if len(g.policy.Key) == 0 {
		return nil, errKey
	}
	block, err := aes.NewCipher(g.policy.Key)
	if err != nil {
		return nil, fmt.Errorf("auth: reading the key: %w", err)
	}
	return cipher.NewGCM(block)
}
