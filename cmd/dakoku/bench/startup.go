package main

import "context"

// startup is P9: from starting the process to its first 200 on a migrated database.
func startup(ctx context.Context, o options, r *report) error {
	line := newPlatform()
	defer line.Close()
	database, err := freshDatabase(ctx, o.admin, "dakoku_bench_p9")
	if err != nil {
		return err
	}
	few := o
	few.people = 12
	for _, kind := range []struct{ name, database, redis string }{
		{"PostgreSQL and Redis", database, o.redis}, {"embedded", "sqlite:" + o.dir + "/p9.db", ""},
	} {
		s, err := start(ctx, few, "p9", kind.database, line, kind.redis)
		if err != nil {
			return err
		}
		var took []float64
		for range o.rounds {
			s.stop()
			d, err := s.serve(ctx)
			if err != nil {
				return err
			}
			took = append(took, float64(d.Microseconds())/1000)
		}
		_, idle, _ := s.resident()
		s.close()
		r.row("P9 start to first 200, "+kind.name+", ms", spread(took, "%.0f"), "≤ 250")
		r.row("— resident after start, MiB", spread([]float64{idle}, "%.0f"), "")
	}
	return nil
}
