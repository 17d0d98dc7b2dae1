package flows

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain/calendar"
	"github.com/dakoku/dakoku/domain/locale"
	"github.com/dakoku/dakoku/domain/worktime"
)

// askWord is a word of a question about a figure and what it stands for.
type askWord struct{ word, means string }

// askWords are the names of figures, longest first, so that 深夜残業 is not read as 残業.
var askWords = readAskWords()

func readAskWords() []askWord {
	var list []askWord
	for means, words := range locale.Asks() {
		for _, word := range words {
			if means == period || slices.Contains(worktime.Explained, means) {
				list = append(list, askWord{word, means})
			}
		}
	}
	slices.SortFunc(list, func(a, b askWord) int {
		if n := len(b.word) - len(a.word); n != 0 {
			return n
		}
		return strings.Compare(a.word, b.word)
	})
	return list
}

// period is what a word for the whole month stands for.
const period = "period"

// The words around the names of figures, and the lengths of time they may stand with: 1:30, 1時間30分, 90m.
var (
	whyWords, politeWords, joiningWords = locale.Asks()["why"], locale.Asks()["polite"], locale.Asks()["joining"]

	lengths = regexp.MustCompile(`(\d{1,3}):([0-5]\d)|(\d{1,3})(?:` + oneOf("hours") + `)(?:(\d{1,2})(?:` + oneOf("minutes") + `)?)?|(\d{1,4})(?:` +
		oneOf("minutes") + `)`)
)

func oneOf(name string) string { return strings.Join(locale.Asks()[name], "|") }

// asksWhy reads a question about a figure: 「なぜ残業1:30？」, 「昨日の深夜はなぜ」, "why is my overtime 1:30?". false: it is
// something else.
func asksWhy(text string, today calendar.Date) (worktime.Question, bool) {
	text = strings.Trim(dialog.Fold(text), "? ")
	rest, ok := withoutWhy(text)
	if !ok {
		return worktime.Question{}, false
	}
	var q worktime.Question
	named := false
	for _, w := range askWords {
		if before, after, found := strings.Cut(rest, w.word); found && (w.means == period && !q.Period || w.means != period && q.Field == "") {
			named = true
			rest = before + " " + after
			if w.means == period {
				q.Period = true
			} else {
				q.Field = w.means
			}
		}
	}
	if m := lengths.FindStringSubmatch(rest); m != nil {
		named = true
		number := func(i int) int { n, _ := strconv.Atoi(m[i]); return n }
		q.Minutes = number(1)*60 + number(2) + number(3)*60 + number(4) + number(5)
		rest = strings.Replace(rest, m[0], " ", 1)
	}
	rest = trimJoining(rest)
	if rest == "" {
		return q, named
	}
	if q.Period { // of this month and of a day, or of another
		return q, false
	}
	if q.Month, q.Period = calendar.SpokenMonth(rest, today); !q.Period {
		q.Date, ok = dateIn(rest, today)
	}
	return q, named && ok
}

// withoutWhy takes the asking word off the beginning or the end, or out of the middle: 「10/3 なぜ残業」. A Latin one is a
// word only between spaces.
func withoutWhy(text string) (string, bool) {
	for _, word := range whyWords {
		if rest, ok := strings.CutPrefix(text, word); ok {
			return rest, true
		}
		if rest, ok := strings.CutSuffix(withoutPolite(text), word); ok {
			return rest, true
		}
	}
	for _, word := range whyWords {
		if isLatin(word) {
			word = " " + word + " "
		}
		if before, after, ok := strings.Cut(text, word); ok {
			return before + " " + after, true
		}
	}
	return text, false
}

func isLatin(word string) bool { return word[0] >= 'a' && word[0] <= 'z' }

// withoutPolite takes a polite ending off.
func withoutPolite(s string) string {
	for _, p := range politeWords {
		if rest, ok := strings.CutSuffix(s, p); ok {
			return rest
		}
	}
	return s
}

// trimJoining takes the words that join others off both ends. A Latin one is a word only with a space beside it.
func trimJoining(s string) string {
	for {
		before := s
		s = withoutPolite(strings.TrimSpace(s))
		for _, j := range joiningWords {
			if isLatin(j) {
				s = strings.TrimSpace(strings.TrimPrefix(s+" ", j+" "))
				continue
			}
			s = strings.TrimSuffix(strings.TrimPrefix(s, j), j)
		}
		if s = strings.TrimSpace(s); s == before {
			return s
		}
	}
}

// dateIn is the past day a text names and nothing else.
func dateIn(text string, today calendar.Date) (calendar.Date, bool) {
	for _, p := range calendar.SpokenDates(text) {
		if trimJoining(p.Rest) != "" {
			continue
		}
		day, err := p.Value.Resolve(today, calendar.Past)
		return day, err == nil
	}
	return "", false
}
