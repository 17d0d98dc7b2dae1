package vocabulary

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
)

// dayJoints stand between the first and the last of several days, or between two.
var dayJoints = []string{"から", "〜", "~", "-", "–", "と", "、", ",", "・", "&", "and ", "to "}

// shortDays are weekdays by their first letter, which only beside another one are days.
var shortDays = regexp.MustCompile(`^([月火水木金土日])([〜~\-–と、,・]|から)([月火水木金土日])(?:曜日?)?`)

// corrects are the intents of sentences about the punches of a day.
var corrects = []Intent{Request, Range, Remove, Ask}

// SeveralDays is why a sentence about several days is not done: a correction is of one day.
const SeveralDays calendar.Why = "several_days"

// Several reads a sentence that would correct several days at once, 「月〜水 9-18」, 「11/18と11/19の退勤18:00」. Its Day is the
// first of them.
func (v *Vocabulary) Several(text string, said calendar.Said) (m Match, ok bool) {
	s := shortDays.ReplaceAllString(Normalize(text), "${1}曜$2${3}曜")
	for _, from := range calendar.SpokenDates(s) {
		day, err := from.Value.Resolve(said.Today(), calendar.Past)
		rest := strings.TrimSpace(from.Rest)
		for _, joint := range dayJoints {
			later, joined := strings.CutPrefix(rest, joint)
			if later = strings.TrimSpace(later); err != nil || !joined {
				continue
			}
			for _, to := range calendar.SpokenDates(later) {
				one := to.Value.Text + " " + strings.TrimLeft(strings.TrimPrefix(to.Rest, "まで"), " 、,の")
				if slices.Contains(corrects, v.MatchFor(one, said, nil).Intent) {
					return Match{Intent: Ask, Day: day, Bare: true, Problem: Problem{Why: SeveralDays}}, true
				}
			}
		}
	}
	return Match{}, false
}
