package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// throughput is P1 and P8: durable acknowledged punches a second through the real LINE path, each with its turn run
// and its reply owed, against pgbench inserting one row per commit on the same server.
func throughput(ctx context.Context, o options, r *report) error {
	database, err := freshDatabase(ctx, o.admin, "dakoku_bench_p1")
	if err != nil {
		return err
	}
	line := newPlatform()
	defer line.Close()
	s, err := start(ctx, o, "p1", database, line, o.redis)
	if err != nil {
		return err
	}
	defer s.close()
	floor, err := newFloor(ctx, o)
	if err != nil {
		return err
	}
	l := newLoad(s, o)
	var ours, theirs []float64
	var cost []processor
	for range o.rounds {
		rate, err := floor(ctx)
		if err != nil {
			return err
		}
		theirs = append(theirs, rate)
		rate, spent, err := punchRate(ctx, s, l, o)
		if err != nil {
			return err
		}
		ours, cost = append(ours, rate), append(cost, spent)
	}
	peak, now, file := s.resident()
	r.row("P1 durable punches/s ÷ pgbench one-row inserts/s", spread(ratios(ours, theirs), "%.2f"), "≥ 0.5")
	r.row("— punches/s; pgbench inserts/s", spread(ours, "%.0f")+"; "+spread(theirs, "%.0f"), "")
	r.costs("PostgreSQL", cost)
	r.row("P8 resident memory under P1, MiB (peak; at the end; of it the program's file)", fmt.Sprintf("%.0f; %.0f; %.0f", peak, now, file), "≤ 64")
	return nil
}

// punchRate is punches a second from the first webhook until the last turn has run, and what a thousand of them cost.
func punchRate(ctx context.Context, s *server, l *load, o options) (rate float64, cost processor, err error) {
	before, err := s.count(ctx, "punch")
	if err != nil {
		return 0, cost, err
	}
	atFirst, err := s.processor(ctx)
	if err != nil {
		return 0, cost, err
	}
	began := time.Now()
	took, err := l.closed(ctx, o.clients, time.Duration(o.seconds)*time.Second)
	if err != nil {
		return 0, cost, err
	}
	done, err := s.drained(ctx)
	if err != nil {
		return 0, cost, err
	}
	after, err := s.count(ctx, "punch")
	if err != nil {
		return 0, cost, err
	}
	if after-before != len(took) {
		return 0, cost, fmt.Errorf("%d webhooks were acknowledged but %d punches are there", len(took), after-before)
	}
	atLast, err := s.processor(ctx)
	thousands := float64(len(took)) / 1000
	cost = processor{(atLast.program - atFirst.program) / thousands, (atLast.database - atFirst.database) / thousands,
		(atLast.generator - atFirst.generator) / thousands}
	return float64(len(took)) / done.Sub(began).Seconds(), cost, err
}

var tps = regexp.MustCompile(`tps = ([0-9.]+) \(without`)

// newFloor prepares pgbench: one row of a punch's size per commit.
func newFloor(ctx context.Context, o options) (func(context.Context) (float64, error), error) {
	database, err := freshDatabase(ctx, o.admin, "dakoku_bench_floor")
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("pgx", database)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `CREATE TABLE plain (id TEXT PRIMARY KEY, employee TEXT NOT NULL, kind TEXT NOT NULL, at TIMESTAMPTZ NOT NULL, body TEXT NOT NULL)`); err != nil {
		return nil, err
	}
	script := filepath.Join(o.dir, "insert.sql")
	text := `INSERT INTO plain VALUES (gen_random_uuid()::text, gen_random_uuid()::text, 'in', now(), repeat('x', 200));`
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		return nil, err
	}
	return func(ctx context.Context) (float64, error) {
		out, err := exec.CommandContext(ctx, "pgbench", "-n", "-M", "prepared", "-f", script, "-c", strconv.Itoa(o.clients), "-j", "2",
			"-T", strconv.Itoa(o.seconds), database).CombinedOutput()
		if err != nil {
			return 0, fmt.Errorf("pgbench: %w: %s", err, out)
		}
		found := tps.FindSubmatch(out)
		if found == nil {
			return 0, fmt.Errorf("pgbench said no rate: %s", out)
		}
		return strconv.ParseFloat(string(found[1]), 64)
	}, nil
}
