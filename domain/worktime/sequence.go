package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Shift is one stretch of work (勤務), from an in to the last out that belongs to it. Either may be missing.
type Shift struct {
	Date    calendar.Date // of its in, whatever the clock says at its out
	In, Out *Punch        // nil: missing
	Inside  []Punch       // the breaks and outings that count, oldest first
}

// Open tells whether the shift can still be going on at an instant.
func (s *Shift) Open(at time.Time) bool {
	return s != nil && s.In != nil && s.Out == nil && at.Sub(s.In.At) <= MaxShift
}

// Sequence is a person's punches read in order of time. Reading is a pure function of the set of punches: the order
// they arrived in leaves no trace, so an outage that delivers the morning after the evening changes nobody's day.
type Sequence struct {
	Shifts   []*Shift
	Verdicts map[domain.ID]Verdict
}

// Read pairs punches into shifts. Punches that a person took back or that wait for somebody's decision are left out.
func (r Rules) Read(punches []Punch) Sequence {
	s := Sequence{Verdicts: make(map[domain.ID]Verdict, len(punches))}
	moving := slices.DeleteFunc(ByTime(punches), func(p Punch) bool { return Decided(p, punches) })
	for i := range moving {
		switch p := &moving[i]; p.Kind {
		case In:
			s.begin(r, p)
		case Out:
			s.finish(r, p)
		}
	}
	for i := range moving {
		if p := &moving[i]; p.Kind != In && p.Kind != Out {
			s.place(r, p)
		}
	}
	return s
}

// Last is the latest shift; nil when there is none.
func (s *Sequence) Last() *Shift {
	if len(s.Shifts) == 0 {
		return nil
	}
	return s.Shifts[len(s.Shifts)-1]
}

// begin reads an in. It opens a shift unless the person is in already on the same business date: the first in counts.
// An in on a later date never closes anything; the shift before it stays open, to be asked about.
func (s *Sequence) begin(r Rules, p *Punch) {
	date := r.Date(p.At)
	if l := s.Last(); l != nil && l.In != nil && l.Out == nil && l.Date == date {
		s.Verdicts[p.ID] = Verdict{Hold: Repeated, By: l.In.ID, Date: date}
		return
	}
	s.Shifts = append(s.Shifts, &Shift{Date: date, In: p})
	s.Verdicts[p.ID] = Verdict{Date: date}
}

// finish reads an out. It ends the shift before it, or moves that shift's end; an out that no shift can explain
// stands on a day of its own, whose in is missing.
func (s *Sequence) finish(r Rules, p *Punch) {
	l := s.Last()
	switch {
	case l != nil && l.ends(r, p):
		if l.Out != nil {
			s.Verdicts[l.Out.ID] = Verdict{Replaced: true, By: p.ID, Date: l.Date}
		}
		l.Out = p
		s.Verdicts[p.ID] = Verdict{Date: l.Date}
	case l != nil && l.Out == nil && p.At.Sub(l.In.At) <= PairLimit:
		s.Verdicts[p.ID] = Verdict{Hold: TooLong, Date: r.Date(p.At)}
	default:
		s.Shifts = append(s.Shifts, &Shift{Date: r.Date(p.At), Out: p})
		s.Verdicts[p.ID] = Verdict{Date: r.Date(p.At)}
	}
}

// ends tells whether an out belongs to the shift. An open shift takes any out within MaxShift. One that has ended
// takes a later out only on the business date of the shift or of its former end: the wrong button pressed on the
// next morning may not stretch yesterday by a night.
func (s *Shift) ends(r Rules, p *Punch) bool {
	if s.In != nil && p.At.Sub(s.In.At) > MaxShift {
		return false
	}
	if s.Out == nil {
		return true
	}
	date := r.Date(p.At)
	return date == s.Date || date == r.Date(s.Out.At)
}

// place reads a break or an outing: it counts when it lies in a shift and has something to begin or to end there.
func (s *Sequence) place(r Rules, p *Punch) {
	l := s.around(p.At)
	if l == nil {
		s.Verdicts[p.ID] = Verdict{Hold: NotOpen, Date: r.Date(p.At)}
		return
	}
	began, ends := pair(p.Kind)
	open := false // whether this kind of absence is going on
	for i := range l.Inside {
		if q := &l.Inside[i]; q.Kind == began || q.Kind == ends {
			open = q.Kind == began
		}
	}
	switch {
	case p.Kind == began && open:
		s.Verdicts[p.ID] = Verdict{Hold: Repeated, Date: l.Date}
	case p.Kind == ends && !open:
		s.Verdicts[p.ID] = Verdict{Hold: NotOpen, Date: l.Date}
	default:
		if l.Inside == nil {
			l.Inside = make([]Punch, 0, 2) // most shifts have one break
		}
		l.Inside = append(l.Inside, *p)
		s.Verdicts[p.ID] = Verdict{Date: l.Date}
	}
}

// pair names the two kinds of an absence, which begins it and which ends it.
func pair(k Kind) (begins, ends Kind) {
	if k == Leave || k == Return {
		return Leave, Return
	}
	return BreakStart, BreakEnd
}

// around is the shift going on at an instant: the latest one that began before it and had not ended.
func (s *Sequence) around(at time.Time) *Shift {
	for _, l := range slices.Backward(s.Shifts) {
		if l.In == nil {
			if l.Out.At.Before(at) {
				return nil
			}
			continue
		}
		if l.In.At.After(at) {
			continue
		}
		if at.Sub(l.In.At) > MaxShift || l.Out != nil && l.Out.At.Before(at) {
			return nil
		}
		return l
	}
	return nil
}
