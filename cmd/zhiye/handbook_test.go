package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var shell = regexp.MustCompile("(?s)```sh\n(.*?)```")

// TestTheHandbooksCommandsExist: every command a handbook shows is one the
// program takes.
func TestTheHandbooksCommandsExist(t *testing.T) {
	books, err := filepath.Glob("../../docs/zh/*.md")
	if err != nil || len(books) == 0 {
		t.Fatal("no handbooks", err)
	}
	shown := 0
	for _, book := range books {
		text, err := os.ReadFile(book)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range shell.FindAllStringSubmatch(string(text), -1) {
			for line := range strings.Lines(block[1]) {
				if args := strings.Fields(line); len(args) > 1 && args[0] == "zhiye" {
					shown++
					takes(t, args[1:])
				}
			}
		}
	}
	if shown < 10 {
		t.Errorf("only %d commands were found", shown)
	}
}

func takes(t *testing.T, args []string) {
	t.Helper()
	k, err := kong.New(&cli, kong.Name("zhiye"), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Parse(args); err != nil {
		t.Errorf("zhiye %s: %v", strings.Join(args, " "), err)
	}
}
