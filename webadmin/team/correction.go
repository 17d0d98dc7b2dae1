package team

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Correction is the form that corrects a day: a time for each punch, empty to take it away, and lines to add some.
type Correction struct {
	Form     string
	Action   string
	Date     calendar.Date
	Times    []ui.Field
	Adds     []Added
	Reasons  []ui.Field
	Note     string
	NoteMost int
	Error    string
	Shown    *Shown // what it would make of the day, once it was looked at
}

// Added is a line for a punch nobody made.
type Added struct{ Kind, Time ui.Field }

// Shown is a day before and after: what one sees before one sends it, and before one decides.
type Shown struct {
	Changes       string
	Before, After []string
	Effect        string
	Who           string // who will be asked; empty: nobody
	Do            string // the label of the button
	Seen          string // names what is shown: anything else is shown first
}

// adds is how many punches a form can add: a break, or an in and an out.
const adds = 2

// timeOf and the other names of the form's fields.
func timeOf(p attendance.Punch) string { return "at-" + string(p.ID) }

// correction lays the form out, with what was filled in before.
func correction(v *shell.Visit, t telling.Teller, e org.Employee, day attendance.OneDay, reasons []attendance.ReasonCode, begun *Correction) *Correction {
	f := &Correction{Form: v.NewForm(), Action: personPath + string(e.ID) + "/day", Date: day.Date, Note: day.Note, NoteMost: workflow.MaxComment}
	said, _ := day.Said()
	filled := func(name, otherwise string) string {
		if begun != nil && sent(v, name) {
			return v.FormValue(name)
		}
		return otherwise
	}
	if begun != nil {
		f.Error, f.Shown, f.Note = begun.Error, begun.Shown, v.FormValue("note")
	}
	for _, p := range editable(day.Day) {
		x := ui.Field{Name: timeOf(p), Label: t.Kind(p), Value: filled(timeOf(p), written(t, p)), Max: 5, Mode: "numeric"}
		if p.State == attendance.Held {
			x.Label = t.T("team.correct.held", "kind", t.Kind(p), "time", t.Clock(p.At, day.Date))
		}
		f.Times = append(f.Times, x)
	}
	for i := range adds {
		n := strconv.Itoa(i)
		kind := ui.Field{Name: "kind" + n, Label: t.T("team.correct.add"), Choices: []ui.Choice{{Label: "–"}}}
		for _, k := range attendance.Kinds {
			kind.Choices = append(kind.Choices, ui.Choice{Value: string(k), Label: t.T("name." + string(k)), Chosen: filled("kind"+n, "") == string(k)})
		}
		f.Adds = append(f.Adds, Added{kind, ui.Field{Name: "time" + n, Label: t.T("team.correct.time"), Value: filled("time"+n, ""), Max: 5, Mode: "numeric"}})
	}
	for i := range attendance.MaxReasons {
		own := ""
		if i < len(said) {
			own = said[i]
		}
		name := "reason" + strconv.Itoa(i)
		f.Reasons = append(f.Reasons, reasonField(t, name, t.T("team.correct.reason", "n", i+1), reasons, own, filled(name, own)))
	}
	return f
}

// editable are the punches a correction can be about: those that count, and those that wait to.
func editable(day attendance.Day) []attendance.Punch { return append(day.Counting(), day.Held...) }

// written is a punch's time as the form shows it; nothing for one that does not count.
func written(t telling.Teller, p attendance.Punch) string {
	if p.State == attendance.Held {
		return ""
	}
	return t.Clock(p.At, p.Date)
}

// reasonField chooses a reason, with how much of the day it takes. One the day has already can be kept.
func reasonField(t telling.Teller, name, label string, reasons []attendance.ReasonCode, own, chosen string) ui.Field {
	f := ui.Field{Name: name, Label: label, Choices: []ui.Choice{{Label: "–"}}}
	add := func(said string) {
		taken, err := attendance.ParseTaken(reasons, said)
		if err == nil && !slices.ContainsFunc(f.Choices, func(c ui.Choice) bool { return c.Value == said }) {
			f.Choices = append(f.Choices, ui.Choice{Value: said, Label: t.Taken(taken), Chosen: chosen == said})
		}
	}
	if own != "" {
		add(own)
	}
	for _, r := range reasons {
		if !r.Means.Inactive {
			for _, unit := range []string{"", " am", " pm"} {
				add(r.Code + unit)
			}
		}
	}
	return f
}

