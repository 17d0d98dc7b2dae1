package masters

import (
	"strconv"

	"github.com/dakoku/dakoku/domain/company"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/webadmin/ui"
)

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
