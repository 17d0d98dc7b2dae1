package reminder

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// glance tells cheaply who may have something due in a stretch of time: whoever is asked about is looked at closely
// afterwards, so it may name too many and must not leave out anybody.
type glance struct {
	nudges   []time.Time // instants, before a person's place in the spread is added
	round    bool
	plan     plan
	from, to time.Time
}

// glance lists the instants of the company's patterns that somebody's place may put into (from, to].
func (p plan) glance(patterns []worktime.Pattern, from, to time.Time) glance {
	g := glance{plan: p, from: from, to: to}
	seen := map[int64]bool{}
	note := func(at time.Time) {
		if at.After(from.Add(-spreadNudges)) && !at.After(to) && !seen[at.Unix()] {
			seen[at.Unix()] = true
			g.nudges = append(g.nudges, at)
		}
	}
	first, last := calendar.DateOf(from.In(p.zone)).Add(-2), calendar.DateOf(to.In(p.zone)).Add(1)
	for date := first; date <= last; date = date.Add(1) {
		for _, pattern := range patterns {
			for _, clock := range pattern.Turns() {
				for _, wait := range []org.Wait{p.in, p.out} {
					if wait != org.Never {
						note(date.At(int(clock)+int(wait), p.zone))
					}
				}
			}
		}
		if p.quiet.From != p.quiet.To {
			note(date.At(int(p.quiet.To), p.zone)) // what the night put off
		}
		if at := p.awake(date.At(int(p.morning), p.zone)); p.morning != org.Never {
			g.round = g.round || at.After(from.Add(-spreadRound)) && !at.After(to)
		}
	}
	return g
}

// none tells whether nobody can have anything due.
func (g glance) none() bool { return len(g.nudges) == 0 && !g.round }

// names tells whether a person may have something due.
func (g glance) names(employee domain.ID) bool {
	in := func(at time.Time) bool { return at.After(g.from) && !at.After(g.to) }
	if g.round && in(g.plan.roundAt(employee, g.to)) {
		return true
	}
	own := place(employee, spreadNudges)
	for _, at := range g.nudges {
		if in(at.Add(own)) {
			return true
		}
	}
	return false
}

// began are the stretches in which a clock-in or a break's start now comes due by itself, whatever a schedule says.
func (p plan) began(from, to time.Time) map[worktime.Kind][2]time.Time {
	list := map[worktime.Kind][2]time.Time{}
	for kind, wait := range map[worktime.Kind]org.Wait{worktime.In: p.still, worktime.BreakStart: 2 * p.rest} {
		if wait > 0 {
			ago := time.Duration(wait) * time.Minute
			list[kind] = [2]time.Time{from.Add(-ago - spreadNudges), to.Add(-ago)}
		}
	}
	return list
}
