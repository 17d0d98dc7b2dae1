package calendar

import "time"

// Resolve says which date is meant, seen from today, or refuses one that does not exist.
func (d SpokenDate) Resolve(today Date, lean Lean) (Date, error) {
	var date Date
	switch d.form {
	case relative:
		date = today.Add(d.offset)
	case onWeekday:
		date = nearestWeekday(today, d.weekday, lean)
	case weekdayOf:
		monday := today.Add(-fromMonday(today.Weekday()))
		date = monday.Add(7*d.offset + fromMonday(d.weekday))
	case weekdayBefore:
		date = nearestWeekday(today.Add(-1), d.weekday, Past)
	case weekdayAfter:
		date = nearestWeekday(today, d.weekday, Future)
	case byDay:
		date = nearestMonth(today, d.day, lean)
	case dayOfMonth:
		month := MonthOf(today).Add(d.offset)
		if date = month.Last(); d.day != 0 {
			date = exactDate(date.Year(), int(date.Month()), d.day)
		}
	case byMonthDay:
		date = nearestYear(today, d.month, d.day, lean)
	case byYearMonth:
		date = exactDate(d.year, d.month, d.day)
	}
	if date == "" {
		return "", Refusal(NoSuchDate, d.Text)
	}
	if d.check && date.Weekday() != d.weekday {
		return "", Refusal(OtherWeekday, d.Text)
	}
	return date, nil
}

// farBack is how many days back a date is taken without asking: what lies further is a mistype as often as not.
const farBack = 35

// doubt says why a resolved date has to be confirmed, and which other one may be meant. english tells that 3/4 was
// said in English, where the month may come second.
func (d SpokenDate) doubt(today, date Date, lean Lean, english bool) (Doubt, Date) {
	switch {
	case d.form == onWeekday && lean == Past && date == today:
		return SameWeekday, date.Add(-7)
	case d.form == byDay && lean == Past && MonthOf(date) != MonthOf(today):
		return EarlierMonth, ""
	case d.form == weekdayOf && d.offset == 1 && english && fromMonday(d.weekday) > fromMonday(today.Weekday()):
		return NextWeek, date.Add(-7)
	case d.slash && english && d.day >= 1 && d.day <= 12 && d.day != d.month:
		return DayOrder, nearestYear(today, d.day, d.month, lean)
	case lean == Past && today.Sub(date) > farBack:
		return LongAgo, ""
	}
	return "", ""
}

// fromMonday counts the days since Monday, on which weeks start.
func fromMonday(w time.Weekday) int { return (int(w) + 6) % 7 }

// nearestWeekday is the latest such day up to today, or the first one after it.
func nearestWeekday(today Date, w time.Weekday, lean Lean) Date {
	back := (int(today.Weekday()) - int(w) + 7) % 7
	if lean == Future {
		return today.Add(7 - back)
	}
	return today.Add(-back)
}

// nearestMonth is the day of this month, or of the last (next) one that has such a day when this one's is still to
// come (has passed).
func nearestMonth(today Date, day int, lean Lean) Date {
	step := -1
	if lean == Future {
		step = 1
	}
	for i := range 3 { // of three months in a row one has 31 days
		month := MonthOf(today).Add(i * step).First()
		date := exactDate(month.Year(), int(month.Month()), day)
		if date != "" && (date == today || (date > today) == (lean == Future)) {
			return date
		}
	}
	return ""
}

// nearestYear is the month and day in the year that brings it nearest to today: around New Year that is not
// this one. Leave is never asked for a day that has passed while the coming one is meant.
func nearestYear(today Date, month, day int, lean Lean) Date {
	var best Date
	for year := today.Year() - 1; year <= today.Year()+1; year++ {
		date := exactDate(year, month, day)
		if date == "" || lean == Future && date < today {
			continue
		}
		if best == "" || distance(date, today) < distance(best, today) {
			best = date
		}
	}
	return best
}

func distance(a, b Date) int { return max(a.Sub(b), b.Sub(a)) }

// exactDate is the date, or empty when the calendar has none: it never slides into the next month.
func exactDate(year, month, day int) Date {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 {
		return ""
	}
	date := NewDate(year, time.Month(month), day)
	if date.Day() != day {
		return ""
	}
	return date
}
