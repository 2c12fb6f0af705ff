package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"runtime"
	"time"

	"example.org/zhiye/internal/pure/calendar"
	"example.org/zhiye/internal/pure/law"
)

// lawCmd asks the law desk; it needs no database.
type lawCmd struct {
	Assess lawAssessCmd `cmd:"" help:"评估案件事实：违反哪条、罚款幅度、由谁管、是否涉嫌犯罪 / assess facts, one JSON object a line."`
}

type lawAssessCmd struct {
	File string `arg:"" optional:"" default:"-" help:"JSON 行文件，- 为标准输入 / JSON lines; - is standard input." placeholder:"FILE"`
}

func (lawAssessCmd) Help() string {
	return `例 / Example:

  zhiye law assess cases.jsonl > advice.jsonl

每行一个案件，每行一个评估，次序不变。不能评估的行在原处给出 error，其余照常，退出状态为 1。
评估只是建议，由执法人员决定。
A line in, a line out, in the same order. A line that cannot be assessed has an error in its place and the status is 1.
The tool advises; the officer decides.`
}

func (c lawAssessCmd) Run() error {
	in := io.Reader(os.Stdin)
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	all, err := assess(in, out, calendar.DayOf(time.Now()))
	if err := errors.Join(err, out.Flush()); err != nil {
		return err
	}
	if !all {
		return errRefused
	}
	return nil
}

// batch is some lines on their way through: read, assessed by whoever is free,
// written in the order they came.
type batch struct {
	first int // number of its first line
	lines [][]byte
	out   []byte
	all   bool
	done  chan struct{}
}

const batchLines = 64

// assess reads lines to the end, on every core; true where all could be assessed.
func assess(in io.Reader, out io.Writer, today calendar.Day) (bool, error) {
	todo, order := make(chan *batch), make(chan *batch, 2*runtime.GOMAXPROCS(0))
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for b := range todo {
				b.assess(today)
			}
		}()
	}
	failed := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(todo)
		failed <- cut(in, func(b *batch) {
			order <- b
			todo <- b
		})
	}()
	all, broken := true, error(nil)
	for b := range order {
		<-b.done
		all = all && b.all
		if broken == nil {
			_, broken = out.Write(b.out)
		}
	}
	return all, errors.Join(<-failed, broken)
}

func (b *batch) assess(today calendar.Day) {
	b.all = true
	for i, l := range b.lines {
		if len(bytes.TrimSpace(l)) == 0 {
			continue // a blank line is no record
		}
		text, ok := law.Desk{}.Line(b.first+i, l, today)
		b.out, b.all = append(b.out, text...), b.all && ok
	}
	close(b.done)
}

// cut makes batches of lines; what is longer than any record may be is cut off,
// one byte beyond, so that it is refused and not kept in memory.
func cut(in io.Reader, send func(*batch)) error {
	r := bufio.NewReaderSize(in, 1<<16)
	b := &batch{first: 1, done: make(chan struct{})}
	for n := 1; ; n++ {
		line, err := readLine(r)
		if line != nil {
			b.lines = append(b.lines, line)
		}
		if len(b.lines) == batchLines || err != nil || r.Buffered() == 0 {
			send(b)
			b = &batch{first: n + 1, done: make(chan struct{})}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func readLine(r *bufio.Reader) (line []byte, err error) {
	line = []byte{}
	for {
		part, err := r.ReadSlice('\n')
		if room := law.MaxLine + 1 - len(line); room > 0 {
			line = append(line, part[:min(len(part), room)]...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
