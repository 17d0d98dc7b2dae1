package locale

import (
	"fmt"
	"strings"
	"time"
)

// Clock is a wall clock in minutes from the business date's midnight: "8:58", and "25:30" for half past one the next morning.
func Clock(minutes int) string { return Duration(minutes) }

// Duration is a length of time in minutes: "8:04", "126:40", "-0:30".
func Duration(minutes int) string {
	if minutes < 0 {
		return "-" + Duration(-minutes)
	}
	return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
}

var weekdays = [...]string{"日", "月", "火", "水", "木", "金", "土"}

// Date is the date of t in its own location: "11/20(金)", "Fri 20 Nov". The year is left out: people talk about days nearby.
func Date(lang string, t time.Time) string {
	if Lang(lang) == English {
		return t.Format("Mon 2 Jan")
	}
	return fmt.Sprintf("%d/%d(%s)", int(t.Month()), t.Day(), weekdays[t.Weekday()])
}

// FullDate is a date with its year: "2027/11/20(土)", "Sat 20 Nov 2027".
func FullDate(lang string, t time.Time) string {
	if Lang(lang) == English {
		return Date(lang, t) + t.Format(" 2006")
	}
	return fmt.Sprintf("%d/%s", t.Year(), Date(lang, t))
}

// Weekday is a day of the week as tables have it: "金", "Fri".
func Weekday(lang string, day time.Weekday) string {
	if Lang(lang) == English {
		return day.String()[:3]
	}
	return weekdays[day]
}

// ShortDate is a date without its weekday: "11/20", "20 Nov".
func ShortDate(lang string, t time.Time) string {
	if Lang(lang) == English {
		return t.Format("2 Jan")
	}
	return fmt.Sprintf("%d/%d", int(t.Month()), t.Day())
}

// Month is a month of a year: "2026年11月", "November 2026".
func Month(lang string, t time.Time) string {
	if Lang(lang) == English {
		return t.Format("January 2006")
	}
	return fmt.Sprintf("%d年%d月", t.Year(), int(t.Month()))
}

// Bytes is the size of a file: "812 B", "30 KB", "1.2 MB", "10 MB".
func Bytes(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", (n+1<<9)>>10)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
}

// List joins names as a sentence does: "LINE・Slack", "LINE, Slack".
func List(lang string, items []string) string {
	if Lang(lang) == English {
		return strings.Join(items, ", ")
	}
	return strings.Join(items, "・")
}

// Quoted lists words to type: 「出勤」「退勤」, "in", "out".
func Quoted(lang string, items []string) string {
	if Lang(lang) == English {
		return `"` + strings.Join(items, `", "`) + `"`
	}
	return "「" + strings.Join(items, "」「") + "」"
}

// Title is a word as the label of a button: English ones begin with a capital letter.
func Title(lang, word string) string {
	if Lang(lang) != English || word == "" {
		return word
	}
	return strings.ToUpper(word[:1]) + word[1:]
}
