package calendar

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// beside are the words for months beside the present one, by how far they lie from it.
var beside = map[string]int{
	"先月": -1, "前月": -1, "先々月": -2, "先先月": -2, "来月": 1, "翌月": 1, "今月": 0,
	"last month": -1, "previous month": -1, "month before last": -2, "the month before last": -2, "next month": 1, "this month": 0,
}

// SpokenPeriod reads the name of a closing period and nothing else: 10月, 先月分, October. now is the period that is
// running, which is 今月; a month without a year is the latest up to it. false: it is no month.
func SpokenPeriod(text string, now Month) (Month, bool) {
	if n, ok := beside[strings.TrimSuffix(text, "分")]; ok {
		return now.Add(n), true
	}
	return SpokenMonth(text, now.Add(-1).First())
}

// SpokenMonth reads a month by its name and nothing else: 10月, 2026年10月度, October, oct 2026. Without a year it is the
// latest that may have begun by today: a closing period may bear the name of the month it ends in. false: it is no month.
func SpokenMonth(text string, today Date) (Month, bool) {
	number, year, ok := japaneseMonth(text)
	if !ok {
		number, year, ok = monthInEnglish(text)
	}
	if !ok || number < 1 || number > 12 {
		return "", false
	}
	if year != 0 {
		return MonthOf(NewDate(year, time.Month(number), 1)), year >= firstYear && year <= lastYear
	}
	latest := MonthOf(today).Add(1)
	behind := (int(latest.First().Month()) - number + 12) % 12
	return latest.Add(-behind), true
}

// japaneseMonth reads 10月, 2026年10月, 10月度, 10月分.
func japaneseMonth(s string) (number, year int, ok bool) {
	if y, rest, cut := cutNumber(s, 4); cut && strings.HasPrefix(rest, "年") {
		if y < firstYear {
			return 0, 0, false
		}
		year, s = y, strings.TrimPrefix(rest, "年")
	}
	number, rest, ok := cutNumber(s, 2)
	return number, year, ok && slices.Contains([]string{"月", "月度", "月分"}, rest)
}

// monthInEnglish reads October and oct 2026.
func monthInEnglish(s string) (number, year int, ok bool) {
	name, after, cut := strings.Cut(s, " ")
	number, rest, ok := englishMonth(name)
	if ok = ok && rest == ""; ok && cut {
		var err error
		if year, err = strconv.Atoi(after); err != nil || year < firstYear {
			ok = false
		}
	}
	return number, year, ok
}
