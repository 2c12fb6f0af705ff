package main

import (
	"sync"
	"syscall"
	"time"
)

// spent is the CPU time this process has used so far, in seconds.
func spent() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// crowd lets clients do n pieces of work between them and returns how long
// each piece took and how long all did.
func crowd(clients, n int, work func(client, i int) error) (each []time.Duration, whole time.Duration, err error) {
	each = make([]time.Duration, n)
	var failed sync.Once
	var group sync.WaitGroup
	began := time.Now()
	for c := range clients {
		group.Go(func() {
			for i := c; i < n; i += clients {
				start := time.Now()
				if e := work(c, i); e != nil {
					failed.Do(func() { err = e })
					return
				}
				each[i] = time.Since(start)
			}
		})
	}
	group.Wait()
	return each, time.Since(began), err
}
