package vocabulary

import (
	"slices"
	"strings"

	"github.com/dakoku/dakoku/domain/calendar"
)

// plainLeave is the word that names no kind of leave.
const plainLeave = "休み"

// leaveWords are the words of leave, longer ones before those they begin with.
var leaveWords = []string{plainLeave, "有給休暇", "有給", "有休", "休暇", "午前休", "午後休", "半休", "欠勤", "代休"}

var (
	takings  = []string{"", "をいただきます", "を頂きます", "を取ります"}
	cancels  = []string{"取り消し", "取消", "キャンセル", "やめ", "中止"}
	afterAll = []string{"やっぱり", "やはり"}
	working  = []string{"出勤", "休みません"}
)

// leave reads [DATE J] [お] WORD [ENDING] [をいただきます …], the same with 取り消し, and DATE J やっぱり出勤します.
// Without a date it is today; a date leans to the future.
func leave(s string, said calendar.Said) (Match, bool) {
	for _, d := range datesOrNone(s) {
		rests := []string{d.rest}
		if d.date != nil {
			rests = calendar.Joints(d.rest)
		}
		for _, rest := range rests {
			m, ok := leaveWord(rest)
			if !ok && d.date != nil && comesAfterAll(rest) {
				m, ok = Match{Intent: LeaveCancel}, true
			}
			if ok {
				return m.dated(d.date, said), true
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
		for _, word := range working {
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

func (m Match) dated(spoken *calendar.SpokenDate, said calendar.Said) Match {
	m.Date = said.Today()
	if spoken == nil {
		return m
	}
	date, err := spoken.Resolve(m.Date, calendar.Future)
	m.Date = date
	if err != nil {
		return m.ask(err)
	}
	return m
}
