package reminder

import (
	"hash/fnv"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

// What a company has that said nothing. The hours are those of the agreement's limits and the month's steps towards
// them (労働基準法36条; docs/reminders.md says how to change each).
const (
	usualIn      org.Wait = 15
	usualOut     org.Wait = 60
	usualBreak   org.Wait = 30
	usualStill   org.Wait = 12 * 60
	usualMorning org.Wait = 10 * 60
)

var (
	usualClosing  = []org.Wait{3, 0}
	usualOvertime = []org.Wait{30 * 60, 40 * 60, 45 * 60, 60 * 60, 80 * 60}
	usualQuiet    = org.Quiet{From: 21 * 60, To: 7 * 60}
)

// People are spread over these, each always in his own place, so that nine o'clock is no cliff.
const (
	spreadNudges = 10 * time.Minute
	spreadRound  = time.Hour
)

// Patience is how late a nudge may be said, quiet hours not counted: after an outage, what is older is left unsaid.
const Patience = 3 * time.Hour

// plan is a company's reminders with everything said.
type plan struct {
	zone                          *time.Location
	in, out, rest, still, morning org.Wait
	closing, overtime             []org.Wait
	quiet                         org.Quiet
}

// planOf is what counts for a company at an instant; on is false when it wants none of it.
func planOf(t org.Tenant, now time.Time) (p plan, on bool) {
	r := t.On(calendar.DateOf(now.In(t.Zone()))).Rules.Reminders
	p = plan{zone: t.Zone(), in: r.MissingIn.Or(usualIn), out: r.MissingOut.Or(usualOut), rest: r.MissingBreak.Or(usualBreak),
		still: r.StillIn.Or(usualStill), morning: r.Morning.Or(usualMorning), closing: r.Closing, overtime: r.Overtime, quiet: usualQuiet}
	if r.Quiet != nil {
		p.quiet = *r.Quiet
	}
	if len(r.Closing) == 0 {
		p.closing = usualClosing
	}
	if len(r.Overtime) == 0 {
		p.overtime = usualOvertime
	}
	return p, !r.Off
}

// off tells whether a list is switched off.
func off(list []org.Wait) bool { return len(list) == 1 && list[0] == org.Never }

// place is a person's own place in a spread, the same every day.
func place(employee domain.ID, spread time.Duration) time.Duration {
	h := fnv.New32a()
	_, _ = h.Write([]byte(employee)) // never fails
	return time.Duration(h.Sum32()%uint32(spread/time.Second)) * time.Second
}

// awake is the first instant, from at on, at which people may be written to.
func (p plan) awake(at time.Time) time.Time {
	from, to := p.quiet.From, p.quiet.To
	if from == to {
		return at
	}
	local := at.In(p.zone)
	date, clock := calendar.DateOf(local), calendar.Clock(local.Hour()*60+local.Minute())
	switch {
	case from < to && from <= clock && clock < to, from > to && clock < to:
		return date.At(int(to), p.zone)
	case from > to && clock >= from:
		return date.Add(1).At(int(to), p.zone)
	}
	return at
}

// put is when something due at raw is said to somebody with a place in the spread. Who is off on the morning quiet hours
// put it off to is asked on his next day at work; works tells, for a week ahead at most.
func (p plan) put(raw time.Time, place time.Duration, works func(calendar.Date) bool) (at time.Time, deferred bool) {
	at = raw.Add(place)
	next := p.awake(at)
	if next.Equal(at) {
		return at, false
	}
	for range 7 {
		if works(calendar.DateOf(next.In(p.zone))) {
			break
		}
		next = calendar.DateOf(next.In(p.zone)).Add(1).At(int(p.quiet.To), p.zone)
	}
	return next.Add(place), true
}

// late tells whether something due at one instant is too late to be said at another. Hours in which nobody may be
// written to are not counted.
func (p plan) late(due, now time.Time) bool {
	waited := now.Sub(due)
	for date := calendar.DateOf(due.In(p.zone)).Add(-1); waited > Patience; date = date.Add(1) {
		from, to := date.At(int(p.quiet.From), p.zone), date.At(int(p.quiet.To), p.zone)
		if p.quiet.From > p.quiet.To {
			to = date.Add(1).At(int(p.quiet.To), p.zone)
		}
		if from.After(now) {
			return true
		}
		if from.Before(due) {
			from = due
		}
		if to.After(from) && p.quiet.From != p.quiet.To {
			waited -= to.Sub(from)
		}
	}
	return false
}
