package worktime

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// StepCode names a step of how a figure came about; domain/locale has its words under "why".
type StepCode string

// The steps, in the order of the calculation.
const (
	StepPunch     StepCode = "punch"           // Punch at From
	StepBoundary  StepCode = "boundary"        // the business day begins at From
	StepEvening   StepCode = "boundary_before" // … on the evening before, at From
	StepRounded   StepCode = "rounded"         // Punch is counted from To instead of From
	StepCarried   StepCode = "carried"         // the shift of the day before goes on as this day's from From, its scheduled start
	StepCut       StepCode = "cut"             // the shift is the next day's work from To on
	StepPattern   StepCode = "pattern_version" // the work pattern Rule is as it is since Since
	StepCompany   StepCode = "company_version" // the company's rules are as they are since Since
	StepWeekday   StepCode = "weekday"         // the work pattern Rule has hours of its own on that weekday, From to To
	StepBounds    StepCode = "supervisor"      // the law's hours and holidays do not bound the person
	StepSchedule  StepCode = "schedule"        // the pattern's hours
	StepFixed     StepCode = "break_fixed"
	StepPunched   StepCode = "break_punched"
	StepAutomatic StepCode = "break_automatic"
	StepOuting    StepCode = "outing"
	StepKept      StepCode = "outing_counted"     // an outing that stays working time
	StepDay       StepCode = "beyond_day"         // overtime, because the day's eight hours are full
	StepWeek      StepCode = "beyond_week"        // overtime, because the week's forty hours are full
	StepSixty     StepCode = "beyond_sixty"       // overtime beyond sixty hours of the month
	StepNight     StepCode = "night"              // work at night
	StepStatutory StepCode = "holiday_statutory"  // work on a statutory holiday
	StepOff       StepCode = "holiday_prescribed" // work on a prescribed holiday
	StepOutside   StepCode = "outside"            // work outside the schedule
	StepLess      StepCode = "less"               // Minutes of overtime are taken off
	StepLate      StepCode = "late"
	StepEarly     StepCode = "early_leave"
	StepWork      StepCode = "work" // a stretch of work
)

// Step is one step of how a figure came about (集計の根拠): data for whoever prints it. Clocks are on the business date.
type Step struct {
	Code     StepCode
	Punch    *Punch
	Reason   *Taken        // of StepReason
	Rule     string        // of StepPattern: its name
	Since    calendar.Date // of StepPattern and StepCompany: 適用開始日 of the version
	From, To calendar.Clock
	Minutes  int
}

// Why lists how a figure of the day came about, from its punches to the minutes that were counted. A day on which
// nothing is counted, because an end is missing, has only its punches; they are told with Zone.
func (d Day) Why(field string, zone *time.Location) []Step {
	if d.work != nil {
		return slices.Concat(d.arrived(), d.said(), d.rested(), d.counted(field), d.versions())
	}
	var steps []Step
	for _, s := range d.Shifts {
		for _, p := range s.Punches() {
			steps = append(steps, Step{Code: StepPunch, Punch: &p, From: calendar.ClockOn(p.At, d.Date, zone)})
		}
	}
	return append(steps, d.said()...)
}

// versions name the rules a day was counted by, where they have not always been so.
func (d Day) versions() []Step {
	var steps []Step
	rules := d.work.rules.On(d.Date)
	if rules.Pattern.hoursOf(d.Date.Weekday()) >= 0 {
		p := d.work.rules.PatternOn(d.Date)
		steps = append(steps, Step{Code: StepWeekday, Rule: p.Name, From: p.Start, To: p.End})
	}
	if rules.Pattern != nil && rules.PatternSince != "" {
		steps = append(steps, Step{Code: StepPattern, Rule: rules.Pattern.Name, Since: rules.PatternSince})
	}
	if rules.CompanySince != "" {
		steps = append(steps, Step{Code: StepCompany, Since: rules.CompanySince})
	}
	return steps
}

// Punches are a shift's punches in the order of time.
func (s Shift) Punches() []Punch {
	var list []Punch
	if s.In != nil {
		list = append(list, *s.In)
	}
	list = append(list, s.Inside...)
	if s.Out != nil {
		list = append(list, *s.Out)
	}
	return list
}

// at is a minute as a clock of the day.
func (d Day) at(minute int) calendar.Clock {
	return calendar.Clock(minute - d.work.rules.wall(d.Date, Span{}).from)
}

