package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// record is P5 and P6: the month of 10,000 people who punch four times on 22 days, counted from their punches and read
// from the roll-up, against what PostgreSQL needs to hand over the same rows; the same with 20,000 people; one person's
// month among the punches of all of those; and how long punches wait while the month is locked.
func record(ctx context.Context, o options, r *report) error {
	line := newPlatform()
	defer line.Close()
	var companies [2]*server
	for i, people := range []int{10_000, 20_000} {
		database, err := freshDatabase(ctx, o.admin, fmt.Sprintf("dakoku_bench_record%d", people))
		if err != nil {
			return err
		}
		big := o
		big.people = people
		s, err := start(ctx, big, fmt.Sprintf("record%d", people), database, line, o.redis)
		if err != nil {
			return err
		}
		defer s.close()
		if err := s.work(ctx); err != nil {
			return err
		}
		companies[i] = s
	}
	var took recordTimes
	for range o.rounds {
		if err := took.round(ctx, companies); err != nil {
			return err
		}
	}
	r.row("P5 month of 10,000 people, 880,000 punches: counted ÷ their ordered scan", spread(ratios(took.counted[0], took.scan), "%.2f"), "≤ 3")
	r.row("— seconds: counted and kept; ordered scan", spread(took.counted[0], "%.1f")+"; "+spread(took.scan, "%.1f"), "")
	r.row("— 20,000 people ÷ 10,000", spread(ratios(took.counted[1], took.counted[0]), "%.2f"), "≤ 2.2")
	r.row("P6 the same from the roll-up ÷ a scan of the roll-up", spread(ratios(took.rolled, took.rollup), "%.2f"), "≤ 2")
	r.row("— seconds, from the verb's start to its end", spread(took.rolled, "%.2f"), "≤ 0.3")
	r.row("— one person's month among 1,760,000 punches, ms beyond a verb that reads nothing", spread(took.person, "%.0f"), "≤ 10")
	return nil
}

// recordTimes are seconds a round; of one person milliseconds.
type recordTimes struct {
	counted                      [2][]float64
	scan, rolled, rollup, person []float64
}

const recordMonth = "2024-04"

func (t *recordTimes) round(ctx context.Context, companies [2]*server) error {
	summary := []string{"summary", "--company", "bench", "--month", recordMonth, "--format", "csv"}
	for i, s := range companies {
		if _, err := s.db.ExecContext(ctx, "DELETE FROM day_rollup"); err != nil {
			return err
		}
		counted, err := s.timed(ctx, summary...)
		if err != nil {
			return err
		}
		t.counted[i] = append(t.counted[i], counted)
	}
	first, second := companies[0], companies[1]
	for _, one := range []struct {
		into *[]float64
		run  func() (float64, error)
	}{
		{&t.scan, func() (float64, error) {
			return first.handedOver(ctx, `SELECT id, employee_id, kind, mark, at, business_date, source, hold, supersedes, state, seq FROM punch
				WHERE business_date BETWEEN '2024-03-23' AND '2024-05-03' ORDER BY employee_id, business_date, at`)
		}},
		{&t.rolled, func() (float64, error) { return first.timed(ctx, summary...) }},
		{&t.rollup, func() (float64, error) {
			return first.handedOver(ctx, "SELECT * FROM day_rollup WHERE month = '"+recordMonth+"'")
		}},
		{&t.person, func() (float64, error) {
			whole, err := second.timed(ctx, append(summary, "--employee", "00007")...)
			if err != nil {
				return 0, err
			}
			nothing, err := second.timed(ctx, "punches", "--company", "bench", "--from", "2001-01-01", "--to", "2001-01-01", "--employee", "00007")
			return (whole - nothing) * 1000, err
		}},
	} {
		seconds, err := one.run()
		if err != nil {
			return err
		}
		*one.into = append(*one.into, seconds)
	}
	return nil
}

// timed runs a verb and tells how many seconds it took.
func (s *server) timed(ctx context.Context, args ...string) (float64, error) {
	began := time.Now()
	out, err := s.verb(ctx, args...)
	if err != nil {
		return 0, fmt.Errorf("%s: %w: %s", args[0], err, out)
	}
	return time.Since(began).Seconds(), nil
}

// handedOver is how many seconds psql needs to write the rows of a query to a file.
func (s *server) handedOver(ctx context.Context, query string) (float64, error) {
	name := filepath.Join(s.dir, "scan")
	defer os.Remove(name)
	began := time.Now()
	out, err := exec.CommandContext(ctx, "psql", "-qX", s.database, "-c", `\copy (`+oneLine(query)+`) TO '`+name+`'`).CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("psql: %w: %s", err, out)
	}
	return time.Since(began).Seconds(), nil
}

// work writes a month of four punches a day, day by day as they come, behind the program's back.
func (s *server) work(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO punch (id, tenant_id, seq, employee_id, kind, at, received_at, business_date, source, source_ref, state, receipt, hash, prev_hash)
		SELECT gen_random_uuid()::text, e.tenant_id, row_number() OVER (ORDER BY d.date, k.minute, e.id), e.id, k.kind, t, t, to_char(d.date, 'YYYY-MM-DD'),
			'line', d.date || '/' || k.minute || '/' || e.id, 'effective', 'ABCD', repeat('0', 64), repeat('0', 64)
		FROM (SELECT date::date FROM generate_series(date '2024-04-01', date '2024-04-30', '1 day') AS date WHERE extract(isodow FROM date) < 6) AS d
		CROSS JOIN (VALUES ('in', 535), ('break_start', 720), ('break_end', 780), ('out', 1085)) AS k (kind, minute)
		CROSS JOIN employee AS e
		CROSS JOIN LATERAL (SELECT (d.date::timestamp AT TIME ZONE 'Asia/Tokyo') + make_interval(mins => k.minute + extract(day FROM d.date)::int % 5) AS t) AS x
		ORDER BY 3`)
	if err == nil {
		_, err = s.db.ExecContext(ctx, "ANALYZE")
	}
	return err
}
