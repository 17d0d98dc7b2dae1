package people

import (
	"slices"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

type (
	employee = company.Employee
	field    = desk.Field[employee]
)

// form is how a person is filled in.
var form = desk.Form[employee]{Key: "people.field", Fields: slices.Concat(identity(), work(), access(), codes())}

// roles are those that can be given. The owner's is handed on by a page of its own.
func roles(lang string, all company.File) []ui.Choice {
	list := desk.Words("people.role", domain.Employee, domain.Manager, domain.Admin, domain.Owner)(lang, all)
	list[len(list)-1].Retired = true
	return list
}

func identity() []field {
	list := []field{
		folded(desk.Code(func(e *employee) *string { return &e.Code })),
		desk.Text("name", true, func(e *employee) *string { return &e.Name }),
		desk.Text("kana", false, func(e *employee) *string { return &e.Kana }),
		desk.Text("romaji", false, func(e *employee) *string { return &e.Romaji }),
		desk.Pick("title", titles, func(e *employee) *org.Title { return &e.Title }),
		desk.Pick("language", desk.Words("people.language", locale.Japanese, locale.English), func(e *employee) *string { return &e.Language }),
	}
	for i := range org.MaxMails {
		list = append(list, mail(i))
	}
	list[1].Group, list[6].Group = "group.name", "group.mail" // the code is asked for before all of them
	return list
}

func work() []field {
	list := []field{
		desk.Pick("department", desk.OrNone(desk.Departments), func(e *employee) *string { return &e.Department }),
		desk.Pick("site", desk.OrNone(choices["site"]), func(e *employee) *string { return &e.Site }),
		desk.Pick("closing_group", desk.OrNone(choices["group"]), func(e *employee) *string { return &e.Group }),
		desk.Pick("work_pattern", desk.OrNone(choices["pattern"]), func(e *employee) *string { return &e.Pattern }),
		desk.Pick("employment", desk.OrNone(choices["employment"]), func(e *employee) *org.Employment { return &e.Employment }),
		desk.Pick("pay_form", desk.OrNone(choices["pay"]), func(e *employee) *org.PayForm { return &e.PayForm }),
		date("hired", func(e *employee) **calendar.Date { return &e.Hired }),
		date("left", func(e *employee) **calendar.Date { return &e.Left }),
		desk.OnOff("supervisor", func(e *employee) *bool { return &e.Supervisor }),
		desk.OnOff("outside_agreement", func(e *employee) *bool { return &e.OutsideAgreement }),
	}
	list[0].Group = "group.work"
	return list
}

func access() []field {
	list := []field{
		desk.Pick("role", roles, func(e *employee) *domain.Role { return &e.Role }),
		desk.Pick("permission_group", desk.OrNone(choices["permission"]), func(e *employee) *string { return &e.Permission }),
		typedCode("login", func(e *employee) *string { return &e.Login }),
		active(),
		desk.Ticks("methods", desk.Doors, func(e *employee) *[]domain.Door { return &e.Methods }),
		cards(),
	}
	// Who owns the company is chosen on a page of its own; here it is only said.
	list[0].Set = func(e *employee, values []string) error {
		if e.Role != domain.Owner {
			e.Role = domain.Role(desk.First(values))
		}
		return nil
	}
	list[0].Group = "group.access"
	return list
}

func codes() []field {
	list := []field{
		typedCode("payroll_code", func(e *employee) *string { return &e.PayrollCode }),
		typedCode("attendance_code", func(e *employee) *string { return &e.AttendanceCode }),
	}
	list[0].Group = "group.codes"
	return list
}

func titles(lang string, _ company.File) []ui.Choice {
	list := []ui.Choice{{Label: locale.T(lang, "admin.desk.none")}}
	for _, t := range org.Titles {
		list = append(list, ui.Choice{Value: string(t), Label: string(t)})
	}
	return list
}

func refused(why string) error { return domain.Refuse(domain.Invalid, "why", why) }
