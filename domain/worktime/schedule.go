package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// compare holds a work day's work against its schedule: what a leave covers of it, how late somebody came, how early he
// left, what is missing; and whether he was absent from a day that has passed by now. Late minutes and overtime are never
// netted: both are told. A missing punch leaves unknown what it would have told.
func (r *Rules) compare(d *Day, now time.Time) {
	employed := r.employed(d.Date)
	d.planned = employed && r.planned(d.Date) == WorkDay
	d.due = employed && d.Kind == WorkDay && r.PatternOn(d.Date) != nil &&
		!slices.ContainsFunc(d.Reasons, func(t Taken) bool { return t.Means.Off == Suspension })
	if !d.due {
		return
	}
	required := r.required(d.Date)
	presence := d.presence()
	left := r.left(d, required, presence)
	covered := without(without(required, left), presence)
	d.Scheduled, d.Covered = length(required), length(covered)
	for _, i := range covered {
		from := r.wall(d.Date, Span{}).from
		d.covers = append(d.covers, Span{calendar.Clock(i.from - from), calendar.Clock(i.to - from)})
	}
	_, d.HourlyLeave = r.hourly(d.Date)
	if d.work != nil && !r.supervises(d.Date) {
		r.lacking(d, left, presence)
	}
	absence := slices.ContainsFunc(d.Reasons, func(t Taken) bool { return t.Means.Off == Absence })
	d.Absent = !d.worked() && len(d.Held) == 0 && (absence || len(left) > 0 && d.attended() == 0) && d.Date < r.Date(now)
}

// presence is when somebody was at work, breaks included: a break is never a shortage.
func (d *Day) presence() []interval {
	if d.work == nil {
		return nil
	}
	presence := merge(d.work.presence)
	if !d.work.rules.On(d.Date).OutingCounted {
		presence = without(presence, merge(d.work.outings))
	}
	return presence
}

// left takes off a schedule what a leave or an excuse stands for: what is left was to be worked. Leave by the hour
// covers the first minutes of the schedule in which nobody was at work.
func (r *Rules) left(d *Day, required, presence []interval) []interval {
	left := without(required, r.off(d.Date))
	missing := without(left, presence)
	if d.work != nil {
		begin, end := d.work.ends()
		if r.excused(d.Date, Tardy) {
			left = without(left, part(missing, 0, begin))
		}
		if r.excused(d.Date, Gone) && !d.work.open {
			left = without(left, part(missing, end, always))
		}
		missing = without(left, presence)
		if d.work.open {
			missing = part(missing, 0, end) // what is to come may still be worked
		}
	}
	n, _ := r.hourly(d.Date)
	return without(left, first(missing, n))
}

// lacking counts what somebody who was there has not worked of what was left to be worked. With flexible hours it is
// the core time that he can be late for, and only the period can be short.
func (r *Rules) lacking(d *Day, left, presence []interval) {
	pattern := r.PatternOn(d.Date)
	hours, judged := r.wall(d.Date, Span{pattern.Start, pattern.End}), left
	if pattern.Flexible {
		hours, judged = interval{}, nil
		if pattern.Core != nil {
			hours = r.wall(d.Date, *pattern.Core)
			judged = part(left, hours.from, hours.to)
		}
	}
	begin, end := d.work.ends()
	begun, ended := !d.has(MissingIn), !d.has(MissingOut) && !d.work.open
	if begun {
		d.Late = length(part(judged, hours.from, begin))
	}
	if ended {
		d.EarlyLeave = length(part(judged, end, hours.to))
	}
	if begun && ended && !pattern.Flexible {
		d.Shortage = length(without(judged, presence))
	}
}

// ends are when a day's work begins and ends.
func (w *work) ends() (from, to int) { return w.presence[0].from, w.presence[len(w.presence)-1].to }

// always is a minute after every other.
const always = 1 << 60

// part is what of a list of stretches lies between two minutes.
func part(list []interval, from, to int) []interval {
	return without(list, without(list, merge([]interval{{from, to}})))
}
