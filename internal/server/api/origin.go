package api

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

type originKey struct{}

// originated finds out, before anything else, where requests come from.
func originated(next http.Handler, proxies []netip.Prefix) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), originKey{}, origin(r, proxies))))
	})
}

// address is where the request came from.
func address(ctx context.Context) string {
	a, _ := ctx.Value(originKey{}).(string)
	return a
}

// origin is the address of a request: its peer's, or what a trusted proxy says of
// its own peer. X-Forwarded-For is read from its end, where the nearest proxy
// wrote, and no further than proxies are trusted: what stands before that,
// anybody may have sent.
func origin(r *http.Request, proxies []netip.Prefix) string {
	peer, ok := parsed(r.RemoteAddr)
	if !ok {
		return host(r.RemoteAddr)
	}
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, s := range slices.Backward(said) {
		before, ok := parsed(s)
		if !ok || !trusted(peer, proxies) {
			break
		}
		peer = before
	}
	return peer.String()
}

func trusted(a netip.Addr, proxies []netip.Prefix) bool {
	return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// parsed reads an address with or without a port.
func parsed(s string) (netip.Addr, bool) {
	s = strings.TrimSpace(s)
	if p, err := netip.ParseAddrPort(s); err == nil {
		return p.Addr().Unmap().WithZone(""), true
	}
	a, err := netip.ParseAddr(s)
	return a.Unmap().WithZone(""), err == nil
}
