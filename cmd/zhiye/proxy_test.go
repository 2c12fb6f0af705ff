package main

import (
	"fmt"
	"testing"
)

func TestTrustedProxies(t *testing.T) {
	for said, want := range map[string]string{
		"10.1.2.3":     "[10.1.2.3/32]",
		"10.1.2.3/28":  "[10.1.2.0/28]",
		" ::1 ":        "[::1/128]",
		"none":         "[]",
		"":             "[]",
		"0.0.0.0/0":    "refused",
		"::/0":         "refused",
		"proxy":        "refused",
		"10.1.2.3/99":  "refused",
		"10.1.2.3:80":  "refused",
		"fd00:1::/64":  "[fd00:1::/64]",
		"10.1.2.0/255": "refused",
	} {
		got := "refused"
		if ps, err := (proxies{Trusted: []string{said}}).trusted(); err == nil {
			got = fmt.Sprint(ps)
		}
		if got != want {
			t.Errorf("%q: %s, want %s", said, got, want)
		}
	}
}
