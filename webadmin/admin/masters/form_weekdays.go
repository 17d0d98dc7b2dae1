package masters

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
	"github.com/dakoku/dakoku/webadmin/admin/desk"
	"github.com/dakoku/dakoku/webadmin/ui"
)

// weekdayHours are the hours of single weekdays, a line each: 土 9:00-13:00, 水 木 10:00-19:00 休憩 13:00-14:00.
func weekdayHours() desk.Field[worktime.Pattern] {
	return desk.Field[worktime.Pattern]{Name: "weekdays", Input: ui.Field{Rows: 3, Max: 1000}, Speak: speakWeekdays,
		Get: func(p worktime.Pattern) (lines []string) {
			for _, h := range p.Weekdays {
				lines = append(lines, spelledHours(h))
			}
			return lines
		},
		Set: func(p *worktime.Pattern, values []string) error {
			p.Weekdays = nil
			for _, line := range desk.Lines(values) {
				h, ok := readHours(line)
				if !ok {
					return domain.Refuse(domain.Invalid, "why", "weekdays", "line", line)
				}
				p.Weekdays = append(p.Weekdays, h)
			}
			return nil
		}}
}

func spelledHours(h worktime.WeekdayHours) string {
	var parts []string
	for _, day := range h.Days {
		parts = append(parts, locale.T(locale.Japanese, "masters.pattern.weekday."+day))
	}
	parts = append(parts, spelled(worktime.Span{From: h.Start, To: h.End}))
	for i, b := range h.Breaks {
		if i == 0 {
			parts = append(parts, locale.T(locale.Japanese, "masters.pattern.weekday.break"))
		}
		parts = append(parts, spelled(b))
	}
	return strings.Join(parts, " ")
}

// weekdayWords are what stands in a line besides times.
var weekdayWords = append([]string{"break"}, weekdays...)

// speakWeekdays writes a line's words, which are kept in Japanese here, in those of the language.
func speakWeekdays(lang string, lines []string) []string {
	said := make([]string, len(lines))
	for i, line := range lines {
		words := strings.Fields(line)
		for n, word := range words {
			if key := weekdayWord(word); key != "" {
				words[n] = locale.T(lang, "masters.pattern.weekday."+key)
			}
		}
		said[i] = strings.Join(words, " ")
	}
	return said
}

// weekdayWord is what a word of a line stands for: a weekday, break; empty: it is none.
func weekdayWord(word string) string {
	word = strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(word), "曜日"), "曜")
	for _, key := range weekdayWords {
		if word == key || word == locale.T(locale.Japanese, "masters.pattern.weekday."+key) ||
			word == strings.ToLower(locale.T(locale.English, "masters.pattern.weekday."+key)) {
			return key
		}
	}
	return ""
}

// daysIn are the weekdays of a word: 土曜, 土日, Sat.
func daysIn(word string) (days []string) {
	if key := weekdayWord(word); slices.Contains(weekdays, key) {
		return []string{key}
	}
	for _, r := range word {
		key := weekdayWord(string(r))
		if !slices.Contains(weekdays, key) {
			return nil
		}
		days = append(days, key)
	}
	return days
}

// readHours reads a line: weekdays, their hours, breaks.
func readHours(line string) (h worktime.WeekdayHours, ok bool) {
	var times []worktime.Span
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" 　、・,", r) }) {
		days := daysIn(word)
		switch {
		case len(days) > 0 && len(times) == 0:
			h.Days = append(h.Days, days...)
		case weekdayWord(word) == "break" && len(times) == 1:
		default:
			s, err := span(word)
			if err != nil {
				return h, false
			}
			times = append(times, s)
		}
	}
	if len(h.Days) == 0 || len(times) == 0 {
		return h, false
	}
	h.Start, h.End, h.Breaks = times[0].From, times[0].To, times[1:]
	return h, true
}
