package company

import (
	"slices"
	"testing"

	"github.com/dakoku/dakoku/domain/calendar"
)

// What a list says like the rule is not kept, years before the rule's law are left out, and the rest stands for itself.
func TestHolidaysOfAList(t *testing.T) {
	var list []calendar.ListedHoliday
	for d := calendar.NewDate(2014, 1, 1); d.Year() <= 2027; d = d.Add(1) {
		if calendar.National(d) && d != "2026-09-22" {
			list = append(list, calendar.ListedHoliday{Date: d, Name: "祝日"})
		}
	}
	list = append(list, calendar.ListedHoliday{Date: "2026-12-28", Name: "臨時"}, calendar.ListedHoliday{Date: "2014-12-28", Name: "臨時"})
	h := HolidaysOf(list)
	if h.First != 2016 || h.Last != 2027 || !slices.Equal(h.Added, []calendar.Date{"2026-12-28"}) || !slices.Equal(h.Removed, []calendar.Date{"2026-09-22"}) {
		t.Errorf("%+v", h)
	}
	for date, want := range map[calendar.Date]bool{"2026-12-28": true, "2026-09-22": false, "2026-01-01": true, "2032-09-21": true, "2026-01-02": false} {
		if h.National(date) != want {
			t.Errorf("%s is %v", date, !want)
		}
	}
	if near := h.Between("2026-12-01", "2026-12-31"); len(near.Added) != 1 || len(near.Removed) != 0 {
		t.Errorf("%+v", near)
	}
}
