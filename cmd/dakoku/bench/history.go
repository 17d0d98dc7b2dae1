package main

import (
	"context"
	"fmt"
	"time"
)

// history is P10: what a punch takes, from the webhook to the answer at the platform, on a ledger that already holds
// years, against an empty one, interleaved.
func history(ctx context.Context, o options, r *report) error {
	if o.history == 0 {
		return nil
	}
	lines := [2]*platform{newPlatform(), newPlatform()}
	var servers [2]*server
	var loads [2]*load
	for i, name := range []string{"dakoku_bench_empty", "dakoku_bench_full"} {
		database, err := freshDatabase(ctx, o.admin, name)
		if err != nil {
			return err
		}
		defer lines[i].Close()
		s, err := start(ctx, o, name, database, lines[i], o.redis)
		if err != nil {
			return err
		}
		defer s.close()
		servers[i], loads[i] = s, newLoad(s, o)
	}
	if err := fill(ctx, servers[1], o); err != nil {
		return err
	}
	var p50 [2][]float64
	for range o.rounds {
		for i, l := range loads {
			if _, err := l.open(ctx, 200, time.Duration(o.seconds)*time.Second); err != nil {
				return err
			}
			if _, err := servers[i].drained(ctx); err != nil {
				return err
			}
			p50[i] = append(p50[i], percentile(lines[i].since(l.posted), 0.5))
		}
	}
	r.row(fmt.Sprintf("P10 punch p50 with %d older punches ÷ without", o.history), spread(ratios(p50[1], p50[0]), "%.2f"), "≤ 1.2")
	return nil
}

// fill writes older punches behind the program's back; the chain is not the subject here.
func fill(ctx context.Context, s *server, o options) error {
	_, err := s.db.ExecContext(ctx, fmt.Sprintf(`
		INSERT INTO punch (id, tenant_id, seq, employee_id, kind, mark, at, received_at, business_date, source, source_ref, message_ref, hold, supersedes, state, receipt, hash, prev_hash)
		SELECT gen_random_uuid()::text, e.tenant_id, 1000000000 + n, e.id, CASE n %% 2 WHEN 0 THEN 'in' ELSE 'out' END, '', t, t, to_char(t, 'YYYY-MM-DD'), 'line', 'old' || n, '', '', '', 'effective', '', '', ''
		FROM generate_series(1, %d) AS n
		JOIN (SELECT id, tenant_id, row_number() OVER (ORDER BY code) - 1 AS i FROM employee) AS e ON e.i = n %% %d
		CROSS JOIN LATERAL (SELECT now() - interval '30 days' - make_interval(hours => (n / %d) * 12) AS t) AS x`, o.history, o.people, o.people))
	if err != nil {
		return fmt.Errorf("older punches: %w", err)
	}
	_, err = s.db.ExecContext(ctx, "ANALYZE punch")
	return err
}
