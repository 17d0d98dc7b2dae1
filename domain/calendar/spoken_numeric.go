package calendar

import "strings"

// numericDate reads 11/20, 11月20日, 2026-11-20, 2026/11/20 and 2026年11月20日, in digits or in kanji.
func numericDate(s string) (d SpokenDate, rest string, ok bool) {
	d.form, rest = byMonthDay, s
	monthMark, dayMark := "", ""
	if year, after, ok := cutNumber(s, 4); ok && year >= 1000 {
		for _, marks := range [][3]string{{"-", "-", ""}, {"/", "/", ""}, {"年", "月", "日"}} {
			if after, ok := strings.CutPrefix(after, marks[0]); ok {
				d.form, d.year, rest, monthMark, dayMark = byYearMonth, year, after, marks[1], marks[2]
			}
		}
		if monthMark == "" {
			return d, s, false
		}
	}
	if d.month, rest, ok = cutNumber(rest, 2); !ok {
		return d, s, false
	}
	switch {
	case monthMark != "":
	case strings.HasPrefix(rest, "/"):
		monthMark, d.slash = "/", true
	case strings.HasPrefix(rest, "月"):
		monthMark, dayMark = "月", "日"
	default:
		return d, s, false
	}
	if rest, ok = strings.CutPrefix(rest, monthMark); !ok {
		return d, s, false
	}
	if d.day, rest, ok = cutNumber(rest, 2); !ok {
		return d, s, false
	}
	if d.day == 0 {
		d.day = -1 // no such day, where 0 stands for the last one
	}
	rest, ok = strings.CutPrefix(rest, dayMark)
	return d, rest, ok
}

// eraDate reads 令和8年11月24日, r8.11.24 and r8/11/24, and 平成 the same way.
func eraDate(s string) (d SpokenDate, rest string, ok bool) {
	first := 0
	for _, era := range []struct {
		words []string
		year  int // of which the first year of the era is the next
	}{{[]string{"令和", "r"}, 2018}, {[]string{"平成", "h"}, 1988}} {
		if after, ok := cutOne(s, era.words...); ok {
			first, rest = era.year, trimBlank(after)
			break
		}
	}
	if first == 0 {
		return d, s, false
	}
	n, after, ok := cutNumber(rest, 2)
	if begin, one := cutOne(rest, "元"); one {
		n, after, ok = 1, begin, true
	}
	if !ok {
		return d, s, false
	}
	for _, marks := range [][3]string{{".", ".", ""}, {"/", "/", ""}, {"年", "月", "日"}} {
		rest, ok := strings.CutPrefix(after, marks[0])
		if !ok {
			continue
		}
		month, rest, okMonth := cutNumber(rest, 2)
		rest, okMark := strings.CutPrefix(rest, marks[1])
		day, rest, okDay := cutNumber(rest, 2)
		rest, okEnd := strings.CutPrefix(rest, marks[2])
		if day == 0 {
			day = -1
		}
		return SpokenDate{form: byYearMonth, year: first + n, month: month, day: day}, rest, okMonth && okMark && okDay && okEnd
	}
	return d, s, false
}
