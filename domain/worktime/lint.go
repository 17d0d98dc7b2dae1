package worktime

import (
	"maps"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/closing"
	"github.com/dakoku/dakoku/domain/org"
)

// Check names what a month is looked at for (法令チェック).
type Check string

// The checks.
const (
	PunchRounding Check = "punch_rounding" // copies of punches are rounded against the employee
	MonthRounding Check = "month_rounding" // totals of a month are rounded against the employee, not by the statutory rule
	TakenBreak    Check = "auto_break"     // a break is taken off that nobody punched
	ShortBreak    Check = "short_break"    // the breaks of a day are shorter than the law asks for
	ShortRest     Check = "interval"       // less than the company's rest between two days' work
	HolidayNight  Check = "holiday_night"  // work went on from a statutory holiday into a work day: sources differ on its overtime
)

// Checks lists the checks, the surest breach first.
var Checks = []Check{PunchRounding, MonthRounding, TakenBreak, ShortBreak, ShortRest, HolidayNight}

// Breaks tells whether what a check finds is against the law. The rest between days is a duty to make an effort, and
// work after a holiday is only to be looked at.
func (c Check) Breaks() bool { return c != ShortRest && c != HolidayNight }

// Sources are what each check rests on.
var Sources = map[Check]string{
	PunchRounding: "労働基準法24条・37条, https://jsite.mhlw.go.jp/shizuoka-roudoukyoku/roudoukyoku/roudou/kantoku/newpage_00977.html",
	MonthRounding: "昭63.3.14 基発150号",
	TakenBreak:    "労働基準法24条・34条",
	ShortBreak:    "労働基準法34条1項",
	ShortRest:     "労働時間等設定改善法2条1項",
	HolidayNight:  "労働基準法32条・37条, 平6.5.31 基発331号, https://mbp-japan.com/osaka/draftsr/column/5022162",
}

// RestBetween is the rest between two days' work that is usual among companies that have one (勤務間インターバル); a company
// may have another. The law names no number.
const RestBetween = 11 * time.Hour

// The breaks the law asks for, in minutes: beyond 6 hours of work 45, beyond 8 hours 60 (労働基準法34条1項). Exactly six and
// eight hours do not ask for them.
const (
	shortDay      = 6 * 60
	shortDayBreak = 45
	longDay       = FullDay
	longDayBreak  = 60
)

// Finding is what a check has found in a person's month.
type Finding struct {
	Check
	Rule    string // the company's rule: a kind of punch or a class of hours; empty where there is none
	Days    int    // concerned; 0 for a rule about the month
	Minutes int    // worked and not counted, or of rest that is missing
	OT      int    // of the minutes not counted, those that would be statutory overtime
	Night   int    // … and those at night
}

// Lint replays a month without the company's rounding and automatic breaks and tells what they cost the person, rule by
// rule; then it looks at breaks and at the rest between days. It is pure and changes nothing.
func (r Rules) Lint(period closing.Period, punches []Punch, now time.Time) []Finding {
	as := r.Aggregate(period, punches, now)
	var list []Finding
	for _, kind := range r.rounded() {
		other := r.With(func(v *Rules) {
			v.Rounding.Punches = maps.Clone(v.Rounding.Punches)
			delete(v.Rounding.Punches, kind)
		})
		list = append(list, lost(PunchRounding, kind, as, other.Aggregate(period, punches, now))...)
	}
	list = append(list, as.roundedAway(r.On(period.From).Rounding.Month)...)
	bare := as
	if slices.ContainsFunc(r.versions(), func(v *Rules) bool { return len(v.AutoBreak) > 0 }) {
		other := r.With(func(v *Rules) { v.AutoBreak = nil })
		bare = other.Aggregate(period, punches, now)
		list = append(list, lost(TakenBreak, "", as, bare)...)
	}
	return slices.Concat(list, bare.shortBreaks(), r.shortRests(as), as.holidayNights())
}

// rounded are the kinds of punch that any version rounds, sorted.
func (r *Rules) rounded() []string {
	kinds := map[string]bool{}
	for _, v := range r.versions() {
		for kind := range v.Rounding.Punches {
			kinds[kind] = true
		}
	}
	return slices.Sorted(maps.Keys(kinds))
}

