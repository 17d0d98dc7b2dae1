package records

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/audit"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/telling"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// scribe words deeds: it knows the people they name.
type scribe struct {
	telling.Teller
	names   map[domain.ID]org.Employee
	reasons []worktime.ReasonCode
}

// scribe gathers the people some deeds name.
func (p *Pages) scribe(v *shell.Visit, rows []audit.Row) (scribe, error) {
	ids := map[domain.ID]bool{}
	for _, r := range rows {
		ids[r.By], ids[r.Employee] = true, true
		for _, id := range slices.Concat(r.Before.Asked, r.After.Asked) {
			ids[id] = true
		}
	}
	names, err := p.names(v, ids)
	if err != nil {
		return scribe{}, err
	}
	reasons, err := p.Reasons.Reasons(v.Request().Context(), v.Tenant.ID)
	return scribe{teller(v), names, reasons}, err
}

// name is a person's name; of nobody it is the program's.
func (s scribe) name(id domain.ID) string {
	e, known := s.names[id]
	switch {
	case known:
		return e.DisplayName(s.Lang)
	case id == "":
		return s.T("records.program")
	}
	return string(id)
}

// deed is a row in words.
func (s scribe) deed(r audit.Row) Deed {
	d := Deed{When: s.When(r.At), Who: s.name(r.By), What: act(s.Lang, r.Act), Why: r.Why}
	if locale.Has("name.door." + string(r.Door)) {
		d.Door = s.Door(r.Door)
	}
	if r.Employee != "" && r.Employee != r.By {
		d.Whose = s.name(r.Employee)
	}
	switch {
	case r.Date != "" && r.Employee != "":
		d.Whose, d.Path = strings.TrimSpace(d.Whose+" "+s.Date(r.Date)), personDay(r.Employee, r.Date)
	case r.Month != "":
		d.Whose = strings.TrimSpace(d.Whose + " " + s.Month(r.Month))
	}
	if r.Number > 0 {
		d.What += " " + strconv.Itoa(r.Number)
	}
	d.Lines = s.changes(r)
	return d
}

// changes are what a deed changed: fields of a master, a day before and after, or what it says of itself.
func (s scribe) changes(r audit.Row) []string {
	if m := r.After.Master; m != nil {
		return s.master(*m)
	}
	if l := r.After.List; l != nil {
		return []string{l.Name, s.T("records.list", "new", l.New, "changed", l.Changed, "unchanged", l.Unchanged, "wrong", l.Wrong)}
	}
	before, after := s.state(r.Before, r.Date), s.state(r.After, r.Date)
	switch {
	case len(r.Before.Punches)+len(r.After.Punches) > 0 && before != after:
		return []string{cmp.Or(before, s.T("correct.no_punches")) + " → " + cmp.Or(after, s.T("correct.no_punches"))}
	case after != "" && before != "" && before != after:
		return []string{before + " → " + after}
	case after != "":
		return []string{after}
	}
	return nil
}

// state is a record as a deed found or left it, in a line.
func (s scribe) state(x audit.State, date calendar.Date) string {
	var parts []string
	for _, p := range x.Punches {
		day := cmp.Or(date, calendar.DateOf(p.At.In(s.Zone)))
		parts = append(parts, s.T("correct.recorded", "kind", s.Kind(worktime.Punch{Kind: worktime.Kind(p.Kind)}), "time", s.Clock(p.At, day)))
	}
	for _, said := range x.Reasons {
		if taken, err := worktime.ParseTaken(s.reasons, said); err == nil {
			said = s.Taken(taken)
		}
		parts = append(parts, said)
	}
	if x.Note != "" {
		parts = append(parts, x.Note)
	}
	if len(x.Asked) > 0 {
		var asked []string
		for _, id := range x.Asked {
			asked = append(asked, s.name(id))
		}
		parts = append(parts, s.T("team.correct.asks", "names", locale.List(s.Lang, asked)))
	}
	return strings.Join(append(parts, x.Lines...), "・")
}

// master is a record that was changed, a line for each field.
func (s scribe) master(m audit.Master) []string {
	what := s.word("records.kind.", m.Kind) + " " + m.Code
	if len(m.Fields) == 0 {
		return []string{s.T("records.master.new", "what", what)}
	}
	var lines []string
	for _, f := range m.Fields {
		line := s.T("records.master.line", "what", what, "field", s.word("records.field.", f.Name), "before", s.value(f.Before), "after", s.value(f.After))
		if f.From != "" {
			line = s.T("records.master.dated", "line", line, "date", s.Date(f.From))
		}
		lines = append(lines, line)
	}
	return lines
}

// word is the text of a word of the company file; one that has none stays as it is.
func (s scribe) word(prefix, word string) string {
	if key := prefix + strings.ReplaceAll(word, " ", "_"); locale.Has(key) {
		return s.T(key)
	}
	return word
}

// value is a field's value in words.
func (s scribe) value(text string) string {
	switch text {
	case "":
		return s.T("records.value.none")
	case "true", "false":
		return s.T("records.value." + text)
	case "(secret)", "(another)":
		return s.T("records.value.secret")
	}
	return text
}
