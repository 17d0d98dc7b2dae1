package vocabulary

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
)

// sentence is a whole message read as a punch sentence.
type sentence struct {
	word   keyword
	before stated
	after  stated
	missed bool // said to be forgotten or to be put right: it is never one of this moment
}

// punch reads s as a punch sentence.
func (v *Vocabulary) punch(s string, said saying) (Match, bool) {
	for _, before := range leading(s) {
		if before.time != nil && workedUntil(before.rest) {
			return sentence{word: keyword{word: "まで", kind: Out}, before: before}.meaning(said), true
		}
		for _, word := range v.keywords(before.rest) {
			rest, ok := strings.CutPrefix(before.rest, word.word)
			if !ok {
				continue
			}
			if sentence, ok := tail(word, rest); ok {
				sentence.before = before
				return sentence.meaning(said), true
			}
		}
	}
	return Match{}, false
}

// workedUntil reads what makes a time that of going home without a punch word: 「23時まで働きました」.
func workedUntil(s string) bool {
	rest, ok := strings.CutPrefix(s, "まで")
	return ok && slices.Contains(working, rest)
}

// tail reads what may follow the word: [ENDING] [J DATE] [J TIME] [FIX] and a closing particle. A greeting takes a
// date and a time only.
func tail(word keyword, s string) (sentence, bool) {
	for i, ending := range allEndings {
		rest, ok := strings.CutPrefix(s, ending)
		if !ok || word.greeting && ending != "" {
			continue
		}
		for _, after := range trailingStated(rest) {
			whole := sentence{word: word, after: after, missed: i < len(missings)}
			if after.rest == "" || !word.greeting && closed(after.rest) {
				return whole, true
			}
			if end, ok := fixed(after.rest); ok && !word.greeting && closed(end) {
				whole.missed = true
				return whole, true
			}
		}
	}
	return sentence{}, false
}

// meaning decides what comes out of the sentence.
func (s sentence) meaning(said saying) Match {
	m := Match{Missed: s.missed, Kind: s.word.kind, Word: s.word.word, Either: s.word.either, Greeting: s.word.greeting}
	day, err := s.day(said)
	if err != nil {
		return m.ask(err)
	}
	m.Day = day
	date, spoken := s.before.date, s.before.time
	if date == nil {
		date = s.after.date
	}
	if spoken == nil {
		spoken = s.after.time
	}
	if spoken == nil {
		if day != "" || s.missed {
			return m.ask(calendar.Refusal(calendar.NoTime, s.word.word))
		}
		m.Intent = Punch
		return m
	}
	about := calendar.About{Side: side(m.Kind), English: english(s.word.word), Slots: said.slots}
	meant, err := said.Place(date, spoken, about)
	if err != nil {
		return m.ask(err)
	}
	m.Day, m.Basis = meant.Day, meant.Basis
	if s.before.time != nil && s.after.time != nil {
		if other, err := said.Place(date, s.after.time, about); err != nil || !other.At.Equal(meant.At) {
			return m.ask(calendar.Refusal(calendar.Twice, s.after.time.Text))
		}
	}
	m.At = meant.At
	switch {
	case said.NotYet(meant.At):
		return m.ask(calendar.Refusal(calendar.NotYet, spoken.Text))
	case meant.Doubt != "":
		m.Other = meant.Other
		return m.ask(calendar.Refusal(calendar.Unsure, meant.Text))
	}
	m.Intent = Request
	return m
}

// side is the end of the day's work a punch of the kind makes.
func side(k Kind) calendar.Side {
	switch k {
	case In, DirectIn, RemoteIn:
		return calendar.Start
	case Out, DirectOut:
		return calendar.End
	}
	return calendar.AnySide
}

// english tells whether a punch word is written in letters, as in "3/4 in 9:00".
func english(word string) bool { return word[0] >= 'a' && word[0] <= 'z' }

// day is the work day the sentence names; empty when it names none.
func (s sentence) day(said saying) (calendar.Date, error) {
	var day calendar.Date
	for _, d := range []*calendar.SpokenDate{s.before.date, s.after.date} {
		if d == nil {
			continue
		}
		named, err := d.Resolve(said.Today(), calendar.Past)
		if err != nil {
			return "", err
		}
		if day != "" && named != day {
			return "", calendar.Refusal(calendar.Twice, d.Text)
		}
		day = named
	}
	return day, nil
}

// ask turns the match into a question about the refusal.
func (m Match) ask(refusal error) Match {
	m.Intent = Ask
	m.Problem.Why, m.Problem.Text = calendar.WhyOf(refusal)
	return m
}
