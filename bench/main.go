// Command bench puts this program and its peers on the same work, in one run,
// and prints what each took beside what the design asks.
//
// Every measurement runs in a process of its own, so that its CPU time and its
// peak memory are its own; each is taken three times and the median stands.
// Where a measurement fails, its line says why; the others go on.
//
//	go run .            the short version: what is big is a tenth of its size
//	go run . -full      the sizes of the design
//	go run . -only act  lines whose name holds a word
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"time"
)

func main() {
	full := flag.Bool("full", false, "measure at the sizes of the design; takes about half an hour")
	only := flag.String("only", "", "measure only work whose name holds this")
	data := flag.String("dir", "", "where data is made; a temporary folder if empty")
	times := flag.Int("times", 3, "how often each is measured")
	child := flag.String("child", "", "used by the program itself")
	flag.Parse()
	debug.SetGCPercent(40) // as the program itself does
	if *child != "" {
		alone(*child)
		return
	}
	if err := all(*full, *only, *data, *times); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// alone is one measurement in its own process.
func alone(name string) {
	var t task
	if path := os.Getenv("BENCH_PROFILE"); path != "" { // for who looks where the time goes
		if f, err := os.Create(path); err == nil && pprof.StartCPUProfile(f) == nil {
			defer pprof.StopCPUProfile()
		}
	}
	err := json.NewDecoder(os.Stdin).Decode(&t)
	if err == nil {
		var m measure
		if m, err = children[name](context.Background(), t); err == nil {
			err = json.NewEncoder(os.Stdout).Encode(m)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func all(full bool, only, dir string, times int) error {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	} else {
		made, err := os.MkdirTemp("", "zhiye-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(made)
		dir = made
	}
	s := &stage{dir: dir, times: times, full: full, root: root()}
	fmt.Print(s.heading())
	for _, w := range works {
		if !strings.Contains(w.name, only) {
			continue
		}
		began := time.Now()
		lines, err := w.run(s)
		for _, l := range lines {
			fmt.Println(l)
		}
		if err != nil {
			fmt.Printf("| %s | failed: %s | | | | |\n", w.name, strings.ReplaceAll(err.Error(), "\n", " "))
		}
		fmt.Fprintf(os.Stderr, "%s: %.1f s\n", w.name, time.Since(began).Seconds())
	}
	return nil
}

// root is the project's folder, from where bench is run.
func root() string {
	for _, dir := range []string{"..", "."} {
		if _, err := os.Stat(filepath.Join(dir, "internal", "platform")); err == nil {
			return dir
		}
	}
	return ".."
}

func (s *stage) heading() string {
	size := "short"
	if s.full {
		size = "full"
	}
	return fmt.Sprintf("%s version, %s, %d cores, %s %s/%s; median of %d; SQLite %s on both sides; PocketBase %s\n\n"+
		"| work | ours | peer | ratio | bound | met |\n|---|---|---|---|---|---|\n",
		size, time.Now().Format(time.DateOnly), runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH,
		s.times, versionOf("modernc.org/sqlite"), versionOf("github.com/pocketbase/pocketbase"))
}
