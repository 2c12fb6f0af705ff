package main

import (
	"net/netip"
	"strings"

	"example.org/zhiye/internal/pure/fault"
)

// proxies are whom the listener believes about where a request comes from. The
// lockout of who guesses passwords and the log go by that address.
type proxies struct {
	Trusted []string `name:"trusted-proxy" help:"可信的反向代理地址或网段，逗号分隔；只有它们给的 X-Forwarded-For 算数；none 为都不信 / proxies whose X-Forwarded-For counts; none for nobody" default:"127.0.0.0/8,::1/128" env:"ZHIYE_TRUSTED_PROXY" placeholder:"CIDR,…"`
}

// errProxy is returned for what is no address, or for everybody.
var errProxy = fault.New(fault.Invalid, "serve.proxy", "--trusted-proxy 须是地址或网段（如 10.1.2.3、10.1.2.0/28），且不能是全部地址，请改正")

// trusted reads the addresses. To trust everybody would let everybody choose an
// address.
func (p proxies) trusted() (out []netip.Prefix, err error) {
	for _, s := range p.Trusted {
		if s = strings.TrimSpace(s); s == "" || s == "none" {
			continue
		}
		a, wrong := netip.ParsePrefix(s)
		if one, err := netip.ParseAddr(s); err == nil {
			a, wrong = netip.PrefixFrom(one, one.BitLen()), nil
		}
		if wrong != nil || a.Bits() == 0 {
			return nil, errProxy.With(s)
		}
		out = append(out, a.Masked())
	}
	return out, nil
}
