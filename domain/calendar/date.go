package calendar

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a calendar date without a zone, "2026-11-20". The zero value is no date.
// It is its own type because an instant stored for a date shifts with the zone that reads it.
type Date string

const layout = "2006-01-02"

// NewDate makes the date of a year, month and day; days out of range run over as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads "2006-01-02" and refuses dates that do not exist.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(layout, s); err != nil {
		return "", fmt.Errorf("calendar: %q is not a date like 2026-11-20", s)
	}
	return Date(s), nil
}

// Dates are written and read by hand: a month of ten thousand people does so millions of times.

// DateOf is the calendar date of an instant in its own location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	if year < 0 || year > 9999 {
		return Date(t.Format(layout))
	}
	digit := func(n int) byte { return '0' + byte(n%10) }
	return Date([]byte{digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-',
		digit(int(month) / 10), digit(int(month)), '-', digit(day / 10), digit(day)})
}

// parts are the numbers of a date; those of the first day of the year 1 for what does not look like one.
func (d Date) parts() (year int, month time.Month, day int) {
	if len(d) != len(layout) || d[4] != '-' || d[7] != '-' {
		return 1, 1, 1
	}
	n := 0
	for i, c := range []byte(d) {
		if i != 4 && i != 7 {
			if c < '0' || c > '9' {
				return 1, 1, 1
			}
			n = n*10 + int(c-'0')
		}
	}
	return n / 10000, time.Month(n / 100 % 100), n % 100
}

// utc is the date's midnight in UTC.
func (d Date) utc() time.Time {
	year, month, day := d.parts()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Add moves by whole days.
func (d Date) Add(days int) Date {
	year, month, day := d.parts()
	return NewDate(year, month, day+days)
}

// Sub counts the days from other to d.
func (d Date) Sub(other Date) int { return int(d.utc().Sub(other.utc()) / (24 * time.Hour)) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Year, Month and Day are the date's parts.
func (d Date) Year() int         { return d.utc().Year() }
func (d Date) Month() time.Month { return d.utc().Month() }
func (d Date) Day() int          { return d.utc().Day() }

// At is the instant of a wall clock on this date; minutes from midnight may exceed 24 hours (25:30 is the next day's 01:30).
func (d Date) At(minutes int, zone *time.Location) time.Time {
	year, month, day := d.parts()
	return time.Date(year, month, day, 0, minutes, 0, 0, zone)
}

// Value and Scan keep a date as text in the database.
func (d Date) Value() (driver.Value, error) { return string(d), nil }

// Scan implements sql.Scanner.
func (d *Date) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*d = ""
	case string:
		*d = Date(v)
	case []byte:
		*d = Date(v)
	default:
		return fmt.Errorf("calendar: cannot read a date from %T", v)
	}
	return nil
}
