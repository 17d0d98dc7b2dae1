package calendar

import (
	"strings"
	"time"
)

// SpokenDate is a date as somebody named it, not yet resolved.
type SpokenDate struct {
	Text             string // the words it was read from
	form             dateForm
	offset           int // days from today, or weeks from this week
	year, month, day int // year 0: not said
	weekday          time.Weekday
	check            bool // the weekday was added in brackets
}

type dateForm int

const (
	relative    dateForm = iota // 昨日, 3日前
	onWeekday                   // 金曜
	weekdayOf                   // 先週の金曜
	byMonthDay                  // 11/20
	byYearMonth                 // 2026-11-20
)

// relativeDays are the words for a day; longer ones first, so that 一昨日 is not read as 昨日 after 一.
var relativeDays = []struct {
	word string
	days int
}{
	{"一昨日", -2}, {"おととい", -2}, {"明後日", 2}, {"あさって", 2},
	{"今日", 0}, {"本日", 0}, {"きょう", 0}, {"昨日", -1}, {"きのう", -1},
	{"明日", 1}, {"あした", 1}, {"あす", 1},
}

const weekdayLetters = "日月火水木金土"

// SpokenDates lists the ways to read a date at the beginning of s, longest first. s is normalised: half width,
// lower case.
func SpokenDates(s string) []Prefix[SpokenDate] {
	var found []Prefix[SpokenDate]
	add := func(d SpokenDate, rest string) {
		d.Text = s[:len(s)-len(rest)]
		found = append(found, Prefix[SpokenDate]{d, rest})
	}
	for _, r := range relativeDays {
		if rest, ok := strings.CutPrefix(s, r.word); ok {
			add(SpokenDate{form: relative, offset: r.days}, rest)
			return found
		}
	}
	if n, rest, ok := cutDigits(s, 1, 3); ok {
		if rest, ok := strings.CutPrefix(rest, "日前"); ok {
			add(SpokenDate{form: relative, offset: -n}, rest)
			return found
		}
	}
	form, weeks, rest := onWeekday, 0, s
	for i, week := range []string{"今週の", "先週の"} {
		if after, ok := strings.CutPrefix(s, week); ok {
			form, weeks, rest = weekdayOf, -i, after
		}
	}
	if weekday, rest, ok := cutWeekday(rest); ok {
		if rest, ok := strings.CutPrefix(rest, "曜"); ok {
			d := SpokenDate{form: form, offset: weeks, weekday: weekday}
			if longer, ok := strings.CutPrefix(rest, "日"); ok {
				add(d, longer)
			}
			add(d, rest)
		}
		return found
	}
	if d, rest, ok := numericDate(s); ok {
		if weekday, after, ok := bracketWeekday(rest); ok {
			checked := d
			checked.weekday, checked.check = weekday, true
			add(checked, after)
		}
		add(d, rest)
	}
	return found
}

// numericDate reads 11/20, 11月20日, 2026-11-20, 2026/11/20 and 2026年11月20日.
func numericDate(s string) (d SpokenDate, rest string, ok bool) {
	d.form, rest = byMonthDay, s
	monthMark, dayMark := "", ""
	if year, after, ok := cutDigits(s, 4, 4); ok {
		for _, marks := range [][3]string{{"-", "-", ""}, {"/", "/", ""}, {"年", "月", "日"}} {
			if after, ok := strings.CutPrefix(after, marks[0]); ok {
				d.form, d.year, rest, monthMark, dayMark = byYearMonth, year, after, marks[1], marks[2]
			}
		}
		if monthMark == "" {
			return d, s, false
		}
	}
	if d.month, rest, ok = cutDigits(rest, 1, 2); !ok {
		return d, s, false
	}
	switch {
	case monthMark != "":
	case strings.HasPrefix(rest, "/"):
		monthMark = "/"
	case strings.HasPrefix(rest, "月"):
		monthMark, dayMark = "月", "日"
	default:
		return d, s, false
	}
	if rest, ok = strings.CutPrefix(rest, monthMark); !ok {
		return d, s, false
	}
	if d.day, rest, ok = cutDigits(rest, 1, 2); !ok {
		return d, s, false
	}
	rest, ok = strings.CutPrefix(rest, dayMark)
	return d, rest, ok
}

func cutWeekday(s string) (time.Weekday, string, bool) {
	for i, letter := range []rune(weekdayLetters) {
		if rest, ok := strings.CutPrefix(s, string(letter)); ok {
			return time.Weekday(i), rest, true
		}
	}
	return 0, s, false
}

func bracketWeekday(s string) (time.Weekday, string, bool) {
	rest, open := strings.CutPrefix(strings.TrimLeft(s, " "), "(")
	weekday, rest, ok := cutWeekday(rest)
	rest, closed := strings.CutPrefix(rest, ")")
	return weekday, rest, open && ok && closed
}
