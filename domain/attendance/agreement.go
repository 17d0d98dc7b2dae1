package attendance

import (
	"context"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// The limits of an overtime agreement (36協定, 労働基準法36条4項–6項), in minutes. Statutory overtime counts for all of them,
// work on statutory holidays for the last two.
const (
	limitMonth   = 45 * 60  // 限度時間 of a month; beyond it at most six months a year, under a special clause
	limitTotal   = 100 * 60 // of a month, which must stay below it
	limitAverage = 80 * 60  // of the average of every two to six months on end
	mostMonths   = 6        // that an average reaches back
	alertFrom    = 30 * 60  // from here on a person is told (the product's own choice)
)

// Load is what a month counts for the agreement, in minutes.
type Load struct {
	OT      int // 法定外残業, work on prescribed holidays included
	Holiday int // 法定休日労働
}

func (l Load) total() int { return l.OT + l.Holiday }

// Breach names a limit that is broken.
type Breach string

// The limits.
const (
	OverMonth   Breach = "month45"   // more than 45 hours of overtime
	OverTotal   Breach = "month100"  // 100 hours or more with holidays
	OverAverage Breach = "average80" // an average above 80 hours
)

// Agreement is where a month stands with the overtime agreement (36協定).
type Agreement struct {
	Load
	Averages map[int]int // of the last 2 to 6 months, in minutes rounded down; fewer where there are fewer
	Ordinary int         // minutes of overtime left to 45 hours; negative: beyond
	Room     int         // minutes of overtime and holiday work left before 100 hours or an average is broken; negative: broken
	Broken   []Breach
}

// Agree checks a month against the months before it, oldest first; the month itself is the last. The agreement's own
// year (360 and 720 hours) is for whoever knows where it begins.
func Agree(months []Load) Agreement {
	this := months[len(months)-1]
	a := Agreement{Load: this, Averages: map[int]int{}, Ordinary: limitMonth - this.OT, Room: limitTotal - 1 - this.total()}
	if a.Ordinary < 0 {
		a.Broken = append(a.Broken, OverMonth)
	}
	if a.Room < 0 {
		a.Broken = append(a.Broken, OverTotal)
	}
	over := false
	sum := this.total()
	for n := 2; n <= mostMonths && n <= len(months); n++ {
		sum += months[len(months)-n].total()
		a.Averages[n] = sum / n
		a.Room = min(a.Room, limitAverage*n-sum)
		over = over || sum > limitAverage*n
	}
	if over {
		a.Broken = append(a.Broken, OverAverage)
	}
	return a
}

// Agreement tells where a person's month stands, once its overtime and holiday work are enough to be told (alertFrom);
// ok is false before. The months before it are read with it.
func (s *Service) Agreement(ctx context.Context, tenant, employee domain.ID, this Aggregate, now time.Time) (a Agreement, ok bool, err error) {
	if loadOf(this).total() < alertFrom {
		return Agreement{}, false, nil
	}
	before, err := s.loads(ctx, tenant, employee, this.Period.Month, now)
	if err != nil {
		return Agreement{}, false, err
	}
	return Agree(append(before, loadOf(this))), true, nil
}

// loads are what the months before one count, oldest first, from one read of their punches.
func (s *Service) loads(ctx context.Context, tenant, employee domain.ID, month calendar.Month, now time.Time) ([]Load, error) {
	who, err := s.person(ctx, tenant, employee)
	if err != nil {
		return nil, err
	}
	from, _ := Window(who.group.Period(month.Add(1 - mostMonths)))
	_, to := Window(who.group.Period(month.Add(-1)))
	rules, punches, err := s.page(ctx, who, from, to)
	if err != nil {
		return nil, err
	}
	var list []Load
	for n := mostMonths - 1; n > 0; n-- {
		period := who.group.Period(month.Add(-n))
		kept, err := s.Snapshots.Frozen(ctx, tenant, employee, period.Month)
		var a Aggregate
		switch {
		case err == nil:
			a, err = kept.thaw(punches)
		case domain.Is(err, domain.NotFound):
			a, err = rules.Aggregate(period, punches, now), nil
		}
		if err != nil {
			return nil, err
		}
		list = append(list, loadOf(a))
	}
	return list, nil
}

// loadOf is what a month counts, to the minute: rounding is for pay.
func loadOf(a Aggregate) Load { return Load{OT: a.Exact.OT, Holiday: a.Exact.LegalHoliday} }
