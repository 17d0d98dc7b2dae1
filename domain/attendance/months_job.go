package attendance

import (
	"context"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/worktime"
)

// job is one person whose months are read or counted.
type job struct {
	person
	seen    Touch
	now     time.Time
	month   worktime.Aggregate // the one that was asked for
	head    Snapshot           // of it, where it is locked
	period  closing.Period     // of it; zero: none was asked for
	periods []closing.Period   // to be counted, that one first
	bases   []string           // of periods that are open
	live    bool               // it changes by the minute: it is counted, not kept
	days    bool               // the days of it are wanted
	counted Count
}

// take reads the month off its row, or tells that it has to be counted.
func (j *job) take(h *hall, period closing.Period, head Snapshot, row Rollup) (done bool, err error) {
	j.head, j.period = head, period
	basis := head.Digest
	if head.ID != "" {
		j.period = head.Period()
	} else if basis, err = h.basis(j.person, period); err != nil {
		return false, err
	}
	right := row.Employee == j.ID && row.Basis == basis && row.Period() == j.period && !j.seen.concerns(worktime.Window(j.period))
	if j.live = right && row.LiveUntil >= j.now.UnixMicro(); right && !j.live {
		j.month, err = row.kept().Read(row.Period(), head.ID != "", j.rules.Date(j.now))
		return true, err
	}
	j.periods, j.bases = []closing.Period{j.period}, []string{basis}
	if j.live {
		return false, nil
	}
	return false, j.again(h)
}

// longest is how many days may be touched for all their months to be counted at once: of an import of years only the
// months that somebody reads are.
const longest = 70

// again asks for every month whose figures a touch may have changed: the forty hours of a week and the sixty of a month
// reach beyond the day itself. Of a month still to come nothing is counted; what there is of it is dropped.
func (j *job) again(h *hall) error {
	from, to := j.seen.From, j.seen.To
	if from == "" {
		return nil
	}
	first, last := worktime.Window(closing.Period{From: from, To: to})
	j.counted.From, j.counted.To = from.Add(to.Sub(last)), to.Add(from.Sub(first))
	if to.Sub(from) > longest {
		return nil
	}
	for p := j.group.PeriodOf(from.Add(to.Sub(last))); p.From <= to; p = j.group.PeriodOf(p.To.Add(1)) {
		if first, last := worktime.Window(p); first > to || last < from || slices.Contains(j.periods, p) {
			continue
		}
		basis, err := h.basis(j.person, p)
		if err != nil {
			return err
		}
		j.periods, j.bases = append(j.periods, p), append(j.bases, basis)
	}
	return nil
}

// page is the days whose punches are needed.
func (j *job) page() Page {
	p := Page{Employee: j.ID, From: "9999-12-31"}
	for _, period := range j.periods {
		first, last := worktime.Window(period)
		p.From, p.To = min(p.From, first), max(p.To, last)
	}
	return p
}

// count counts the periods from the punches of the page.
func (j *job) count(ctx context.Context, snapshots Snapshots, h *hall, page Record) error {
	j.counted.Seen = j.seen
	for i, period := range j.periods {
		row := Rollup{Tenant: j.Tenant, Employee: j.ID, Month: period.Month, From: period.From, To: period.To}
		kept, err := j.frozen(ctx, snapshots, period)
		if err != nil {
			return err
		}
		var a worktime.Aggregate
		switch {
		case kept.ID == "":
			row.Basis = j.bases[i]
			a, err = j.countOpen(&row, h.reasons, page.within(period))
		case kept.Period() == period:
			row.Basis = kept.Digest
			if a, err = kept.thaw(page.within(period).Punches); err == nil {
				var k worktime.Kept
				k, err = a.Keep()
				row.Totals, row.Days = k.Totals, k.Days
			}
		default: // locked by other days than the group's of today: whoever reads it counts it
			continue
		}
		if err != nil {
			return err
		}
		if period == j.period {
			if j.month = a; !j.days {
				j.month.Days = nil // of hundreds of people they are many
			}
		}
		if !j.live {
			j.counted.Months = append(j.counted.Months, row)
		}
	}
	return nil
}

// frozen finds the snapshot of a period; the zero one when it is open.
func (j *job) frozen(ctx context.Context, snapshots Snapshots, period closing.Period) (Snapshot, error) {
	if period == j.period && j.head.ID == "" {
		return Snapshot{}, nil
	}
	kept, err := snapshots.Frozen(ctx, j.Tenant, j.ID, period.Month)
	if domain.Is(err, domain.NotFound) {
		return Snapshot{}, nil
	}
	return kept, err
}

// countOpen counts an open month: for the row as if it had passed, and as it stands now.
func (j *job) countOpen(row *Rollup, reasons []worktime.ReasonCode, page Record) (worktime.Aggregate, error) {
	rules := j.rules
	if len(page.Notes) > 0 {
		rules = rules.Knowing(page.Notes, reasons)
	}
	if j.live {
		return rules.Aggregate(row.Period(), page.Punches, j.now), nil
	}
	kept, a, err := rules.Keep(row.Period(), page.Punches, j.now)
	row.LiveUntil, row.Totals, row.Days = kept.LiveUntil, kept.Totals, kept.Days
	return a, err
}

// within is what Aggregate is given of a period.
func (r Record) within(period closing.Period) Record {
	first, last := worktime.Window(period)
	outside := func(date calendar.Date) bool { return date < first || last < date }
	if slices.ContainsFunc(r.Punches, func(p worktime.Punch) bool { return outside(p.Date) }) {
		r.Punches = slices.DeleteFunc(slices.Clone(r.Punches), func(p worktime.Punch) bool { return outside(p.Date) })
	}
	r.Notes = slices.DeleteFunc(slices.Clone(r.Notes), func(n worktime.DayNote) bool { return outside(n.Date) })
	return r
}
