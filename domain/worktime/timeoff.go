package worktime

import "github.com/dakoku/dakoku/domain/calendar"

// required is what a work day asks for: the schedule without its breaks (所定労働時間); empty without a pattern.
func (r *Rules) required(date calendar.Date) []interval {
	hours, breaks := r.schedule(date)
	return without(merge([]interval{hours}), breaks)
}

// off is the part of a day's schedule that a whole day's or half a day's leave covers.
func (r *Rules) off(date calendar.Date) []interval {
	hours, _ := r.schedule(date)
	pattern := r.PatternOn(date)
	if pattern == nil {
		return nil
	}
	middle := r.wall(date, Span{pattern.half(), pattern.half()}).from
	var list []interval
	for _, t := range r.Noted[date].Reasons {
		switch {
		case !t.covers():
		case t.Unit == WholeDay:
			list = append(list, hours)
		case t.Unit == Morning:
			list = append(list, interval{hours.from, middle}.clip(hours))
		case t.Unit == Afternoon:
			list = append(list, interval{middle, hours.to}.clip(hours))
		}
	}
	return merge(list)
}

// covers tells whether the reason is a leave that takes the place of schedule: an absence (欠勤) is one only by name.
func (t Taken) covers() bool { return t.Means.Off != NoTimeOff && t.Means.Off != Absence }

// hourly is how many minutes of leave a day has by the hour.
func (r *Rules) hourly(date calendar.Date) (n, paid int) {
	for _, t := range r.Noted[date].Reasons {
		if t.Unit == ByHour && t.covers() {
			n += t.Minutes
			if t.Means.Off == PaidLeave {
				paid += t.Minutes
			}
		}
	}
	return n, paid
}

// excused tells whether a reason of the date excuses a problem.
func (r *Rules) excused(date calendar.Date, p Problem) bool {
	return r.noted(date, func(t Taken) bool {
		for _, e := range t.Means.Excuses {
			if e == p {
				return true
			}
		}
		return false
	})
}

// first is the beginning of a list of stretches, n minutes of it.
func first(list []interval, n int) []interval {
	var out []interval
	for _, i := range list {
		i.to = min(i.to, i.from+n)
		out = append(out, i)
		n -= i.to - i.from
	}
	return merge(out)
}

// attended is how many half days of a day count as attended (出勤日数): a day with work is one, less the half a leave
// takes; a day without work is what its reasons say, a business trip a whole one.
func (d Day) attended() Halves {
	n := Halves(0)
	if d.worked() {
		n = 2
	}
	for _, t := range d.Reasons {
		size := t.size()
		switch {
		case t.Unit == "" && t.Means.Attended && !d.worked():
			n = 2
		case d.worked() && !t.Means.Attended && size == 1:
			n -= size
		case !d.worked() && t.Means.Attended:
			n += size
		}
	}
	return min(2, max(0, n))
}

// size is how many half days a reason takes.
func (t Taken) size() Halves {
	switch t.Unit {
	case WholeDay:
		return 2
	case Morning, Afternoon:
		return 1
	}
	return 0
}

// addLeave counts a day's leave. Leave counts on days that were to be worked: nobody takes it on a day off. A day that
// a substituted holiday (振替休日) has made a day off was one.
func (t *Totals) addLeave(d Day) {
	t.DaysAttended += d.attended()
	for _, taken := range d.Reasons {
		n := taken.size()
		switch {
		case taken.Means.Off == Substituted && d.planned:
			t.DaysSubstituted += n
		case d.Kind != WorkDay:
		case taken.Means.Off == PaidLeave:
			t.DaysPaidLeave += n
		case taken.Means.Off == Compensatory:
			t.DaysCompensatory += n
		case taken.Means.Off == Special:
			t.DaysSpecial += n
		case taken.Means.Off == OtherLeave:
			t.DaysOtherLeave += n
		}
	}
}
