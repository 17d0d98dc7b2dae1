package worktime

import (
	"encoding/json"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Kept is a month as whoever counts it only once keeps it. An open month is counted as if it had passed, so that it is the
// same whenever it is made; what depends on the day is worked out when it is read.
type Kept struct {
	// LiveUntil is until when the month can change by nothing but the time of day, in microseconds of Unix time: a shift is
	// going on, a reason will fill an end, flexible hours are not settled yet. Until then what is kept counts for nothing.
	LiveUntil int64
	Totals    string // in JSON
	Days      string // in JSON; empty: only the totals are wanted
}

// Keep counts a period to be kept, and as it stands now.
func (r Rules) Keep(period closing.Period, punches []Punch, now time.Time) (Kept, Aggregate, error) {
	seq := r.Read(punches)
	a := r.count(period, seq, punches, period.To.Add(passed).At(0, r.Zone))
	kept, err := a.Keep()
	if err != nil {
		return kept, a, err
	}
	if kept.LiveUntil = r.liveUntil(period, seq); kept.LiveUntil >= now.UnixMicro() {
		return kept, r.count(period, seq, punches, now), nil
	}
	return kept, a.upTo(r.Date(now)), nil
}

// Keep is a month that changes no more.
func (a Aggregate) Keep() (Kept, error) {
	t := rolledTotals{Totals: a.Totals.named(), Exact: nonzero(Fields, a.Exact.places())}
	list := make([]rolledDay, len(a.Days))
	for i, d := range a.Days {
		if d.Absent {
			t.Absent = append(t.Absent, d.Date)
		}
		r := rolledDay{Date: d.Date, Kind: d.Kind, Minutes: nonzero(Fields, d.Figures.places()), Open: d.Open, Problems: d.Problems,
			Reasons: d.Reasons, Note: d.Note, Held: rolledPunches(d.Held)}
		for _, s := range d.Shifts {
			r.Shifts = append(r.Shifts, rolledShift{rolledAt(s.In), rolledAt(s.Out), rolledPunches(s.Inside)})
		}
		list[i] = r
	}
	head, err := json.Marshal(t)
	if err != nil {
		return Kept{}, err
	}
	rest, err := json.Marshal(list)
	return Kept{Totals: string(head), Days: string(rest)}, err
}

// Read is the month that is kept. An open one is as it stands on the date today: nobody is absent on a day that has not
// passed. Its days are read if they are there.
func (k Kept) Read(period closing.Period, locked bool, today calendar.Date) (Aggregate, error) {
	var t readTotals
	if err := json.Unmarshal([]byte(k.Totals), &t); err != nil {
		return Aggregate{}, domain.Errorf("", "the month %s that was kept cannot be read: %w", period.Month, err)
	}
	a := Aggregate{Period: period, Totals: t.Totals, Exact: t.Exact}
	absent := map[calendar.Date]bool{}
	for _, d := range t.Absent {
		if absent[d] = locked || d < today; !absent[d] {
			a.Totals.DaysAbsent--
		}
	}
	if k.Days == "" {
		return a, nil
	}
	var list []readDay
	if err := json.Unmarshal([]byte(k.Days), &list); err != nil {
		return a, domain.Errorf("", "the month %s that was kept cannot be read: %w", period.Month, err)
	}
	a.Days = make([]Day, len(list))
	for i, d := range list {
		a.Days[i] = d.read()
		a.Days[i].Absent = absent[d.Date]
	}
	return a, nil
}

// passed is how many days after a period everything about it is over.
const passed = 30

// liveUntil is Kept.LiveUntil. Absence alone is not of it: it is known which of the days had no punch.
func (r Rules) liveUntil(period closing.Period, seq Sequence) int64 {
	until := int64(0)
	if l := seq.Last(); l != nil && l.In != nil && l.Out == nil && period.From <= l.Date.Add(1) && l.Date <= period.To {
		until = l.In.At.Add(MaxShift).UnixMicro()
	}
	first, _ := Window(period)
	for date := first; date <= period.To; date = date.Add(1) {
		switch {
		case r.flexible(date) && period.From <= date:
			until = max(until, period.To.Add(2).At(0, r.Zone).UnixMicro())
		case r.fills(date, In) || r.fills(date, Out):
			until = max(until, date.Add(3).At(0, r.Zone).UnixMicro()) // a schedule may end on the next day
		}
	}
	return until
}

// upTo is an open month, counted as if it had passed, as it stands on a date.
func (a Aggregate) upTo(today calendar.Date) Aggregate {
	for i := range a.Days {
		if d := &a.Days[i]; d.Absent && d.Date >= today {
			d.Absent = false
			a.Totals.DaysAbsent--
		}
	}
	return a
}
