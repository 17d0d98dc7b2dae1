package record

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/workflow"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// read takes what was filled in, and makes the wish of it. false: something cannot be read, and says so beside it.
func (c *Form) read(v *shell.Visit, w workflow.Wish) (_ workflow.Wish, ok bool) {
	w.Replaces, ok = c.Again, true
	zone := v.Tenant.Zone()
	for i := range c.Rows {
		row := &c.Rows[i]
		if !sends(v, row.Time.Name) {
			continue // it came after the form was shown
		}
		row.Checked = v.FormValue("x_"+string(row.ID)) != ""
		was := row.Time.Value
		row.Time.Value = v.Text(row.Time.Name)
		at, read := clockOn(row.Time.Value, c.Date, zone)
		edit := workflow.Change{Op: workflow.Move, Kind: row.Kind, Punch: row.ID, At: at, Before: row.punch.At}
		switch {
		case row.Checked && !row.Held:
			w.Changes = append(w.Changes, workflow.Change{Op: workflow.Remove, Kind: row.Kind, Punch: row.ID, Before: row.punch.At})
		case row.Held && !row.Checked:
		case !read:
			row.Time.Error, ok = v.T("record.no_time"), false
		case row.Held && row.Time.Value == was: // it counts as it was said
			edit.At = row.punch.At
			w.Changes = append(w.Changes, edit)
		case row.Time.Value != was:
			w.Changes = append(w.Changes, edit)
		}
	}
	for i := range c.Extras {
		x := &c.Extras[i]
		kind := v.FormValue(x.Kind.Name)
		choose(&x.Kind, kind)
		x.Time.Value = v.Text(x.Time.Name)
		at, read := clockOn(x.Time.Value, c.Date, zone)
		switch {
		case x.Time.Value == "": // the kind may stand there because the day lacks it
		case kind == "":
			x.Kind.Error, ok = v.T("record.no_kind"), false
		case !read:
			x.Time.Error, ok = v.T("record.no_time"), false
		default:
			w.Changes = append(w.Changes, workflow.Change{Op: workflow.Add, Kind: worktime.Kind(kind), At: at})
		}
	}
	return w, c.readSaid(v, &w) && ok
}

// readSaid takes the reasons and the note; what is as it was is not asked to change.
func (c *Form) readSaid(v *shell.Visit, w *workflow.Wish) bool {
	reasons, ok := []string{}, true
	for i := range c.Reasons {
		value := v.FormValue(c.Reasons[i].Name)
		choose(&c.Reasons[i], value)
		code, unit, _ := strings.Cut(value, " ")
		if i < len(c.Hours) {
			c.Hours[i].Value = v.Text(c.Hours[i].Name)
		}
		if unit == string(worktime.ByHour) && i < len(c.Hours) {
			value = code + " " + plain(c.Hours[i].Value)
			if !strings.Contains(value, ":") {
				value += ":00"
			}
			if _, err := worktime.ParseTaken(c.reasons, value); err != nil {
				c.Hours[i].Error, ok = v.T("record.reason_hours_hint"), false
			}
		}
		if value != "" {
			reasons = append(reasons, value)
		}
	}
	said, note := c.Day.Said()
	if len(c.Reasons) > 0 && sends(v, c.Reasons[0].Name) && strings.Join(reasons, "\n") != strings.Join(said, "\n") {
		w.Reasons = reasons
	}
	if !sends(v, "note") {
		return ok
	}
	c.Note = strings.TrimSpace(strings.ReplaceAll(v.FormValue("note"), "\r\n", "\n"))
	if c.Note != note {
		w.Note = &c.Note
	}
	if n := utf8.RuneCountInString(c.Note); n > c.NoteMost {
		c.NoteWrong, ok = v.T("record.note_long", "count", c.NoteMost, "length", n), false
	}
	return ok
}

// sends tells whether the form has a field of that name.
func sends(v *shell.Visit, name string) bool {
	_ = v.FormValue(name) // reads the form
	return v.Request().PostForm.Has(name)
}

// choose marks what was chosen.
func choose(f *ui.Field, value string) {
	f.Value = value
	for i := range f.Choices {
		f.Choices[i].Chosen = f.Choices[i].Value == value
	}
}

// plain makes digits and colons of what Japanese keyboards write.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '：' || r == '時' || r == '.':
			return ':'
		case r == ' ' || r == '　' || r == '分':
			return -1
		}
		return r
	}, text)
}

// clockOn reads a time of a business date: "18:30", "25:30", "1830".
func clockOn(text string, date calendar.Date, zone *time.Location) (time.Time, bool) {
	text = plain(text)
	if n := len(text); !strings.Contains(text, ":") && (n == 3 || n == 4) {
		text = text[:n-2] + ":" + text[n-2:]
	}
	at, err := calendar.ParseClock(text)
	if err != nil {
		return time.Time{}, false
	}
	return date.At(int(at), zone), true
}

// blame says why a wish cannot be, beside the field that is to blame where there is one. false: it is no refusal.
func (c *Form) blame(t telling.Teller, err error, door domain.Door) bool {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		return false
	}
	if refusal.Code != domain.Invalid {
		title, lines, ok := t.Refused(err, door)
		if refusal.Args["why"] == "workflow_admins" {
			title = t.T("correct.admins_only")
		}
		c.Wrong = strings.Join(append([]string{title}, lines...), " ")
		return ok
	}
	says := t.Impossible(err, c.Date)
	kind, _ := refusal.Args["kind"].(worktime.Kind)
	at, _ := refusal.Args["at"].(time.Time)
	field := c.field(kind, at, t.Zone)
	switch {
	case refusal.Args["why"] == "reasons":
		c.ReasonWrong = says
	case refusal.Args["why"] == "note_long":
		c.NoteWrong = says
	case field != nil:
		field.Error = says
	default:
		c.Wrong = says
	}
	return true
}

// field finds where a time was filled in.
func (c *Form) field(kind worktime.Kind, at time.Time, zone *time.Location) *ui.Field {
	is := func(k worktime.Kind, f ui.Field) bool {
		got, ok := clockOn(f.Value, c.Date, zone)
		return ok && k == kind && got.Truncate(time.Minute).Equal(at.Truncate(time.Minute))
	}
	for i := range c.Rows {
		if is(c.Rows[i].Kind, c.Rows[i].Time) {
			return &c.Rows[i].Time
		}
	}
	for i := range c.Extras {
		if is(worktime.Kind(c.Extras[i].Kind.Value), c.Extras[i].Time) {
			return &c.Extras[i].Time
		}
	}
	return nil
}
