package calendar

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Read understands a text that is nothing but a date, a time, a range of times or a date with one of them:
// 「昨日」, 「19:42」, 「翌1:30」, 「昨日の十八時半です」, 「9時から18時まで」, "half past six", "6:30 pm yesterday".
// The Error is a Refusal; NotATime says that it is something else. A time that has not come yet is refused,
// unless it is about something to come.
func (s Said) Read(text string, a About) (Meaning, error) {
	p, ok := parse(text)
	if !ok {
		return Meaning{}, Refusal(NotATime, strings.TrimSpace(text))
	}
	var m Meaning
	var err error
	about := text
	if p.time != nil {
		about = p.time.Text
		if r, ok := p.time.regular(a); ok {
			p.span = &r
		}
	}
	if p.span != nil {
		about = p.span.text
		m, err = s.placeRange(p.date, *p.span, a)
	} else {
		m, err = s.Place(p.date, p.time, a)
	}
	if err == nil && m.Timed && a.Lean == Past && s.NotYet(m.At) {
		err = Refusal(NotYet, about)
	}
	if err != nil {
		return Meaning{}, err
	}
	return m, nil
}

// politeEnds may close an answer without changing it.
var politeEnds = []string{"", "です", "でした", "に", "で", "から", "まで", "までです", "だと思います"}

// maxAnswer is the length in bytes of the longest sensible answer; what is longer is not looked at.
const maxAnswer = 120

// parts are what an answer consists of.
type parts struct {
	date *SpokenDate
	time *SpokenTime
	span *spokenRange
}

func parse(answer string) (parts, bool) {
	if len(answer) > maxAnswer {
		return parts{}, false
	}
	s := strings.ToLower(norm.NFKC.String(answer))
	s = strings.TrimRight(strings.TrimSpace(s), "。.! ")
	for _, d := range SpokenDates(s) {
		for _, rest := range Joints(d.Rest) {
			if ended(rest) {
				return parts{date: &d.Value}, true
			}
			for _, p := range clocks(rest) {
				if ended(p.Rest) {
					p.Value.date = &d.Value
					return p.Value, true
				}
			}
		}
	}
	for _, p := range clocks(s) {
		if ended(p.Rest) {
			return p.Value, true
		}
		for _, d := range SpokenDates(trimGap(p.Rest)) {
			if ended(d.Rest) {
				p.Value.date = &d.Value
				return p.Value, true
			}
		}
	}
	return parts{}, false
}

func ended(s string) bool { return slices.Contains(politeEnds, trimBlank(s)) }

// clocks lists the ways to read a time or a range of times at the beginning of s: "five to nine" is a time first.
func clocks(s string) []Prefix[parts] {
	var found []Prefix[parts]
	for _, t := range SpokenTimes(s) {
		found = append(found, Prefix[parts]{parts{time: &t.Value}, t.Rest})
	}
	for _, r := range ranges(s) {
		found = append(found, Prefix[parts]{parts{span: &r.Value}, r.Rest})
	}
	return found
}

// particles may stand, at most one, between the parts of a spoken sentence.
var particles = []string{"から", "より", "の", "に", "は", "を", "で"}

// Joints lists what may follow where two parts of a sentence meet: s without its leading spaces and commas, also
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
	return strings.TrimLeftFunc(s, func(r rune) bool { return r == '、' || r == ',' || unicode.IsSpace(r) })
}
