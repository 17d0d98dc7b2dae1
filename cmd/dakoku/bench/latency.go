package main

import (
	"context"
	"fmt"
	"time"
)

// latency is P2 and P3: how long an acknowledgement takes at a fixed rate, with LINE's API quick and with every call
// of it taking five seconds, interleaved.
func latency(ctx context.Context, o options, r *report) error {
	database, err := freshDatabase(ctx, o.admin, "dakoku_bench_p2")
	if err != nil {
		return err
	}
	line := newPlatform()
	defer line.Close()
	s, err := start(ctx, o, "p2", database, line, o.redis)
	if err != nil {
		return err
	}
	defer s.close()
	l := newLoad(s, o)
	for _, rate := range []int{300, 1000} {
		var quick, slow [3][]float64
		for range o.rounds {
			for _, run := range []struct {
				delay time.Duration
				into  *[3][]float64
			}{{0, &quick}, {5 * time.Second, &slow}} {
				line.delay.Store(int64(run.delay))
				took, err := l.open(ctx, rate, time.Duration(o.seconds)*time.Second)
				if err != nil {
					return err
				}
				for i, p := range []float64{0.5, 0.99, 1} {
					run.into[i] = append(run.into[i], percentile(took, p))
				}
			}
			line.delay.Store(0)
			if _, err := s.drained(ctx); err != nil {
				return err
			}
		}
		target := map[int]string{300: "p99 ≤ 25 ms", 1000: "p99 ≤ 60 ms"}[rate]
		r.row(fmt.Sprintf("P2 acknowledgement at %d/s, ms: p50; p99; worst", rate),
			spread(quick[0], "%.1f")+"; "+spread(quick[1], "%.1f")+"; "+spread(quick[2], "%.0f"), target+", never over 250 ms")
		r.row(fmt.Sprintf("P3 the same with a 5 s API, p99 ÷ P2's p99 at %d/s", rate), spread(ratios(slow[1], quick[1]), "%.2f"), "≤ 1.2")
	}
	return nil
}
