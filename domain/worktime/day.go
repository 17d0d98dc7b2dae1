package worktime

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
	Open     bool    // a shift is going on: the figures are up to now
	Absent   bool    // 欠勤: a work day that has passed without a punch
	Reasons  []Taken // 事由, at most MaxReasons
	Note     string  // メモ
	Problems []Problem
	Held     []Punch // punches of the day that do not count until somebody decides, answers included
	Version  string  // of what the day rests on, where it was read for a correction (Amender); else empty
	work     *work   // what Figures count; nil: nothing
	planned  bool    // a work day by the calendar, whatever a reason makes of it
	due      bool    // a scheduled day (所定日)
	covers   []Span  // the schedule that a leave or an excuse stands for
}

// DayOf reads one day out of a person's punches. now ends a shift that is still going on.
func (r Rules) DayOf(date calendar.Date, seq Sequence, punches []Punch, now time.Time) Day {
	known := r.remembering()
	return known.day(date, seq, known.sheet(seq, date, date, now), punches, now)
}

// day is a day with its figures off a sheet.
func (r *Rules) day(date calendar.Date, seq Sequence, s sheet, punches []Punch, now time.Time) Day {
	d := Day{Date: date, Kind: r.outline(date).kind, work: s[date], Reasons: r.Noted[date].Reasons, Note: r.Noted[date].Note}
	last := seq.Last()
	for _, s := range seq.Shifts {
		if s.Date != date {
			continue
		}
		d.Shifts = append(d.Shifts, *s)
		open := s == last && s.Open(now)
		_, filled, _ := r.span(s, open, now)
		open = open && !slices.Contains(filled, Out)
		d.Open = d.Open || open
		switch {
		case s.In == nil && !slices.Contains(filled, In):
			d.problem(MissingIn)
		case s.Out == nil && !open && !slices.Contains(filled, Out):
			d.problem(MissingOut)
		}
		if d.In == nil {
			d.In = s.In
		}
		d.Out = s.Out
	}
	for i := range punches {
		p := &punches[i]
		if p.State != Held || p.Date != date {
			continue
		}
		d.Held = append(d.Held, *p)
		switch p.Hold {
		case Answered:
			d.problem(Waiting)
		case Repeated: // says nothing the first one did not say
		default:
			d.problem(HeldPunch)
		}
	}
	if d.work != nil {
		d.Figures = r.tally(d.work)
	}
	r.compare(&d, now)
	return d
}

// worked tells whether somebody was there: he punched, or the shift of the day before went on.
func (d Day) worked() bool { return d.In != nil || d.Out != nil || d.work != nil }

func (d *Day) has(p Problem) bool { return slices.Contains(d.Problems, p) }

func (d *Day) problem(p Problem) {
	if !d.has(p) {
		d.Problems = append(d.Problems, p)
	}
}

// Counting lists the punches of the day that count, in the order of a day.
func (d Day) Counting() []Punch {
	var out []Punch
	for _, s := range d.Shifts {
		if s.In != nil {
			out = append(out, *s.In)
		}
		out = append(out, s.Inside...)
		if s.Out != nil {
			out = append(out, *s.Out)
		}
	}
	return out
}
