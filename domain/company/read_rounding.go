package company

import (
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/worktime"
)

// rounding reads the rounding rules: of the punches' copies by kind, and of the month's totals by class.
func rounding(v value) org.Rounding {
	var out org.Rounding
	var known []field
	for _, kind := range worktime.Kinds {
		known = append(known, field{string(kind), false, func(v value) {
			out.Punches = with(out.Punches, string(kind), punchRounding(v, kind))
		}})
	}
	v.fields(append(known, field{"month", false, func(v value) { out.Month = monthRounding(v) }})...)
	return out
}

func with(all map[string]org.Step, name string, s org.Step) map[string]org.Step {
	if all == nil {
		all = map[string]org.Step{}
	}
	all[name] = s
	return all
}

func punchRounding(v value, kind worktime.Kind) org.Step {
	var s org.Step
	v.fields(
		field{"to", true, func(v value) {
			s.To = org.RoundTo(v.oneOf(string(org.Earlier), string(org.Later), string(org.Nearest), string(org.ToStart)))
		}},
		field{"minutes", false, func(v value) { s.Minutes = v.number(1, 60) }},
		field{"base", false, func(v value) { s.Base = v.clock(LastOfDay) }},
		field{"threshold", false, func(v value) { s.Threshold = v.number(1, 60) }},
	)
	switch s.Wrong(kind == worktime.In) {
	case "start":
		v.wrong("start is for in alone and has no minutes")
	case "minutes":
		v.wrong("minutes is missing")
	case "threshold":
		v.wrong("threshold is for nearest, and at most minutes")
	}
	return s
}

// monthRounding reads the totals' rounding, {overtime: {minutes: 30, rule: statutory}}.
func monthRounding(v value) map[string]org.Step {
	var out map[string]org.Step
	var known []field
	for _, class := range worktime.RoundingClasses() {
		known = append(known, field{class, false, func(v value) {
			s := org.Step{To: org.HalfHour}
			v.fields(
				field{"minutes", true, func(v value) { s.Minutes = v.number(1, 60) }},
				field{"rule", false, func(v value) {
					s.To = org.RoundTo(v.oneOf(string(org.HalfHour), string(org.Earlier), string(org.Later), string(org.Nearest)))
				}},
			)
			if s.WrongOfMonth() == "half_hour" {
				v.wrong("the statutory rule has 30 minutes: less goes down, the rest up to the hour")
			}
			out = with(out, class, s)
		}})
	}
	v.fields(known...)
	return out
}
