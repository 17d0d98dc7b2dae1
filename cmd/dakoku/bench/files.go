package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// The months of the measurement of files: a whole one, and one so small that its memory is the program's own.
const (
	wholeMonth = 880_000 // 10,000 people, 22 days, 4 punches
	smallMonth = 8_800
)

// files is P7: a month's punches as a CSV file against psql's COPY of the same rows, and what memory the rows take.
func files(ctx context.Context, o options, r *report) error {
	line := newPlatform()
	defer line.Close()
	database, err := freshDatabase(ctx, o.admin, "dakoku_bench_files")
	if err != nil {
		return err
	}
	s, err := start(ctx, o, "files", database, line, o.redis)
	if err != nil {
		return err
	}
	defer s.close()
	for month, rows := range map[string]int{"2024-04": wholeMonth, "2024-06": smallMonth} {
		if err := fillMonth(ctx, s, o, month, rows); err != nil {
			return err
		}
	}
	var ours, theirs, grown []float64
	for range o.rounds {
		took, whole, err := s.exported(ctx, "2024-04")
		if err != nil {
			return err
		}
		_, small, err := s.exported(ctx, "2024-06")
		if err != nil {
			return err
		}
		copied, err := copyMonth(ctx, database, filepath.Join(s.dir, "copy.csv"))
		if err != nil {
			return err
		}
		ours, theirs, grown = append(ours, took), append(theirs, copied), append(grown, whole-small)
	}
	r.row(fmt.Sprintf("P7 CSV of %d punches, rows/s ÷ those of COPY", wholeMonth), spread(ratios(theirs, ours), "%.2f"), "≥ 0.5")
	r.row(fmt.Sprintf("— its peak memory beyond that of %d punches, MiB", smallMonth), spread(grown, "%.1f"), "≤ 16")
	return nil
}

// fillMonth writes a month's punches behind the program's back, spread over its people and first 28 days.
func fillMonth(ctx context.Context, s *server, o options, month string, rows int) error {
	_, err := s.db.ExecContext(ctx, fmt.Sprintf(`
		INSERT INTO punch (id, tenant_id, seq, employee_id, kind, at, received_at, business_date, source, source_ref, state, receipt, hash, prev_hash)
		SELECT gen_random_uuid()::text, e.tenant_id, (SELECT coalesce(max(seq), 0) FROM punch) + n, e.id, CASE n %% 2 WHEN 0 THEN 'in' ELSE 'out' END, t, t,
			to_char(t, 'YYYY-MM-DD'), 'line', '%[1]s/' || n, 'effective', 'ABCD', repeat('0', 64), repeat('0', 64)
		FROM generate_series(1, %[2]d) AS n
		JOIN (SELECT id, tenant_id, row_number() OVER (ORDER BY code) - 1 AS i FROM employee) AS e ON e.i = n %% %[3]d
		CROSS JOIN LATERAL (SELECT timestamptz '%[1]s-01 09:00+09' + make_interval(days => n * 28 / (%[2]d + 1)) AS t) AS x`, month, rows, o.people))
	if err == nil {
		_, err = s.db.ExecContext(ctx, "ANALYZE punch")
	}
	return err
}

// exported writes a month's file and tells how many seconds and, at its peak, how many MiB that took.
func (s *server) exported(ctx context.Context, month string) (seconds, peak float64, err error) {
	cmd := exec.CommandContext(ctx, s.bin, "export", "--company", "bench", "--month", month, "--layout", "punches", "--out", "month.csv")
	cmd.Env, cmd.Dir = s.env, s.dir
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("export: %w: %s", err, out)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, 0, fmt.Errorf("this system does not tell what memory a process took")
	}
	return time.Since(began).Seconds(), float64(usage.Maxrss) / 1024, nil
}

// copyMonth is what PostgreSQL itself needs to write the whole month's rows as CSV.
func copyMonth(ctx context.Context, database, name string) (float64, error) {
	defer os.Remove(name)
	began := time.Now()
	out, err := exec.CommandContext(ctx, "psql", "-qX", database, "-c", `\copy (SELECT e.code, e.name, p.business_date, p.kind, p.at, p.source,
		p.source_ref, p.id, p.state, p.hold, p.receipt, p.received_at FROM punch p JOIN employee e ON e.id = p.employee_id
		WHERE p.business_date BETWEEN '2024-04-01' AND '2024-04-30' ORDER BY p.seq) TO '`+name+`' CSV HEADER`).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("psql: %w: %s", err, out)
	}
	return time.Since(began).Seconds(), nil
}
