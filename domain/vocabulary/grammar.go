package vocabulary

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
)

// Match says what a message means, at the moment it was said. Text is the raw message. Anything the grammar does
// not cover from its first letter to its last is None.
//
//	message = [DATE J] [TIME J] KEYWORD [ENDING] [J DATE] [J TIME] [FIX] [に | です | でした | で]
func (v *Vocabulary) Match(text string, said calendar.Said) Match { return v.MatchFor(text, said, nil) }

// saying is when something was said, and the named times of the speaker's regular day as far as they are known.
type saying struct {
	calendar.Said
	slots map[calendar.Slot]calendar.Clock
}

// MatchFor is Match for somebody whose regular hours are known: 「定時で退勤」 then has a time.
func (v *Vocabulary) MatchFor(text string, at calendar.Said, regular map[calendar.Slot]calendar.Clock) Match {
	said := saying{at, regular}
	own, ok := v.plain(text)
	if !ok || len(own) > longest {
		return Match{}
	}
	if word, ok := v.emoticons[own]; ok {
		return Match{Intent: Punch, Kind: word.kind, Word: word.word}
	}
	s, question := normalize(own)
	if question {
		return who(s)
	}
	for _, read := range []func(string, saying) (Match, bool){v.arrow, v.punch, v.span, v.move, v.wish, v.removed} {
		if m, ok := read(s, said); ok {
			return m
		}
	}
	if m, ok := leave(s, at); ok {
		return m
	}
	return who(s)
}

func (v *Vocabulary) arrow(s string, said saying) (Match, bool) { return v.moved(s, said, arrows) }

func (v *Vocabulary) move(s string, said saying) (Match, bool) { return v.moved(s, said, moveMarks) }

// stated is a date and a time as far as a part of the sentence names them.
type stated struct {
	date *calendar.SpokenDate
	time *calendar.SpokenTime
	rest string
}

// leading lists the ways to read [DATE J] [TIME J] at the beginning of s; the one that takes most comes first.
func leading(s string) []stated {
	var all []stated
	for _, d := range datesOrNone(s) {
		rests := []string{d.rest}
		if d.date != nil {
			rests = calendar.Joints(d.rest)
		}
		for _, rest := range rests {
			for _, t := range calendar.SpokenTimes(rest) {
				for _, after := range calendar.Joints(t.Rest) {
					all = append(all, stated{d.date, &t.Value, after})
				}
			}
			all = append(all, stated{d.date, nil, rest})
		}
	}
	return all
}

// trailingStated lists the ways to read [J DATE] [J TIME], or the time before the date, at the beginning of s.
func trailingStated(s string) []stated {
	var all []stated
	dates := []stated{}
	for _, joint := range calendar.Joints(s) {
		for _, d := range calendar.SpokenDates(joint) {
			dates = append(dates, stated{date: &d.Value, rest: d.Rest})
		}
	}
	for _, d := range append(dates, stated{rest: s}) {
		for _, joint := range calendar.Joints(d.rest) {
			for _, t := range calendar.SpokenTimes(joint) {
				all = append(all, stated{d.date, &t.Value, t.Rest})
				if d.date != nil {
					continue
				}
				for _, later := range calendar.SpokenDates(strings.TrimLeft(t.Rest, " 、")) {
					all = append(all, stated{&later.Value, &t.Value, later.Rest})
				}
			}
		}
		all = append(all, d)
	}
	return all
}

func datesOrNone(s string) []stated {
	var all []stated
	for _, d := range calendar.SpokenDates(s) {
		all = append(all, stated{date: &d.Value, rest: d.Rest})
	}
	return append(all, stated{rest: s})
}

// fixed cuts a FIX off: [に | を | へ] (訂正 | 修正 | 変更 | 直し) [して] [ください | 下さい | お願いします], or にして.
func fixed(s string) (rest string, ok bool) {
	s = strings.TrimLeft(s, " ")
	s, made := strings.CutPrefix(s, "に")
	for _, p := range []string{"を", "へ"} {
		s = strings.TrimPrefix(s, p)
	}
	for _, word := range []string{"訂正", "修正", "変更", "直し", "して"} {
		if rest, ok := strings.CutPrefix(s, word); ok && (made || word != "して") {
			rest = strings.TrimPrefix(rest, "して")
			for _, please := range []string{"ください", "下さい", "お願いします"} {
				rest = strings.TrimPrefix(rest, please)
			}
			return rest, true
		}
	}
	return s, false
}

func closed(s string) bool { return slices.Contains(closers, s) }
