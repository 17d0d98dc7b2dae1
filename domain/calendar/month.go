package calendar

import (
	"fmt"
	"time"
)

// Month is a calendar month or the label of a closing period, "2026-11".
type Month string

// ParseMonth reads "2026-11".
func ParseMonth(s string) (Month, error) {
	if _, err := time.Parse("2006-01", s); err != nil {
		return "", fmt.Errorf("calendar: %q is not a month like 2026-11", s)
	}
	return Month(s), nil
}

// MonthOf is the calendar month of a date.
func MonthOf(d Date) Month { return Month(d[:7]) }

// First and Last are the month's ends.
func (m Month) First() Date { return Date(m + "-01") }

// Last is the month's last day.
func (m Month) Last() Date {
	d := m.First()
	return NewDate(d.Year(), d.Month()+1, 0)
}

// Until counts the months from m to a later one.
func (m Month) Until(later Month) int {
	from, to := m.First(), later.First()
	return (to.Year()-from.Year())*12 + int(to.Month()-from.Month())
}

// Add moves by whole months.
func (m Month) Add(n int) Month {
	d := m.First()
	return MonthOf(NewDate(d.Year(), d.Month()+time.Month(n), 1))
}
