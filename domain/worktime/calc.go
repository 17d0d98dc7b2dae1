package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// Engine is the version of the calculation: raise it when the same punches and rules can give other figures.
const Engine = "2"

// Aggregate calculates a closing period from a person's punches: those dated in the period and, for the week that
// crosses its beginning and shifts that cross its ends, those of the days around it (Window). A shift that is going on
// counts up to now. The order the punches come in leaves no trace. Locks are not its business.
//
// In this order:
//
//  1. Punches are paired to shifts on a business date (Read).
//  2. Copies of the punches are rounded where the company rounds (clock); an end that a reason fills is put in (span).
//  3. What was worked is a shift without its breaks and outings (put); a shift that goes on beyond the next day's start
//     is cut there (enter).
//  4. Each minute has the kind of its calendar day, is night or not, scheduled or not (label).
//  5. A day's minutes beyond eight hours are overtime (beyond), those of a statutory holiday are not counted for it.
//  6. A week's regular minutes beyond forty hours are overtime as well (sheet).
//  7. Flexible days are settled by the period instead (settle).
//  8. A period's overtime beyond sixty hours is told apart (beyond60).
//  9. A day is held against its schedule and its leave: late, early, short, absent (compare).
//  10. The month is the sum of its days (add), and last its totals are rounded where the company rounds them (round).
//
// The limits of overtime are looked at afterwards (Agree).
func (r Rules) Aggregate(period closing.Period, punches []Punch, now time.Time) Aggregate {
	return r.count(period, r.Read(punches), punches, now)
}

// count calculates a period from a reading of the punches.
func (r Rules) count(period closing.Period, seq Sequence, punches []Punch, now time.Time) Aggregate {
	known := r.remembering()
	a := Aggregate{Period: period, Days: make([]Day, 0, period.To.Sub(period.From)+1)}
	sheet := known.sheet(seq, period.From, period.To, now)
	known.settle(sheet, period)
	sheet.beyond60(period.From)
	for date := period.From; date <= period.To; date = date.Add(1) {
		a.add(known.day(date, seq, sheet, punches, now))
	}
	known.owe(&a, now)
	a.Exact = a.Totals.Figures
	a.Totals.round(known.On(period.From).Rounding.Month) // a month that began under a rule ends under it
	return a
}

// Window is the days whose punches Aggregate needs for a period.
func Window(period closing.Period) (from, to calendar.Date) {
	return period.From.Add(-weekBefore - around), period.To.Add(around)
}

const (
	// weekBefore is how many days of the week that crosses a period's beginning lie before it, at most.
	weekBefore = 6

	// around is how many days before and after are read besides: a shift of the first or last day, and an in up to
	// PairLimit before an out, lie across the ends.
	around = 3
)

func (a *Aggregate) add(d Day) {
	a.Days = append(a.Days, d)
	t := &a.Totals
	t.Figures.add(d.Figures)
	t.LateCount += one(d.Late > 0)
	t.EarlyLeaveCount += one(d.EarlyLeave > 0)
	t.DaysAbsent += one(d.Absent)
	t.Problems += one(len(d.Problems) > 0)
	t.DaysScheduled += one(d.due)
	t.addLeave(d)
	if d.worked() {
		t.DaysWorked++
		t.DaysWorkedPrescribed += one(d.Kind == Prescribed)
		t.DaysWorkedStatutory += one(d.Kind == Statutory)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// sheet is the work of some days in a row, with every minute in its class.
type sheet map[calendar.Date]*work

// sheet puts the shifts of the days from..to in order, from the beginning of the week: whatever counts 40 hours has to
// begin there.
func (r *Rules) sheet(seq Sequence, from, to calendar.Date, now time.Time) sheet {
	from = r.weekOf(from)
	s := sheet{}
	last, end := seq.Last(), 0
	for _, shift := range seq.Shifts {
		if from.Add(-1) <= shift.Date && shift.Date <= to {
			end = r.enter(s, shift, end, shift == last && shift.Open(now), now)
		}
	}
	r.fill(s, seq, from, to, now)
	regular := 0 // 法定内 minutes of the week so far
	for date := from; date <= to; date = date.Add(1) {
		if r.begins(date) {
			regular = 0
		}
		if w := s[date]; w != nil {
			r.label(w)
			if r.flexible(date) || r.supervises(date) {
				continue // no day or week of theirs is long: of flexible hours the period is (settle)
			}
			w.beyond(FullDay, 0, beyondDay)
			regular = w.beyond(fullWeek, regular, beyondWeek)
		}
	}
	return s
}

// weekOf is the first day of the week of a date, as the company counts weeks.
func (r *Rules) weekOf(date calendar.Date) calendar.Date {
	for !r.begins(date) {
		date = date.Add(-1)
	}
	return date
}

// beyond60 marks the overtime beyond sixty hours of a period, in the order of dates (労働基準法37条1項ただし書).
func (s sheet) beyond60(from calendar.Date) {
	isOT := func(p piece) bool { return p.ot != notBeyond }
	all := 0
	for date, w := range s {
		if date >= from {
			all += minutes(w.pieces, isOT)
		}
	}
	if all <= sixtyHours {
		return
	}
	n := 0
	for _, date := range s.dates() {
		if date < from {
			continue
		}
		var out []piece
		for _, p := range s[date].pieces {
			if p.ot == notBeyond {
				out = append(out, p)
				continue
			}
			before, after := p.split(sixtyHours - n)
			after.over60 = true
			out = append(out, before, after)
			n += p.to - p.from
		}
		s[date].pieces = whole(out)
	}
}

func (s sheet) dates() []calendar.Date {
	var list []calendar.Date
	for date := range s {
		list = append(list, date)
	}
	slices.Sort(list)
	return list
}