// wish reads what the form wants of a day. said is what is wrong with it; empty: nothing.
func wish(v *shell.Visit, t telling.Teller, e org.Employee, day attendance.OneDay) (w workflow.Wish, said string) {
	w = workflow.Wish{Employee: e.ID, Date: day.Date}
	at := func(name string) (clock calendar.Clock, given, ok bool) {
		text := strings.Map(func(r rune) rune { // as Japanese keyboards write it
			switch {
			case r >= '０' && r <= '９':
				return r - '０' + '0'
			case r == '：':
				return ':'
			}
			return r
		}, v.Text(name))
		if text == "" {
			return 0, false, true
		}
		clock, err := calendar.ParseClock(text)
		return clock, true, err == nil
	}
	for _, p := range editable(day.Day) {
		if !sent(v, timeOf(p)) {
			continue // it came after the form was shown
		}
		clock, given, ok := at(timeOf(p))
		switch same := given && ok && clock.String() == written(t, p); {
		case !ok:
			return w, t.T("team.correct.no_time", "kind", t.Kind(p))
		case same || !given && p.State == attendance.Held:
		case given:
			w.Changes = append(w.Changes, workflow.Change{Op: workflow.Move, Kind: p.Kind, Punch: p.ID, Before: p.At, At: day.Date.At(int(clock), t.Zone)})
		default:
			w.Changes = append(w.Changes, workflow.Change{Op: workflow.Remove, Kind: p.Kind, Punch: p.ID, Before: p.At})
		}
	}
	for i := range adds {
		kind := attendance.Kind(v.FormValue("kind" + strconv.Itoa(i)))
		clock, given, ok := at("time" + strconv.Itoa(i))
		if kind == "" && !given {
			continue
		}
		if !ok || !given || !slices.Contains(attendance.Kinds, kind) {
			return w, t.T("team.correct.half")
		}
		w.Changes = append(w.Changes, workflow.Change{Op: workflow.Add, Kind: kind, At: day.Date.At(int(clock), t.Zone)})
	}
	before, note := day.Said()
	reasons := []string{}
	for i := range attendance.MaxReasons {
		if r := v.FormValue("reason" + strconv.Itoa(i)); r != "" {
			reasons = append(reasons, r)
		}
	}
	if !slices.Equal(reasons, before) {
		w.Reasons = reasons
	}
	if text := strings.ReplaceAll(v.FormValue("note"), "\r\n", "\n"); text != note {
		w.Note = &text
	}
	return w, ""
}

// shown lays out what a correction does.
func shown(t telling.Teller, p workflow.Preview, changes string) *Shown {
	return &Shown{Changes: changes, Before: punches(t, p.Before), After: punches(t, p.After), Effect: t.Effect(p)}
}

// punches are a day's counting punches as one line each.
func punches(t telling.Teller, d attendance.Day) []string {
	var all []string
	for _, p := range d.Counting() {
		all = append(all, t.T("correct.recorded", "kind", t.Kind(p), "time", t.Clock(p.At, d.Date)))
	}
	if len(all) == 0 {
		return []string{t.T("correct.no_punches")}
	}
	return all
}

// sent tells whether the form that was sent has a field of the name.
func sent(v *shell.Visit, name string) bool {
	form, err := v.FormParams()
	return err == nil && form.Has(name)
}

// names lists people in a sentence.
func names(t telling.Teller, people []org.Employee) string {
	var all []string
	for _, e := range people {
		all = append(all, named(t, e))
	}
	return locale.List(t.Lang, all)
}

// why is the reason of a refusal; empty where it gives none.
func why(err error) string {
	text, _ := argument(err, "why").(string)
	return text
}

func argument(err error, name string) any {
	var e *domain.Error
	if !errors.As(err, &e) {
		return nil
	}
	return e.Args[name]
}
