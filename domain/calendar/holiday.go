package calendar

import (
	"sync"
	"time"
)

// holidays are the national holidays by year; working them out once is enough.
var holidays sync.Map // int → map[Date]bool

// National tells whether a date is a national holiday of Japan (国民の祝日, 振替休日 and 国民の休日), by the law as it is
// since 2016, for the years to 2099. The equinoxes of a coming year are official only with the 暦要項 of the February
// before it. Whether nobody works on it is for the company's calendar to say.
func National(d Date) bool {
	year := d.Year()
	if found, ok := holidays.Load(year); ok {
		return found.(map[Date]bool)[d]
	}
	all := holidaysOf(year)
	holidays.Store(year, all)
	return all[d]
}

// holidaysOf works out a year: the holidays the law names, then what follows from them (国民の祝日に関する法律3条).
func holidaysOf(year int) map[Date]bool {
	named := map[Date]bool{}
	for _, d := range namedHolidays(year) {
		named[d] = true
	}
	all := map[Date]bool{}
	for d := range named {
		all[d] = true
		if d.Weekday() == time.Sunday { // 振替休日, 2項: the next day that is no holiday itself
			for d = d.Add(1); named[d]; d = d.Add(1) {
			}
			all[d] = true
		}
		if next := d.Add(1); !named[next] && named[d.Add(2)] { // 国民の休日, 3項: between two holidays
			all[next] = true
		}
	}
	return all
}

// namedHolidays are the 国民の祝日 of a year (2条), with the special laws of 2019, 2020 and 2021.
func namedHolidays(year int) []Date {
	on := func(month time.Month, day int) Date { return NewDate(year, month, day) }
	days := []Date{
		on(1, 1), nthMonday(year, 1, 2), on(2, 11), on(3, equinox(year, 20.8431)), on(4, 29), on(5, 3), on(5, 4), on(5, 5),
		nthMonday(year, 9, 3), on(9, equinox(year, 23.2488)), on(11, 3), on(11, 23),
	}
	switch {
	case year >= 2020:
		days = append(days, on(2, 23))
	case year == 2019: // the accession: no 天皇誕生日 that year
		days = append(days, on(5, 1), on(10, 22))
	default:
		days = append(days, on(12, 23))
	}
	switch year { // 海の日, スポーツの日 and 山の日, moved for the Olympic games
	case 2020:
		return append(days, on(7, 23), on(7, 24), on(8, 10))
	case 2021:
		return append(days, on(7, 22), on(7, 23), on(8, 8))
	}
	return append(days, nthMonday(year, 7, 3), nthMonday(year, 10, 2), on(8, 11))
}

func nthMonday(year int, month time.Month, n int) Date {
	first := NewDate(year, month, 1)
	return first.Add((8-int(first.Weekday()))%7 + 7*(n-1))
}

// equinox is the day of an equinox by its usual approximation, good from 1980 to 2099
// (http://hymnsong.s7.xrea.com/script/calender/etc.html); base is the one of March or September.
func equinox(year int, base float64) int {
	since := year - 1980
	return int(base+0.242194*float64(since)) - since/4
}
