package record

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/attendance"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// Form puts a day right (打刻訂正), as it is filled in.
type Form struct {
	ui.Page
	Form     string
	Path     string // where it is sent
	Field    string // the field that names the day
	Date     calendar.Date
	Again    int // the returned request it replaces; 0: a new one
	Rows     []Row
	Extras   []Extra
	Reasons  []ui.Field
	Hours    []ui.Field // how long each reason was taken, where there is one that is taken by the hour
	Note     string
	NoteMost int
	Wrong    string // what is wrong with none of the fields alone
	NoteWrong,
	ReasonWrong string

	Day     attendance.OneDay // what it is about
	reasons []worktime.ReasonCode
}

// Row is a punch that is there: another time for it, or none.
type Row struct {
	ID      domain.ID
	Kind    worktime.Kind
	Label   string
	Time    ui.Field
	Held    bool // it does not count yet, and may be made to
	Checked bool // remove it; of a held one: count it

	punch worktime.Punch
}

// Extra is a punch that is missing.
type Extra struct{ Kind, Time ui.Field }

// extras is how many punches can be added at once: a whole day with its break.
const extras = 4

// Form is the form for the day as it is now.
func (d Desk) Form(v *shell.Visit, k Case) (Form, error) {
	ctx := v.Request().Context()
	day, err := d.Days.Day(ctx, v.Tenant.ID, k.Whose, k.Date, d.Now())
	if err != nil {
		return Form{}, err
	}
	reasons, err := d.Reasons.Reasons(ctx, v.Tenant.ID)
	if err != nil {
		return Form{}, err
	}
	t := teller(v)
	c := Form{Form: v.NewForm(), Path: k.Path, Field: k.Field, Date: k.Date, NoteMost: workflow.MaxComment, Note: day.Note, Day: day, reasons: reasons}
	for _, p := range slices.Concat(day.Counting(), day.Held) {
		row := Row{ID: p.ID, Kind: p.Kind, Label: t.Kind(p), Held: p.State == worktime.Held, punch: p}
		row.Time = ui.Field{Name: "t_" + string(p.ID), Label: row.Label, Value: t.Clock(p.At, k.Date), Mode: "numeric", Max: 8}
		c.Rows = append(c.Rows, row)
	}
	c.extras(v)
	said, _ := day.Said()
	c.reasonFields(v, said)
	return c, nil
}

// extras are the lines for punches that are missing: those the day lacks are named already.
func (c *Form) extras(v *shell.Visit) {
	var lacks []worktime.Kind
	for _, s := range c.Day.Shifts {
		if s.In == nil {
			lacks = append(lacks, worktime.In)
		}
		if s.Out == nil && !c.Day.Open {
			lacks = append(lacks, worktime.Out)
		}
	}
	if len(c.Day.Shifts) == 0 {
		lacks = []worktime.Kind{worktime.In, worktime.Out}
	}
	for i := range extras {
		n := string(rune('1' + i))
		kind := ui.Field{Name: "k_" + n, Label: v.T("record.add_kind", "n", n), Choices: []ui.Choice{{Value: "", Label: v.T("record.add_none")}}}
		for _, k := range worktime.Kinds {
			kind.Choices = append(kind.Choices, ui.Choice{Value: string(k), Label: v.T("name." + string(k)), Chosen: i < len(lacks) && lacks[i] == k})
		}
		c.Extras = append(c.Extras, Extra{kind, ui.Field{Name: "a_" + n, Label: v.T("record.add_time", "n", n), Mode: "numeric", Max: 8}})
	}
}

// reasonFields offers the company's reasons, with those that are said chosen.
func (c *Form) reasonFields(v *shell.Visit, said []string) {
	c.Reasons, c.Hours = nil, nil
	if len(c.reasons) == 0 {
		return
	}
	hourly := slices.ContainsFunc(c.reasons, func(r worktime.ReasonCode) bool { return slices.Contains(r.Means.Units, worktime.ByHour) })
	for i := range worktime.MaxReasons {
		n, have, hours := string(rune('1'+i)), "", ""
		if i < len(said) {
			have = said[i]
			if code, length, _ := strings.Cut(have, " "); strings.Contains(length, ":") {
				have, hours = code+" "+string(worktime.ByHour), length
			}
		}
		f := ui.Field{Name: "r_" + n, Label: v.T("record.reason", "n", n), Choices: []ui.Choice{{Value: "", Label: v.T("correct.no_reason")}}}
		for _, r := range c.reasons {
			f.Choices = append(f.Choices, reasonChoices(v.Lang(), r, have)...)
		}
		c.Reasons = append(c.Reasons, f)
		if hourly {
			c.Hours = append(c.Hours, ui.Field{Name: "h_" + n, Label: v.T("record.reason_hours", "n", n), Hint: v.T("record.reason_hours_hint"), Value: hours, Mode: "numeric", Max: 5})
		}
	}
}

// reasonChoices are the ways one reason can be taken. One that is not offered any more stays where a day has it.
func reasonChoices(lang string, r worktime.ReasonCode, have string) []ui.Choice {
	units := r.Means.Units
	if len(units) == 0 {
		units = []worktime.Unit{worktime.WholeDay}
	}
	name := r.Name
	if lang == locale.English && r.Means.English != "" {
		name = r.Means.English
	}
	var all []ui.Choice
	add := func(u worktime.Unit) {
		value, label := r.Code, name
		if u != worktime.WholeDay {
			value += " " + string(u) // of hours, how many is asked beside it
			label = locale.T(lang, "record.unit."+string(u), "reason", name)
		} else if len(units) > 1 {
			label = locale.T(lang, "record.unit.day", "reason", name)
		}
		if taken, err := worktime.ParseTaken([]worktime.ReasonCode{r}, value); err == nil && u != worktime.WholeDay {
			value = taken.String()
		}
		if have == value || !r.Means.Inactive {
			all = append(all, ui.Choice{Value: value, Label: label, Chosen: have == value})
		}
	}
	for _, u := range units {
		if u == worktime.HalfDay {
			add(worktime.Morning)
			add(worktime.Afternoon)
			continue
		}
		add(u)
	}
	return all
}

// Open tells whether a line is shown without being asked for: it is filled in, or the day lacks its punch.
func (x Extra) Open() bool {
	for _, c := range x.Kind.Choices {
		if c.Chosen && c.Value != "" {
			return true
		}
	}
	return x.Time.Value != "" || x.Time.Error != "" || x.Kind.Error != ""
}
