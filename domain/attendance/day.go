package attendance

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Problem is what keeps a day from being right without a person's help.
type Problem string

// The problems.
const (
	MissingIn  Problem = "missing_in"
	MissingOut Problem = "missing_out"
	HeldPunch  Problem = "held"    // a punch was kept without counting and may have meant something
	Waiting    Problem = "waiting" // the person has answered; somebody has to confirm it
)

// Day is a business day as its punches tell it.
type Day struct {
	Date   calendar.Date
	Kind   DayKind
	Shifts []Shift
	In     *Punch // the first in
	Out    *Punch // the last out; nil while a shift is open
	Figures
	Open     bool // a shift is going on: the figures are up to now
	Problems []Problem
	Held     []Punch // punches of the day that do not count until somebody decides, answers included
}

// dayOf reads one day out of a person's punches. now ends a shift that is still going on.
func (r Rules) dayOf(date calendar.Date, seq sequence, punches []Punch, now time.Time) Day {
	d := Day{Date: date}
	last := seq.last()
	for _, s := range seq.shifts {
		if s.Date != date {
			continue
		}
		d.Shifts = append(d.Shifts, *s)
		open := s == last && s.open(now)
		d.Open = d.Open || open
		switch {
		case s.In == nil:
			d.problem(MissingIn)
		case s.Out == nil && !open:
			d.problem(MissingOut)
		}
		if d.In == nil {
			d.In = s.In
		}
		d.Out = s.Out
	}
	for _, p := range punches {
		if p.State != Held || p.Date != date {
			continue
		}
		d.Held = append(d.Held, p)
		switch p.Hold {
		case Answered:
			d.problem(Waiting)
		case Repeated: // says nothing the first one did not say
		default:
			d.problem(HeldPunch)
		}
	}
	r.count(&d, now)
	return d
}

func (d *Day) has(p Problem) bool { return slices.Contains(d.Problems, p) }

func (d *Day) problem(p Problem) {
	if !d.has(p) {
		d.Problems = append(d.Problems, p)
	}
}

// count sums the day's shifts. A shift with an end missing counts nothing: no hours are invented.
func (r Rules) count(d *Day, now time.Time) {
	punched := slices.ContainsFunc(d.Shifts, func(s Shift) bool {
		return slices.ContainsFunc(s.Inside, func(p Punch) bool { return p.Kind == BreakStart })
	})
	for i := range d.Shifts {
		s := &d.Shifts[i]
		if s.In == nil || s.Out == nil && !(d.Open && i == len(d.Shifts)-1) {
			continue
		}
		whole := interval{minute(s.In.At), minute(now)}
		if s.Out != nil {
			whole.to = minute(s.Out.At)
		}
		whole.to = max(whole.from, whole.to)
		breaks := s.absences(BreakStart, whole)
		if !punched {
			breaks = r.fixed(d.Date, whole)
		}
		d.add(figures(whole, breaks, s.absences(Leave, whole), r.OutingCounted))
	}
	d.OT = max(0, d.Worked-FullDay)
}

// figures takes breaks and outings off a shift. A break that covers an outing wins; an outing that sticks out of the
// break wins with its own times, and no minute is taken off twice.
func figures(whole interval, breaks, outings []interval, counted bool) Figures {
	outings = slices.DeleteFunc(outings, func(o interval) bool {
		return slices.ContainsFunc(breaks, func(b interval) bool { return b.covers(o) })
	})
	f := Figures{Outing: length(outings), Break: length(breaks)}
	f.Worked = whole.to - whole.from
	if !counted {
		f.Break = length(without(breaks, outings))
		f.Worked -= f.Outing
	}
	f.Worked -= f.Break
	return f
}

// absences are the punched breaks or outings of a shift; one that was not ended lasts to the shift's end.
func (s *Shift) absences(begins Kind, whole interval) []interval {
	_, ends := pair(begins)
	var list []interval
	from := -1
	for _, p := range s.Inside {
		switch {
		case p.Kind == begins:
			from = minute(p.At)
		case p.Kind == ends && from >= 0:
			list = append(list, interval{from, minute(p.At)}.clip(whole))
			from = -1
		}
	}
	if from >= 0 {
		list = append(list, interval{from, whole.to}.clip(whole))
	}
	return merge(list)
}

// fixed are the pattern's breaks as far as they lie in a shift.
func (r Rules) fixed(date calendar.Date, whole interval) []interval {
	if r.Pattern == nil {
		return nil
	}
	var list []interval
	for _, b := range r.Pattern.Breaks {
		from, to := date.At(int(b.From), r.Zone), date.At(int(b.To), r.Zone)
		list = append(list, interval{minute(from), minute(to)}.clip(whole))
	}
	return merge(list)
}
