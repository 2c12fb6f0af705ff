package api

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"example.org/zhiye/internal/pure/fault"

	"github.com/danielgtaylor/huma/v2"
)

// ErrOrigin is returned to a page of another site that posts here.
var ErrOrigin = fault.New(fault.Forbidden, "request.origin", "请求来自其他网站的页面，已拒绝；请在本系统页面内操作")

// guard stands before every request: no other site's page may post here, no
// answer is kept by a cache, and a panic ends one request only.
func guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { tell(w, problem(r.Context(), ErrOrigin)) }))
	return origin.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		r = r.WithContext(marked(r))
		defer func() {
			remember(r.Context(), func(s *Seen) { s.Trace, s.Route = trace(r.Context()), r.Pattern })
		}()
		r.Body = http.MaxBytesReader(w, r.Body, largest)
		defer recovered(w, r)
		next.ServeHTTP(w, r)
	}))
}

// largest is more than any operation takes; each sets its own limit below it.
const largest = 100 << 20

// recovered answers a request whose handler panicked.
func recovered(w http.ResponseWriter, r *http.Request) {
	if v := recover(); v != nil {
		tell(w, problem(r.Context(), fmt.Errorf("api: panic: %v\n%s", v, debug.Stack())))
	}
}

// nowhere answers a request for what is not there.
func nowhere(w http.ResponseWriter, _ *http.Request) { tell(w, huma.NewError(http.StatusNotFound, "")) }

func tell(w http.ResponseWriter, err error) {
	p := err.(*Problem)
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	writeJSON(w, p)
}

type (
	traceKey struct{}
	keyKey   struct{}
)

// marked gives a request its trace and takes its Idempotency-Key along.
func marked(r *http.Request) context.Context {
	id := make([]byte, 6)
	rand.Read(id)
	ctx := context.WithValue(r.Context(), traceKey{}, id)
	if k := strings.TrimSpace(r.Header.Get("Idempotency-Key")); k != "" && len(k) <= 100 {
		ctx = context.WithValue(ctx, keyKey{}, k)
	}
	return ctx
}

func key(ctx context.Context) string {
	k, _ := ctx.Value(keyKey{}).(string)
	return k
}
