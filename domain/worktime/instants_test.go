package worktime

import (
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/org"
)

var tokyo = org.Tenant{Timezone: "Asia/Tokyo"}.Zone()

// at reads "11/20 8:58" or "11/20 8:58:30" in 2026, in Tokyo.
func at(s string) time.Time {
	t, err := time.ParseInLocation("2006 1/2 15:04:05", "2026 "+s, tokyo)
	if err != nil {
		t, err = time.ParseInLocation("2006 1/2 15:04", "2026 "+s, tokyo)
	}
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// on reads a date of 2026.
func on(s string) calendar.Date { return calendar.DateOf(at(s + " 12:00").In(tokyo)) }
