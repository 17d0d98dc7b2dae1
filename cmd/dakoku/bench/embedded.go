package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"time"
)

// embedded is P11: the same path on SQLite against a bare loop inserting one row per commit with the same pragmas.
func embedded(ctx context.Context, o options, r *report) error {
	line := newPlatform()
	defer line.Close()
	s, err := start(ctx, o, "p11", "sqlite:"+filepath.Join(o.dir, "p11.db"), line, "")
	if err != nil {
		return err
	}
	defer s.close()
	l := newLoad(s, o)
	var ours, theirs []float64
	var cost []processor
	for range o.rounds {
		rate, err := bareLoop(ctx, filepath.Join(o.dir, "bare.db"), time.Duration(o.seconds)*time.Second)
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
	r.row("P11 SQLite: durable punches/s ÷ bare one-row insert loop", spread(ratios(ours, theirs), "%.2f"), "≥ 0.5")
	r.row("— punches/s; bare inserts/s", spread(ours, "%.0f")+"; "+spread(theirs, "%.0f"), "")
	r.costs("", cost)
	return nil
}

func bareLoop(ctx context.Context, path string, length time.Duration) (float64, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS plain (id TEXT PRIMARY KEY, employee TEXT NOT NULL, kind TEXT NOT NULL, at DATETIME NOT NULL, body TEXT NOT NULL)`); err != nil {
		return 0, err
	}
	insert, err := db.PrepareContext(ctx, `INSERT INTO plain VALUES (?, 'someone', 'in', ?, ?)`)
	if err != nil {
		return 0, err
	}
	defer insert.Close()
	body := fmt.Sprintf("%0200d", 1)
	n, began := 0, time.Now()
	for time.Since(began) < length {
		if _, err := insert.ExecContext(ctx, fmt.Sprintf("%d-%d", began.UnixNano(), n), time.Now().UTC(), body); err != nil {
			return 0, err
		}
		n++
	}
	return float64(n) / time.Since(began).Seconds(), nil
}
