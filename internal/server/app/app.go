// Package app serves the office app that the build has put beside it: hashed
// files for a year, the page itself anew each time.
package app

import (
	"bytes"
	"embed"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// office is empty but for a note until `make web` has filled it; the API works
// without it.
//
//go:embed all:office
var office embed.FS

// policy allows what the app is built from and nothing else.
const policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Handler serves the app: a path that is no file is a page of the app.
func Handler() http.Handler {
	files, err := fs.Sub(office, "office/dist")
	if err != nil {
		panic(err) // the path is a constant
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if strings.HasPrefix(name, "api/") {
			http.NotFound(w, r)
			return
		}
		if _, err := fs.Stat(files, name); err != nil || name == "" || name == "." {
			name = "index.html"
		}
		serve(w, r, files, name)
	})
}

func serve(w http.ResponseWriter, r *http.Request, files fs.FS, name string) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", policy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	h.Add("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if b, err := fs.ReadFile(files, name+".gz"); err == nil { // packed by the build
			h.Set("Content-Encoding", "gzip")
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
			return
		}
	}
	b, err := fs.ReadFile(files, name)
	if err != nil {
		http.Error(w, "办公端尚未构建，请先运行 make web / the office app is not built: run make web", http.StatusNotFound)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}