func (d Day) step(code StepCode, i interval) Step {
	return Step{Code: code, From: d.at(i.from), To: d.at(i.to), Minutes: i.to - i.from}
}

// arrived are the punches, the boundary that gave them their day, and what was made of them.
func (d Day) arrived() []Step {
	var steps []Step
	r, first := d.work.rules, d.work.presence[0]
	if filled := slices.Contains(d.work.filled, In); !filled && (len(d.Shifts) == 0 || d.Shifts[0].In == nil || first.from < r.clock(*d.Shifts[0].In, d.Date)) {
		steps = append(steps, Step{Code: StepCarried, From: d.at(first.from)})
	}
	for _, s := range d.Shifts {
		for _, p := range s.Punches() {
			clock := calendar.ClockOn(p.At, d.Date, r.Zone)
			steps = append(steps, Step{Code: StepPunch, Punch: &p, From: clock})
			if counted := d.at(r.clock(p, d.Date)); counted != clock {
				steps = append(steps, Step{Code: StepRounded, Punch: &p, From: clock, To: counted})
			}
		}
	}
	if len(d.Shifts) > 0 {
		begins := Step{Code: StepBoundary, From: r.On(d.Date).Boundary}
		if begins.From < 0 {
			begins = Step{Code: StepEvening, From: begins.From + midnight}
		}
		steps = append(steps, begins)
	}
	if end := d.work.presence[len(d.work.presence)-1].to; d.work.cut {
		steps = append(steps, Step{Code: StepCut, To: d.at(end)})
	}
	return steps
}

// rested are the breaks and outings.
func (d Day) rested() []Step {
	var steps []Step
	for _, b := range d.work.breaks {
		steps = append(steps, d.step(b.by, b.interval))
	}
	code := StepOuting
	if d.work.rules.On(d.Date).OutingCounted {
		code = StepKept
	}
	for _, o := range d.work.outings {
		steps = append(steps, d.step(code, o))
	}
	return steps
}

// counted are the minutes a figure counts, with the rule that puts them there.
func (d Day) counted(field string) []Step {
	r := d.work.rules
	if d.Unbounded() && slices.Contains(bounded, field) {
		return []Step{{Code: StepBounds}}
	}
	schedule, _ := r.schedule(d.Date)
	planned := []Step{}
	if schedule.to > schedule.from {
		planned = append(planned, d.step(StepSchedule, schedule))
	}
	switch field {
	case "worked":
		return d.pieces(StepWork, func(piece) bool { return true })
	case "scheduled_worked":
		return append(planned, d.pieces(StepWork, func(p piece) bool { return p.scheduled && p.kind != Statutory })...)
	case "within_ot":
		steps := append(planned, d.pieces(StepOutside, func(p piece) bool { return !p.scheduled && p.kind != Statutory })...)
		if d.OT > 0 {
			steps = append(steps, Step{Code: StepLess, Minutes: d.OT})
		}
		return steps
	case "ot", "night_ot":
		night := field == "night_ot"
		is := func(why excess) func(piece) bool {
			return func(p piece) bool { return p.ot == why && (p.night || !night) }
		}
		return slices.Concat(d.pieces(StepDay, is(beyondDay)), d.pieces(StepWeek, is(beyondWeek)), d.pieces(StepFrame, is(beyondFrame)))
	case "ot_over60":
		return d.pieces(StepSixty, func(p piece) bool { return p.over60 })
	case "night":
		return d.pieces(StepNight, func(p piece) bool { return p.night })
	case "legal_holiday":
		return d.pieces(StepStatutory, func(p piece) bool { return p.kind == Statutory })
	case "prescribed_holiday":
		return d.pieces(StepOff, func(p piece) bool { return p.kind == Prescribed })
	case "late":
		return append(planned, Step{Code: StepLate, From: d.at(schedule.from), To: d.at(d.work.presence[0].from), Minutes: d.Late})
	case "early_leave":
		end := d.work.presence[len(d.work.presence)-1].to
		return append(planned, Step{Code: StepEarly, From: d.at(end), To: d.at(schedule.to), Minutes: d.EarlyLeave})
	case "shortage":
		return planned
	}
	return nil
}

// pieces are the stretches of work of a class, those that touch as one.
func (d Day) pieces(code StepCode, is func(piece) bool) []Step {
	var list []interval
	for _, p := range d.work.pieces {
		if is(p) {
			list = append(list, p.interval)
		}
	}
	var steps []Step
	for _, i := range merge(list) {
		steps = append(steps, d.step(code, i))
	}
	return steps
}
