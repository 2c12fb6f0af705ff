// Command soak kills the program at random moments and looks whether anything
// it has acknowledged is lost, and whether anything half-done stays.
//
// Clients record acts over the real API while the ledger of a county is being
// imported; the program is killed without warning (SIGKILL); the database is
// read; the program starts again, and what was not acknowledged is sent again
// under the same key. Migrations and imports at a terminal are killed too. It
// keeps the machine running: what a power cut does is a matter of fsync, which
// package store asks of the database.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"
)

func main() {
	var s soak
	flag.IntVar(&s.rounds, "rounds", 100, "how often the serving program is killed")
	flag.IntVar(&s.clients, "clients", 8, "how many record at once")
	flag.StringVar(&s.bin, "bin", "bin/zhiye", "the program")
	flag.StringVar(&s.db, "db", "", "a postgres:// server with an empty schema, instead of the embedded database")
	flag.StringVar(&s.ledger, "ledger", "test/world/lianxi/市监局-经营主体台账.xlsx", "the ledger to import")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "chooses the moments")
	flag.Parse()
	s.say = func(format string, args ...any) { fmt.Printf(format+"\n", args...) }
	s.rand = rand.New(rand.NewPCG(*seed, 0))
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(2)
	}
	s.dir = dir
	s.say("seed %d, data in %s", *seed, dir)
	err = s.run(context.Background())
	s.say("%s", s.sum())
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
	os.RemoveAll(dir) // what went wrong stays to be looked at
}
