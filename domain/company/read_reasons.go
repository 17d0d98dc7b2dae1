package company

import (
	_ "embed" // the standard reasons

	"go.yaml.in/yaml/v3"

	"github.com/dakoku/dakoku/domain/worktime"
)

// standard is the word for the usual reasons of a company.
const standard = "standard"

//go:embed reasons.yaml
var standardReasons []byte

// reasons reads a list of reasons, in which the word standard stands for the usual ones; alone it is the whole list. A
// usual one that the file gives itself is the file's.
func (r *reader) reasons(v value) {
	if v.node.Kind == yaml.ScalarNode {
		if v.oneOf(standard) == standard {
			r.usual()
		}
		return
	}
	usual := false
	for _, item := range v.items() {
		if item.node.Kind == yaml.ScalarNode {
			usual = item.oneOf(standard) == standard
			continue
		}
		r.reason(item)
	}
	if usual {
		r.usual()
	}
}

// usual adds the standard reasons whose codes the file does not have.
func (r *reader) usual() {
	var list yaml.Node
	if err := yaml.Unmarshal(standardReasons, &list); err != nil {
		panic("company: reasons.yaml: " + err.Error()) // a mistake in the file beside this one; its test reads it
	}
	for _, item := range (value{r: r, node: list.Content[0], path: "reason_codes"}).items() {
		code := item.node.Content[1].Value
		if _, given := r.defined[KindReason][code]; !given {
			r.reason(item)
		}
	}
}

func (r *reader) reason(v value) {
	var c worktime.ReasonCode
	m := &c.Means
	v.fields(append(r.named(KindReason, &c.Code, &c.Name),
		field{"english", false, into(&m.English, value.name)},
		field{"short", false, func(v value) {
			if m.Short = v.name(); len([]rune(m.Short)) > 2 {
				v.wrong("%q is longer than the two characters a sheet has room for", m.Short)
			}
		}},
		field{"leave", false, func(v value) { m.Off = worktime.TimeOff(v.oneOf(leaves...)) }},
		field{"units", false, func(v value) {
			for _, unit := range v.list(func(v value) string { return v.oneOf("day", "am", "pm", "half", "hour") }) {
				m.Units = append(m.Units, worktime.Unit(unit))
			}
		}},
		field{"paid", false, func(v value) { m.Paid = v.truth() }},
		field{"attended", false, func(v value) { m.Attended = v.truth() }},
		field{"excuses", false, func(v value) {
			for _, what := range v.list(func(v value) string { return v.oneOf(string(worktime.Tardy), string(worktime.Gone)) }) {
				m.Excuses = append(m.Excuses, worktime.Problem(what))
			}
		}},
		field{"fills", false, func(v value) {
			for _, kind := range v.list(func(v value) string { return v.oneOf(string(worktime.In), string(worktime.Out)) }) {
				m.Fills = append(m.Fills, worktime.Kind(kind))
			}
		}},
		field{"day", false, func(v value) { m.Day = worktime.DayKind(v.oneOf("work", "prescribed", "statutory")) }},
		field{"early_start", false, func(v value) { m.Early = v.truth() }},
		field{"no_break", false, func(v value) { m.NoBreak = v.truth() }},
		field{"active", false, func(v value) { m.Inactive = !v.truth() }})...)
	if !m.Sound() {
		v.wrong("leave and units go together: a leave is taken in day, am, pm, half or hour")
	}
	r.file.Reasons = append(r.file.Reasons, c)
}

// leaves are the kinds of leave a file can name.
var leaves = []string{
	string(worktime.PaidLeave), string(worktime.Compensatory), string(worktime.Substituted), string(worktime.Special),
	string(worktime.OtherLeave), string(worktime.Absence), string(worktime.Suspension),
}

// patternMore are the keys of a pattern besides its hours.
func patternMore(p *worktime.Pattern) []field {
	return []field{
		{"boundary_side", false, func(v value) {
			if v.oneOf("same_day", string(worktime.PreviousDay)) == string(worktime.PreviousDay) {
				p.Side = worktime.PreviousDay
			}
		}},
		{"flexible", false, func(v value) { p.Flexible = v.truth() }},
		{"core", false, func(v value) {
			if ends := v.items(); len(ends) == 2 {
				p.Core = &worktime.Span{From: ends[0].clock(LatestEnd), To: ends[1].clock(LatestEnd)}
			} else {
				v.wrong("must be two times, [\"11:00\", \"15:00\"]")
			}
		}},
		{"half", false, func(v value) { c := v.clock(LatestEnd); p.Half = &c }},
		{"weekdays", false, func(v value) {
			for _, item := range v.items() {
				p.Weekdays = append(p.Weekdays, weekdayHours(item))
			}
		}},
	}
}

// weekdayHours reads the hours of some weekdays.
func weekdayHours(v value) (h worktime.WeekdayHours) {
	v.fields(
		field{"days", true, func(v value) {
			h.Days = v.list(func(v value) string { return v.oneOf(worktime.Weekdays()...) })
		}},
		field{"start", true, func(v value) { h.Start = v.clock(LatestEnd) }},
		field{"end", true, func(v value) { h.End = v.clock(LatestEnd) }},
		field{"breaks", false, func(v value) { h.Breaks = spans(v) }},
	)
	return h
}
