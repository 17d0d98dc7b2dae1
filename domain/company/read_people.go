package company

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
)

// Bounds of a passcode, which is typed at the shared recorder, and of a link code.
const (
	minPasscode    = 4
	maxPasscode    = 12
	linkCodeLength = 6
)

func (r *reader) employee(v value) {
	e := Employee{}
	e.Role = domain.Employee
	v.fields(append(append(r.identity(&e), terms(&e)...),
		field{"department", false, func(v value) { e.Department = r.refer(KindDepartment, v) }},
		field{"site", false, func(v value) { e.Site = r.refer(KindSite, v) }},
		field{"closing_group", false, func(v value) { e.Group = r.refer(KindGroup, v) }},
		field{"work_pattern", false, func(v value) { e.Pattern = r.refer(KindPattern, v) }},
		field{"supervisor", false, func(v value) { e.Supervisor = v.truth() }},
		field{"outside_agreement", false, func(v value) { e.OutsideAgreement = v.truth() }},
		field{"role", false, func(v value) {
			e.Role = domain.Role(v.oneOf(string(domain.Owner), string(domain.Admin), string(domain.Manager), string(domain.Employee)))
		}},
		field{"permission_group", false, func(v value) { e.Permission = r.refer(KindPermission, v) }},
		field{"methods", false, func(v value) { e.Methods = methods(v) }},
		field{"chat", false, func(v value) { e.Chat = r.accounts(v) }},
		field{"cards", false, func(v value) {
			e.Cards = v.list(func(v value) string { return r.card(v) })
		}},
		field{"hired", false, func(v value) { e.Hired = dayOrNone(v) }},
		field{"left", false, func(v value) { e.Left = dayOrNone(v) }},
		field{"active", false, func(v value) { inactive := !v.truth(); e.Inactive = &inactive }},
		field{"link_code", false, func(v value) { e.LinkCode = r.linkCode(v) }},
	)...)
	if e.Role == domain.Manager && e.Permission == "" {
		v.wrong("a manager names his permission_group")
	}
	if e.Role == domain.Owner {
		r.owners = append(r.owners, v)
	}
	if e.Hired != nil && e.Left != nil && *e.Left != "" && *e.Left < *e.Hired {
		v.wrong("left on %s, before being hired on %s", *e.Left, *e.Hired)
	}
	if e.Password != "" && e.Login == "" {
		v.wrong("has a password but no login")
	}
	r.file.Employees = append(r.file.Employees, e)
}

// identity are the fields that say who somebody is and how he signs in.
func (r *reader) identity(e *Employee) []field {
	return []field{
		{"code", true, func(v value) { e.Code = v.code(); r.define(anEmployeeCode, e.Code, v) }},
		{"name", true, into(&e.Name, value.name)},
		{"kana", false, into(&e.Kana, value.name)},
		{"romaji", false, into(&e.Romaji, value.name)},
		{"login", false, func(v value) { e.Login = v.code(); r.define("login", strings.ToLower(e.Login), v) }},
		{"password", false, into(&e.Password, value.text)},
		{"passcode", false, func(v value) {
			if e.Passcode = v.text(); !digitsOnly(e.Passcode) || len(e.Passcode) < minPasscode || len(e.Passcode) > maxPasscode {
				v.wrong("is not %d to %d digits", minPasscode, maxPasscode)
			}
		}},
		{"language", false, func(v value) { e.Language = v.oneOf(locale.Japanese, locale.English) }},
	}
}

// terms are the fields that say on what terms somebody works, and what other programs call him.
func terms(e *Employee) []field {
	return []field{
		{"title", false, func(v value) { e.Title = org.Title(v.oneOf(words(org.Titles)...)) }},
		{"mails", false, func(v value) { e.Mails = mails(v) }},
		{"employment", false, func(v value) { e.Employment = org.Employment(v.oneOf(words(org.Employments)...)) }},
		{"pay_form", false, func(v value) { e.PayForm = org.PayForm(v.oneOf(words(org.PayForms)...)) }},
		{"payroll_code", false, func(v value) { e.PayrollCode = v.code() }},
		{"attendance_code", false, func(v value) { e.AttendanceCode = v.code() }},
	}
}

func words[T ~string](all []T) []string {
	var list []string
	for _, w := range all {
		list = append(list, string(w))
	}
	return list
}

func mails(v value) []string {
	all := v.list(func(v value) string {
		s := v.text()
		if !org.IsMail(s) {
			v.wrong("%q is not a mail address", s)
		}
		return s
	})
	if len(all) > org.MaxMails {
		v.wrong("has %d addresses, at most %d fit", len(all), org.MaxMails)
	}
	return all
}

// dayOrNone reads a date, or "none" where one is to be taken back.
func dayOrNone(v value) *calendar.Date {
	var d calendar.Date
	if v.node.Value != "none" {
		d = v.date()
	}
	return &d
}

func digitsOnly(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// accounts reads a person's chat accounts. An account is one person's, and a person has one on a channel.
func (r *reader) accounts(v value) []Account {
	var all []Account
	seen := map[string]bool{}
	for _, item := range v.items() {
		var a Account
		item.fields(
			field{"channel", true, func(v value) { a.Channel = r.refer(KindChannel, v) }},
			field{"user", true, func(v value) { a.User = v.text() }},
			field{"direct", false, func(v value) { a.Direct = v.text() }},
		)
		if seen[a.Channel] && a.Channel != "" {
			item.wrong("is a second account on %s", a.Channel)
		}
		seen[a.Channel] = true
		r.define("account on "+a.Channel, a.User, item)
		all = append(all, a)
	}
	return all
}

// card reads the number of an IC card (IDm), compared without regard to case.
func (r *reader) card(v value) string {
	idm := strings.ToUpper(v.text())
	r.define("card", idm, v)
	return idm
}

func (r *reader) linkCode(v value) string {
	code := v.text()
	if !digitsOnly(code) || len(code) != linkCodeLength {
		v.wrong("is not %d digits", linkCodeLength)
	}
	r.define("link code", code, v)
	return code
}

// roles checks that nobody is the second owner, and warns when nobody may administer the company.
func (r *reader) roles() {
	for i, second := range r.owners {
		if i > 0 {
			second.wrong("is a second owner; the first is on line %d", r.owners[0].node.Line)
		}
	}
	administers := func(e Employee) bool { return e.Role == domain.Owner || e.Role == domain.Admin }
	if len(r.file.Employees) > 0 && !slices.ContainsFunc(r.file.Employees, administers) {
		r.file.Warnings = append(r.file.Warnings, r.name+": nobody is an owner or admin: settings can be changed by this file only")
	}
}
