package calendar

import "strings"

var englishNumbers = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// englishHour reads an hour in digits or as a word.
func englishHour(s string) (n int, rest string, ok bool) {
	if n, rest, ok := cutDigits(s, 1, 2); ok {
		return n, rest, true
	}
	return englishNumber(s)
}

func englishNumber(s string) (n int, rest string, ok bool) {
	for n, word := range englishNumbers {
		if rest, ok := cutLatin(s, word); ok {
			return n, rest, true
		}
	}
	return 0, s, false
}

// pastTimes reads half past six, quarter to seven, ten past 9 and five to nine. A number in digits before "to" is the
// beginning of a range: 9 to 5.
func pastTimes(s string) []Prefix[SpokenTime] {
	minutes, rest, ok := englishMinutes(s)
	if !ok {
		return nil
	}
	rest, to := cutLatin(trimBlank(rest), "to", "before")
	if !to {
		if rest, ok = cutLatin(trimBlank(rest), "past", "after"); !ok {
			return nil
		}
	}
	hour, rest, ok := englishHour(trimBlank(rest))
	if !ok || to && (minutes == 30 || hour == 0) {
		return nil
	}
	if to {
		minutes = -minutes
	}
	t := SpokenTime{minutes: hour*60 + minutes, bare: hour >= 1 && hour <= 11, bad: hour > MaxSpokenHour}
	found := []Prefix[SpokenTime]{}
	for _, mark := range []string{"am", "pm"} {
		if rest, ok := cutLatin(trimBlank(rest), mark); ok {
			found = append(found, Prefix[SpokenTime]{halfDay(t, mark), rest})
		}
	}
	return append(found, Prefix[SpokenTime]{t, rest})
}

// englishMinutes reads what stands before past and to.
func englishMinutes(s string) (n int, rest string, ok bool) {
	for _, m := range []struct {
		word    string
		minutes int
	}{{"half", 30}, {"quarter", 15}, {"a quarter", 15}, {"twenty-five", 25}, {"twenty", 20}} {
		if rest, ok := strings.CutPrefix(s, m.word+" "); ok {
			return m.minutes, rest, true
		}
	}
	return englishNumber(s)
}

// englishLength reads 30 min, two hours, half an hour, an hour and a half.
func englishLength(s string) (minutes int, rest string, ok bool) {
	if rest, ok := cutLatin(s, "half an hour"); ok {
		return 30, rest, true
	}
	n, rest, ok := cutDigits(s, 1, 4)
	if !ok {
		n, rest, ok = englishNumber(s)
	}
	if after, one := cutLatin(s, "an", "a"); one {
		n, rest, ok = 1, after, true
	}
	if !ok {
		return 0, s, false
	}
	rest = trimBlank(rest)
	if rest, ok := cutLatin(rest, "minutes", "minute", "mins", "min"); ok {
		return n, rest, true
	}
	if rest, ok = cutLatin(rest, "hours", "hour", "hrs", "hr"); !ok {
		return 0, s, false
	}
	if half, ok := cutLatin(rest, " and a half"); ok {
		return n*60 + 30, half, true
	}
	return n * 60, rest, true
}
