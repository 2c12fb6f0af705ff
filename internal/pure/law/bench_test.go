package law_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"example.org/zhiye/internal/pure/law"
)

// BenchmarkAssess reads, assesses and writes the public cases, line by line, as
// zhiye law assess does, on one core.
func BenchmarkAssess(b *testing.B) {
	raw, err := os.ReadFile("testdata/public.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	var lines [][]byte
	for s := bufio.NewScanner(bytes.NewReader(raw)); s.Scan(); {
		var c struct{ In json.RawMessage }
		if err := json.Unmarshal(s.Bytes(), &c); err != nil {
			b.Fatal(err)
		}
		lines = append(lines, c.In)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		law.Desk{}.Line(1, lines[i%len(lines)], today)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "assessments/s")
}