// lost compares a month as it is counted with the same month without a rule.
func lost(check Check, rule string, as, without Aggregate) []Finding {
	f := Finding{Check: check, Rule: rule, Minutes: without.Exact.Worked - as.Exact.Worked, OT: max(0, without.Exact.OT-as.Exact.OT),
		Night: max(0, without.Exact.Night-as.Exact.Night)}
	for i, d := range as.Days {
		f.Days += one(without.Days[i].Worked > d.Worked)
	}
	if f.Minutes <= 0 { // in the employee's favour, or nothing to round
		return nil
	}
	return []Finding{f}
}

// roundedAway are the totals that are less than their days, or more where more is against the employee.
func (a Aggregate) roundedAway(steps map[string]org.Step) []Finding {
	var list []Finding
	for _, class := range slices.Sorted(maps.Keys(steps)) {
		if steps[class].To == org.HalfHour {
			continue // the circular allows it: what it takes one month it gives the other
		}
		was, is := a.Exact, a.Totals.Figures
		f := Finding{Check: MonthRounding, Rule: class}
		switch class {
		case "worked":
			f.Minutes = was.Worked - is.Worked
		case "overtime":
			f.Minutes, f.OT = was.OT-is.OT, was.OT-is.OT
		case "night":
			f.Minutes, f.Night = was.Night-is.Night, was.Night-is.Night
		case "holiday":
			f.Minutes = was.LegalHoliday + was.PrescribedHoliday - is.LegalHoliday - is.PrescribedHoliday
		case "late":
			f.Minutes = is.Late + is.EarlyLeave - was.Late - was.EarlyLeave
		case "outing":
			f.Minutes = is.Outing - was.Outing
		}
		if f.Minutes > 0 {
			list = append(list, f)
		}
	}
	return list
}

// shortBreaks looks at the days that are whole.
func (a Aggregate) shortBreaks() []Finding {
	f := Finding{Check: ShortBreak}
	for _, d := range a.Days {
		needed := 0
		switch {
		case d.Unbounded(): // 労働基準法41条: 34条 is among what does not bound them
		case d.Open || d.has(MissingIn) || d.has(MissingOut):
		case d.Worked > longDay:
			needed = longDayBreak
		case d.Worked > shortDay:
			needed = shortDayBreak
		}
		if needed > d.Break {
			f.Days++
			f.Minutes += needed - d.Break
		}
	}
	return f.any()
}

// shortRests looks from the last out of a day to the first in of the next. A lack of no more than the company's tolerance
// is silent (https://help.kincone.com/support/solutions/articles/35000100117).
func (r Rules) shortRests(a Aggregate) []Finding {
	f := Finding{Check: ShortRest}
	var out *Punch
	for _, d := range a.Days {
		if d.In != nil && out != nil {
			usual, tolerance := r.On(d.Date).rest()
			if lack := usual - d.In.At.Sub(out.At); lack > tolerance {
				f.Days++
				f.Minutes += int(lack.Minutes())
			}
		}
		if d.In != nil || d.Out != nil {
			out = d.Out
		}
	}
	return f.any()
}

// rest is how long the rest between two days' work shall be, and how much less is not spoken of.
func (r *Rules) rest() (usual, tolerance time.Duration) {
	if r.Interval.Hours == 0 {
		return RestBetween, 0
	}
	return time.Duration(r.Interval.Hours) * time.Hour, time.Duration(r.Interval.Tolerance) * time.Minute
}

// holidayNights looks for shifts that began on a statutory holiday and went on into a work day: after midnight they
// count from a new eight hours, which the sources neither confirm nor deny.
func (a Aggregate) holidayNights() []Finding {
	f := Finding{Check: HolidayNight}
	for _, d := range a.Days {
		if d.Kind != Statutory || d.work == nil || d.Unbounded() {
			continue
		}
		if n := minutes(d.work.pieces, func(p piece) bool { return p.kind == WorkDay }); n > 0 {
			f.Days++
			f.Minutes += n
			f.Night += minutes(d.work.pieces, func(p piece) bool { return p.kind == WorkDay && p.night })
		}
	}
	return f.any()
}

func (f Finding) any() []Finding {
	if f.Days == 0 {
		return nil
	}
	return []Finding{f}
}
