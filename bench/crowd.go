package main

import (
	"sync"
	"time"
)

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
