package calendar

import (
	"slices"
	"strings"
)

// SpokenTime is a time of day as somebody wrote it, not yet put on a date.
type SpokenTime struct {
	Text    string // the words it was read from
	form    timeForm
	minutes int   // from midnight, or before now when ago
	other   int   // the second reading that the doubt is about, when there is one
	bad     bool  // it has the form of a time but there is no such time
	whole   bool  // an hour without minutes
	bare    bool  // an hour of 1 to 11 that nothing says to be of the morning or the evening
	doubt   Doubt // the words themselves leave open which time is meant
}

type timeForm int

const (
	onClock     timeForm = iota // 18:30
	before                      // 20分前
	smallHour                   // 深夜1時: it belongs to the night that follows the day
	thisMorning                 // 今朝4時: of the calendar's today
	slotted                     // 定時: minutes is the Slot
)

// SpokenTimes lists the ways to read a time at the beginning of s, longest first. s is normalised: half width,
// lower case.
func SpokenTimes(s string) []Prefix[SpokenTime] {
	if turnsAway(s) {
		return nil
	}
	found := times(s, false)
	for _, old := range found {
		rest, ok := cutOne(trimBlank(old.Rest), "→", "->", "⇒")
		if !ok {
			continue
		}
		for _, p := range times(trimBlank(rest), false) { // 8時55分→9時: what is meant is the new time
			p.Value.Text = s[:len(s)-len(p.Rest)]
			found = append(found, p)
		}
		break
	}
	slices.SortStableFunc(found, func(a, b Prefix[SpokenTime]) int { return len(a.Rest) - len(b.Rest) })
	return found
}

func times(s string, bareHour bool) []Prefix[SpokenTime] {
	start, rough := s, false
	start, _ = cutOne(start, "ちょうど", "exactly ")
	if after, ok := cutOne(start, "at "); ok {
		start, bareHour = after, true
	}
	if after, ok := cutOne(start, "around ", "about "); ok {
		start, bareHour, rough = after, true, true
	}
	var found []Prefix[SpokenTime]
	for _, p := range slices.Concat(agoTimes(start), namedTimes(start), nightTimes(start), nextDayTimes(start),
		halfDayTimes(start, bareHour), pastTimes(start)) {
		found = append(found, p)
		found = append(found, modified(p)...)
	}
	for i := range found {
		t := &found[i].Value
		t.Text = s[:len(s)-len(found[i].Rest)]
		if rough {
			t.doubt = Rough
		}
	}
	return found
}

// modified lists what words behind a clock make of it: ちょうど, 頃, 過ぎ, 5分前, next day.
func modified(p Prefix[SpokenTime]) []Prefix[SpokenTime] {
	if p.Value.form == before || p.Value.form == slotted {
		return nil
	}
	var found []Prefix[SpokenTime]
	add := func(t SpokenTime, rest string) { found = append(found, Prefix[SpokenTime]{t, rest}) }
	t, rest := p.Value, trimBlank(p.Rest)
	if rest, ok := cutOne(rest, "ちょうど", "ジャスト", "きっかり", "sharp"); ok {
		add(t, rest)
	}
	if rest, ok := cutOne(rest, "頃", "ごろ", "ころ", "くらい", "ぐらい"); ok {
		t := t
		t.doubt = Rough
		add(t, rest)
	}
	if rest, ok := cutOne(rest, "過ぎ", "すぎ"); ok {
		t := t
		if t.whole {
			t.doubt = Rough
		}
		add(t, rest)
	}
	if rest, ok := cutLatin(rest, "next day", "the next day"); ok {
		add(t.nextDay(), rest)
	}
	if t, rest, ok := minutesBefore(t, rest); ok {
		add(t, rest)
	}
	return found
}

// minutesBefore reads 5分前 behind 9時. Without の some people mean "shortly before 9:10" by 9時10分前; of five minutes
// nobody does.
func minutesBefore(t SpokenTime, s string) (SpokenTime, string, bool) {
	after, of := strings.CutPrefix(s, "の")
	n, rest, ok := cutNumber(after, 2)
	rest, unit := cutOne(rest, "分前", "分まえ")
	if !ok || !unit || !t.whole || n > 59 {
		return t, s, false
	}
	if !of && n != 5 {
		t.doubt, t.other = MinutesBefore, t.minutes+n
	}
	if t.minutes == 0 {
		t.minutes = 24 * 60
	}
	t.minutes -= n
	t.whole = false
	return t, rest, true
}

// agoTimes reads 20分前, 3時間前, 1時間半前, さっき and "half an hour ago".
func agoTimes(s string) []Prefix[SpokenTime] {
	add := func(minutes int, doubt Doubt, rest string) []Prefix[SpokenTime] {
		return []Prefix[SpokenTime]{{SpokenTime{form: before, minutes: minutes, doubt: doubt}, rest}}
	}
	if rest, ok := cutOne(s, "さっき", "先ほど", "just now"); ok {
		return add(0, Vague, rest)
	}
	minutes, rest, ok := cutLength(s, 4)
	if rest, behind := cutOne(rest, "前", "まえ"); ok && behind {
		return add(minutes, "", rest)
	}
	minutes, rest, ok = englishLength(s)
	if rest, behind := cutLatin(trimBlank(rest), "ago"); ok && behind {
		return add(minutes, "", rest)
	}
	return nil
}

// cutLength reads 30分, 2時間, 1時間半 and 1時間20分.
func cutLength(s string, most int) (minutes int, rest string, ok bool) {
	n, rest, ok := cutNumber(s, most)
	if !ok {
		return 0, s, false
	}
	if rest, ok := strings.CutPrefix(rest, "分"); ok {
		return n, rest, true
	}
	if rest, ok = strings.CutPrefix(rest, "時間"); !ok {
		return 0, s, false
	}
	if half, ok := strings.CutPrefix(rest, "半"); ok {
		return n*60 + 30, half, true
	}
	if m, after, ok := cutNumber(rest, 2); ok {
		if after, ok := strings.CutPrefix(after, "分"); ok {
			return n*60 + m, after, true
		}
	}
	return n * 60, rest, true
}

// namedTimes reads the times that have names.
func namedTimes(s string) []Prefix[SpokenTime] {
	add := func(t SpokenTime, rest string) []Prefix[SpokenTime] { return []Prefix[SpokenTime]{{t, rest}} }
	if rest, ok := cutOne(s, "正午"); ok {
		return add(SpokenTime{minutes: 12 * 60}, rest)
	}
	if rest, ok := cutLatin(s, "noon"); ok {
		return add(SpokenTime{minutes: 12 * 60}, rest)
	}
	if rest, ok := cutLatin(s, "midnight"); ok {
		return add(SpokenTime{form: smallHour}, rest)
	}
	for _, n := range []struct {
		word string
		slot Slot
	}{{"定時", Regular}, {"始業時刻", ShiftStart}, {"終業時刻", ShiftEnd}, {"お昼", BreakStart}} {
		if rest, ok := strings.CutPrefix(s, n.word); ok && !strings.HasPrefix(rest, "休") { // お昼休憩 is a word of its own
			return add(SpokenTime{form: slotted, minutes: int(n.slot), doubt: Scheduled}, rest)
		}
	}
	return nil
}
