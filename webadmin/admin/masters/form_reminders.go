package masters

import (
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// reminders are when people are asked and warned (リマインド).
func reminders() section {
	wait := func(name string, most int, at func(*org.Reminders) *org.Wait) desk.Field[org.Tenant] {
		return waits(name, false, func(s string) (org.Wait, bool) { return waited(s, most) },
			func(r *org.Reminders) []org.Wait {
				if *at(r) == 0 {
					return nil
				}
				return []org.Wait{*at(r)}
			}, func(r *org.Reminders, all []org.Wait) {
				if *at(r) = 0; len(all) > 0 {
					*at(r) = all[0]
				}
			})
	}
	return rules{
		name: "reminders", dated: true,
		form: desk.Form[org.Tenant]{Key: "masters.reminders", Fields: []desk.Field[org.Tenant]{
			desk.OnOff("off", func(t *org.Tenant) *bool { return &t.Rules.Reminders.Off }),
			wait("missing_in", company.LongestWait, func(r *org.Reminders) *org.Wait { return &r.MissingIn }),
			wait("missing_out", company.LongestWait, func(r *org.Reminders) *org.Wait { return &r.MissingOut }),
			wait("missing_break", company.LongestWait, func(r *org.Reminders) *org.Wait { return &r.MissingBreak }),
			wait("still_in", company.LongestWait, func(r *org.Reminders) *org.Wait { return &r.StillIn }),
			wait("approvals", 24*60-1, func(r *org.Reminders) *org.Wait { return &r.Morning }),
			waits("closing", true, func(s string) (org.Wait, bool) {
				n, err := strconv.Atoi(s)
				return org.Wait(n), err == nil && n >= 0 && n <= company.MostDays
			}, func(r *org.Reminders) []org.Wait { return r.Closing }, func(r *org.Reminders, all []org.Wait) { r.Closing = all }),
			waits("overtime", false, func(s string) (org.Wait, bool) { return waited(s, company.MostOvertime) },
				func(r *org.Reminders) []org.Wait { return r.Overtime }, func(r *org.Reminders, all []org.Wait) { r.Overtime = all }),
			quiet(),
		}},
		check: func(_ company.File, t org.Tenant) error {
			steps := t.Rules.Reminders.Overtime
			for i := 1; i < len(steps); i++ {
				if steps[i] <= steps[i-1] {
					return domain.Refuse(domain.Invalid, "field", "overtime", "why", "ascending")
				}
			}
			return nil
		},
		said: func(v *shell.Visit, t org.Tenant) string {
			if t.Rules.Reminders.Off {
				return v.T("masters.reminders.silent")
			}
			return v.T("masters.reminders.sent")
		},
	}
}

// offWords switch a reminder off.
var offWords = []string{"off", "なし", "none"}

func isOff(s string) bool {
	for _, w := range offWords {
		if strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}

// waited reads hours and minutes, at least one minute.
func waited(s string, most int) (org.Wait, bool) {
	h, m, ok := strings.Cut(s, ":")
	hours, err := strconv.ParseUint(h, 10, 16)
	minutes, wrong := strconv.ParseUint(m, 10, 8)
	n := int(hours)*60 + int(minutes)
	return org.Wait(n), ok && err == nil && wrong == nil && len(m) == 2 && minutes < 60 && n > 0 && n <= most
}

// waits are times or numbers with commas between them, off, or nothing where the usual ones will do.
func waits(name string, days bool, read func(string) (org.Wait, bool), of func(*org.Reminders) []org.Wait, set func(*org.Reminders, []org.Wait)) desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: name, Input: ui.Field{Max: 60},
		Get: func(t org.Tenant) []string {
			var said []string
			for _, w := range of(&t.Rules.Reminders) {
				switch {
				case w == org.Never:
					said = append(said, offWords[0])
				case days:
					said = append(said, strconv.Itoa(int(w)))
				default:
					said = append(said, locale.Duration(int(w)))
				}
			}
			return desk.Lines([]string{strings.Join(said, ", ")})
		},
		Set: func(t *org.Tenant, values []string) error {
			text := strings.ReplaceAll(desk.Digits(desk.First(values)), "、", ",")
			var all []org.Wait
			for part := range strings.SplitSeq(text, ",") {
				part = strings.TrimSpace(part)
				switch w, ok := read(part); {
				case part == "":
				case isOff(part):
					all = []org.Wait{org.Never}
				case !ok:
					return domain.Refuse(domain.Invalid, "why", "wait")
				default:
					all = append(all, w)
				}
			}
			set(&t.Rules.Reminders, all)
			return nil
		}}
}

// quiet is the part of a day in which nobody is written to.
func quiet() desk.Field[org.Tenant] {
	return desk.Field[org.Tenant]{Name: "quiet", Input: ui.Field{Max: 20},
		Get: func(t org.Tenant) []string {
			switch q := t.Rules.Reminders.Quiet; {
			case q == nil:
				return nil
			case q.From == q.To:
				return []string{offWords[0]}
			default:
				return []string{q.From.String() + "-" + q.To.String()}
			}
		},
		Set: func(t *org.Tenant, values []string) error {
			r := &t.Rules.Reminders
			switch text := desk.First(values); {
			case text == "":
				r.Quiet = nil
			case isOff(text):
				r.Quiet = &org.Quiet{}
			default:
				s, err := span(text)
				if err != nil || s.From == s.To || s.From > company.LastOfDay || s.To > company.LastOfDay {
					return domain.Refuse(domain.Invalid, "why", "quiet")
				}
				r.Quiet = &org.Quiet{From: s.From, To: s.To}
			}
			return nil
		}}
}
