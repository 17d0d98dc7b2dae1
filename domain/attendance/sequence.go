package attendance

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

// open tells whether the shift can still be going on at an instant.
func (s *Shift) open(at time.Time) bool {
	return s != nil && s.In != nil && s.Out == nil && at.Sub(s.In.At) <= MaxShift
}

// verdict is what the rules say about one punch among all the others.
type verdict struct {
	hold     Hold          // NotHeld: it counts, or another out took its place
	replaced bool          // a later out of the same shift took its place
	by       domain.ID     // the punch that counts in its place, where there is one
	date     calendar.Date // of the shift it belongs to, else by the boundary
}

// sequence is a person's punches read in order of time. Reading is a pure function of the set of punches: the order
// they arrived in leaves no trace, so an outage that delivers the morning after the evening changes nobody's day.
type sequence struct {
	shifts   []*Shift
	verdicts map[domain.ID]verdict
}

// read pairs punches into shifts. Punches that a person took back or that wait for somebody's decision are left out.
func (r Rules) read(punches []Punch) sequence {
	s := sequence{verdicts: make(map[domain.ID]verdict, len(punches))}
	moving := slices.DeleteFunc(byTime(punches), func(p Punch) bool { return decided(p, punches) })
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

// decided tells whether the rules have no say about a punch: somebody took it back, or somebody has to decide.
func decided(p Punch, all []Punch) bool {
	switch {
	case p.State == Void:
		return true
	case p.State == Effective:
		return false
	case p.Hold == LockedMonth, p.Hold == Answered, p.Hold == Ahead:
		return true
	}
	return slices.ContainsFunc(all, func(c Punch) bool {
		// A corrected punch stays corrected also when something took the place of its correction.
		return c.Supersedes == p.ID && c.Source == domain.Correction && c.State != Void
	})
}

// byTime copies punches in the order of their own time. Equal times keep the order of the chain, a punch not sealed yet
// last.
func byTime(punches []Punch) []Punch {
	order := make([]*Punch, len(punches)) // a punch is too large to be moved about
	for i := range punches {
		order[i] = &punches[i]
	}
	slices.SortStableFunc(order, func(a, b *Punch) int {
		switch {
		case !a.At.Equal(b.At):
			return a.At.Compare(b.At)
		case a.Seq == 0 || b.Seq == 0:
			return int(min(b.Seq, 1) - min(a.Seq, 1))
		}
		return int(a.Seq - b.Seq)
	})
	sorted := make([]Punch, len(order))
	for i, p := range order {
		sorted[i] = *p
	}
	return sorted
}

func (s *sequence) last() *Shift {
	if len(s.shifts) == 0 {
		return nil
	}
	return s.shifts[len(s.shifts)-1]
}

// begin reads an in. It opens a shift unless the person is in already on the same business date: the first in counts.
// An in on a later date never closes anything; the shift before it stays open, to be asked about.
func (s *sequence) begin(r Rules, p *Punch) {
	date := r.date(p.At)
	if l := s.last(); l != nil && l.In != nil && l.Out == nil && l.Date == date {
		s.verdicts[p.ID] = verdict{hold: Repeated, by: l.In.ID, date: date}
		return
	}
	s.shifts = append(s.shifts, &Shift{Date: date, In: p})
	s.verdicts[p.ID] = verdict{date: date}
}

// finish reads an out. It ends the shift before it, or moves that shift's end; an out that no shift can explain
// stands on a day of its own, whose in is missing.
func (s *sequence) finish(r Rules, p *Punch) {
	l := s.last()
	switch {
	case l != nil && l.ends(r, p):
		if l.Out != nil {
			s.verdicts[l.Out.ID] = verdict{replaced: true, by: p.ID, date: l.Date}
		}
		l.Out = p
		s.verdicts[p.ID] = verdict{date: l.Date}
	case l != nil && l.Out == nil && p.At.Sub(l.In.At) <= PairLimit:
		s.verdicts[p.ID] = verdict{hold: TooLong, date: r.date(p.At)}
	default:
		s.shifts = append(s.shifts, &Shift{Date: r.date(p.At), Out: p})
		s.verdicts[p.ID] = verdict{date: r.date(p.At)}
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
	date := r.date(p.At)
	return date == s.Date || date == r.date(s.Out.At)
}

// place reads a break or an outing: it counts when it lies in a shift and has something to begin or to end there.
func (s *sequence) place(r Rules, p *Punch) {
	l := s.around(p.At)
	if l == nil {
		s.verdicts[p.ID] = verdict{hold: NotOpen, date: r.date(p.At)}
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
		s.verdicts[p.ID] = verdict{hold: Repeated, date: l.Date}
	case p.Kind == ends && !open:
		s.verdicts[p.ID] = verdict{hold: NotOpen, date: l.Date}
	default:
		if l.Inside == nil {
			l.Inside = make([]Punch, 0, 2) // most shifts have one break
		}
		l.Inside = append(l.Inside, *p)
		s.verdicts[p.ID] = verdict{date: l.Date}
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
func (s *sequence) around(at time.Time) *Shift {
	for _, l := range slices.Backward(s.shifts) {
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
