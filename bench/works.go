package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// work is a piece of work and the lines of the table it makes.
type work struct {
	name string
	run  func(*stage) ([]string, error)
}

var works = []work{
	{"import-county", importCounty}, {"import-files", importFiles}, {"import-million", importMillion},
	{"list", list}, {"search", find}, {"act", act}, {"act-postgres", actPostgres},
	{"table", table}, {"draw", draws}, {"program", program},
}

// line is a row of the table. Ratio is how many times better ours is.
func line(name, ours, peer string, ratio float64, bound string, met bool) string {
	shown := ""
	if ratio > 0 {
		shown = fmt.Sprintf("%.1f×", ratio)
	}
	verdict := map[bool]string{true: "yes", false: "**no**"}[met]
	if bound == "" {
		verdict = ""
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |", name, ours, peer, shown, bound, verdict)
}

func importCounty(s *stage) ([]string, error) {
	csv, err := s.accepted()
	if err != nil {
		return nil, err
	}
	// five of them have a twin by code, which only the sheets they stood on kept apart
	ours, err := s.child("import", task{Dir: s.path("county"), Files: []string{csv}, N: 7384}, true)
	if err != nil {
		return nil, err
	}
	peer, err := s.child("peer-import", task{Dir: s.path("peer-county"), Files: []string{csv}, N: 7389}, true)
	if err != nil {
		return nil, err
	}
	ratio := peer["time"] / ours["time"]
	return []string{line("import 7,389 accepted rows (csv): read, judge, deduplicate, journal, index for search",
		fmt.Sprintf("%.2f s, %.0f µs CPU a row", ours["time"], ours["each"]), fmt.Sprintf("%.2f s, %.0f µs CPU a row: plain insert, %d a transaction", peer["time"], peer["each"], batch), ratio, "≥ 3×, aim 4×", ratio >= 3)}, nil
}

func importFiles(s *stage) ([]string, error) {
	ours, err := s.child("import", task{Dir: s.path("files"), Files: s.ledgers(), N: 7436}, true)
	if err != nil {
		return nil, err
	}
	return []string{line("import the five files as they are (xlsx, csv)", fmt.Sprintf("%.2f s", ours["time"]), "", 0, "≤ 1.5 s", ours["time"] <= 1.5)}, nil
}

func importMillion(s *stage) ([]string, error) {
	n := s.size(1_000_000)
	csv, err := s.generated(n)
	if err != nil {
		return nil, err
	}
	ours, err := s.child("import", task{Dir: s.path("million"), Files: []string{csv}, N: n}, true)
	if err != nil {
		return nil, err
	}
	peer, err := s.child("peer-import", task{Dir: s.path("peer-million"), Files: []string{csv}, N: n}, true)
	if err != nil {
		return nil, err
	}
	ratio := peer["time"] / ours["time"]
	return []string{
		line(fmt.Sprintf("import %s generated rows", count(n)), fmt.Sprintf("%.1f s, %.0f rows/s, %.0f µs CPU a row", ours["time"], ours["rate"], ours["each"]),
			fmt.Sprintf("%.1f s, %.0f rows/s, %.0f µs CPU a row", peer["time"], peer["rate"], peer["each"]), ratio, "≥ 5×, aim 60,000 rows/s", ratio >= 5),
		line("— its peak memory", fmt.Sprintf("%.0f MB", ours["rss"]), fmt.Sprintf("%.0f MB", peer["rss"]), 0, s.atFull("≤ 300 MB"), ours["rss"] <= 300),
	}, nil
}

// atFull is a bound that only the full size can meet; the short one leaves it open.
func (s *stage) atFull(bound string) string {
	if s.full {
		return bound
	}
	return ""
}

// made makes sure that the databases of the big import are there.
func (s *stage) made() error {
	for _, f := range []string{"million/zhiye.db", "peer-million/data.db"} {
		if _, err := os.Stat(s.path(f)); err != nil {
			_, err := importMillion(s)
			return err
		}
	}
	return nil
}

func list(s *stage) (lines []string, err error) {
	if err := s.made(); err != nil {
		return nil, err
	}
	for _, clients := range []int{1, 16} {
		t := task{Dir: s.path("million"), N: 2000 * min(clients, 4), Clients: clients}
		ours, err := s.child("list", t, false)
		if err != nil {
			return nil, err
		}
		t.Dir = s.path("peer-million")
		peer, err := s.child("peer-list", t, false)
		if err != nil {
			return nil, err
		}
		if ours["rows"] < peer["rows"]/2 || peer["rows"] < ours["rows"]/2 {
			return nil, fmt.Errorf("the lists differ: %.0f rows, the peer's %.0f", ours["rows"], peer["rows"])
		}
		ratio, bound, met := peer["p99"]/ours["p99"], "", true
		if clients == 16 {
			bound, met = "p99 ≥ 3×, aim 6×", ratio >= 3
		}
		lines = append(lines, line(fmt.Sprintf("list %s subjects: one home, one township, by name, page of 50, %d clients", count(s.size(1_000_000)), clients),
			paces(ours), paces(peer), ratio, bound, met))
	}
	return lines, nil
}

func paces(m measure) string {
	return fmt.Sprintf("p50 %.2f ms, p99 %.2f ms, %.0f/s, %.0f µs CPU each", m["p50"], m["p99"], m["rate"], m["each"])
}

func find(s *stage) ([]string, error) {
	if err := s.made(); err != nil {
		return nil, err
	}
	t := task{Dir: s.path("million"), N: 500}
	ours, err := s.child("search", t, false)
	if err != nil {
		return nil, err
	}
	t.Dir, t.N = s.path("peer-million"), 30
	peer, err := s.child("peer-search", t, false)
	if err != nil {
		return nil, err
	}
	return []string{line(fmt.Sprintf("search two characters over %s names", count(s.size(1_000_000))), paces(ours), paces(peer)+" (LIKE)",
		peer["p50"]/ours["p50"], "p50 ≤ 5 ms, aim 1 ms", ours["p50"] <= 5)}, nil
}

func act(s *stage) (lines []string, err error) {
	for _, clients := range []int{1, 16} {
		t := task{Dir: s.path("act"), N: 1000 * clients, Clients: clients, Homes: 1}
		ours, err := s.child("act", t, true)
		if err != nil {
			return nil, err
		}
		t.Dir = s.path("peer-act")
		peer, err := s.child("peer-act", t, true)
		if err != nil {
			return nil, err
		}
		ratio, bound, met := ours["rate"]/peer["rate"], "", true
		if clients == 16 {
			bound, met = "≥ 1.5×, aim 2.5×", ratio >= 1.5
		}
		lines = append(lines, line(fmt.Sprintf("durable act with journal entry (SQLite, synchronous=FULL) against a create that may be lost (NORMAL), %d clients", clients),
			paces(ours), paces(peer), ratio, bound, met))
	}
	return lines, nil
}

func actPostgres(s *stage) (lines []string, err error) {
	url := os.Getenv("TEST_POSTGRES")
	if url == "" {
		return []string{"| durable act on PostgreSQL | not measured: TEST_POSTGRES is not set | | | | |"}, nil
	}
	peer, err := s.child("peer-act", task{Dir: s.path("peer-act"), N: 8000, Clients: 16, Homes: 16}, true)
	if err != nil {
		return nil, err
	}
	for _, homes := range []int{1, 16} {
		ours, err := s.child("act", task{Dir: s.path("act"), N: 8000, Clients: 16, Homes: homes, URL: url}, false)
		if err != nil {
			return nil, err
		}
		ratio, bound, met := ours["rate"]/peer["rate"], "", true
		if homes == 16 {
			bound, met = "≥ 1.0×", ratio >= 1
		}
		lines = append(lines, line(fmt.Sprintf("durable act with journal entry (PostgreSQL), 16 clients in %d homes", homes), paces(ours), paces(peer), ratio, bound, met))
	}
	return lines, nil
}

// program looks at the built binary: its size, and how it starts and rests.
func program(s *stage) ([]string, error) {
	bin := filepath.Join(s.root, "bin/zhiye")
	info, err := os.Stat(bin)
	if err != nil {
		return []string{"| the program | not measured: bin/zhiye is not built | | | | |"}, nil
	}
	mb := float64(info.Size()) / 1e6
	lines := []string{line("the binary, fonts and web in it as far as they are built in", fmt.Sprintf("%.1f MB", mb), "", 0, "≤ 40 MB, aim 30 MB (fonts and web apart)", mb <= 40)}
	var starts, rests []float64
	for range s.times {
		dir, err := s.fresh("serve")
		if err != nil {
			return lines, err
		}
		for range 2 { // the first start makes the tables; the second is measured
			m, err := started(bin, dir)
			if err != nil {
				return lines, err
			}
			starts, rests = append(starts, m["start"]), append(rests, m["rss"])
		}
		starts, rests = slices.Delete(starts, len(starts)-2, len(starts)-1), slices.Delete(rests, len(rests)-2, len(rests)-1)
	}
	start, rest := median(starts), median(rests)
	return append(lines, line("start until it answers, then memory at rest", fmt.Sprintf("%.0f ms, %.0f MB", start, rest), "", 0,
		"≤ 300 ms, ≤ 60 MB; aim 100 ms, 40 MB", start <= 300 && rest <= 60)), nil
}

// started serves from a folder until it says that it does, and rests a second.
func started(bin, dir string) (measure, error) {
	cmd := exec.Command(bin, "serve", "--data", dir, "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	defer cmd.Wait()
	defer cmd.Process.Signal(os.Interrupt)
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		return nil, fmt.Errorf("zhiye serve said nothing: %w", err)
	}
	took := time.Since(began)
	time.Sleep(time.Second)
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		return nil, err
	}
	m := measure{"start": float64(took) / float64(time.Millisecond)}
	for l := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(l, "VmRSS: %f kB", &kb); n == 1 {
			m["rss"] = kb / 1024
		}
	}
	return m, nil
}

func count(n int) string {
	if n >= 1_000_000 {
		return fmt.Sprintf("%g M", float64(n)/1e6)
	}
	return fmt.Sprintf("%d k", n/1000)
}
