package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestAssessKeepsTheOrder writes thousands of lines through every core.
func TestAssessKeepsTheOrder(t *testing.T) {
	var in strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&in, `{"id":"%d","act":"clinic","act_date":"2024-01-01","region":"360402","items":[{"name":"犬","qty":1,"unit":"只"}]}`+"\n", i)
		if i%1000 == 0 {
			in.WriteString("\n{\n") // a blank line and a broken one
		}
	}
	var out bytes.Buffer
	all, err := assess(strings.NewReader(in.String()), &out, "2026-11-25")
	if err != nil || all {
		t.Fatalf("all %v, %v", all, err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 5005 {
		t.Fatalf("%d lines", len(lines))
	}
	n := 0
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, fmt.Sprintf(`{"id":"%d",`, n)):
			n++
		case !strings.HasPrefix(l, `{"id":null,"error":{"line":`):
			t.Fatalf("line %d: %.80s", n, l)
		}
	}
}

func TestAssessALineWithoutEnd(t *testing.T) {
	var out bytes.Buffer
	long := strings.Repeat("x", 20<<20)
	all, err := assess(strings.NewReader(long+"\n"+`{"id":"2"}`), &out, "2026-11-25")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if err != nil || all || len(lines) != 2 || !strings.Contains(lines[0], "8 MB") || !strings.Contains(lines[1], `"id":"2"`) {
		t.Errorf("%v %v %.200s", all, err, out.String())
	}
}

type stuck struct{ err error }

func (s stuck) Read([]byte) (int, error)  { return 0, s.err }
func (s stuck) Write([]byte) (int, error) { return 0, s.err }

func TestAssessSaysWhatBroke(t *testing.T) {
	broke := errors.New("no more paper")
	if _, err := assess(stuck{broke}, io.Discard, "2026-11-25"); !errors.Is(err, broke) {
		t.Errorf("reading: %v", err)
	}
	in := strings.Repeat(`{"id":"1"}`+"\n", 1000)
	if _, err := assess(strings.NewReader(in), stuck{broke}, "2026-11-25"); !errors.Is(err, broke) {
		t.Errorf("writing: %v", err)
	}
}
