package attendance

import "github.com/dakoku/dakoku/domain/calendar"

// dayBefore is the pattern on the business date of a day that begins at a time of the evening before: what begins from
// then on is of the evening, and 22:00 to 31:00 is -2:00 to 7:00.
func (p Pattern) dayBefore(boundary calendar.Clock) *Pattern {
	if p.Start < boundary {
		return &p
	}
	earlier := func(s Span) Span { return Span{s.From - midnight, s.To - midnight} }
	p.Start, p.End = p.Start-midnight, p.End-midnight
	var breaks []Span
	for _, b := range p.Breaks {
		breaks = append(breaks, earlier(b))
	}
	p.Breaks = breaks
	if p.Core != nil {
		core := earlier(*p.Core)
		p.Core = &core
	}
	if p.Half != nil {
		half := *p.Half - midnight
		p.Half = &half
	}
	return &p
}

// half is the time that parts a day's halves (半休の境): the pattern's own, else the beginning of its longest break, else
// the middle of its hours.
func (p Pattern) half() calendar.Clock {
	if p.Half != nil {
		return *p.Half
	}
	at, longest := (p.Start+p.End)/2, calendar.Clock(0)
	for _, b := range p.Breaks {
		if b.To-b.From > longest {
			at, longest = b.From, b.To-b.From
		}
	}
	return at
}
