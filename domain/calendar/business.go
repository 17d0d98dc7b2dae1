package calendar

import (
	"fmt"
	"strings"
	"time"
)

// DefaultBoundary is when a business day (勤務日) begins unless the company says otherwise: 05:00 (勤怠基準時刻).
const DefaultBoundary Clock = 5 * 60

// Clock is a wall clock in minutes from midnight; it may pass 24:00 on the business date (25:30 = 1530).
type Clock int

// ParseClock reads "9:05", "09:05" or "25:30", up to 47:59.
func ParseClock(s string) (Clock, error) {
	hours, minutes, _ := strings.Cut(s, ":")
	h, okH := clockPart(hours, 1)
	m, okM := clockPart(minutes, 2)
	if !okH || !okM || h > 47 || m > 59 {
		return 0, fmt.Errorf("calendar: %q is not a time like 9:05 or 25:30", s)
	}
	return Clock(h*60 + m), nil
}

// clockPart reads one or two ASCII digits, at least so many.
func clockPart(s string, least int) (n int, ok bool) {
	if len(s) < least || len(s) > 2 {
		return 0, false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
}

// String prints "9:05" or "25:30", as people see it; "-2:30" is 21:30 on the evening before.
func (c Clock) String() string {
	if c < 0 {
		return "-" + (-c).String()
	}
	return fmt.Sprintf("%d:%02d", int(c)/60, int(c)%60)
}

// BusinessDate is the business date an instant belongs to: the half-open day [boundary, next boundary). A boundary below
// zero lies on the evening before: with -3:00 the day begins at 21:00 of the day before it.
func BusinessDate(at time.Time, zone *time.Location, boundary Clock) Date {
	local := at.In(zone)
	d := DateOf(local)
	switch next := d.Add(1); {
	case local.Before(d.At(int(boundary), zone)):
		return d.Add(-1)
	case boundary < 0 && !local.Before(next.At(int(boundary), zone)):
		return next
	}
	return d
}

// ClockOn is the wall clock of an instant as seen from a business date: 01:30 of the next day is 25:30.
func ClockOn(at time.Time, date Date, zone *time.Location) Clock {
	local := at.In(zone)
	return Clock(DateOf(local).Sub(date)*24*60 + local.Hour()*60 + local.Minute())
}
