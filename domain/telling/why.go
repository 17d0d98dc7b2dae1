package telling

import (
	"slices"

	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Because writes an explanation of a figure out: its title, and what it is made of.
func (t Teller) Because(e worktime.Explanation) (title string, lines []string) {
	figure, minutes := t.T("why.figure."+e.Field), locale.Duration(e.Minutes)
	if e.Day == nil {
		p := e.Period
		return t.T("why.title_period", "month", t.Month(p.Month), "from", t.Short(p.From), "to", t.Short(p.To),
			"figure", figure, "minutes", minutes), t.parts(e)
	}
	return t.T("why.title", "date", t.Date(e.Day.Date), "figure", figure, "minutes", minutes), t.steps(e)
}

// mostParts is how many days of a month's figure are listed.
const mostParts = 10

// parts are the days that add up to a month's figure.
func (t Teller) parts(e worktime.Explanation) []string {
	var days, lines []string
	for i, d := range e.Days {
		if i == mostParts {
			days = append(days, t.T("why.more", "count", len(e.Days)-mostParts))
			break
		}
		days = append(days, t.T("why.day", "date", t.Date(d.Date), "minutes", locale.Duration(d.Minutes)))
	}
	if len(days) > 0 {
		lines = append(lines, locale.List(t.Lang, days))
	}
	if e.Exact != e.Minutes {
		lines = append(lines, t.T("why.exact", "minutes", locale.Duration(e.Exact)))
	}
	for _, s := range e.Steps {
		lines = append(lines, t.step(s))
	}
	return append(lines, t.T("why.engine", "version", e.Engine))
}

// whyLines groups the steps into lines, so that a telephone shows the whole explanation at once. The last line is what
// is always so, with the version of the calculation.
var whyLines = [][]worktime.StepCode{
	{worktime.StepPunch, worktime.StepRounded, worktime.StepFilledIn, worktime.StepFilledOut},
	{worktime.StepReason, worktime.StepCovered},
	{worktime.StepFixed, worktime.StepPunched, worktime.StepAutomatic, worktime.StepOuting, worktime.StepKept},
	{worktime.StepSchedule, worktime.StepWork, worktime.StepOutside, worktime.StepLess, worktime.StepLate, worktime.StepEarly,
		worktime.StepDay, worktime.StepWeek, worktime.StepSixty, worktime.StepNight, worktime.StepStatutory, worktime.StepOff, worktime.StepFrame, worktime.StepBounds},
	{worktime.StepCarried, worktime.StepCut, worktime.StepBoundary, worktime.StepEvening,
		worktime.StepWeekday, worktime.StepPattern, worktime.StepCompany},
}

// steps are the lines of a day's figure.
func (t Teller) steps(e worktime.Explanation) []string {
	var lines []string
	if len(e.Steps) == 0 {
		lines = append(lines, t.T("why.no_work"))
	}
	for i, codes := range whyLines {
		var line []string
		for _, s := range e.Steps {
			if slices.Contains(codes, s.Code) {
				line = append(line, t.step(s))
			}
		}
		if i == len(whyLines)-1 {
			line = append(line, t.T("why.engine", "version", e.Engine))
		}
		if len(line) > 0 {
			lines = append(lines, locale.List(t.Lang, line))
		}
	}
	for _, p := range e.Day.Problems {
		lines = append(lines, t.Problem(p, *e.Day))
	}
	return lines
}

func (t Teller) step(s worktime.Step) string {
	args := []any{"from", locale.Clock(int(s.From)), "to", locale.Clock(int(s.To)), "minutes", locale.Duration(s.Minutes)}
	if s.Rule != "" {
		args = append(args, "rule", s.Rule)
	}
	if s.Since != "" {
		args = append(args, "since", t.Date(s.Since))
	}
	if s.Punch != nil {
		args = append(args, "kind", t.Kind(*s.Punch), "receipt", s.Punch.Receipt)
	}
	if s.Reason != nil {
		args = append(args, "reason", t.Taken(*s.Reason))
	}
	return t.T("why."+string(s.Code), args...)
}

// Taken is a reason as a day has it: 時間有休 2:00.
func (t Teller) Taken(r worktime.Taken) string {
	name := r.Name
	if t.Lang != locale.Japanese && r.Means.English != "" {
		name = r.Means.English
	}
	if name == "" {
		name = r.Code
	}
	switch {
	case r.Unit == worktime.ByHour:
		return t.T("why.taken_hour", "reason", name, "minutes", locale.Duration(r.Minutes))
	case len(r.Means.Units) > 1 && (r.Unit == worktime.Morning || r.Unit == worktime.Afternoon):
		return t.T("why.taken_"+string(r.Unit), "reason", name)
	}
	return name
}
