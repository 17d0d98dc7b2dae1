package masters

import (
	"time"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/org"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/shell"
)

// companyRules are the company's name and what its days and weeks begin with.
func companyRules() section {
	zone := desk.Text("timezone", true, func(t *org.Tenant) *string { return &t.Timezone })
	return rules{
		name: "company", dated: true,
		form: desk.Form[org.Tenant]{Key: "masters.company", Fields: []desk.Field[org.Tenant]{
			desk.Text("name", true, func(t *org.Tenant) *string { return &t.Name }),
			zone,
			desk.Time("boundary", company.LastOfDay, func(t *org.Tenant) *calendar.Clock { return &t.Boundary }),
			desk.Pick("week_start", desk.Words("masters.weekday", weekdays...), func(t *org.Tenant) *string { return &t.Rules.WeekStart }),
			desk.OnOff("greetings", func(t *org.Tenant) *bool { return &t.Greetings }),
		}},
		check: func(_ company.File, t org.Tenant) error {
			if _, err := time.LoadLocation(t.Timezone); err != nil || t.Timezone == "Local" {
				return domain.Refuse(domain.Invalid, "field", "timezone", "why", "timezone")
			}
			return nil
		},
		said: func(_ *shell.Visit, t org.Tenant) string { return t.Name },
	}
}
