package worktime

import "github.com/dakoku/dakoku/domain/calendar"

// outline is what the rules say of a date whatever is punched on it.
type outline struct {
	kind       DayKind
	day, night interval   // the calendar day and the night that begins on it
	hours      interval   // of the pattern; empty without one
	rests      []interval // the pattern's breaks, as it names them
	breaks     []interval // those in its hours
}

// outline tells that of a date. While a period is counted it is worked out once: every step asks for it again.
func (r *Rules) outline(date calendar.Date) *outline {
	if o := r.outlines[date]; o != nil {
		return o
	}
	o := &outline{kind: r.Kind(date), day: r.wall(date, Span{0, midnight}), night: r.wall(date, Span{nightFrom, nightTo})}
	if pattern := r.PatternOn(date); pattern != nil {
		o.hours = r.wall(date, Span{pattern.Start, pattern.End})
		for _, b := range pattern.Breaks {
			o.rests = append(o.rests, r.wall(date, b))
		}
		o.breaks = o.fixed(o.hours)
	}
	if r.outlines != nil {
		r.outlines[date] = o
	}
	return o
}

// remembering is the rules for one reckoning, which works out the outline of a date once. They must not change any more.
func (r Rules) remembering() *Rules {
	r.outlines = map[calendar.Date]*outline{}
	return &r
}

// fixed are the pattern's breaks as far as they lie in a stretch of work. On a day off nobody is scheduled to rest:
// there the pattern's break is believed only when work went on after it, because a break lies inside working time
// (労働基準法34条1項).
func (o *outline) fixed(span interval) []interval {
	var list []interval
	for _, rest := range o.rests {
		if o.kind == WorkDay || span.from <= rest.from && rest.to < span.to {
			list = append(list, rest.clip(span))
		}
	}
	return merge(list)
}
