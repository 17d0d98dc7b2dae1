package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Month is a closing period of one person as far as it has gone (月の集計).
type Month struct {
	Period     closing.Period
	Days       []Day // the days that have punches, oldest first
	DaysWorked int   // 出勤日数: days with an in or an out
	Figures
	Missing []calendar.Date // days with a missing in or out
	Locked  bool            // 月確定
}

// Month sums a person's closing period named month; an empty month is the period of now. A shift that is going on
// counts up to now.
func (s *Service) Month(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) (Month, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return Month{}, err
	}
	period := who.group.PeriodOf(who.rules.date(now))
	if month != "" {
		period = who.group.Period(month)
	}
	m, err := s.sum(ctx, who, period, now)
	if err != nil {
		return Month{}, err
	}
	locked, err := s.Closing.LockedDays(ctx, who.group, who.ID, period.To, period.To)
	_, m.Locked = locked.Locked(period.To)
	return m, err
}

// around is how many days before and after a period are read with it: a shift of its first or last day, and an in
// up to PairLimit before an out, lie across its ends.
const around = 3

// sum reads a period as far as it has gone; whether it is locked is left to whoever knows.
func (s *Service) sum(ctx context.Context, who person, period closing.Period, now time.Time) (Month, error) {
	m := Month{Period: period}
	punches, err := s.Book.Punches(ctx, who.Tenant, who.ID, period.From.Add(-around), period.To.Add(around))
	if err != nil {
		return m, err
	}
	for _, d := range who.rules.days(period, punches, now) {
		m.add(d)
	}
	return m, nil
}

// days reads every day of a period that has a punch.
func (r Rules) days(period closing.Period, punches []Punch, now time.Time) []Day {
	seq := r.read(punches)
	used := map[calendar.Date]bool{}
	for _, s := range seq.shifts {
		used[s.Date] = true
	}
	for _, p := range punches {
		used[p.Date] = used[p.Date] || p.State == Held
	}
	var list []Day
	for d := period.From; d <= period.To; d = d.Add(1) {
		if used[d] {
			list = append(list, r.dayOf(d, seq, punches, now))
		}
	}
	return list
}

func (m *Month) add(d Day) {
	m.Days = append(m.Days, d)
	m.Figures.add(d.Figures)
	if d.In != nil || d.Out != nil {
		m.DaysWorked++
	}
	for _, p := range d.Problems {
		if p == MissingIn || p == MissingOut {
			m.Missing = append(m.Missing, d.Date)
			break
		}
	}
}
