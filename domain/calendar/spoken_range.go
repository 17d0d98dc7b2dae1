package calendar

import "strings"

// spokenRange is a beginning and an end, or a beginning and a length in minutes.
type spokenRange struct {
	text   string
	from   SpokenTime
	to     SpokenTime
	length int
}

// rangeMarks stand between the two times of a range; that NFKC leaves 〜 alone and makes ～ a ~ is why both are here.
var rangeMarks = []string{"から", "〜", "~", "-", "–", "—", "ー", "to ", "until ", "till "}

// ranges lists the ways to read a range of times at the beginning of s: 9-18, 9:00〜18:00, 22時から翌6時まで, 9 to 5,
// 14時から2時間.
func ranges(s string) []Prefix[spokenRange] {
	var found []Prefix[spokenRange]
	start, _ := cutOne(s, "from ")
	for _, from := range times(start, true) {
		rest, ok := cutOne(trimBlank(from.Rest), rangeMarks...)
		if !ok {
			continue
		}
		rest = trimBlank(rest)
		add := func(r spokenRange, rest string) {
			r.from = from.Value
			r.text = strings.TrimSpace(s[:len(s)-len(rest)])
			found = append(found, Prefix[spokenRange]{r, rest})
		}
		if length, rest, ok := cutLength(rest, 2); ok {
			add(spokenRange{length: length}, rest)
		}
		for _, to := range times(rest, true) {
			rest, _ := cutOne(to.Rest, "まで")
			add(spokenRange{to: to.Value}, rest)
		}
	}
	return found
}

// regular is the range of a regular day: 「昨日は定時」.
func (t SpokenTime) regular(a About) (spokenRange, bool) {
	if t.form != slotted || Slot(t.minutes) != Regular || a.Side != AnySide {
		return spokenRange{}, false
	}
	from, to := t, t
	from.minutes, to.minutes = int(ShiftStart), int(ShiftEnd)
	return spokenRange{text: t.Text, from: from, to: to}, true
}

// placeRange says what a range means. Its end follows its beginning: 9-6 is until 18:00, which is in doubt, and 22-6
// until the next morning. Without a day it is the latest one on which the end is not in the future.
func (s Said) placeRange(d *SpokenDate, r spokenRange, a About) (Meaning, error) {
	from, err := r.from.slot(a)
	to, wrong := r.to.slot(a)
	if err != nil || wrong != nil {
		return Meaning{}, Refusal(NoSchedule, r.text)
	}
	if from.bad || to.bad || from.form != onClock || to.form == before {
		return Meaning{}, Refusal(NoSuchTime, r.text)
	}
	m, err := s.Place(d, nil, a)
	if err != nil {
		return Meaning{}, err
	}
	m.Text = r.text
	for _, doubt := range []Doubt{to.doubt, from.doubt} {
		if doubt != "" {
			m.Doubt = doubt
		}
	}
	end := to.minutes
	if r.length > 0 {
		end = from.minutes + r.length
	}
	if end <= from.minutes {
		if to.bare && end+noon > from.minutes {
			end, m.Doubt = end+noon, HalfDay
		} else {
			end += day
		}
	}
	if end <= from.minutes || end >= 2*day { // no clock of a day goes further
		return Meaning{}, Refusal(NoSuchTime, r.text)
	}
	if m.Day == "" {
		m.Basis = OpenDay
		if m.Day = s.Today(); s.NotYet(m.Day.At(end, s.Zone)) {
			m.Day, m.Basis = m.Day.Add(-1), LastNight
		}
	}
	m.From = When{m.Day, m.Day.At(from.minutes, s.Zone), true}
	m.When = When{m.Day, m.Day.At(end, s.Zone), true}
	m.Other = When{}
	return m, nil
}
