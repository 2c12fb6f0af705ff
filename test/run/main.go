// Command run runs Go tests on both databases and counts them: every test that
// needs a database must have run on each of the two, as often on one as on the
// other.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// event is one line of go test -json.
type event struct {
	Action, Package, Test, Output string
}

// counts is what became of the tests.
type counts struct {
	passed, failed, skipped int
	sqlite, postgres        int
	output                  map[string][]string // of tests that are not done yet
}

func main() {
	cmd := exec.Command("go", append([]string{"test", "-json", "-count=1"}, os.Args[1:]...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "run:", err)
		os.Exit(2)
	}
	c := counts{output: map[string][]string{}}
	s := bufio.NewScanner(out)
	s.Buffer(nil, 16<<20)
	for s.Scan() {
		var e event
		if json.Unmarshal(s.Bytes(), &e) == nil {
			c.take(e)
		}
	}
	ran := cmd.Wait()
	fmt.Printf("on sqlite %d, on postgres %d\n", c.sqlite, c.postgres)
	fmt.Printf("%d passed, %d failed, %d skipped\n", c.passed, c.failed, c.skipped)
	switch {
	case ran != nil || c.failed > 0:
		os.Exit(1)
	case os.Getenv("TEST_POSTGRES") != "" && c.sqlite != c.postgres:
		fmt.Println("the two databases did not run the same tests")
		os.Exit(1)
	}
}

func (c *counts) take(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		c.output[key] = append(c.output[key], e.Output)
		return
	case "pass":
		c.pass(e)
	case "fail", "build-fail":
		if e.Test != "" {
			c.failed++
		}
		fmt.Print(strings.Join(c.output[key], ""))
	case "skip":
		if e.Test != "" {
			c.skipped++
			fmt.Print(strings.Join(c.output[key], ""))
		}
	default:
		return
	}
	delete(c.output, key)
}

func (c *counts) pass(e event) {
	if e.Test == "" {
		fmt.Println("ok", e.Package)
		return
	}
	c.passed++
	names := strings.Split(e.Test, "/")
	if slices.Contains(names, "sqlite") {
		c.sqlite++
	}
	if slices.Contains(names, "postgres") {
		c.postgres++
	}
}
