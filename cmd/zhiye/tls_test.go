package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestNoPasswordTravelsInTheClearUnknowingly(t *testing.T) {
	for name, c := range map[string]struct {
		encryption
		address string
		may     bool
	}{
		"this machine only":         {encryption{}, "127.0.0.1:8080", true},
		"this machine, IPv6":        {encryption{}, "[::1]:8080", true},
		"by name":                   {encryption{}, "localhost:8080", true},
		"every address":             {encryption{}, ":8080", false},
		"every address, written":    {encryption{}, "0.0.0.0:8080", false},
		"the office's network":      {encryption{}, "192.168.1.9:8080", false},
		"with a certificate":        {encryption{Cert: "c", Key: "k"}, "0.0.0.0:443", true},
		"behind a proxy":            {encryption{Secure: true}, "0.0.0.0:8080", true},
		"knowing what one does":     {encryption{Plain: true}, "0.0.0.0:8080", true},
		"what is no address at all": {encryption{}, "nonsense", false},
	} {
		if err := c.permit(c.address); (err == nil) != c.may {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestARenewedCertificateIsTakenUp: without a restart, and a half-written one is not.
func TestARenewedCertificateIsTakenUp(t *testing.T) {
	dir := t.TempDir()
	e := encryption{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	if _, err := e.wrap(nil); err == nil {
		t.Error("a certificate that is not there was taken")
	}
	certify(t, e, "first.example")
	p := &pair{cert: e.Cert, key: e.Key}
	said := func() string {
		t.Helper()
		p.looked = time.Time{}
		c, err := p.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := x509.ParseCertificate(c.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		return leaf.Subject.CommonName
	}
	if got := said(); got != "first.example" {
		t.Errorf("first: %s", got)
	}
	certify(t, e, "second.example")
	if err := os.Chtimes(e.Cert, time.Now(), time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got := said(); got != "second.example" {
		t.Errorf("renewed: %s", got)
	}
	if err := os.WriteFile(e.Cert, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := said(); got != "second.example" {
		t.Errorf("half written: %s", got)
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	dir := t.TempDir()
	e := encryption{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	certify(t, e, "one.example")
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l, err := e.wrap(plain)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.(*tls.Conn).Handshake()
			c.Close()
		}
	}()
	for version, may := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		c, err := tls.Dial("tcp", l.Addr().String(), &tls.Config{InsecureSkipVerify: true, MinVersion: version, MaxVersion: version})
		if (err == nil) != may {
			t.Errorf("TLS %x: %v", version, err)
		}
		if err == nil {
			c.Close()
		}
	}
}

func certify(t *testing.T, e encryption, name string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, of, of, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{e.Cert: {Type: "CERTIFICATE", Bytes: cert}, e.Key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
