package vocabulary

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dakoku/dakoku/domain/calendar"
)

// arrows stand between the time that was recorded and the one that is right.
var arrows = []string{"→", "->", "⇒"}

// moveMarks may stand there too; ranges are read before them, because から joins a range as well.
var moveMarks = slices.Concat(arrows, []string{"ではなく", "じゃなくて", "でなく", "から", "を", " to "})

// longestTime is the length in bytes of the longest time that is looked for before a mark.
const longestTime = 40

// moved reads a punch sentence that names the time it replaces: 「退勤を18:02から18:30に」, 「出勤 8:55→9:00」,
// 「9時ではなく9時半に出勤」, "change out from 18:02 to 18:30".
func (v *Vocabulary) moved(s string, said saying, marks []string) (Match, bool) {
	s = strings.Replace(asking(s), "from ", "", 1)
	for _, mark := range marks {
		for at := 0; ; {
			i := strings.Index(s[at:], mark)
			if i < 0 {
				break
			}
			i += at
			at = i + len(mark)
			start, old, ok := timeBefore(s, i)
			if !ok {
				continue
			}
			if m, ok := v.punch(s[:start]+trimJoint(s[at:]), said); ok && !m.At.IsZero() {
				if was, err := said.Place(nil, &old, calendar.About{Day: m.Day}); err == nil {
					m.Old = was.At
				}
				return m, true
			}
		}
	}
	return Match{}, false
}

// timeBefore finds the time that ends at i, as long as can be.
func timeBefore(s string, i int) (start int, t calendar.SpokenTime, ok bool) {
	for start = max(i-longestTime, 0); start < i; start++ {
		if !utf8.RuneStart(s[start]) || start > 0 && isDigit(s[start-1]) && isDigit(s[start]) {
			continue
		}
		for _, p := range calendar.SpokenTimes(s[start:i]) {
			if strings.TrimSpace(p.Rest) == "" {
				return start, p.Value, true
			}
		}
	}
	return 0, t, false
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func trimJoint(s string) string { return strings.TrimLeft(s, " 、") }

// asks begin an English wish; what follows is the sentence itself.
var asks = []string{"please ", "change ", "correct ", "fix ", "set ", "i ", "my "}

// asking takes the beginning of an English wish off and makes "yesterday's out" "yesterday out".
func asking(s string) string {
	for _, a := range asks {
		s = strings.TrimPrefix(s, a)
	}
	return strings.Replace(s, "'s ", " ", 1)
}

// wish reads an English sentence that says more than a punch: "change yesterday's out to 18:30", "I left at 6:30 pm". It
// is never a punch of this moment.
func (v *Vocabulary) wish(s string, said saying) (Match, bool) {
	rest := asking(s)
	if rest == s {
		return Match{}, false
	}
	for _, day := range []string{"yesterday", "today"} {
		if before, ok := strings.CutSuffix(rest, " "+day); ok {
			rest = day + " " + before // the day comes last in English and first in the grammar
		}
	}
	m, ok := v.punch(strings.Replace(rest, " to ", " ", 1), said)
	return m, ok && m.Intent != Punch
}

var (
	removals = []string{"取り消し", "取消し", "取り消す", "取消", "削除", "消して", "消し", "消す", "消"}
	pleases  = []string{"ください", "下さい", "お願いします", "します", "しました", "したい", "する", "して", "です"}
	drops    = []string{"delete ", "remove ", "cancel "}
)

// removed reads a wish that a punch should not count: 「昨日の退勤を消して」, 「退勤取り消し」, "delete yesterday's out".
func (v *Vocabulary) removed(s string, said saying) (Match, bool) {
	rest, ok := withoutRemoval(s)
	if !ok {
		return Match{}, false
	}
	m, ok := v.punch(rest, said)
	switch {
	case !ok || m.Greeting:
		return Match{}, false
	case m.Intent == Punch:
		m.Day = said.Today()
	case m.At.IsZero() && m.Problem.Why != calendar.NoTime:
		return m, true // a date or time that does not exist
	}
	m.Intent, m.Problem = Remove, Problem{}
	m.Old, m.At = m.At, m.Old
	return m, true
}

func withoutRemoval(s string) (rest string, ok bool) {
	for _, d := range drops {
		if rest, ok := strings.CutPrefix(s, d); ok {
			return asking(rest), true
		}
	}
	for _, p := range pleases {
		s = strings.TrimSuffix(s, p)
	}
	for _, r := range removals {
		if rest, ok := strings.CutSuffix(s, r); ok {
			for _, particle := range []string{"を", "の", "は", " "} {
				rest = strings.TrimSuffix(rest, particle)
			}
			return rest, rest != ""
		}
	}
	return s, false
}
