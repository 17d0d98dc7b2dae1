package masters

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// calendars are the days that are not worked (休日カレンダー).
func calendars() section {
	days := desk.Words("masters.weekday", freeDays...)
	return rules{
		name: "calendar", dated: true,
		form: desk.Form[org.Tenant]{Key: "masters.calendar", Fields: []desk.Field[org.Tenant]{
			desk.Ticks("statutory", days, func(t *org.Tenant) *[]string { return &t.Rules.Calendar.Statutory }),
			desk.Ticks("prescribed", days, func(t *org.Tenant) *[]string { return &t.Rules.Calendar.Prescribed }),
			namedDays(),
		}},
		check: func(_ company.File, t org.Tenant) error {
			for _, day := range t.Rules.Calendar.Statutory {
				if slices.Contains(t.Rules.Calendar.Prescribed, day) {
					return domain.Refuse(domain.Invalid, "field", "prescribed", "why", "both")
				}
			}
			return nil
		},
		extra: func(v *shell.Visit, _ company.Masters, f *Form) {
			if c := v.Tenant.Rules.Calendar; len(c.Statutory)+len(c.Prescribed) == 0 {
				f.Notes = append(f.Notes, v.T("masters.calendar.usual"))
			}
			f.Links = []ui.Link{{Path: holidaysPath, Label: v.T("masters.holidays")}}
		},
		said: func(v *shell.Visit, t org.Tenant) string {
			return v.T("masters.calendar.some", "count", len(t.Rules.Calendar.Days))
		},
	}
}

// dayKinds are the kinds of a named day in the order they are offered.
var dayKinds = []string{"prescribed", "statutory", "work"}

// namedDays are lines of 2026-12-30 所定 年末休業.
func namedDays() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: "days", Input: ui.Field{Rows: 10, Max: 20000}, Speak: inWords,
		Get: func(t org.Tenant) (lines []string) {
			for _, d := range t.Rules.Calendar.Days {
				line := string(d.Date) + " " + locale.T(locale.Japanese, "masters.calendar.kind."+d.Kind) + " " + d.Name
				lines = append(lines, strings.TrimSpace(line))
			}
			return lines
		},
		Set: func(t *org.Tenant, values []string) error {
			var days []org.CalendarDay
			for _, line := range desk.Lines(values) {
				d, ok := namedDay(line)
				again := slices.ContainsFunc(days, func(o org.CalendarDay) bool { return o.Date == d.Date })
				switch {
				case !ok:
					return domain.Refuse(domain.Invalid, "why", "day", "line", line)
				case again:
					return domain.Refuse(domain.Invalid, "why", "day_twice", "line", line)
				}
				days = append(days, d)
			}
			slices.SortFunc(days, func(a, b org.CalendarDay) int { return strings.Compare(string(a.Date), string(b.Date)) })
			t.Rules.Calendar.Days = days
			return nil
		}}
}

// inWords writes the kinds of days, which are kept in Japanese words here, in those of the language.
func inWords(lang string, lines []string) []string {
	var pairs []string
	for _, kind := range dayKinds {
		pairs = append(pairs, " "+locale.T(locale.Japanese, "masters.calendar.kind."+kind), " "+locale.T(lang, "masters.calendar.kind."+kind))
	}
	return spokenBy(strings.NewReplacer(pairs...), lines)
}

func spokenBy(words *strings.Replacer, lines []string) []string {
	said := make([]string, len(lines))
	for i, line := range lines {
		said[i] = words.Replace(line)
	}
	return said
}

func namedDay(line string) (d org.CalendarDay, ok bool) {
	parts := strings.Fields(line)
	if len(parts) < 2 {
		return d, false
	}
	date, err := calendar.ParseDate(strings.ReplaceAll(desk.Digits(parts[0]), "/", "-"))
	if err != nil {
		return d, false
	}
	d = org.CalendarDay{Date: date, Name: strings.Join(parts[2:], " ")}
	for _, kind := range dayKinds {
		if strings.EqualFold(parts[1], kind) || parts[1] == locale.T(locale.Japanese, "masters.calendar.kind."+kind) || strings.EqualFold(parts[1], locale.T(locale.English, "masters.calendar.kind."+kind)) {
			d.Kind = kind
		}
	}
	return d, d.Kind != "" && len([]rune(d.Name)) <= company.MaxName
}
