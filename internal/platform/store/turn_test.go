package store_test

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/platform/store/storetest"
)

// As many long looks as there are turns: another still gets its turn.
func TestALongLookHoldsNobodyUp(t *testing.T) {
	storetest.Each(t, []store.Part{drawer}, func(t *testing.T, db *store.DB) {
		free, looking := make(chan struct{}), make(chan struct{})
		var long sync.WaitGroup
		for range min(runtime.GOMAXPROCS(0), 8) {
			long.Go(func() {
				if err := db.Look(t.Context(), li, func(*store.Tx) error { looking <- struct{}{}; <-free; return nil }); err != nil {
					t.Error(err)
				}
			})
			<-looking
		}
		short := make(chan error, 1)
		go func() { short <- db.Look(t.Context(), li, func(*store.Tx) error { return nil }) }()
		select {
		case err := <-short:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(5 * time.Second):
			t.Error("a short look waits for the long ones")
		}
		close(free)
		long.Wait()
	})
}
