// Command bench measures the built program against floors taken in the same run: a plain one-row INSERT by pgbench
// on the same PostgreSQL, and a bare insert loop on SQLite with the same pragmas. It prints ratios with their range;
// absolute times mean nothing on a shared machine. Traffic goes to loopback only and is bounded in count and time.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

type options struct {
	rounds  int
	seconds int
	clients int
	people  int
	history int
	dir     string
	binary  string
	admin   string // a PostgreSQL server's URL
	redis   string
	only    string
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 5, "interleaved rounds of each measurement")
	flag.IntVar(&o.seconds, "seconds", 4, "length of each measurement")
	flag.IntVar(&o.clients, "clients", 32, "connections at once")
	flag.IntVar(&o.people, "people", 2000, "employees of the company that punches")
	flag.IntVar(&o.history, "history", 1_800_000, "older punches for the measurement with history; 0 leaves it out")
	flag.StringVar(&o.only, "only", "", "names of the parts to run: throughput, latency, turns, embedded, history, startup, files, record, pages, imports; empty: all")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(ctx context.Context, o options) error {
	o.admin, o.redis = os.Getenv("TEST_DATABASE_URL"), os.Getenv("TEST_REDIS_URL")
	if o.admin == "" || o.redis == "" {
		return fmt.Errorf("set TEST_DATABASE_URL and TEST_REDIS_URL, or run make bench")
	}
	dir, err := os.MkdirTemp("", "dakoku-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	o.dir, o.binary = dir, filepath.Join(dir, "dakoku")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", o.binary, "./cmd/dakoku")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w: %s", err, out)
	}
	r := &report{start: time.Now()}
	parts := []struct {
		name string
		run  func(context.Context, options, *report) error
	}{{"throughput", throughput}, {"latency", latency}, {"turns", turns}, {"embedded", embedded}, {"history", history}, {"startup", startup},
		{"files", files}, {"record", record}, {"pages", pages}, {"imports", imports}}
	for _, part := range parts {
		if o.only != "" && !slices.Contains(strings.Split(o.only, ","), part.name) {
			continue
		}
		if err := part.run(ctx, o, r); err != nil {
			return err
		}
	}
	r.print(os.Stdout, o)
	return nil
}
