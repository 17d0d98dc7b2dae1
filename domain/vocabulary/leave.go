package vocabulary

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
)

// plainLeave is the word that names no kind of leave.
const plainLeave = "休み"

// leaveWords are the words of leave, longer ones before those they begin with.
var leaveWords = []string{
	plainLeave, "有給休暇", "有給", "有休", "休暇", "午前休", "午後休", "午前半休", "午後半休", "半休", "欠勤", "代休",
	"paid leave", "sick leave",
}

// offWords name no kind of leave either; they need a date, without which they say nothing about leave.
var offWords = []string{"off", "day off"}

var (
	takings = []string{"", "をいただきます", "を頂きます", "を取ります", "を取りました", "を使います", "をお願いします", "でお願いします",
		"お願いします", "をください", "させてください"}
	wishes   = []string{"を取りたいです", "を取りたい", "取りたいです", "取りたい", "申請", "の申請", "を申請"}
	cancels  = []string{"取り消し", "取消", "キャンセル", "やめ", "中止"}
	afterAll = []string{"やっぱり", "やはり"}
	coming   = []string{"出勤", "休みません"}
)

// leave reads [DATE J] [お] WORD [ENDING] [をいただきます …], the same with 取り消し, DATE J やっぱり出勤します, and a kind
// of leave before its days: 有給 12/28〜12/30. Without a date it is today; a date leans to the future, and to the past
// where the sentence tells of it (昨日は有給でした).
func leave(s string, said calendar.Said) (Match, bool) {
	past := slices.ContainsFunc([]string{"でした", "ました", "した"}, func(end string) bool { return strings.HasSuffix(s, end) })
	for _, days := range calendar.SpokenSpans(s) {
		for _, rest := range calendar.Joints(days.Rest) {
			m, ok := leaveWord(rest, slices.Concat(takings, wishes))
			switch {
			case ok:
			case slices.Contains(offWords, rest):
				m, ok = Match{Intent: Leave}, true
			case comesAfterAll(rest):
				m, ok = Match{Intent: LeaveCancel}, true
			}
			if ok {
				return m.dated(&days.Value, said, past), true
			}
		}
	}
	if m, ok := leaveWord(s, takings); ok {
		return m.dated(nil, said, past), true
	}
	for _, word := range slices.Concat(leaveWords[1:], offWords) { // plain 休み needs its day before it
		rest, ok := strings.CutPrefix(s, word)
		if !ok {
			continue
		}
		kind := word
		if slices.Contains(offWords, word) {
			kind = ""
		}
		for _, joint := range calendar.Joints(rest) {
			for _, days := range calendar.SpokenSpans(joint) {
				if closed(days.Rest) {
					return Match{Intent: Leave, LeaveKind: kind}.dated(&days.Value, said, past), true
				}
			}
		}
	}
	return Match{}, false
}

// leaveWord reads a word of leave and what is said to be done with it. A wish that names no day is not one for today.
func leaveWord(s string, takings []string) (Match, bool) {
	s = strings.TrimPrefix(s, "お")
	for _, word := range leaveWords {
		rest, ok := strings.CutPrefix(s, word)
		if !ok {
			continue
		}
		m := Match{Intent: Leave, LeaveKind: word}
		if word == plainLeave {
			m.LeaveKind = ""
		}
		if endsWith(rest, takings) {
			return m, true
		}
		for _, cancel := range cancels {
			if after, ok := strings.CutPrefix(strings.TrimPrefix(rest, "を"), cancel); ok && endsWith(after, nil) {
				m.Intent = LeaveCancel
				return m, true
			}
		}
	}
	return Match{}, false
}

// comesAfterAll reads やっぱり出勤します and やはり休みません.
func comesAfterAll(s string) bool {
	for _, but := range afterAll {
		for _, word := range coming {
			if rest, ok := strings.CutPrefix(s, but+word); ok && endsWith(rest, nil) {
				return true
			}
		}
	}
	return false
}

// endsWith tells whether s is an ENDING followed by one of the tails, or by nothing when there are none.
func endsWith(s string, tails []string) bool {
	for _, ending := range endings {
		if rest, ok := strings.CutPrefix(s, ending); ok && (rest == "" || slices.Contains(tails, rest)) {
			return true
		}
	}
	return false
}

// A date without its year leans to the future, unless that is most of a year away and the day was only just: who writes
// 「11/18 有給」 on the 20th means this week.
const (
	farLeave  = 300 // days
	lateLeave = 35  // days
)

func (m Match) dated(days *calendar.SpokenDays, said calendar.Said, past bool) Match {
	m.Date = said.Today()
	if days == nil {
		return m
	}
	lean := calendar.Future
	if past {
		lean = calendar.Past
	}
	first, last, err := days.Resolve(m.Date, lean)
	if before, until, wrong := days.Resolve(m.Date, calendar.Past); !past && err == nil && wrong == nil &&
		first > m.Date.Add(farLeave) && before > m.Date.Add(-lateLeave) {
		first, last = before, until
	}
	m.Date = first
	if err != nil {
		return m.ask(err)
	}
	if last != first {
		m.Until = last
	}
	return m
}
