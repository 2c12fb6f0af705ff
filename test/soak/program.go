package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// program is a running zhiye.
type program struct {
	cmd  *exec.Cmd
	url  string
	said *buffer
	done chan struct{}
	err  error
}

// buffer is what a program says, read while it speaks.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func (s *soak) spawn(ctx context.Context, args ...string) (*program, error) {
	p := &program{cmd: exec.CommandContext(ctx, s.bin, args...), said: &buffer{}, done: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = p.said, p.said
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.err = p.cmd.Wait(); close(p.done) }()
	return p, nil
}

// kill ends the program without warning, and reports whether it still ran.
func (p *program) kill() bool {
	select {
	case <-p.done:
		return false
	default:
	}
	p.cmd.Process.Kill()
	<-p.done
	exit, ok := errors.AsType[*exec.ExitError](p.err)
	return ok && exit.ExitCode() == -1
}

// stop ends it in an orderly way.
func (p *program) stop() error {
	p.cmd.Process.Signal(syscall.SIGTERM)
	<-p.done
	if p.err != nil {
		return fmt.Errorf("%w: %s", p.err, p.said)
	}
	return nil
}

// finish runs a verb to its end; status 1 (something was refused) is no error
// of an import, but is one of a check.
func (s *soak) finish(ctx context.Context, args ...string) (string, error) {
	p, err := s.spawn(ctx, args...)
	if err != nil {
		return "", err
	}
	<-p.done
	if exit, ok := errors.AsType[*exec.ExitError](p.err); ok && exit.ExitCode() == 1 && args[0] == "import" {
		return p.said.String(), nil
	}
	if p.err != nil {
		return "", fmt.Errorf("zhiye %s: %w: %s", args[0], p.err, p.said)
	}
	return p.said.String(), nil
}

// serve starts the program and waits until it answers.
func (s *soak) serve(ctx context.Context, data string) (*program, error) {
	p, err := s.spawn(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, s.place(data)...)...)
	if err != nil {
		return nil, err
	}
	for until := time.Now().Add(20 * time.Second); time.Now().Before(until); time.Sleep(2 * time.Millisecond) {
		if _, after, ok := strings.Cut(p.said.String(), "http://"); ok && strings.Contains(after, "\n") {
			p.url = "http://" + strings.Fields(after)[0]
			return p, nil
		}
		select {
		case <-p.done:
			return nil, fmt.Errorf("it does not start: %w: %s", p.err, p.said)
		default:
		}
	}
	p.kill()
	return nil, fmt.Errorf("it does not answer: %s", p.said)
}

// secret is the one-time password a verb has printed, its last word.
func secret(out string) string {
	f := strings.Fields(out)
	return f[len(f)-1]
}

// lastLine is the last line with a figure in it.
func lastLine(out string) (last string) {
	for s := bufio.NewScanner(io.Reader(strings.NewReader(out))); s.Scan(); {
		if strings.HasPrefix(s.Text(), "台账现有") {
			last = s.Text()
		}
	}
	return last
}
