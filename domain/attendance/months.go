package attendance

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Months reads the months of many people at once, from what was counted before wherever that is still right (一括集計). All
// fields are needed.
type Months struct {
	*Service
	Closings closing.Store
	Rollups  Rollups
}

// together is how many people's months are read at once; three times as many may be held in memory.
const together = 250

// Each hands out the month of each of a company's people, in their order, as Service.Month tells it. With days, a day's
// punches show their kind, time to the second and hold; without, there are no days. What had to be counted is kept for
// the next one who reads it.
func (m *Months) Each(ctx context.Context, tenant domain.ID, month calendar.Month, people []org.Employee, days bool, now time.Time,
	each func(org.Employee, worktime.Aggregate) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	h, err := m.hall(ctx, tenant)
	if err != nil {
		return err
	}
	type part struct {
		jobs []*job
		err  error
	}
	parts := make(chan chan part, 1) // in order; while one is used or waits for the database, the next one is counted
	go func() {
		defer close(parts)
		for some := range slices.Chunk(people, together) {
			read := make(chan part, 1) // nobody may come for it
			select {
			case parts <- read:
			case <-ctx.Done():
				return
			}
			go func() {
				jobs, err := m.read(ctx, h, month, some, days, now)
				read <- part{jobs, err}
			}()
		}
	}()
	for read := range parts {
		p := <-read
		if p.err != nil {
			return p.err
		}
		for _, j := range p.jobs {
			if err := each(j.Employee, j.month); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// read tells some people's months: who is right is read, the others are counted and kept.
func (m *Months) read(ctx context.Context, h *hall, month calendar.Month, people []org.Employee, days bool, now time.Time) ([]*job, error) {
	ids := make([]domain.ID, len(people))
	for i, e := range people {
		ids[i] = e.ID
	}
	// Before the rows: a write that comes meanwhile is either seen here or was counted by whoever kept the row.
	touches, err := m.Rollups.Touches(ctx, h.tenant.ID, ids)
	if err != nil {
		return nil, err
	}
	heads, err := m.Rollups.Heads(ctx, h.tenant.ID, month, ids)
	if err != nil {
		return nil, err
	}
	rows, err := m.Rollups.Rollups(ctx, h.tenant.ID, month, ids, days)
	if err != nil {
		return nil, err
	}
	jobs := make([]*job, len(people))
	var late []*job
	for i, e := range people {
		who, err := h.person(ctx, m.Patterns, e)
		if err != nil {
			return nil, err
		}
		j := &job{person: who, seen: touches[e.ID], now: now, days: days}
		if j.seen.Employee == "" {
			j.seen = Touch{Tenant: e.Tenant, Employee: e.ID}
		}
		done, err := j.take(h, who.group.Period(month), heads[e.ID], rows[e.ID])
		if err != nil {
			return nil, err
		}
		if jobs[i] = j; !done {
			late = append(late, j)
		}
	}
	if err := m.count(ctx, h, late); err != nil {
		return nil, err
	}
	return jobs, h.locks(ctx, m.Closings, month, jobs)
}

// count counts what the jobs ask for, and keeps it.
func (m *Months) count(ctx context.Context, h *hall, jobs []*job) error {
	if len(jobs) == 0 {
		return nil
	}
	asked := make([]Page, len(jobs))
	for i, j := range jobs {
		asked[i] = j.page()
	}
	pages, err := m.Rollups.Pages(ctx, h.tenant.ID, asked)
	if err != nil {
		return err
	}
	err = eachOf(jobs, func(j *job) error { return j.count(ctx, m.Snapshots, h, pages[j.ID]) })
	if err != nil {
		return err
	}
	var counts []Count
	for _, j := range jobs {
		if c := j.counted; len(c.Months) > 0 || c.From != "" {
			counts = append(counts, c)
		}
	}
	for some := range slices.Chunk(counts, keptAtOnce) {
		if err := m.Rollups.Keep(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

// keptAtOnce is how many people's counts are one commit: their writes wait for it.
const keptAtOnce = 100

// eachOf does something for each of a list on every processor, and tells the first error.
func eachOf[T any](list []T, do func(T) error) error {
	var running sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for w := range errs {
		running.Go(func() {
			for i := w; i < len(list) && errs[w] == nil; i += len(errs) {
				errs[w] = do(list[i])
			}
		})
	}
	running.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
