package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/logbook"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/server/api"

	"github.com/VictoriaMetrics/metrics"
)

// openLog sends what the program logs to the data directory, a JSON line each,
// and warnings to the terminal too.
func (h *house) openLog(days int) (*logbook.Book, error) {
	b, err := logbook.Open(filepath.Join(h.dir, "logs"), days, time.Now)
	if err != nil {
		return nil, err
	}
	if err := b.Sweep(); err != nil {
		return nil, err
	}
	slog.SetDefault(slog.New(slog.NewMultiHandler(
		slog.NewJSONHandler(b, nil),
		slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}),
	)))
	return b, nil
}

// seen logs a request and counts it.
func seen(s api.Seen) {
	slog.LogAttrs(context.Background(), slog.LevelInfo, "request",
		slog.String("trace", s.Trace), slog.String("method", s.Method), slog.String("route", s.Route), slog.Int("status", s.Status),
		slog.Int64("bytes", s.Bytes), slog.Float64("ms", float64(s.Took.Microseconds())/1000),
		slog.String("who", s.Who), slog.String("home", s.Home), slog.String("remote", s.Remote))
	_, route, _ := strings.Cut(strings.ReplaceAll(s.Route, `"`, ""), " ")
	metrics.GetOrCreateCounter(fmt.Sprintf(`zhiye_requests_total{method=%q,route=%q,status="%d"}`, method(s.Method), route, s.Status)).Inc()
	metrics.GetOrCreatePrometheusHistogram(fmt.Sprintf(`zhiye_request_seconds{route=%q}`, route)).Update(s.Took.Seconds())
}

// method is the method as it is counted: one that nobody knows would be a
// counter of its own, and who invents a thousand would fill the memory.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// metrics answers a collector on this machine; through a proxy, or from
// elsewhere, there is nothing to be seen.
func (h *house) metrics(w http.ResponseWriter, r *http.Request) {
	remote, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil || !net.ParseIP(remote).IsLoopback() || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	fmt.Fprintf(w, "zhiye_build_info{version=%q} 1\n", version)
	heads, err := h.heads(r.Context())
	if err != nil {
		slog.Warn("measuring", "err", err)
	}
	for _, head := range heads {
		fmt.Fprintf(w, "zhiye_journal_entries{home=%q} %d\n", head.Home, head.Seq)
	}
	metrics.WritePrometheus(w, true)
}

// health is how the program is, for a monitor: its words say what is wrong.
type health struct {
	OK       bool   `json:"ok"`
	Version  string `json:"version"`
	Database string `json:"database"`
	Writable string `json:"writable"`
}

// healthy answers whether the database reads and its directory can be written.
func (h *house) healthy(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	s := health{true, version, "ok", "ok"}
	err := h.db.Look(ctx, store.Actor{ID: "job:health"}, func(tx *store.Tx) error {
		_, err := journal.Homes(ctx, tx)
		return err
	})
	if err != nil {
		s.OK, s.Database = false, "does not answer"
	}
	if f, err := os.CreateTemp(h.dir, ".health-*"); err != nil {
		s.OK, s.Writable = false, "the data directory cannot be written"
	} else {
		f.Close()
		os.Remove(f.Name())
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !s.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(s) // a monitor that has gone has nobody to tell
}
