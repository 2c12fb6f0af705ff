package main

import (
	"fmt"
	"os"
	"time"
)

// bar shows how far long work has come, on a terminal only.
type bar struct {
	label string
	shown time.Time
	began time.Time
	tty   bool
}

func newBar(label string) *bar {
	info, err := os.Stderr.Stat()
	return &bar{label: label, began: time.Now(), tty: err == nil && info.Mode()&os.ModeCharDevice != 0}
}

// at says how far it is.
func (b *bar) at(n int) {
	if !b.tty || time.Since(b.shown) < 100*time.Millisecond {
		return
	}
	b.shown = time.Now()
	fmt.Fprintf(os.Stderr, "\r%s %d  %.0f/s ", b.label, n, float64(n)/max(time.Since(b.began).Seconds(), 0.001))
}

func (b *bar) end() {
	if b.tty && !b.shown.IsZero() {
		fmt.Fprint(os.Stderr, "\r\033[K")
	}
}
