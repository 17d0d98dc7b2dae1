package worktime

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
)

// Pattern is a fixed daily work pattern (勤務時間). Times are on the business date and may pass 24:00.
type Pattern struct {
	ID       domain.ID       `gorm:"column:id;primaryKey"`
	Tenant   domain.ID       `gorm:"column:tenant_id"`
	Code     string          `gorm:"column:code"`
	Name     string          `gorm:"column:name"`
	Start    calendar.Clock  `gorm:"column:start_min"`
	End      calendar.Clock  `gorm:"column:end_min"`
	Breaks   []Span          `gorm:"column:breaks;serializer:json"`
	Boundary *calendar.Clock `gorm:"column:boundary"` // overrides the company's; nil: the company's
	// Versions are all there are, oldest first; empty: it has always been so. The fields are those of the first.
	Versions []PatternVersion `gorm:"column:versions;serializer:json" json:",omitempty"`
	Side     Side             `gorm:"column:boundary_side"`
	Flexible bool             `gorm:"column:flexible"`             // フレックス: Start and End only frame the day
	Core     *Span            `gorm:"column:core;serializer:json"` // コアタイム of flexible hours; nil: none
	Half     *calendar.Clock  `gorm:"column:half_min"`             // parts 午前半休 from 午後半休; nil: the pattern's middle
	// Weekdays are the hours of single weekdays, where they are others (曜日別). A weekday that is named here is worked, although
	// the calendar has it off as a prescribed holiday.
	Weekdays []WeekdayHours `gorm:"column:weekdays;serializer:json" json:",omitempty"`
	// Retired is offered to nobody any more; whoever works by it still does.
	Retired bool `gorm:"column:retired" json:",omitempty"`
}

// Side is the calendar day on which a pattern's own boundary lies.
type Side string

// The sides. With PreviousDay a business date begins on the evening before it: an in at 22:00 is tomorrow's.
const (
	SameDay     Side = ""
	PreviousDay Side = "previous_day"
)

// TableName is the table of patterns.
func (Pattern) TableName() string { return "work_pattern" }

// Span is a stretch of wall clock, half-open.
type Span struct {
	From calendar.Clock `json:"from"`
	To   calendar.Clock `json:"to"`
}

// dayBefore is the pattern on the business date of a day that begins at a time of the evening before: what begins from
// then on is of the evening, and 22:00 to 31:00 is -2:00 to 7:00.
func (p Pattern) dayBefore(boundary calendar.Clock) *Pattern {
	p.Weekdays = slices.Clone(p.Weekdays)
	for i, h := range p.Weekdays {
		own := Pattern{Start: h.Start, End: h.End, Breaks: h.Breaks}.dayBefore(boundary)
		p.Weekdays[i] = WeekdayHours{h.Days, own.Start, own.End, own.Breaks}
	}
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

// Turns are the clocks at which the schedule of a day may begin or end by the pattern, whatever version of it counts and
// whatever half of the day somebody is on leave.
func (p Pattern) Turns() []calendar.Clock {
	all := p.everyHours()
	for _, v := range p.Versions {
		all = append(all, v.everyHours()...)
	}
	var list []calendar.Clock
	for _, v := range all {
		list = append(list, v.Start, v.End, v.half())
		for _, b := range v.Breaks {
			list = append(list, b.From, b.To)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
