package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"syscall"
	"time"
)

// task is what a child is asked to do.
type task struct {
	Dir     string   `json:"dir"`   // its database
	Files   []string `json:"files"` // to import
	N       int      `json:"n"`
	Clients int      `json:"clients"`
	Homes   int      `json:"homes"`
	URL     string   `json:"url"` // of PostgreSQL
}

// measure is what a child found, by name: seconds, or what the name says.
type measure map[string]float64

// children are the measurements, by name.
var children = map[string]func(context.Context, task) (measure, error){}

// stage is one run of the whole bench.
type stage struct {
	dir   string
	root  string
	times int
	full  bool
}

// size is n, or a tenth of it in the short version.
func (s *stage) size(n int) int {
	if s.full {
		return n
	}
	return n / 10
}

func (s *stage) path(name string) string { return filepath.Join(s.dir, name) }

// fresh is an empty folder of a name.
func (s *stage) fresh(name string) (string, error) {
	dir := s.path(name)
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o700)
}

// once runs a child and adds what the system says of it.
func (s *stage) once(name string, t task) (measure, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	in, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self, "-child", name)
	var out, complaint bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &complaint
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", name, err, complaint.String())
	}
	m := measure{}
	if err := json.Unmarshal(out.Bytes(), &m); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", name, err, out.String())
	}
	m["whole"] = time.Since(began).Seconds()
	m["cpu"] = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	if use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m["rss"] = float64(use.Maxrss) / 1024 // MB; Linux counts in kB
	}
	return m, nil
}

// child measures several times and takes each figure's median. A fresh child
// gets an empty folder every time.
func (s *stage) child(name string, t task, fresh bool) (measure, error) {
	all := map[string][]float64{}
	for range s.times {
		if fresh {
			dir, err := s.fresh(filepath.Base(t.Dir))
			if err != nil {
				return nil, err
			}
			t.Dir = dir
		}
		m, err := s.once(name, t)
		if err != nil {
			return nil, err
		}
		for k, v := range m {
			all[k] = append(all[k], v)
		}
	}
	out := measure{}
	for k, vs := range all {
		out[k] = median(vs)
	}
	return out, nil
}

func median(vs []float64) float64 {
	vs = slices.Sorted(slices.Values(vs))
	return vs[len(vs)/2]
}

// at is the value below which a share of the durations lies, in milliseconds.
func at(share float64, ds []time.Duration) float64 {
	slices.Sort(ds)
	i := min(int(share*float64(len(ds))), len(ds)-1)
	return float64(ds[i]) / float64(time.Millisecond)
}

func versionOf(module string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "?"
	}
	for _, d := range info.Deps {
		if d.Path == module {
			return d.Version
		}
	}
	return "?"
}
