package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"example.org/zhiye/internal/domain/auth"
	"example.org/zhiye/internal/platform/journal"
	"example.org/zhiye/internal/platform/logbook"
	"example.org/zhiye/internal/platform/queue"
	"example.org/zhiye/internal/platform/store"
	"example.org/zhiye/internal/process/flow"
	"example.org/zhiye/internal/pure/fault"
	"example.org/zhiye/internal/server/api"
	"example.org/zhiye/internal/server/app"
	"example.org/zhiye/internal/server/jobs"
)

type serveCmd struct {
	place
	Listen string   `help:"办公端监听地址 / address of the staff listener" default:"127.0.0.1:8080" env:"ZHIYE_LISTEN" placeholder:"HOST:PORT"`
	Second []string `name:"second-factor" help:"哪些角色必须启用动态口令：none、administrators、all 或角色代码，逗号分隔 / roles that must have a second factor" default:"none" env:"ZHIYE_SECOND_FACTOR" placeholder:"ROLE,…"`
	encryption
	proxies
	space
	KeepLogs int `name:"keep-logs" help:"日志保存天数，不少于 180 / days that logs are kept" default:"400" env:"ZHIYE_KEEP_LOGS"`
}

// Help shows one example.
func (serveCmd) Help() string {
	return "例 / Example:\n\n  zhiye serve --data ./zhiye-data --listen 127.0.0.1:8080"
}

func (c *serveCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	l, err := c.listen()
	if err != nil {
		return err
	}
	defer l.Close()
	h, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	return c.serve(ctx, h, l, func(address string) { fmt.Printf("打开 / open %s\n", address) })
}

// errListen is returned where the address cannot be had.
var errListen = fault.New(fault.Invalid, "serve.listen", "监听不了这个地址，可能已被别的程序占用；请用 --listen 127.0.0.1:8090（或 ZHIYE_LISTEN）另选一个 / address in use, choose another with --listen")

// listen takes the address before anything is made or opened, so that what
// cannot be served costs nothing.
func (c *serveCmd) listen() (net.Listener, error) {
	if err := c.permit(c.Listen); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, errListen.With(c.Listen)
	}
	wrapped, err := c.wrap(l)
	if err != nil {
		l.Close()
	}
	return wrapped, err
}

// address is what a person types into a browser.
func (c *serveCmd) address(l net.Listener) string {
	if c.on() {
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
}

// serve answers on l until ctx ends; ready hears the address once it does.
func (c *serveCmd) serve(ctx context.Context, h *house, l net.Listener, ready func(address string)) error {
	book, err := h.openLog(c.KeepLogs)
	if err != nil {
		return err
	}
	defer book.Close()
	if err := h.whole(ctx); err != nil {
		return err
	}
	if err := h.settle(ctx, c.alone()); err != nil {
		return err
	}
	guard, err := h.guard(c.Second...)
	if err != nil {
		return err
	}
	behind, err := c.trusted()
	if err != nil {
		return err
	}
	pool := h.pool(guard)
	if err := pool.Start(ctx); err != nil {
		return err
	}
	handler, _ := api.New(api.Deps{
		DB: h.db, Auth: guard, Tally: h.tally, Blobs: h.blobs, Queue: pool, Spool: h.spool, Signer: h.signer, Secure: c.Secure || c.on(),
		Seen: seen, Proxies: behind, Room: c.room(),
	})
	mux := http.NewServeMux()
	mux.Handle("/api/", handler)
	mux.HandleFunc("GET /healthz", h.healthy)
	mux.HandleFunc("GET /metrics", h.metrics)
	mux.Handle("/", app.Handler())

	s := &http.Server{
		Handler: mux, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	ready(c.address(l))
	minutely, hourly := time.NewTicker(time.Minute), time.NewTicker(time.Hour)
	defer minutely.Stop()
	defer hourly.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-minutely.C:
			if err := h.mark(ctx); err != nil {
				slog.Error("marking the journals failed", "err", err)
			}
		case <-hourly.C:
			h.hourly(ctx, guard, book)
		case <-ctx.Done():
			return h.stop(s, pool)
		}
	}
}

// leaving is how long requests and jobs under way have to finish, and then the
// signing.
const leaving = 10 * time.Second

// stop lets requests and jobs under way finish and signs what they did.
func (h *house) stop(s *http.Server, pool *queue.Pool) error {
	ctx, cancel := context.WithTimeout(context.Background(), leaving)
	defer cancel()
	jobs := pool.Stop(ctx)
	shut := s.Shutdown(ctx)
	if errors.Is(shut, context.DeadlineExceeded) { // a body that does not come, a reader that does not read
		shut = s.Close()
	}
	ctx, done := context.WithTimeout(context.Background(), leaving) // whoever dallied takes no time from these
	defer done()
	return errors.Join(jobs, shut, h.checkpoints(ctx), h.mark(ctx))
}

// hands is how many jobs run at once; a county has one import at a time.
const hands = 2

// pool works jobs off; its name is the same when the program starts again here.
func (h *house) pool(guard *auth.Guard) *queue.Pool {
	host, err := os.Hostname()
	dir, wrong := filepath.Abs(h.dir)
	if errors.Join(err, wrong) != nil {
		dir = h.dir
	}
	return queue.New(h.db, host+":"+dir, hands, jobs.Works(jobs.Deps{DB: h.db, Auth: guard, Tally: h.tally, Spool: h.spool}))
}

// hourly signs the journals and forgets sessions, answers, jobs and logs long over.
func (h *house) hourly(ctx context.Context, g *auth.Guard, b *logbook.Book) {
	if err := errors.Join(h.checkpoints(ctx), g.Sweep(ctx), h.forget(ctx), jobs.Sweep(ctx, h.db, h.spool), b.Sweep()); err != nil {
		slog.Error("hourly work failed", "err", err)
	}
}

// forget drops answers kept for requests that are sent twice.
func (h *house) forget(ctx context.Context) error {
	homes, err := h.homes(ctx)
	for _, home := range homes {
		err = errors.Join(err, api.Sweep(ctx, h.db, home))
	}
	return err
}

func (h *house) checkpoints(ctx context.Context) error {
	homes, err := h.homes(ctx)
	for _, home := range homes {
		err = errors.Join(err, h.checkpoint(ctx, store.Actor{ID: "job:checkpoint", Home: home}))
	}
	return err
}

func (h *house) homes(ctx context.Context) (homes []string, err error) {
	err = h.db.Look(ctx, store.Actor{ID: "job:homes"}, func(tx *store.Tx) error {
		homes, err = journal.Homes(ctx, tx)
		return err
	})
	return homes, err
}

// settle takes back what an abrupt end of the program has left half done
// before until.
func (h *house) settle(ctx context.Context, until time.Time) error {
	homes, err := h.homes(ctx)
	for _, home := range homes {
		err = errors.Join(err, flow.Recover(ctx, h.db, home, until))
	}
	return errors.Join(err, h.blobs.Sweep(until), h.spool.Sweep(until))
}

// guard signs people in, those with a role of second by a second factor too; the
// key that seals second factors lies beside the database and not in it.
func (h *house) guard(second ...string) (*auth.Guard, error) {
	key, err := ownFile(filepath.Join(h.dir, "factor.key"), func() ([]byte, error) {
		key := make([]byte, 32)
		rand.Read(key)
		return key, nil
	})
	if err != nil {
		return nil, err
	}
	return auth.New(h.db, auth.Policy{Key: key, Second: auth.RolesNamed(second)})
}
