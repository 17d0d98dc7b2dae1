package vocabulary

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
)

var (
	// worked are what makes a range of times one of work; those of working are verbs, these stand alone.
	worked      = slices.Concat(working, []string{"勤務", "勤務です", "働いた", "出勤しました", "出勤"})
	workedFirst = []string{"worked ", "勤務は", "勤務 ", "勤務時間は"}
)

// span reads a range of times: of work (「昨日は9時から18時まで」, 「昨日は定時」, "worked 9 to 6 yesterday") or of an absence
// (「中抜け 14時から15時」). Without a word of work it needs a date.
func (v *Vocabulary) span(s string, said saying) (Match, bool) {
	s = asking(s)
	if m, ok := v.absent(s, said); ok {
		return m, true
	}
	for _, w := range worked {
		if rest, ok := strings.CutSuffix(s, w); ok {
			if m, ok := rangeOf(rest, In, said); ok {
				return m, true
			}
		}
	}
	for _, w := range workedFirst {
		if rest, ok := strings.CutPrefix(s, w); ok {
			if m, ok := rangeOf(rest, In, said); ok {
				return m, true
			}
		}
	}
	m, ok := rangeOf(s, In, said)
	if !ok || m.Day == "" || m.Basis != calendar.Named {
		return Match{}, false
	}
	m.Bare = true
	return m, true
}

// absent reads the range of a break or an outing; its word stands before or behind the times.
func (v *Vocabulary) absent(s string, said saying) (Match, bool) {
	for _, kind := range []Kind{OutingIn, BreakIn} {
		for _, word := range v.listed[kind] {
			before, after, ok := strings.Cut(s, word)
			if !ok || strings.HasPrefix(after, "を") || before != "" && after != "" && len(calendar.SpokenDates(before)) == 0 {
				continue
			}
			for _, joint := range calendar.Joints(after) {
				if m, ok := rangeOf(strings.TrimSpace(before+" "+joint), kind, said); ok {
					m.Word = word
					return m, true
				}
			}
		}
	}
	return Match{}, false
}

// rangeOf reads a text that is nothing but a range of times, with a date or without.
func rangeOf(text string, kind Kind, said saying) (Match, bool) {
	meant, err := said.Read(strings.TrimSpace(text), calendar.About{Slots: said.slots})
	m := Match{Kind: kind, Day: meant.Day, Basis: meant.Basis, From: meant.From.At, At: meant.At, Intent: Range}
	switch why, _ := calendar.WhyOf(err); {
	case why == calendar.NoSchedule:
		m = m.ask(err)
		m.Day, m.Basis = said.named(text), calendar.Named
		return m, m.Day != ""
	case err != nil || !meant.From.Timed:
		return Match{}, false
	case meant.Other.Timed:
		m.Other = meant.Other
	}
	return m, true
}

// named is the day a text begins with; empty when it names none.
func (s saying) named(text string) calendar.Date {
	for _, p := range calendar.SpokenDates(text) {
		if day, err := p.Value.Resolve(s.Today(), calendar.Past); err == nil {
			return day
		}
	}
	return ""
}

// reasonJoints may join a reason to the sentence it stands before or behind.
var reasonJoints = []string{"のため、", "のため", "により", "だったので", "なので", "でした", "です", "で、", "で", "、", ",", " "}

// Without takes a phrase of the company, such as a reason, off the beginning or the end of a message: 「電車遅延で9時20分出勤」,
// 「昨日の退勤を18時半に、打刻忘れです」. ok is false when it stands at neither.
func Without(text, phrase string) (rest string, ok bool) {
	s, phrase := Normalize(text), Normalize(phrase)
	if phrase == "" {
		return text, false
	}
	if rest, ok := strings.CutPrefix(s, phrase); ok {
		for _, j := range reasonJoints {
			if after, joined := strings.CutPrefix(rest, j); joined && after != "" {
				return strings.TrimLeft(after, " 、,"), true
			}
		}
	}
	for _, j := range append(slices.Clone(reasonJoints), "") {
		if rest, ok := strings.CutSuffix(s, phrase+j); ok && rest != "" {
			return strings.TrimRight(rest, " 、,。("), true
		}
	}
	return text, false
}
