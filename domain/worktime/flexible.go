package worktime

import (
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/closing"
)

// flexible tells whether a date is worked by flexible hours (フレックスタイム制, 労働基準法32条の3).
func (r *Rules) flexible(date calendar.Date) bool {
	pattern := r.PatternOn(date)
	return pattern != nil && pattern.Flexible
}

// framed tells whether a date's minutes are counted against the frame of its period.
func (r *Rules) framed(date calendar.Date) bool { return r.flexible(date) && !r.supervises(date) }

// settle classes the minutes of a period's flexible days in the order of time: as many as the schedules of its work days
// ask for are scheduled, more up to the frame are within it, and what is beyond the frame is overtime. The frame (総枠) is
// 40 hours for each seven days. Work on a statutory holiday is not of it.
func (r *Rules) settle(s sheet, period closing.Period) {
	days, due := 0, 0
	for date := period.From; date <= period.To; date = date.Add(1) {
		if r.framed(date) {
			days++
			due += r.dueOn(date)
		}
	}
	done, frame := 0, fullWeek*days/7
	for date := period.From; date <= period.To && days > 0; date = date.Add(1) {
		if w := s[date]; w != nil && r.framed(date) {
			done = w.flow(done, min(due, frame), frame)
		}
	}
}

// dueOn is what a day's schedule asks for, in minutes, less what a leave covers of it.
func (r *Rules) dueOn(date calendar.Date) int {
	d := Day{Date: date, Kind: r.outline(date).kind, Reasons: r.Noted[date].Reasons}
	r.compare(&d, time.Time{}) // whether he was absent is not asked
	return d.Scheduled - d.Covered
}

// flow classes a day's minutes, done of the period having been counted before, and tells how many are counted now.
func (w *work) flow(done, due, frame int) int {
	var out []piece
	for _, p := range w.pieces {
		if p.kind == Statutory {
			out = append(out, p)
			continue
		}
		scheduled, more := p.split(due - done)
		within, beyond := more.split(frame - done - (scheduled.to - scheduled.from))
		scheduled.scheduled, within.scheduled, beyond.scheduled = true, false, false
		beyond.ot = beyondFrame
		out = append(out, scheduled, within, beyond)
		done += p.to - p.from
	}
	w.pieces = whole(out)
	return done
}

// owe puts what a period that is over lacks of its flexible days' schedules on its last day: only there is it known.
func (r *Rules) owe(a *Aggregate, now time.Time) {
	if r.Date(now) <= a.Period.To {
		return
	}
	lack := 0
	for _, d := range a.Days {
		if r.framed(d.Date) {
			lack += r.dueOn(d.Date) - (d.Worked - d.LegalHoliday)
		}
	}
	if lack > 0 {
		a.Days[len(a.Days)-1].Shortage += lack
		a.Totals.Shortage += lack
	}
}
