package masters

import (
	"strconv"
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

// breaks are the breaks that are taken off by themselves, outings, and the rest between two days.
func breaks() section {
	return rules{
		name: "breaks", dated: true,
		form: desk.Form[org.Tenant]{Key: "masters.breaks", Fields: []desk.Field[org.Tenant]{
			autoBreaks(),
			desk.OnOff("outing_counted", func(t *org.Tenant) *bool { return &t.Rules.OutingCounted }),
			desk.Number("interval_hours", false, 1, 23, func(t *org.Tenant) *int { return &t.Rules.Interval.Hours }),
			desk.Number("interval_tolerance", false, 0, 120, func(t *org.Tenant) *int { return &t.Rules.Interval.Tolerance }),
		}},
		check: func(_ company.File, t org.Tenant) error {
			if t.Rules.Interval.Hours == 0 && t.Rules.Interval.Tolerance > 0 {
				return domain.Refuse(domain.Invalid, "field", "interval_hours", "why", "missing")
			}
			return nil
		},
		extra: func(v *shell.Visit, _ company.Masters, f *Form) {
			f.Notes = []string{v.T("masters.breaks.note")}
			f.Links = []ui.Link{{Path: lintPath, Label: v.T("masters.rounding.lint")}}
		},
		said: func(v *shell.Visit, t org.Tenant) string {
			if len(t.Rules.AutoBreak) == 0 {
				return v.T("masters.breaks.none")
			}
			return v.T("masters.breaks.some", "count", len(t.Rules.AutoBreak))
		},
	}
}

// elapsed is the word for a break that is measured from in to out.
var elapsed = []string{"拘束", "elapsed"}

// autoBreaks are lines of 6:00 45, in the order of their lengths.
func autoBreaks() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: "auto_break", Input: ui.Field{Rows: 3},
		Speak: func(lang string, lines []string) []string {
			if lang == locale.Japanese {
				return lines
			}
			return spokenBy(strings.NewReplacer(elapsed[0], elapsed[1]), lines)
		},
		Get: func(t org.Tenant) (lines []string) {
			for _, b := range t.Rules.AutoBreak {
				line := locale.Duration(b.Over) + " " + strconv.Itoa(b.Minutes)
				if b.Elapsed {
					line += " " + elapsed[0]
				}
				lines = append(lines, line)
			}
			return lines
		},
		Set: func(t *org.Tenant, values []string) error {
			t.Rules.AutoBreak = nil
			for _, line := range desk.Lines(values) {
				b, ok := autoBreak(desk.Digits(line))
				all := t.Rules.AutoBreak
				if !ok || len(all) > 0 && b.Over <= all[len(all)-1].Over {
					return domain.Refuse(domain.Invalid, "why", "auto_break", "line", line)
				}
				t.Rules.AutoBreak = append(all, b)
			}
			return nil
		}}
}

func autoBreak(line string) (b org.AutoBreak, ok bool) {
	parts := strings.Fields(strings.ReplaceAll(line, "　", " "))
	if len(parts) < 2 || len(parts) > 3 {
		return b, false
	}
	over, err := calendar.ParseClock(parts[0])
	minutes, wrong := strconv.Atoi(strings.TrimSuffix(parts[1], "分"))
	if err != nil || wrong != nil || over > 24*60 || minutes < 1 || minutes > 480 {
		return b, false
	}
	if len(parts) == 3 {
		if parts[2] != elapsed[0] && !strings.EqualFold(parts[2], elapsed[1]) {
			return b, false
		}
		b.Elapsed = true
	}
	b.Over, b.Minutes = int(over), minutes
	return b, true
}
