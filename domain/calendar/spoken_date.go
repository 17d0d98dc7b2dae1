package calendar

import (
	"strings"
	"time"
)

// SpokenDate is a date as somebody named it, not yet resolved.
type SpokenDate struct {
	Text             string // the words it was read from
	form             dateForm
	offset           int // days from today, weeks from this week or months from this month
	year, month, day int // year 0: not said; day 0: the last one of the month
	weekday          time.Weekday
	check            bool // the weekday was added in brackets
	slash            bool // written 3/4, which some read as the fourth of which month they like
}

type dateForm int

const (
	relative      dateForm = iota // 昨日, 3日前
	onWeekday                     // 金曜
	weekdayOf                     // 先週の金曜
	weekdayBefore                 // この前の金曜
	weekdayAfter                  // 次の金曜
	byDay                         // 24日
	dayOfMonth                    // 先月1日, 先月末
	byMonthDay                    // 11/20
	byYearMonth                   // 2026-11-20
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
	if turnsAway(s) {
		return nil
	}
	var found []Prefix[SpokenDate]
	add := func(d SpokenDate, rest string) {
		d.Text = s[:len(s)-len(rest)]
		found = append(found, Prefix[SpokenDate]{d, rest})
	}
	if d, rest, ok := relativeDate(s); ok {
		add(d, rest)
		return found
	}
	if d, rest, ok := weekdayDate(s); ok {
		if longer, ok := strings.CutPrefix(rest, "日"); ok {
			add(d, longer)
		}
		add(d, rest)
		return found
	}
	for _, read := range []func(string) (SpokenDate, string, bool){englishDate, monthDate, eraDate, numericDate, dayDate} {
		d, rest, ok := read(s)
		if !ok {
			continue
		}
		if weekday, after, ok := bracketWeekday(rest); ok {
			checked := d
			checked.weekday, checked.check = weekday, true
			add(checked, after)
		}
		add(d, rest)
		return found
	}
	return nil
}

// relativeDate reads 昨日, 3日前 and 二日後.
func relativeDate(s string) (d SpokenDate, rest string, ok bool) {
	for _, r := range relativeDays {
		if rest, ok := strings.CutPrefix(s, r.word); ok {
			return SpokenDate{offset: r.days}, rest, true
		}
	}
	n, rest, ok := cutNumber(s, 3)
	if !ok {
		return d, s, false
	}
	if rest, ok := cutOne(rest, "日前"); ok {
		return SpokenDate{offset: -n}, rest, true
	}
	rest, ok = cutOne(rest, "日後")
	return SpokenDate{offset: n}, rest, ok
}

// weekdayDate reads 金曜, 先週の金曜 and 先週金曜, この前の金曜 and 次の金曜.
func weekdayDate(s string) (d SpokenDate, rest string, ok bool) {
	d, rest = SpokenDate{form: onWeekday}, s
	for _, w := range []struct {
		word  string
		form  dateForm
		weeks int
	}{
		{"今週", weekdayOf, 0}, {"先々週", weekdayOf, -2}, {"先週", weekdayOf, -1}, {"来週", weekdayOf, 1},
		{"この前", weekdayBefore, 0}, {"次", weekdayAfter, 0},
	} {
		if after, ok := strings.CutPrefix(s, w.word); ok {
			d.form, d.offset = w.form, w.weeks
			rest, _ = cutOne(after, "の")
			break
		}
	}
	if d.weekday, rest, ok = cutWeekday(rest); !ok {
		return d, s, false
	}
	rest, ok = cutOne(rest, "曜")
	return d, rest, ok
}

// monthDate reads 今月1日, 先月28日 and 先月末.
func monthDate(s string) (d SpokenDate, rest string, ok bool) {
	for months, word := range []string{"先月", "今月", "来月"} {
		rest, ok := strings.CutPrefix(s, word)
		if !ok {
			continue
		}
		rest, _ = cutOne(rest, "の")
		d = SpokenDate{form: dayOfMonth, offset: months - 1}
		if rest, ok := cutOne(rest, "末"); ok {
			return d, rest, true
		}
		byDay, rest, ok := dayDate(rest)
		d.day = byDay.day
		return d, rest, ok && d.day > 0
	}
	return d, s, false
}

// dayDate reads 24日; 3日前 and 2日間 are no dates.
func dayDate(s string) (d SpokenDate, rest string, ok bool) {
	n, rest, ok := cutNumber(s, 2)
	if !ok {
		return d, s, false
	}
	rest, ok = cutOne(rest, "日")
	if _, length := cutOne(rest, "前", "後", "間", "本"); length {
		ok = false
	}
	return SpokenDate{form: byDay, day: n}, rest, ok
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
