package telling

import (
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
)

// Changes lists the changes of a day, in the order of a day: "退勤 18:02 → 18:30".
func (t Teller) Changes(date calendar.Date, changes []workflow.Change) string {
	return t.listed("correct.change", date, changes)
}

// Brief is the same for a list: "退勤 18:02→18:30".
func (t Teller) Brief(date calendar.Date, changes []workflow.Change) string {
	return t.listed("correct.change_brief", date, changes)
}

// Recorded is what is recorded after the changes: "退勤 18:30".
func (t Teller) Recorded(date calendar.Date, changes []workflow.Change) string {
	return t.listed("correct.recorded", date, changes)
}

func (t Teller) listed(key string, date calendar.Date, changes []workflow.Change) string {
	var out []string
	for _, c := range inOrder(changes) {
		from, to := t.T("correct.nothing"), t.T("correct.nothing")
		if c.Op != workflow.Add && !c.Before.IsZero() {
			from = t.Clock(c.Before, date)
		}
		if c.Op != workflow.Remove {
			to = t.Clock(c.At, date)
		}
		if c.Op == workflow.Move && from == to { // a punch that was held and shall count
			from = t.T("correct.held")
		}
		out = append(out, t.T(key, "kind", t.T("name."+string(c.Kind)), "from", from, "to", to, "time", to))
	}
	if len(out) == 0 {
		return t.T("correct.note_only")
	}
	return locale.List(t.Lang, out)
}

func inOrder(changes []workflow.Change) []workflow.Change {
	when := func(c workflow.Change) time.Time {
		if c.Op == workflow.Remove {
			return c.Before
		}
		return c.At
	}
	out := slices.Clone(changes)
	slices.SortStableFunc(out, func(a, b workflow.Change) int { return when(a).Compare(when(b)) })
	return out
}

// Effect says what a correction does to the hours of the day; empty where it does nothing to them.
func (t Teller) Effect(p workflow.Preview) string {
	before, after := p.Before.Figures, p.After.Figures
	if before.Worked == after.Worked && before.OT == after.OT {
		return ""
	}
	args := []any{"before", locale.Duration(before.Worked), "after", locale.Duration(after.Worked),
		"ot_before", locale.Duration(before.OT), "ot_after", locale.Duration(after.OT)}
	if before.OT > 0 || after.OT > 0 {
		return t.T("correct.effect_ot", args...)
	}
	return t.T("correct.effect", args...)
}

// Impossible says what of a correction of a date cannot be: the error is the Invalid one of workflow.Preview.
func (t Teller) Impossible(err error, date calendar.Date) string {
	why, _ := arg(err, "why").(string)
	switch why {
	case "order":
		kind, _ := arg(err, "kind").(worktime.Kind)
		at, ok := arg(err, "at").(time.Time)
		if kind != "" && ok {
			return t.T("correct.order", "kind", t.T("name."+string(kind)), "time", t.Clock(at, date))
		}
		return t.T("correct.out_of_order")
	case "other_day":
		day, _ := arg(err, "date").(calendar.Date)
		return t.T("correct.other_day", "date", t.Date(day))
	case "reasons":
		return t.T("correct.reasons_most", "count", worktime.MaxReasons)
	case "note_long":
		return t.T("decide.comment_long", "count", workflow.MaxComment)
	case "nothing":
		return t.T("correct.same")
	case "future", "no_punch", "too_early", "too_late":
		return t.T("correct." + why)
	}
	if domain.Is(err, domain.Conflict) {
		return t.T("correct.changed")
	}
	return t.T("phrase.unclear")
}

// Ended says that a request was withdrawn, or that what it had written was taken back. name is whose day it is.
func (t Teller) Ended(r workflow.Request, name string) string {
	key := "request.withdrawn"
	switch {
	case r.State == workflow.Undone && r.AtOnce():
		key = "request.undone_direct"
	case r.State == workflow.Undone:
		key = "request.undone"
	}
	return t.T(key, "number", r.Number, "name", name, "date", t.Date(r.Date))
}
