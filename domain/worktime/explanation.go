package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Question asks why a figure is what it is. Field is a name of Fields; empty: whichever has the minutes.
type Question struct {
	Field   string
	Date    calendar.Date  // empty: the newest day that has the minutes, or the period
	Minutes int            // 0: whatever it is
	Period  bool           // of the whole period
	Month   calendar.Month // with Period: the one of that name; empty: that of now
}

// Explanation is where a figure of a day or of a period comes from.
type Explanation struct {
	Field   string
	Period  closing.Period
	Day     *Day // nil: of the period
	Minutes int
	Exact   int    // of a period: before its total was rounded
	Steps   []Step // of a day; of a period why days give nothing to it
	Days    []Part // of a period: the days that add up to it, oldest first
	Engine  string // the version of the calculation
}

// Explained are the figures that can be asked about, those of the external contract.
var Explained = Fields[:14]

// Part is what one day gives to a period's figure.
type Part struct {
	Date    calendar.Date
	Minutes int
}

// Explain finds the figure asked about and explains it, looking from today back. NotFound: no figure there has those
// minutes.
func (a Aggregate) Explain(q Question, today calendar.Date, zone *time.Location) (Explanation, error) {
	fields := []string{q.Field}
	if q.Field == "" {
		fields = append([]string{"ot"}, Explained...)
	}
	for _, field := range fields {
		if q.Period {
			break
		}
		for _, d := range slices.Backward(a.Days) {
			n, known := d.Value(field)
			if !known || d.Date > today || q.Date != "" && d.Date != q.Date || q.Minutes > 0 && q.Minutes != n {
				continue
			}
			if n > 0 || q.Date != "" {
				e := Explanation{Field: field, Period: a.Period, Day: &d, Minutes: n, Exact: n, Engine: Engine}
				e.Steps = d.Why(field, zone)
				return e, nil
			}
		}
	}
	for _, field := range fields {
		n, known := a.Totals.Figures.Value(field)
		if known && q.Date == "" && (q.Minutes == n || q.Minutes == 0) {
			exact, _ := a.Exact.Value(field)
			e := Explanation{Field: field, Period: a.Period, Minutes: n, Exact: exact, Engine: Engine}
			for _, d := range a.Days {
				if n, _ := d.Value(field); n > 0 {
					e.Days = append(e.Days, Part{d.Date, n})
				}
			}
			if slices.ContainsFunc(a.Days, Day.Unbounded) && slices.Contains(bounded, field) {
				e.Steps = []Step{{Code: StepBounds}}
			}
			return e, nil
		}
	}
	return Explanation{}, domain.Errorf(domain.NotFound, "no %s of %d minutes", q.Field, q.Minutes)
}
