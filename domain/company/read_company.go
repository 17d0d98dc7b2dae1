package company

import (
	"strings"
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/domain/vocabulary"
)

var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// LastOfDay is the latest boundary: the day before ends with it.
const LastOfDay calendar.Clock = 24*60 - 1

func (r *reader) company(v value) {
	t := &r.file.Tenant
	t.Timezone, t.Boundary, t.Workflow, t.Rules.WeekStart = "Asia/Tokyo", calendar.DefaultBoundary, org.WorkflowOn, weekdays[0]
	v.fields(
		field{"code", true, into(&t.Code, value.code)},
		field{"name", true, into(&t.Name, value.name)},
		field{"timezone", false, func(v value) {
			t.Timezone = v.text()
			if _, err := time.LoadLocation(t.Timezone); err != nil || t.Timezone == "Local" {
				v.wrong("%q is not a time zone like Asia/Tokyo", t.Timezone)
			}
		}},
		field{"boundary", false, func(v value) { t.Boundary = v.clock(LastOfDay) }},
		field{"workflow", false, func(v value) { t.Workflow = workflow(v) }},
		field{"approval", false, func(v value) { t.Approval = r.approval(v) }},
		field{"week_start", false, func(v value) { t.Rules.WeekStart = v.oneOf(weekdays...) }},
		field{"greetings", false, func(v value) { t.Greetings = v.truth() }},
		field{"rounding", false, func(v value) { t.Rules.Rounding = rounding(v) }},
		field{"auto_break", false, func(v value) { t.Rules.AutoBreak = autoBreaks(v) }},
		field{"interval", false, func(v value) {
			i := &t.Rules.Interval
			v.fields(
				field{"hours", true, func(v value) { i.Hours = v.number(1, 23) }},
				field{"tolerance", false, func(v value) { i.Tolerance = v.number(0, 120) }},
			)
		}},
		field{"outing_deducted", false, func(v value) { t.Rules.OutingCounted = !v.truth() }},
		field{"access", false, func(v value) { t.Access = access(v) }},
		field{"reminders", false, func(v value) { t.Rules.Reminders = reminders(v) }},
	)
}

func workflow(v value) org.Workflow {
	if v.node.Value == string(org.WorkflowAdmins) {
		return org.WorkflowAdmins
	}
	switch strings.ToLower(v.text()) {
	case "on", "true", "yes":
		return org.WorkflowOn
	case "off", "false", "no":
		return org.WorkflowOff
	}
	v.wrong("%q is not one of on, off, admins", v.node.Value)
	return ""
}

func autoBreaks(v value) []org.AutoBreak {
	var all []org.AutoBreak
	for _, item := range v.items() {
		var b org.AutoBreak
		item.fields(
			field{"over", true, func(v value) { b.Over = int(v.clock(24 * 60)) }},
			field{"minutes", true, func(v value) { b.Minutes = v.number(1, 480) }},
			field{"of", false, func(v value) { b.Elapsed = v.oneOf("worked", "elapsed") == "elapsed" }},
		)
		if n := len(all); n > 0 && b.Over <= all[n-1].Over {
			item.wrong("over must be longer than that of the line before")
		}
		all = append(all, b)
	}
	return all
}

func (r *reader) calendar(v value) {
	c := &r.file.Tenant.Rules.Calendar
	dayNames := append([]string{"national"}, weekdays...)
	day := func(v value) string { return v.oneOf(dayNames...) }
	v.fields(
		field{"statutory", false, func(v value) { c.Statutory = v.list(day) }},
		field{"prescribed", false, func(v value) { c.Prescribed = v.list(day) }},
		field{"days", false, each(func(v value) {
			var d org.CalendarDay
			v.fields(
				field{"date", true, func(v value) { d.Date = v.date(); r.define("calendar day", string(d.Date), v) }},
				field{"kind", true, func(v value) { d.Kind = v.oneOf("work", "prescribed", "statutory") }},
				field{"name", false, into(&d.Name, value.name)},
			)
			c.Days = append(c.Days, d)
		})},
	)
}

// words reads the company's own chat words. One that is refused says why and where.
func (r *reader) words(v value) {
	words, at := org.Words{}, map[[2]string]value{}
	var kinds []field
	for _, kind := range wordKinds() {
		kinds = append(kinds, field{kind, false, func(v value) {
			for _, item := range v.items() {
				word := item.text()
				words[kind] = append(words[kind], word)
				at[[2]string{kind, word}] = item
			}
		}})
	}
	v.fields(kinds...)
	r.file.Tenant.Words = words
	for _, err := range vocabulary.Check(words, locale.Reserved()) {
		refusal, ok := err.(*domain.Error)
		if !ok {
			continue
		}
		kind, _ := refusal.Args["kind"].(string)
		word, _ := refusal.Args["word"].(string)
		if item, ok := at[[2]string{kind, word}]; ok && word != "" {
			item.wrong("%s", refusal.Text)
		}
	}
}

// wordKinds are the keys words may stand under, by their own names and by the ledger's.
func wordKinds() []string {
	var names []string
	for _, kind := range vocabulary.Kinds {
		names = append(names, string(kind))
	}
	return append(names, vocabulary.LedgerNames()...)
}
