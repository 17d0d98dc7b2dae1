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
	takings  = []string{"", "をいただきます", "を頂きます", "を取ります"}
	cancels  = []string{"取り消し", "取消", "キャンセル", "やめ", "中止"}
	afterAll = []string{"やっぱり", "やはり"}
	coming   = []string{"出勤", "休みません"}
)

// leave reads [DATE J] [お] WORD [ENDING] [をいただきます …], the same with 取り消し, DATE J やっぱり出勤します, and a kind
// of leave before its days: 有給 12/28〜12/30. Without a date it is today; a date leans to the future.
func leave(s string, said calendar.Said) (Match, bool) {
	for _, days := range calendar.SpokenSpans(s) {
		for _, rest := range calendar.Joints(days.Rest) {
			m, ok := leaveWord(rest)
			switch {
			case ok:
			case slices.Contains(offWords, rest):
				m, ok = Match{Intent: Leave}, true
			case comesAfterAll(rest):
				m, ok = Match{Intent: LeaveCancel}, true
			}
			if ok {
				return m.dated(&days.Value, said), true
			}
		}
	}
	if m, ok := leaveWord(s); ok {
		return m.dated(nil, said), true
	}
	for _, word := range leaveWords {
		rest, ok := strings.CutPrefix(s, word)
		if !ok || word == plainLeave {
			continue
		}
		for _, joint := range calendar.Joints(rest) {
			for _, days := range calendar.SpokenSpans(joint) {
				if closed(days.Rest) {
					return Match{Intent: Leave, LeaveKind: word}.dated(&days.Value, said), true
				}
			}
		}
	}
	return Match{}, false
}

func leaveWord(s string) (Match, bool) {
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

func (m Match) dated(days *calendar.SpokenDays, said calendar.Said) Match {
	m.Date = said.Today()
	if days == nil {
		return m
	}
	first, last, err := days.Resolve(m.Date, calendar.Future)
	m.Date = first
	if err != nil {
		return m.ask(err)
	}
	if last != first {
		m.Until = last
	}
	return m
}
