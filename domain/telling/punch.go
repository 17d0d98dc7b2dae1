package telling

import (
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Done are the lines under the receipt of a punch that counts: what it replaces, then hours after an out and the state
// after anything but an in.
func (t Teller) Done(got attendance.Result) []string {
	var lines []string
	if got.Replaced != nil {
		lines = append(lines, t.Punch("punch.replaced", *got.Replaced, ""))
	}
	switch got.Punch.Kind {
	case worktime.In:
	case worktime.Out:
		lines = append(lines, t.Figures(got)...)
	default:
		lines = append(lines, t.Status(got.Standing))
	}
	return lines
}

// Figures are the hours so far, of the day and of the month.
func (t Teller) Figures(got attendance.Result) []string {
	for _, s := range got.Day.Shifts { // not the day's problems: another shift of it may lack its clock-in
		if s.In == nil && s.Out.ID == got.Punch.ID {
			return []string{t.Punch("punch.missing_in", got.Punch, "")}
		}
	}
	today, said := t.Hours("punch.today", got.Day.Figures), calendar.DateOf(got.Punch.At.In(t.Zone))
	if d := got.Day.Date; d != said {
		today = t.T("punch.day", "date", t.Date(d), "hours", t.Hours("punch.hours", got.Day.Figures)) // after midnight "today" is another day
	}
	if got.Month == nil {
		return []string{today}
	}
	month := t.Hours("punch.month", got.Month.Totals.Figures)
	if p := got.Month.Period; !p.Contains(said) { // … and after the last night of a period so is "this month"
		month = t.T("punch.period", "month", t.Month(p.Month), "hours", t.Hours("punch.hours", got.Month.Totals.Figures))
	}
	return []string{t.T("punch.figures", "today", today, "month", month)}
}

// Held says why a punch is kept but does not count; word is what says an in here.
func (t Teller) Held(p worktime.Punch, word string) string {
	why := "punch.held." + string(p.Hold)
	if p.Hold == worktime.NotOpen || p.Hold == worktime.Repeated {
		why += "." + string(p.Kind)
	}
	return t.T(why, "word", word)
}

// Problem says what is wrong with a day. A missing punch is named by the one it belongs to: another shift of the day
// may be complete.
func (t Teller) Problem(p worktime.Problem, d worktime.Day) string {
	var other *worktime.Punch
	for _, s := range d.Shifts {
		switch {
		case p == worktime.MissingIn && s.In == nil:
			other = s.Out
		case p == worktime.MissingOut && s.Out == nil && other == nil:
			other = s.In
		}
	}
	if other == nil {
		return t.T("today.problem." + string(p))
	}
	return t.T("today.problem."+string(p), "time", t.Clock(other.At, d.Date))
}
