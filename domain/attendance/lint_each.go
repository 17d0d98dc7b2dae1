package attendance

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// LintEach looks at the month of each of a company's people, in their order, as Lint does. Some are looked at at once, so
// that their reads share statements.
func (s *Service) LintEach(ctx context.Context, tenant domain.ID, month calendar.Month, people []org.Employee, now time.Time,
	each func(org.Employee, []worktime.Finding) error) error {
	for some := range slices.Chunk(people, together) {
		found, errs := make([][]worktime.Finding, len(some)), make([]error, len(some))
		var running sync.WaitGroup
		for i, e := range some {
			running.Go(func() { found[i], errs[i] = s.Lint(ctx, tenant, e.ID, month, now) })
		}
		running.Wait()
		for i, e := range some {
			if errs[i] != nil {
				return errs[i]
			}
			if err := each(e, found[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
