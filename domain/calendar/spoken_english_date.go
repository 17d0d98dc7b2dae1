package calendar

import (
	"strings"
	"time"
)

var englishDays = []struct {
	word string
	days int
}{{"the day before yesterday", -2}, {"day before yesterday", -2}, {"today", 0}, {"yesterday", -1}, {"tomorrow", 1}}

var englishWeekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

var englishWeekdayEnds = []string{"day", "day", "sday", "nesday", "rsday", "day", "urday"}

var englishMonths = []string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

// englishDate reads yesterday, Monday, last Friday, Nov 20, 20 Nov and November 20th.
func englishDate(s string) (d SpokenDate, rest string, ok bool) {
	s, _ = cutOne(s, "on ")
	for _, e := range englishDays {
		if rest, ok := cutLatin(s, e.word); ok {
			return SpokenDate{offset: e.days}, rest, true
		}
	}
	d, rest = SpokenDate{form: onWeekday}, s
	for _, w := range []struct {
		word  string
		form  dateForm
		weeks int
	}{{"last ", weekdayBefore, 0}, {"this ", weekdayOf, 0}, {"next ", weekdayOf, 1}} {
		if after, ok := strings.CutPrefix(s, w.word); ok {
			d.form, d.offset, rest = w.form, w.weeks, after
		}
	}
	for i, short := range englishWeekdays {
		if rest, ok := cutLatin(rest, short+englishWeekdayEnds[i], short); ok {
			d.weekday = time.Weekday(i)
			return d, rest, true
		}
	}
	if month, rest, ok := englishMonth(s); ok {
		day, rest, ok := ordinal(trimBlank(rest))
		return SpokenDate{form: byMonthDay, month: month, day: day}, rest, ok && day > 0
	}
	if day, rest, ok := ordinal(s); ok && day > 0 {
		month, rest, ok := englishMonth(trimBlank(rest))
		return SpokenDate{form: byMonthDay, month: month, day: day}, rest, ok
	}
	return d, s, false
}

func englishMonth(s string) (month int, rest string, ok bool) {
	for i, name := range englishMonths {
		if rest, ok := cutLatin(s, name, name[:3]); ok {
			rest, _ = cutOne(rest, ".")
			return i + 1, rest, true
		}
	}
	return 0, s, false
}

func ordinal(s string) (n int, rest string, ok bool) {
	n, rest, ok = cutDigits(s, 1, 2)
	rest, _ = cutLatin(rest, "st", "nd", "rd", "th")
	return n, rest, ok
}
