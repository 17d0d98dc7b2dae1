package setup

import (
	"errors"
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// The days off one may choose here: the statutory holiday (法定休日) and those beside it (所定休日). Others are set in the
// settings.
var (
	statutory  = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
	prescribed = map[string][]string{"sat_national": {"saturday", "national"}, "sat": {"saturday"}, "sun_national": {"sunday", "national"}, "national": {"national"}, "none": {}}
	rests      = []string{"sat_national", "sat", "sun_national", "national", "none"}
)

// hoursQuestion asks the usual working hours and days off.
var hoursQuestion = question{name: qHours, notes: 2,
	fields: func(v *shell.Visit, m company.Masters) []ui.Field {
		w := worktime.Pattern{Start: 9 * 60, End: 18 * 60, Breaks: []worktime.Span{{From: 12 * 60, To: 13 * 60}}}
		if len(m.Patterns) > 0 {
			w = m.File("").Patterns[0]
		}
		pause := [2]string{}
		if len(w.Breaks) > 0 {
			pause = [2]string{w.Breaks[0].From.String(), w.Breaks[0].To.String()}
		}
		off, beside := "sunday", "sat_national"
		if c := m.Tenant.Rules.Calendar; len(c.Statutory) > 0 {
			off = c.Statutory[0]
			for name, days := range prescribed {
				if slices.Equal(days, c.Prescribed) {
					beside = name
				}
			}
		}
		time := func(name, value string, needed bool) ui.Field {
			return ui.Field{Name: name, Label: v.T("setup.hours." + name), Value: value, Max: 5, Required: needed, Mode: "numeric"}
		}
		return []ui.Field{time("start", w.Start.String(), true), time("end", w.End.String(), true), time("break_from", pause[0], false), time("break_to", pause[1], false),
			{Name: "statutory", Label: v.T("setup.hours.statutory"), Hint: v.T("setup.hours.statutory_hint"), Choices: choices(v, "setup.hours.day_", off, statutory...)},
			{Name: "prescribed", Label: v.T("setup.hours.prescribed"), Choices: choices(v, "setup.hours.rest_", beside, rests...)}}
	},
	take: takeHours,
}

func takeHours(v *shell.Visit, m company.Masters, f *company.File) (string, string) {
	w := worktime.Pattern{Code: firstCode, Name: v.T("setup.hours.pattern")}
	if len(m.Patterns) > 0 {
		w = m.File("").Patterns[0]
	}
	var read [4]calendar.Clock
	for i, name := range []string{"start", "end", "break_from", "break_to"} {
		at, ok := clock(v.Text(name))
		if !ok && (i < 2 || v.Text("break_from")+v.Text("break_to") != "") {
			return name, v.T("setup.clock")
		}
		read[i] = at
	}
	if w.Start, w.End, w.Breaks = read[0], read[1], nil; v.Text("break_from") != "" {
		w.Breaks = []worktime.Span{{From: read[2], To: read[3]}}
	}
	if wrong := w.Check(); len(wrong) > 0 { // the first: the others often follow from it
		field, err := "end", wrong[0]
		if e, ok := errors.AsType[*domain.Error](err); ok && e.Args["field"] == "breaks" {
			field = "break_to"
		}
		return field, desk.Form[worktime.Pattern]{Key: "masters.pattern"}.Wrong(v, err)
	}
	off, beside := v.Text("statutory"), v.Text("prescribed")
	if _, known := prescribed[beside]; !known {
		return "prescribed", v.T("setup.needed")
	}
	if !slices.Contains(statutory, off) {
		return "statutory", v.T("setup.needed")
	}
	if slices.Contains(prescribed[beside], off) {
		return "prescribed", v.T("setup.hours.twice")
	}
	f.Tenant.Rules.Calendar.Statutory, f.Tenant.Rules.Calendar.Prescribed = []string{off}, prescribed[beside]
	f.Patterns = []worktime.Pattern{w}
	f.Employees = lacking(m, func(e *company.Employee) bool {
		lacks := e.Pattern == ""
		e.Pattern = w.Code
		return lacks
	})
	return "", ""
}
