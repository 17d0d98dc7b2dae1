package staff

import (
	"regexp"
	"strconv"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// eras are what year 1 of a Japanese era comes after, by its name and its letter (元号).
var eras = map[string]int{"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}

var written = regexp.MustCompile(`^(令和|平成|昭和|[RHS])?(\d{1,4}|元)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$`)

// date reads 2026-11-24, 2026/11/24, 2026年11月24日, 令和8年11月24日 and R8.11.24. The text is folded already.
func date(text string) (calendar.Date, bool) {
	m := written.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	year, _ := strconv.Atoi(m[2]) // 元 is no number and the first year
	if m[2] == "元" {
		year = 1
	}
	switch {
	case m[1] != "":
		year += eras[m[1]]
	case len(m[2]) != 4:
		return "", false // 26/11/24 may be any century, and any order
	}
	month, _ := strconv.Atoi(m[3])
	day, _ := strconv.Atoi(m[4])
	d := calendar.NewDate(year, time.Month(month), day)
	if year < 1900 || year > 2999 || d.Day() != day || int(d.Month()) != month {
		return "", false
	}
	return d, true
}
