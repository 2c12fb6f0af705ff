package api

import (
	"context"
	"net"
	"net/http"
	"time"
)

// Seen is a request as the log keeps it: what was asked of whom by whom, and
// how it ended. It holds the route and never the address as typed, for a query
// may name a person; nor any body, cookie or key.
type Seen struct {
	Trace  string
	Method string
	Route  string // "/api/v1/homes/{home}/leads/{id}"
	Status int
	Bytes  int64
	Took   time.Duration
	Who    string // "person:…"; empty for nobody known
	Home   string
	Remote string // the address the request came from, as far as proxies are trusted
}

type seenKey struct{}

// seen lets told hear of every request when it is over.
func seen(next http.Handler, told func(Seen)) http.Handler {
	if told == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		s := &Seen{Method: r.Method, Remote: address(r.Context())}
		r = r.WithContext(context.WithValue(r.Context(), seenKey{}, s))
		counted := &counter{ResponseWriter: w}
		defer func() {
			s.Status, s.Bytes, s.Took = max(counted.status, http.StatusOK), counted.bytes, time.Since(began)
			told(*s)
		}()
		next.ServeHTTP(counted, r)
	})
}

// remember adds to what the log will say of the request.
func remember(ctx context.Context, edit func(*Seen)) {
	if s, ok := ctx.Value(seenKey{}).(*Seen); ok {
		edit(s)
	}
}

func host(remote string) string {
	if h, _, err := net.SplitHostPort(remote); err == nil {
		return h
	}
	return remote
}

// counter counts what an answer is.
type counter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader remembers the status.
func (c *counter) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write counts.
func (c *counter) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach what is below.
func (c *counter) Unwrap() http.ResponseWriter { return c.ResponseWriter }
