package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"time"
)

// home is the county everything happens in.
const home = "360402"

// soak is one run.
type soak struct {
	bin, db, dir, ledger string
	rounds, clients      int
	rand                 *rand.Rand
	say                  func(format string, args ...any)

	done, kills, midImport, midMigration, midTerminal int
	slowest                                           time.Duration // restart
	books                                             books
	desks                                             []*desk
	importer                                          *desk // imports and undoes
}

func (s *soak) sum() string {
	return fmt.Sprintf("rounds %d, kills %d (%d in an import, %d in a migration, %d in an import at a terminal), acts acknowledged %d, sent again %d, lost %d, twice %d, slowest start %v",
		s.done, s.kills, s.midImport, s.midMigration, s.midTerminal, s.books.acked, s.books.again, s.books.lost, s.books.twice, s.slowest.Round(time.Millisecond))
}

// place are the flags that name the data.
func (s *soak) place(dir string) []string {
	if s.db == "" {
		return []string{"--data", dir}
	}
	return []string{"--data", dir, "--db", s.db}
}

func (s *soak) run(ctx context.Context) error {
	if s.db == "" {
		if err := s.terminal(ctx); err != nil {
			return fmt.Errorf("importing at a terminal: %w", err)
		}
	}
	data := filepath.Join(s.dir, "data")
	if err := s.migrate(ctx, data); err != nil {
		return fmt.Errorf("migrating: %w", err)
	}
	for n := range s.rounds {
		if err := s.round(ctx, data, n); err != nil {
			return fmt.Errorf("round %d: %w", n+1, err)
		}
		if n%10 == 9 {
			s.say("%s", s.sum())
		}
	}
	return s.close(ctx, data)
}

// migrate kills the very first start over and over until one gets through.
func (s *soak) migrate(ctx context.Context, data string) error {
	add := func(login string) []string {
		return append([]string{"user", "add", login, "--home", home, "--name", "张三" + login, "--unit", "濂溪区市场监督管理局", "--role", "registrar", "--role", "county_officer"}, s.place(data)...)
	}
	for i := range 6 {
		p, err := s.spawn(ctx, add(fmt.Sprint("early", i))...)
		if err != nil {
			return err
		}
		time.Sleep(time.Duration(s.rand.IntN(200)) * time.Millisecond)
		if p.kill() {
			s.kills++
			s.midMigration++
		}
	}
	out, err := s.finish(ctx, add("soak")...)
	if err != nil {
		return err
	}
	s.books.password = secret(out)
	return s.sound(ctx, data)
}

// round serves, records, kills and reads.
func (s *soak) round(ctx context.Context, data string, n int) error {
	began := time.Now()
	p, err := s.serve(ctx, data)
	if err != nil {
		return err
	}
	s.slowest = max(s.slowest, time.Since(began))
	if s.desks == nil {
		if err := s.open(ctx, p.url); err != nil {
			return errors.Join(err, p.stop())
		}
	}
	during, end := context.WithCancel(ctx)
	var wg sync.WaitGroup
	for _, d := range s.desks {
		wg.Go(func() { d.work(during, p.url) })
	}
	importing := make(chan bool, 1)
	wg.Go(func() { importing <- n%2 == 0 && s.importer.importing(during, p.url, s.ledger) })
	time.Sleep(time.Duration(300+s.rand.IntN(900)) * time.Millisecond)
	p.kill()
	s.kills++
	end()
	wg.Wait()
	if <-importing {
		s.midImport++
	}
	s.done++
	return s.read(ctx, data)
}

// open signs in, once: a session outlives the program too.
func (s *soak) open(ctx context.Context, url string) error {
	cookie, err := signIn(ctx, url, "soak", s.books.password)
	if err != nil {
		return err
	}
	s.importer = newDesk(-1, cookie)
	for i := range s.clients {
		s.desks = append(s.desks, newDesk(i, cookie))
	}
	return nil
}

// close starts once more, sends what is left, stops in an orderly way, and has
// the program check itself.
func (s *soak) close(ctx context.Context, data string) error {
	p, err := s.serve(ctx, data)
	if err != nil {
		return err
	}
	for _, d := range s.desks {
		d.resend(ctx, p.url)
	}
	if err := s.importer.resumed(ctx, p.url); err != nil {
		return errors.Join(err, p.stop())
	}
	if err := p.stop(); err != nil {
		return fmt.Errorf("stopping: %w", err)
	}
	if err := s.read(ctx, data); err != nil {
		return err
	}
	if n := s.books.running; n > 0 {
		return fmt.Errorf("%d imports are still running", n)
	}
	return s.sound(ctx, data)
}

// sound has the program check its own data.
func (s *soak) sound(ctx context.Context, data string) error {
	out, err := s.finish(ctx, append([]string{"check"}, s.place(data)...)...)
	if err != nil {
		return fmt.Errorf("zhiye check: %w: %s", err, out)
	}
	return nil
}

// terminal kills imports at a terminal: after each the next begins anew, and
// the last makes what one that nobody disturbs would make.
func (s *soak) terminal(ctx context.Context) error {
	args := func(dir string) []string {
		return append([]string{"import", "ledger", "--home", home, "--as-of", "2026-11-01", s.ledger}, s.place(dir)...)
	}
	began := time.Now()
	quiet := filepath.Join(s.dir, "quiet")
	want, err := s.finish(ctx, args(quiet)...)
	if err != nil {
		return err
	}
	took := time.Since(began)
	data := filepath.Join(s.dir, "terminal")
	for range 4 {
		p, err := s.spawn(ctx, args(data)...)
		if err != nil {
			return err
		}
		time.Sleep(time.Duration(s.rand.Int64N(int64(took))))
		if p.kill() {
			s.kills++
			s.midTerminal++
		}
		if err := s.sound(ctx, data); err != nil {
			return err
		}
	}
	if _, err := s.finish(ctx, args(data)...); err != nil {
		return err
	}
	got, err := s.finish(ctx, args(data)...) // again, so that both tell what stands
	if err != nil {
		return err
	}
	if again, err := s.finish(ctx, args(quiet)...); err != nil || lastLine(got) != lastLine(again) {
		return fmt.Errorf("%w: after kills %q, undisturbed %q (first %q)", err, lastLine(got), lastLine(again), lastLine(want))
	}
	return s.sound(ctx, data)
}
