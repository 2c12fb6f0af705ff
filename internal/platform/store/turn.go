package store

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// turns lets looks begin one after the other, as many at a time as there are
// cores. More at once would be no faster: each would be put aside in its midst
// for ten milliseconds of every other, and the last would wait for all of them.
type turns chan struct{}

// brief is how long a look keeps its turn. One that takes longer goes on
// without: an export holds nobody up.
const brief = 20 * time.Millisecond

func newTurns() turns { return make(turns, runtime.GOMAXPROCS(0)) }

// take waits for a turn; done gives it back.
func (t turns) take(ctx context.Context) (done func(), err error) {
	select {
	case t <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	back := sync.OnceFunc(func() { <-t })
	long := time.AfterFunc(brief, back)
	return func() {
		long.Stop()
		back()
	}, nil
}
