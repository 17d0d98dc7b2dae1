package people

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// mail is one of a person's addresses; the empty places behind the last one are not kept.
func mail(i int) field {
	return field{Name: "mail" + strconv.Itoa(i+1), Input: ui.Field{Type: "email", Max: 254},
		Get: func(e employee) []string {
			if i < len(e.Mails) && e.Mails[i] != "" {
				return e.Mails[i : i+1]
			}
			return nil
		},
		Set: func(e *employee, values []string) error {
			text := desk.First(values)
			if text != "" && !org.IsMail(text) {
				return refused("mail")
			}
			all := make([]string, org.MaxMails)
			copy(all, e.Mails)
			all[i] = text
			for len(all) > 0 && all[len(all)-1] == "" {
				all = all[:len(all)-1]
			}
			e.Mails = all
			return nil
		}}
}

// date is a day that need not be known.
func date(name string, of func(*employee) **calendar.Date) field {
	return field{Name: name, Input: ui.Field{Type: "date"},
		Get: func(e employee) []string {
			if d := *of(&e); d != nil && *d != "" {
				return []string{string(*d)}
			}
			return nil
		},
		Set: func(e *employee, values []string) error {
			var d calendar.Date
			if text := desk.First(values); text != "" {
				var err error
				if d, err = calendar.ParseDate(text); err != nil {
					return refused("date")
				}
			}
			*of(e) = &d
			return nil
		}}
}

// typedCode is a code that need not be given: a login, or what another program calls the person.
func typedCode(name string, of func(*employee) *string) field {
	return field{Name: name, Input: ui.Field{Max: company.MaxCode},
		Get: func(e employee) []string {
			if *of(&e) == "" {
				return nil
			}
			return []string{*of(&e)}
		},
		Set: func(e *employee, values []string) error {
			text := strings.TrimSpace(norm.NFKC.String(desk.First(values)))
			if *of(e) = text; text != "" && !company.IsCode(text) {
				return refused("code")
			}
			return nil
		}}
}

// folded is a field that is typed in half-width letters, whatever the keyboard makes.
func folded(f field) field {
	set := f.Set
	f.Set = func(e *employee, values []string) error {
		return set(e, []string{norm.NFKC.String(desk.First(values))})
	}
	return f
}

// active is whether somebody may come in at all (有効).
func active() field {
	f := desk.OnOff("active", func(e *employee) *bool { return e.Inactive })
	f.Get = func(e employee) []string {
		if *e.Inactive {
			return nil
		}
		return []string{"on"}
	}
	f.Set = func(e *employee, values []string) error {
		off := desk.First(values) == ""
		e.Inactive = &off
		return nil
	}
	return f
}

// cards are the numbers of a person's IC cards, a line each.
func cards() field {
	return field{Name: "cards", Input: ui.Field{Rows: 3, Max: 2000},
		Get: func(e employee) []string {
			if len(e.Cards) == 0 {
				return nil
			}
			return []string{strings.Join(e.Cards, "\n")}
		},
		Set: func(e *employee, values []string) error {
			e.Cards = nil
			for _, text := range strings.Fields(strings.ToUpper(norm.NFKC.String(strings.Join(values, "\n")))) {
				if !company.IsCode(text) {
					return refused("code")
				}
				if !slices.Contains(e.Cards, text) {
					e.Cards = append(e.Cards, text)
				}
			}
			return nil
		}}
}
