package calendar

import "strings"

const noon, day = 12 * 60, 24 * 60

// nextDay moves a clock to the day after the named one.
func (t SpokenTime) nextDay() SpokenTime {
	t.bad = t.bad || t.minutes >= day
	t.minutes, t.bare, t.form = t.minutes+day, false, onClock
	return t
}

func nextDayTimes(s string) []Prefix[SpokenTime] {
	rest, ok := cutOne(s, "翌日の", "翌日", "翌朝の", "翌朝", "翌")
	if !ok {
		return nil
	}
	found := halfDayTimes(trimBlank(rest), false)
	for i := range found {
		found[i].Value = found[i].Value.nextDay()
	}
	return found
}

// nightTimes reads a clock behind a part of the day: 朝8時, 夕方6時, 夜11時, 深夜1時, 今朝4時.
func nightTimes(s string) []Prefix[SpokenTime] {
	for _, part := range []string{"今朝", "早朝", "朝", "夕方", "深夜", "夜中", "夜"} {
		rest, ok := strings.CutPrefix(s, part)
		if !ok {
			continue
		}
		rest, _ = cutOne(rest, "の")
		found := halfDayTimes(trimBlank(rest), false)
		for i := range found {
			found[i].Value = found[i].Value.in(part)
		}
		return found
	}
	return nil
}

// in moves a clock into a part of the day. Where the two do not go together as the words are used, it is in doubt.
func (t SpokenTime) in(part string) SpokenTime {
	hour := t.minutes / 60
	t.bare = false
	switch part {
	case "今朝":
		t.form = thisMorning
		t.bad = t.bad || hour >= noon/60
	case "朝", "早朝":
		if hour < 4 || hour > 11 {
			t.doubt = Rough
		}
	case "夕方":
		switch {
		case hour < 3 || hour > 7 && hour < 15:
			t.doubt = Rough
		case hour <= 7:
			t.minutes += noon
		}
	default:
		switch {
		case hour <= 4:
			t.form = smallHour
			if part == "夜" {
				t.doubt = Rough
			}
		case hour <= 12:
			t.minutes += noon // 夜12時 is the end of the day
			if hour == 12 || part != "夜" || hour == 5 {
				t.doubt = Rough
			}
		}
	}
	return t
}

// halfDayTimes reads a time that may be marked 午前, 午後, am or pm, before or after it.
func halfDayTimes(s string, bareHour bool) []Prefix[SpokenTime] {
	for _, mark := range []string{"午前", "午後", "am", "pm"} {
		rest, ok := strings.CutPrefix(s, mark)
		if !ok {
			continue
		}
		found := plainTimes(trimBlank(rest), true)
		for i := range found {
			found[i].Value = halfDay(found[i].Value, mark)
		}
		return found
	}
	var found []Prefix[SpokenTime]
	for _, p := range plainTimes(s, true) {
		for _, mark := range []string{"am", "pm", "a.m.", "p.m."} {
			if rest, ok := cutLatin(trimBlank(p.Rest), mark); ok {
				found = append(found, Prefix[SpokenTime]{halfDay(p.Value, mark), rest})
			}
		}
	}
	return append(found, plainTimes(s, bareHour)...)
}

// halfDay moves a time of the twelve-hour clock: 12:15 pm is 12:15, 午後0時 is 12:00. 午前12時 and 午後12時 are noon to
// some people and midnight to others.
func halfDay(t SpokenTime, mark string) SpokenTime {
	t.bare = false
	if t.minutes >= noon+60 {
		t.bad = true
		return t
	}
	if t.minutes >= noon && strings.HasPrefix(mark, "午") {
		t.doubt, t.other = Twelve, t.minutes+noon
		if mark == "午後" {
			t.minutes, t.other = t.other, t.minutes
		}
		return t
	}
	t.minutes %= noon
	if mark == "午後" || mark[0] == 'p' {
		t.minutes += noon
	}
	return t
}

// kanaHours are the hours as they are read aloud, longer ones first.
var kanaHours = []struct {
	word string
	hour int
}{
	{"じゅういちじ", 11}, {"じゅうにじ", 12}, {"じゅうじ", 10}, {"いちじ", 1}, {"にじ", 2}, {"さんじ", 3}, {"よじ", 4},
	{"ごじ", 5}, {"ろくじ", 6}, {"しちじ", 7}, {"ななじ", 7}, {"はちじ", 8}, {"くじ", 9},
}

// plainTimes reads 9:05, 0905, 9時, 九時五分, 18時半 and 6 o'clock, and a bare hour where something else makes it a time.
func plainTimes(s string, bareHour bool) []Prefix[SpokenTime] {
	var found []Prefix[SpokenTime]
	add := func(h, m int, whole bool, rest string) {
		t := SpokenTime{minutes: h*60 + m, whole: whole, bad: h > MaxSpokenHour || m > 59}
		t.bare = h >= 1 && h <= 11 && s[0] != '0'
		found = append(found, Prefix[SpokenTime]{t, rest})
	}
	if n, rest, ok := cutDigits(s, 4, 4); ok {
		add(n/100, n%100, false, rest)
		return found
	}
	if h, rest, ok := cutDigits(s, 1, 2); ok {
		if m, after, ok := cutColon(rest); ok {
			add(h, m, m == 0, after)
			return found
		}
		if after, ok := cutOne(rest, " o'clock", "o'clock"); ok {
			add(h, 0, true, after)
		}
	}
	h, after, ok := cutHour(s)
	if !ok {
		if h, rest, ok := englishHour(s); ok && bareHour {
			add(h, 0, true, rest)
		}
		return found
	}
	if m, end, ok := cutNumber(trimBlank(after), 2); ok {
		end, _ = cutOne(trimBlank(end), "分", "ふん", "ぷん")
		add(h, m, false, end)
	}
	if half, ok := cutOne(after, "半", "はん"); ok {
		add(h, 30, false, half)
	}
	add(h, 0, true, after)
	return found
}

func cutColon(s string) (minute int, rest string, ok bool) {
	if after, ok := strings.CutPrefix(s, ":"); ok {
		return cutDigits(after, 2, 2)
	}
	return 0, s, false
}

// cutHour reads 9時, 十八時 and くじ.
func cutHour(s string) (hour int, rest string, ok bool) {
	for _, k := range kanaHours {
		if rest, ok := strings.CutPrefix(s, k.word); ok {
			return k.hour, rest, true
		}
	}
	hour, rest, ok = cutNumber(s, 2)
	if !ok {
		return 0, s, false
	}
	rest, ok = cutOne(trimBlank(rest), "時", "じ")
	return hour, rest, ok
}
