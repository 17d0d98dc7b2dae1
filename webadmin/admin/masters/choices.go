package masters

import (
	"strconv"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// departmentsOf are a company's departments to choose from.
func departmentsOf(_ string, all company.File) []ui.Choice {
	var list []ui.Choice
	for _, d := range all.Departments {
		list = append(list, ui.Choice{Value: d.Code, Label: d.Name, Retired: d.Retired})
	}
	return list
}

// orNone are choices with none before them.
func orNone(options func(string, company.File) []ui.Choice) func(string, company.File) []ui.Choice {
	return func(lang string, all company.File) []ui.Choice {
		return append([]ui.Choice{{Label: locale.T(lang, "masters.none")}}, options(lang, all)...)
	}
}

func sitesOf(_ string, all company.File) []ui.Choice {
	var list []ui.Choice
	for _, s := range all.Sites {
		list = append(list, ui.Choice{Value: s.Code, Label: s.Name, Retired: s.Retired})
	}
	return list
}

// punchDoors are the ways of punching a person or a site may be limited to.
func punchDoors(lang string, _ company.File) []ui.Choice {
	var list []ui.Choice
	for _, d := range []domain.Door{domain.LINE, domain.Chatwork, domain.Slack, domain.Me, domain.Web, domain.Card, domain.Beacon} {
		list = append(list, ui.Choice{Value: string(d), Label: locale.T(lang, "name.door."+string(d))})
	}
	return list
}

// monthsOf are the months of a year by their numbers.
func monthsOf(lang string, _ company.File) []ui.Choice {
	list := []ui.Choice{{Label: locale.T(lang, "masters.usual_month")}}
	for n := 1; n <= 12; n++ {
		list = append(list, ui.Choice{Value: strconv.Itoa(n), Label: locale.T(lang, "masters.month", "n", n)})
	}
	return list
}

// weekdays are the days of a week as the company file calls them.
var weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// freeDays are what days a calendar can keep free.
var freeDays = append([]string{"national"}, weekdays...)
