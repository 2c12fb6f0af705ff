package main

import (
	"crypto/tls"
	"net"
	"os"
	"sync"
	"time"

	"example.org/zhiye/internal/pure/fault"
)

// encryption is how the staff listener is protected.
type encryption struct {
	Cert   string `name:"tls-cert" help:"TLS 证书链（PEM），更换文件后自动生效 / certificate chain, taken up when it changes" env:"ZHIYE_TLS_CERT" placeholder:"FILE"`
	Key    string `name:"tls-key" help:"TLS 私钥（PEM） / its private key" env:"ZHIYE_TLS_KEY" placeholder:"FILE"`
	Secure bool   `help:"前面另有 TLS（反向代理）：会话 cookie 只走加密连接 / a proxy in front speaks TLS" env:"ZHIYE_SECURE"`
	Plain  bool   `help:"明知口令和数据会以明文走网络，仍在本机之外监听 / listen beyond this machine without encryption" env:"ZHIYE_PLAIN"`
}

// The refusals of a listener.
var (
	errPlain = fault.New(fault.Invalid, "serve.plain", "在本机之外监听须加密：请给 --tls-cert 和 --tls-key；前面另有 TLS 反向代理的写 --secure；明知不加密的写 --plain")
	errPair  = fault.New(fault.Invalid, "serve.pair", "--tls-cert 与 --tls-key 要一起给，且是配对的 PEM 文件，请核对")
)

func (e encryption) on() bool { return e.Cert != "" || e.Key != "" }

// permit is nil where passwords do not travel in the clear unknowingly.
func (e encryption) permit(address string) error {
	if e.on() || e.Secure || e.Plain || loopback(address) {
		return nil
	}
	return errPlain.With(address)
}

func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// wrap makes l speak TLS where a certificate is named.
func (e encryption) wrap(l net.Listener) (net.Listener, error) {
	if !e.on() {
		return l, nil
	}
	p := &pair{cert: e.Cert, key: e.Key}
	if _, err := p.get(nil); err != nil {
		return nil, errPair.With(err.Error())
	}
	return tls.NewListener(l, &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: p.get, NextProtos: []string{"h2", "http/1.1"}}), nil
}

// pair is a certificate that is read again when its file has changed, so that
// renewing it needs no restart.
type pair struct {
	cert, key string
	mu        sync.Mutex
	looked    time.Time
	changed   time.Time
	last      *tls.Certificate
}

func (p *pair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last != nil && time.Since(p.looked) < 10*time.Second {
		return p.last, nil
	}
	p.looked = time.Now()
	info, err := os.Stat(p.cert)
	if err == nil && p.last != nil && info.ModTime().Equal(p.changed) {
		return p.last, nil
	}
	c, err := tls.LoadX509KeyPair(p.cert, p.key)
	if err != nil && p.last != nil { // half written: the old one serves on
		return p.last, nil
	}
	if err != nil {
		return nil, err
	}
	if info != nil {
		p.changed = info.ModTime()
	}
	p.last = &c
	return p.last, nil
}
