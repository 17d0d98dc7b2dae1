package calendar

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Tolerance is how far a spoken time may lie ahead of the saying: clocks differ and people round up.
const Tolerance = 5 * time.Minute

// NotYet tells whether an instant is further ahead than the tolerance allows.
func (s Said) NotYet(at time.Time) bool { return at.After(s.At.Add(Tolerance)) }

// When is what an answer names: a business date and, if Timed, an instant on it.
type When struct {
	Day   Date
	At    time.Time
	Timed bool
}

// ReadDate understands an answer that names a day: 「昨日」, 「11/18」, 「金曜日です」, "yesterday".
// The Error is a Refusal with NoSuchDate, OtherWeekday or NotADate.
func (s Said) ReadDate(answer string, lean Lean) (Date, error) {
	date, clock, ok := readAnswer(answer)
	if !ok || date == nil || clock != nil {
		return "", Refusal(NotADate, strings.TrimSpace(answer))
	}
	return date.Resolve(s.Today(), lean)
}

// ReadTime understands an answer that names a time on a day: 「19:42」, 「25:30」, 「翌1:30」, 「午後6時半」, "6:30 pm".
// An empty day means the one that is open; a day in the answer has to be the one that was asked about.
// The Error is a Refusal with NoSuchTime, TwoDays, NotYet or NotATime.
func (s Said) ReadTime(answer string, day Date) (When, error) {
	date, clock, ok := readAnswer(answer)
	if !ok || clock == nil {
		return When{}, Refusal(NotATime, strings.TrimSpace(answer))
	}
	if date != nil {
		named, err := date.Resolve(s.Today(), Past)
		if err != nil {
			return When{}, err
		}
		if day != "" && named != day {
			return When{}, Refusal(TwoDays, date.Text)
		}
		day = named
	}
	return s.when(day, *clock)
}

// ReadWhen understands an answer that names a day, a time or both: 「昨日の18:30」.
func (s Said) ReadWhen(answer string, lean Lean) (When, error) {
	date, clock, ok := readAnswer(answer)
	if !ok {
		return When{}, Refusal(NotADate, strings.TrimSpace(answer))
	}
	var day Date
	if date != nil {
		var err error
		if day, err = date.Resolve(s.Today(), lean); err != nil {
			return When{}, err
		}
	}
	if clock == nil {
		return When{Day: day}, nil
	}
	return s.when(day, *clock)
}

func (s Said) when(day Date, clock SpokenTime) (When, error) {
	day, at, err := s.Instant(day, clock)
	if err == nil && s.NotYet(at) {
		err = Refusal(NotYet, clock.Text)
	}
	if err != nil {
		return When{}, err
	}
	return When{Day: day, At: at, Timed: true}, nil
}

// englishDays are understood in answers only: in a room they are ordinary words.
var englishDays = []struct {
	word string
	days int
}{{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}}

// politeEnds may close an answer without changing it.
var politeEnds = []string{"", "です", "でした", "に", "で"}

// maxAnswer is the length of the longest sensible answer; what is longer is not looked at.
const maxAnswer = 120

func readAnswer(answer string) (*SpokenDate, *SpokenTime, bool) {
	if len(answer) > maxAnswer {
		return nil, nil, false
	}
	s := strings.ToLower(norm.NFKC.String(answer))
	s = strings.TrimRight(strings.TrimSpace(s), "。.! ")
	dates := SpokenDates(s)
	for _, e := range englishDays {
		if rest, ok := strings.CutPrefix(s, e.word); ok {
			dates = append(dates, Prefix[SpokenDate]{SpokenDate{Text: e.word, offset: e.days}, rest})
		}
	}
	for _, d := range dates {
		for _, rest := range Joints(d.Rest) {
			if ended(rest) {
				return &d.Value, nil, true
			}
			if t, ok := wholeTime(rest); ok {
				return &d.Value, &t, true
			}
		}
	}
	t, ok := wholeTime(s)
	return nil, &t, ok
}

func wholeTime(s string) (SpokenTime, bool) {
	for _, t := range SpokenTimes(s) {
		if ended(t.Rest) {
			return t.Value, true
		}
	}
	return SpokenTime{}, false
}

func ended(s string) bool {
	for _, end := range politeEnds {
		if s == end {
			return true
		}
	}
	return false
}

// particles may stand, at most one, between the parts of a spoken sentence.
var particles = []string{"から", "より", "の", "に", "は", "を", "で"}

// Joints lists what may follow where two parts of a sentence meet: s without its leading spaces and 、, also
// around one particle. The way that takes most comes first.
func Joints(s string) []string {
	plain := trimGap(s)
	for _, p := range particles {
		if rest, ok := strings.CutPrefix(plain, p); ok {
			if plain == s {
				return []string{trimGap(rest), s}
			}
			return []string{trimGap(rest), plain, s}
		}
	}
	if plain == s {
		return []string{s}
	}
	return []string{plain, s}
}

func trimGap(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return r == '、' || unicode.IsSpace(r) })
}
