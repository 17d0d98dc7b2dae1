package vocabulary

import (
	"cmp"
	"slices"
	"time"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Past is a message that was said, or an emoji somebody reacted with.
type Past struct {
	Who   string // the same text is the same person
	At    time.Time
	Text  string
	Emoji bool
}

// Rehearsal is what other words would have made of past messages (試し打ち).
type Rehearsal struct {
	Messages  int    // that were looked at
	Now, Then int    // how many of them punch with the words as they are, and would with the others
	Gained    []Word // words that would punch and do not
	Lost      []Word // words that punch and would not any more
}

// Word is what became of one word in a Rehearsal.
type Word struct {
	Word     string
	Kind     Kind
	Times    int
	People   int
	Odd      int       // of Times: they look like accidents
	Examples []Example // the odd ones first
}

// Example is one message of a Word. It punches, so it is nothing but a punch: no other text is ever shown.
type Example struct {
	Past
	Odd bool
}

// examplesMost is how many messages are shown of a word.
const examplesMost = 5

// Rehearse compares two vocabularies on past messages, in any order. A message looks like an accident when it would
// punch newly and that person's day has another punch of its kind by words, or when it would be an out before the day's
// in, or an in after the day's out: people who mean it say it once.
func Rehearse(now, then *Vocabulary, past []Past, zone *time.Location, boundary calendar.Clock) Rehearsal {
	r := rehearsal{zone: zone, boundary: boundary, days: map[dayOf][]said{}}
	for _, p := range past {
		r.look(now, then, p)
	}
	gained, lost := map[string]*Word{}, map[string]*Word{}
	for _, all := range r.days {
		slices.SortStableFunc(all, func(a, b said) int { return a.At.Compare(b.At) })
		for i, s := range all {
			switch {
			case s.then != "" && s.now == "":
				note(gained, s, s.then, stray(all, i))
			case s.now != "" && s.then == "":
				note(lost, s, s.now, false)
			}
		}
	}
	r.Gained, r.Lost = words(gained), words(lost)
	return r.Rehearsal
}

type rehearsal struct {
	Rehearsal
	zone     *time.Location
	boundary calendar.Clock
	days     map[dayOf][]said
}

type dayOf struct {
	who  string
	date calendar.Date
}

// said is a message that punches with one of the vocabularies.
type said struct {
	Past
	now, then Kind // empty: it does not
	word      string
}

func (r *rehearsal) look(now, then *Vocabulary, p Past) {
	r.Messages++
	s := said{Past: p}
	for _, side := range []struct {
		v     *Vocabulary
		kind  *Kind
		count *int
	}{{now, &s.now, &r.Now}, {then, &s.then, &r.Then}} {
		m := side.v.read(p, r.zone, r.boundary)
		if m.Intent == Punch {
			*side.kind, s.word = m.Kind, m.Word
			*side.count++
		}
	}
	if s.now != "" || s.then != "" {
		day := dayOf{p.Who, calendar.BusinessDate(p.At, r.zone, r.boundary)}
		r.days[day] = append(r.days[day], s)
	}
}

func (v *Vocabulary) read(p Past, zone *time.Location, boundary calendar.Clock) Match {
	if p.Emoji {
		return v.MatchEmoji(p.Text)
	}
	return v.Match(p.Text, calendar.Said{At: p.At, Zone: zone, Boundary: boundary})
}

// ends are the kinds that begin and end a day, by what a Kind comes to.
var ends = map[Kind]Kind{In: In, DirectIn: In, RemoteIn: In, Out: Out, DirectOut: Out}

// end is what a kind comes to for the order of a day.
func end(k Kind) Kind { return cmp.Or(ends[k], k) }

// stray tells whether a message that would punch newly looks like an accident among those of its day, in the order of time.
func stray(day []said, i int) bool {
	mine := end(day[i].then)
	for k, other := range day {
		theirs := end(other.then)
		switch {
		case k == i || theirs == "":
		case theirs == mine && (mine == In || mine == Out):
			return true
		case mine == Out && theirs == In && k > i, mine == In && theirs == Out && k < i:
			return true
		}
	}
	return false
}

// note counts a message for its word.
func note(list map[string]*Word, s said, kind Kind, odd bool) {
	w := list[s.word]
	if w == nil {
		w = &Word{Word: s.word, Kind: kind}
		list[s.word] = w
	}
	w.Times++
	if odd {
		w.Odd++
	}
	w.Examples = append(w.Examples, Example{s.Past, odd})
}

// words are the counted ones, those with the most accidents first.
func words(list map[string]*Word) []Word {
	var all []Word
	for _, w := range list {
		people := map[string]bool{}
		for _, e := range w.Examples {
			people[e.Who] = true
		}
		w.People = len(people)
		slices.SortStableFunc(w.Examples, func(a, b Example) int {
			if a.Odd != b.Odd {
				return map[bool]int{true: -1, false: 1}[a.Odd]
			}
			return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Who, b.Who))
		})
		w.Examples = w.Examples[:min(examplesMost, len(w.Examples))]
		all = append(all, *w)
	}
	slices.SortFunc(all, func(a, b Word) int {
		return cmp.Or(cmp.Compare(b.Odd, a.Odd), cmp.Compare(b.Times, a.Times), cmp.Compare(a.Word, b.Word))
	})
	return all
}
