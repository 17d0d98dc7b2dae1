package calendar

import (
	"strconv"
	"strings"
)

// SpokenTime is a time of day as somebody wrote it, not yet put on a date.
type SpokenTime struct {
	Text    string // the words it was read from
	minutes int    // from midnight, or before now when ago
	ago     bool   // N分前
	bad     bool   // it has the form of a time but there is no such time
}

// Ago tells whether the time is relative to when it was said (20分前).
func (t SpokenTime) Ago() bool { return t.ago }

// Clock is the wall clock on the business date; a refusal when there is no such time (18:75).
func (t SpokenTime) Clock() (Clock, error) {
	if t.bad || t.ago {
		return 0, Refusal(NoSuchTime, t.Text)
	}
	return Clock(t.minutes), nil
}

// SpokenTimes lists the ways to read a time at the beginning of s, longest first. s is normalised: half width,
// lower case.
func SpokenTimes(s string) []Prefix[SpokenTime] {
	var found []Prefix[SpokenTime]
	add := func(t SpokenTime, rest string) {
		t.Text = s[:len(s)-len(rest)]
		found = append(found, Prefix[SpokenTime]{t, rest})
	}
	if n, rest, ok := cutDigits(s, 1, 4); ok {
		if rest, ok := strings.CutPrefix(rest, "分前"); ok {
			add(SpokenTime{minutes: n, ago: true}, rest)
			return found
		}
	}
	if rest, ok := strings.CutPrefix(s, "翌"); ok {
		rest = strings.TrimPrefix(strings.TrimPrefix(rest, "日"), "の")
		for _, p := range halfDayTimes(strings.TrimLeft(rest, " ")) {
			t := p.Value
			t.bad = t.bad || t.minutes >= 24*60
			t.minutes += 24 * 60
			add(t, p.Rest)
		}
		return found
	}
	for _, p := range halfDayTimes(s) {
		add(p.Value, p.Rest)
	}
	return found
}

// halfDayTimes reads a time that may be marked 午前, 午後, am or pm, before or after it.
func halfDayTimes(s string) []Prefix[SpokenTime] {
	for _, mark := range []string{"午前", "午後", "am", "pm"} {
		rest, ok := strings.CutPrefix(s, mark)
		if !ok {
			continue
		}
		found := plainTimes(strings.TrimLeft(rest, " "), true)
		for i := range found {
			found[i].Value = halfDay(found[i].Value, mark)
		}
		return found
	}
	var found []Prefix[SpokenTime]
	for _, p := range plainTimes(s, true) {
		for _, mark := range []string{"am", "pm"} {
			if rest, ok := strings.CutPrefix(strings.TrimLeft(p.Rest, " "), mark); ok {
				found = append(found, Prefix[SpokenTime]{halfDay(p.Value, mark), rest})
			}
		}
	}
	return append(found, plainTimes(s, false)...)
}

// halfDay moves a time of the twelve-hour clock: 午前12時 is 0:00, 12:15 pm is 12:15, 午後0時 is 12:00.
func halfDay(t SpokenTime, mark string) SpokenTime {
	if t.minutes >= 13*60 {
		t.bad = true
		return t
	}
	t.minutes %= 12 * 60
	if mark == "午後" || mark == "pm" {
		t.minutes += 12 * 60
	}
	return t
}

// plainTimes reads 9:05, 0905, 9時, 9時5分, 18時半 and 正午, and a bare hour where a mark makes it a time.
func plainTimes(s string, bareHour bool) []Prefix[SpokenTime] {
	if rest, ok := strings.CutPrefix(s, "正午"); ok {
		return []Prefix[SpokenTime]{{SpokenTime{minutes: 12 * 60}, rest}}
	}
	var found []Prefix[SpokenTime]
	add := func(h, m int, rest string) {
		bad := h > MaxSpokenHour || m > 59
		found = append(found, Prefix[SpokenTime]{SpokenTime{minutes: h*60 + m, bad: bad}, rest})
	}
	if n, rest, ok := cutDigits(s, 4, 4); ok {
		add(n/100, n%100, rest)
		return found
	}
	h, rest, ok := cutDigits(s, 1, 2)
	if !ok {
		return nil
	}
	if after, ok := strings.CutPrefix(rest, ":"); ok {
		if m, after, ok := cutDigits(after, 2, 2); ok {
			add(h, m, after)
		}
		return found
	}
	after, ok := strings.CutPrefix(rest, "時")
	if !ok {
		if bareHour {
			add(h, 0, rest)
		}
		return found
	}
	if m, end, ok := cutDigits(after, 1, 2); ok {
		if end, ok := strings.CutPrefix(end, "分"); ok {
			add(h, m, end)
		}
	}
	if half, ok := strings.CutPrefix(after, "半"); ok {
		add(h, 30, half)
	}
	add(h, 0, after)
	return found
}

// cutDigits reads a whole number of least to most digits; a longer number is not cut in two.
func cutDigits(s string, least, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i < least || i > most {
		return 0, s, false
	}
	n, _ = strconv.Atoi(s[:i])
	return n, s[i:], true
}
